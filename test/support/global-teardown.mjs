export default async function globalTeardown() {
  await globalThis.__server.stop();
}
