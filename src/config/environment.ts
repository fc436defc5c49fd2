import fs from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';

export type ProcessRole = 'all' | 'api' | 'worker';

/** Everything the process is told from outside, validated once. Nothing else reads process.env. */
export class Environment {
  readonly port: number;
  readonly host: string;
  readonly role: ProcessRole;
  /** app_rw: serves requests and ordinary jobs. */
  readonly databaseUrl: string;
  /** app_owner: migrates, and nothing else. */
  readonly databaseOwnerUrl: string;
  /** app_worker: the queue's tables and the two bulk stores. */
  readonly databaseWorkerUrl: string;
  /** Set: the queue lives in Redis. Unset: in PostgreSQL, schema `bullmq`. */
  readonly redisUrl: string | null;
  readonly dataDir: string;
  /** P-256 private key (PEM) that signs access tokens and cursors. */
  readonly signingKey: string;
  readonly auditHash: 'sm3' | 'sha256';
  readonly logLevel: string;
  /** Proxies in front of us: that many last entries of X-Forwarded-For are believed. 0: none. */
  readonly trustedProxies: number;
  /** Requests per minute and client before 429. */
  readonly rateLimit: number;
  /** A test's database, which may lose acknowledged writes. */
  readonly isThrowAway: boolean;
  /** As many as cores: a read waits for nothing but a processor, and more backends only take turns. */
  readonly readLanes: number;
  readonly writeLanes: number;

  constructor(source: NodeJS.ProcessEnv) {
    const problems: string[] = [];
    const read = new Reader(source, problems);
    this.port = read.integer('PORT', 3000, 0, 65_535);
    this.host = read.text('HOST', '127.0.0.1');
    this.role = read.choice('ROLE', ['all', 'api', 'worker'], 'all');
    this.databaseUrl = read.url('DATABASE_URL', ['postgres:', 'postgresql:']) ?? '';
    this.databaseOwnerUrl = read.url('DATABASE_OWNER_URL', ['postgres:', 'postgresql:']) ?? '';
    this.databaseWorkerUrl = read.url('DATABASE_WORKER_URL', ['postgres:', 'postgresql:']) ?? '';
    this.redisUrl = read.url('REDIS_URL', ['redis:', 'rediss:']);
    this.dataDir = path.resolve(read.text('DATA_DIR', '.data'));
    this.signingKey = read.secret('SIGNING_KEY') ?? '';
    this.auditHash = read.choice('AUDIT_HASH', ['sm3', 'sha256'], 'sm3');
    this.logLevel = read.choice('LOG_LEVEL', ['fatal', 'error', 'warn', 'info', 'debug', 'silent'], 'info');
    this.trustedProxies = read.integer('TRUSTED_PROXIES', 0, 0, 10);
    this.rateLimit = read.integer('RATE_LIMIT', 6000, 1, 10_000_000);
    this.isThrowAway = read.text('NODE_ENV', '') === 'test';
    this.readLanes = read.integer('READ_LANES', Math.min(Math.max(availableParallelism(), 2), 8), 1, 32);
    this.writeLanes = read.integer('WRITE_LANES', 8, 1, 32);
    if (this.databaseUrl === '')
      problems.push('DATABASE_URL: required (npm start sets it when it starts the embedded PostgreSQL)');
    if (this.databaseWorkerUrl === '') problems.push('DATABASE_WORKER_URL: required with DATABASE_URL');
    if (this.signingKey === '') problems.push('SIGNING_KEY or SIGNING_KEY_FILE: required (a P-256 private key in PEM)');
    if (problems.length > 0) throw new Error(`configuration:\n  ${problems.join('\n  ')}`);
  }
}

/** Collects every problem at once; names and rules only, never values. */
class Reader {
  constructor(
    private readonly source: NodeJS.ProcessEnv,
    private readonly problems: string[],
  ) {}

  text(name: string, fallback: string): string {
    return this.source[name]?.trim() || fallback;
  }

  integer(name: string, fallback: number, min: number, max: number): number {
    const value = Number(this.text(name, String(fallback)));
    if (Number.isInteger(value) && value >= min && value <= max) return value;
    this.problems.push(`${name}: an integer from ${min} to ${max}`);
    return fallback;
  }

  choice<T extends string>(name: string, allowed: readonly T[], fallback: T): T {
    const value = this.text(name, fallback) as T;
    if (allowed.includes(value)) return value;
    this.problems.push(`${name}: one of ${allowed.join(', ')}`);
    return fallback;
  }

  url(name: string, protocols: readonly string[]): string | null {
    const value = this.text(name, '');
    if (value === '') return null;
    if (URL.canParse(value) && protocols.includes(new URL(value).protocol)) return value;
    this.problems.push(`${name}: a URL that begins with ${protocols.join(' or ')}//`);
    return null;
  }

  /** A secret, from the variable or from the file that `<NAME>_FILE` names. */
  secret(name: string): string | null {
    const file = this.text(`${name}_FILE`, '');
    if (file === '') return this.text(name, '') || null;
    try {
      return fs.readFileSync(file, 'utf8').trim();
    } catch {
      this.problems.push(`${name}_FILE: must name a readable file`);
      return null;
    }
  }
}
