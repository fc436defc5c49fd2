import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { migrate } from '../platform/database/migrate.js';
import { asRole, bootstrapRoles } from './bootstrap-roles.js';
import { issueBootstrapSecret } from './bootstrap-secret.js';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded-postgres.js';
import { ensureSigningKey } from './signing-key.js';

export interface Launched {
  readonly url: string;
  /** Null: the three administrators exist already. */
  readonly bootstrapSecret: string | null;
  readonly ownerUrl: string;
  /** Resolves when the server process has ended. */
  readonly ended: Promise<void>;
  /** Ends the server, then the embedded PostgreSQL. */
  stop(): Promise<void>;
}

interface DatabaseUrls {
  readonly serve: string;
  readonly own: string;
  readonly work: string;
}

/** PostgreSQL (embedded unless DATABASE_URL is set), roles, migrations, then the server as a child process. */
export async function launch(say: (line: string) => void): Promise<Launched> {
  const dataDir = path.resolve(process.env['DATA_DIR'] ?? '.data');
  const embedded = process.env['DATABASE_URL'] ? null : await startEmbedded(dataDir, say);
  try {
    const urls = embedded ? embeddedUrls(embedded.url) : configuredUrls();
    const applied = await migrate(urls.own);
    say(applied.length > 0 ? `migrations applied: ${applied.length}` : 'database is up to date');
    const isWorker = process.env['ROLE'] === 'worker';
    // A new secret ends the one before: only the process that serves people issues one.
    const bootstrapSecret = isWorker ? null : await issueBootstrapSecret(urls.own);
    const port = await choosePort(Number(process.env['PORT'] ?? 3000), say);
    const server = spawnServer(urls, port, dataDir);
    const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
    await untilListening(server);
    const stop = async (): Promise<void> => {
      server.kill('SIGTERM');
      await ended;
      await embedded?.stop();
    };
    return { url: `http://127.0.0.1:${port}`, bootstrapSecret, ownerUrl: urls.own, ended, stop };
  } catch (error) {
    await embedded?.stop();
    throw error;
  }
}

/** Ctrl-C and SIGTERM end the server first, PostgreSQL last. Stopping it from within the server would come too late. */
export function stopOnSignals(launched: Launched): void {
  let isStopping = false;
  const stop = (): void => {
    if (isStopping) return;
    isStopping = true;
    void launched.stop().then(() => process.exit(0));
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, stop);
  void launched.ended.then(stop);
}

async function startEmbedded(dataDir: string, say: (line: string) => void): Promise<EmbeddedPostgres> {
  const embedded = await startEmbeddedPostgres({ dataDir: path.join(dataDir, 'pg18'), database: 'app' });
  await bootstrapRoles(embedded.url);
  say(`embedded PostgreSQL ready, data in ${embedded.dataDir}`);
  return embedded;
}

const embeddedUrls = (url: string): DatabaseUrls => ({
  serve: asRole(url, 'app_rw'),
  own: asRole(url, 'app_owner'),
  work: asRole(url, 'app_worker'),
});

/** Three roles, three URLs: none is derived from another. */
function configuredUrls(): DatabaseUrls {
  const { DATABASE_URL, DATABASE_OWNER_URL, DATABASE_WORKER_URL } = process.env;
  if (!DATABASE_URL || !DATABASE_OWNER_URL || !DATABASE_WORKER_URL) {
    throw new Error(
      'DATABASE_URL (app_rw), DATABASE_OWNER_URL (app_owner) and DATABASE_WORKER_URL (app_worker) are needed together',
    );
  }
  return { serve: DATABASE_URL, own: DATABASE_OWNER_URL, work: DATABASE_WORKER_URL };
}

function spawnServer(urls: DatabaseUrls, port: number, dataDir: string): ChildProcess {
  const hasKey = process.env['SIGNING_KEY'] || process.env['SIGNING_KEY_FILE'];
  return spawn(process.execPath, [serverFile()], {
    env: {
      ...process.env,
      DATABASE_URL: urls.serve,
      DATABASE_OWNER_URL: urls.own,
      DATABASE_WORKER_URL: urls.work,
      PORT: String(port),
      ...(hasKey ? {} : { SIGNING_KEY_FILE: ensureSigningKey(dataDir) }),
    },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    detached: true, // Ctrl-C reaches the launcher only, which then ends things in order
  });
}

/** The bundle starts in a third less time; the plain build serves when there is none. */
function serverFile(): string {
  const bundle = fileURLToPath(new URL('../../server.mjs', import.meta.url));
  return fs.existsSync(bundle) ? bundle : fileURLToPath(new URL('../main.js', import.meta.url));
}

function untilListening(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('message', () => resolve());
    server.once('exit', (code) => reject(new Error(`the server ended before it was ready (exit code ${code})`)));
  });
}

/** The wanted port, or the next free one. */
async function choosePort(wanted: number, say: (line: string) => void): Promise<number> {
  for (let port = wanted; port < wanted + 50; port += 1) {
    if (await isFree(port)) {
      if (port !== wanted) say(`port ${wanted} is taken, using ${port}`);
      return port;
    }
  }
  throw new Error(`no free port from ${wanted}`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = net.createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, process.env['HOST'] ?? '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
