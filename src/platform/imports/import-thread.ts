import fs from 'node:fs';
import { Worker } from 'node:worker_threads';
import { Injectable } from '@nestjs/common';
import { DomainError, errorCatalogue } from '../../kernel/domain-error.js';
import type { AnnotateJob, FromWorker, Job, ReadJob, WriteJob } from './import-job.js';
import type { ImportRow } from './import-schema.js';
import { importsErrors } from './imports.errors.js';
import type { TableReading } from './table-reading.js';

/** Memory is bounded, and so is the number of threads: whoever comes third waits. */
const LIMITS = { maxOldGenerationSizeMb: 384, maxYoungGenerationSizeMb: 64 };
const MAX_THREADS = 2;
const MAX_MS = 120_000;
/** In the bundle, in the plain build, and beside the sources of a test. */
const PLACES = ['./import-worker.mjs', './import.worker.js'].map((name) => new URL(name, import.meta.url));
const BUILT = new URL(
  import.meta.url.replace('/src/platform/', '/dist/src/platform/').replace(/[^/]+$/, 'import.worker.js'),
);

/** Reads and writes spreadsheets in worker threads. */
@Injectable()
export class ImportThread {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  /** `onRows` is awaited before more rows come, so memory stays flat; false stops the reading. */
  async read(
    job: Omit<ReadJob, 'type'>,
    onRows: (rows: readonly ImportRow[]) => Promise<boolean>,
  ): Promise<{ reading: TableReading; sheet: string | null } | null> {
    const end = await this.run({ type: 'READ', ...job }, onRows);
    if (end === null) return null;
    if (end.type !== 'end') throw new Error('a reading ended without its end');
    return end;
  }

  annotate(job: Omit<AnnotateJob, 'type'>): Promise<Buffer> {
    return this.make({ type: 'ANNOTATE', ...job });
  }

  write(job: Omit<WriteJob, 'type'>): Promise<Buffer> {
    return this.make({ type: 'WRITE', ...job });
  }

  private async make(job: Job): Promise<Buffer> {
    const end = await this.run(job, async () => true);
    if (end?.type !== 'bytes') throw new Error('nothing was written');
    return Buffer.from(end.bytes);
  }

  private async run(job: Job, onRows: (rows: readonly ImportRow[]) => Promise<boolean>): Promise<FromWorker | null> {
    if (this.running >= MAX_THREADS) await new Promise<void>((resolve) => this.waiting.push(resolve));
    this.running += 1;
    const worker = new Worker(workerFile(), { workerData: job, resourceLimits: LIMITS, stdout: false });
    try {
      return await conversation(worker, onRows);
    } finally {
      await worker.terminate();
      this.running -= 1;
      this.waiting.shift()?.();
    }
  }
}

const workerFile = (): URL => PLACES.find((place) => fs.existsSync(place)) ?? BUILT;

function conversation(
  worker: Worker,
  onRows: (rows: readonly ImportRow[]) => Promise<boolean>,
): Promise<FromWorker | null> {
  return new Promise((resolve, reject) => {
    const clock = setTimeout(() => reject(importsErrors.tookTooLong()), MAX_MS);
    const settle =
      <T>(end: (value: T) => void) =>
      (value: T): void => {
        clearTimeout(clock);
        end(value);
      };
    const done = settle(resolve);
    const fail = settle(reject);
    let turn = Promise.resolve();
    worker.on('message', (message: FromWorker) => {
      // In their order: the end is heard after the last rows were taken.
      turn = turn.then(async () => {
        if (message.type === 'refused') return fail(expected(message));
        if (message.type !== 'rows') return done(message);
        if (!(await onRows(message.rows))) return done(null);
        worker.postMessage('next');
      });
      turn.catch(fail);
    });
    worker.once('error', (error: NodeJS.ErrnoException) =>
      fail(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? importsErrors.tooLarge() : error),
    );
    worker.once('exit', (code) => {
      turn.finally(() => fail(new Error(`the import thread ended early (${code})`))).catch(() => undefined);
    });
  });
}

function expected({ code, params }: Extract<FromWorker, { type: 'refused' }>): Error {
  const definition = errorCatalogue.get(code);
  return definition ? new DomainError(code, definition, params) : new Error(`refused: ${code}`);
}
