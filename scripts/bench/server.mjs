import { fork, spawn } from 'node:child_process';
import fs from 'node:fs';

/** Our server, as `npm start` runs it. */
export async function startServer(world, role = 'api') {
  const start = performance.now();
  const child = spawn(process.execPath, [fs.existsSync('dist/server.mjs') ? 'dist/server.mjs' : 'dist/src/main.js'], {
    env: {
      ...process.env,
      DATABASE_URL: world.urls.serve,
      DATABASE_OWNER_URL: world.urls.own,
      DATABASE_WORKER_URL: world.urls.work,
      SIGNING_KEY_FILE: world.keyFile,
      PORT: String(await freePort()),
      ROLE: role,
      LOG_LEVEL: 'info',
      RATE_LIMIT: '10000000',
    },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const url = await new Promise((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (text) => {
      const match = /"url":"([^"]+)"/.exec(text);
      if (match) resolve(match[1]);
    });
    child.once('exit', (code) => reject(new Error(`server ended: ${code}`)));
  });
  return { url, pid: child.pid, startedInMs: performance.now() - start, stop: () => stop(child) };
}

/** A twin process: scripts/bench/twin.mjs with one of its modes. */
export async function startTwin(world, mode, settings = {}) {
  const child = fork('scripts/bench/twin.mjs', [mode], {
    env: {
      ...process.env,
      ...settings,
      TWIN_URL: world.urls.admin,
      SERVE_URL: world.urls.serve,
      WORK_URL: world.urls.work,
      SIGNING_KEY_FILE: world.keyFile,
      ACCOUNT: world.clerk.accountId,
      PERSON: world.clerk.personId,
      SESSION: world.clerk.sessionId,
    },
  });
  const url = await new Promise((resolve, reject) => {
    child.once('message', resolve);
    child.once('exit', (code) => reject(new Error(`twin ended: ${code}`)));
  });
  return { url, pid: child.pid, stop: () => stop(child) };
}

export const residentMb = (pid) =>
  Number(/VmRSS:\s+(\d+)/.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;

async function freePort() {
  const { default: net } = await import('node:net');
  return new Promise((resolve) => {
    const probe = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

function stop(child) {
  child.kill('SIGKILL');
  return new Promise((resolve) => child.once('exit', resolve));
}
