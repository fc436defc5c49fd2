// The product as an operator runs it: the launcher, an embedded PostgreSQL on a folder of its own with fsync on, the server.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { launch } from '../../dist/src/launcher/launch.js';

export class Cluster {
  constructor() {
    this.folder = fs.mkdtempSync(path.join(os.tmpdir(), 'durability-'));
    fs.chmodSync(this.folder, 0o755); // PostgreSQL runs as another user when started by root
    const quiet = { LOG_LEVEL: 'fatal', RATE_LIMIT: '10000000', PORT: '38000', ROLE: 'all', NODE_ENV: 'production' };
    Object.assign(process.env, { DATA_DIR: this.folder, ...quiet });
    for (const name of ['DATABASE_URL', 'DATABASE_OWNER_URL', 'DATABASE_WORKER_URL', 'REDIS_URL'])
      delete process.env[name];
    this.launched = null;
  }

  get url() {
    return `${this.launched.url}/api/v1`;
  }

  /** As a superuser: for the oracle only. */
  get adminUrl() {
    const url = new URL(this.launched.ownerUrl);
    url.username = 'postgres_admin';
    return url.href;
  }

  async start() {
    this.launched = await launch(() => undefined);
    return this.launched.bootstrapSecret;
  }

  /** kill -9 of the server in the middle of whatever it does; PostgreSQL goes on and is found again. */
  async killServer() {
    process.kill(this.serverPid(), 'SIGKILL');
    await this.launched.ended;
    await this.start();
  }

  /** kill -9 of the postmaster: the server must outlive it; then of the server, too. The launcher must end and start again. */
  async killPostgres(pauseMs) {
    const [pid] = fs.readFileSync(path.join(this.folder, 'pg18', 'postmaster.pid'), 'utf8').split('\n');
    process.kill(Number(pid), 'SIGKILL');
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
    const answer = await fetch(`${this.launched.url}/health/live`);
    if (answer.status !== 200) throw new Error(`without PostgreSQL the server says ${answer.status} on /health/live`);
    process.kill(this.serverPid(), 'SIGKILL');
    await this.launched.stop();
    await this.restartPatiently();
  }

  async stop() {
    await this.launched?.stop();
    fs.rmSync(this.folder, { recursive: true, force: true });
  }

  /** The last backends of a killed postmaster hold its shared memory for a moment: then PostgreSQL refuses to start. */
  async restartPatiently() {
    for (let tries = 1; ; tries += 1) {
      try {
        await this.start();
        return;
      } catch (error) {
        if (tries === 10) throw error;
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
    }
  }

  serverPid() {
    const processes = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' }).split('\n');
    const line = processes.find((text) => {
      const [, parent] = text.trim().split(/\s+/);
      return Number(parent) === process.pid && /(server\.mjs|src\/main\.js)/.test(text);
    });
    if (!line) throw new Error('the server process is not there');
    return Number(line.trim().split(/\s+/)[0]);
  }
}
