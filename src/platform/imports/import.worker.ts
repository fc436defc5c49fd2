import { parentPort, workerData } from 'node:worker_threads';
import { DomainError } from '../../kernel/domain-error.js';
import { writeForm } from '../workbook/form-writing.js';
import { annotateWorkbook } from '../workbook/xlsx-annotating.js';
import { readFile } from './file-reading.js';
import type { AnnotateJob, FromWorker, Job, ReadJob, WriteJob } from './import-job.js';
import type { ImportRow } from './import-schema.js';
import { annotateCsv, writeCsv, writeNdjson } from './text-writing.js';

// A thread of its own for everything that a file can make slow: other requests keep their pace whatever it holds.
const BATCH = 2000;
/** Batches under way before the reader waits for the database. */
const AHEAD = 2;

const say = (message: FromWorker): void => parentPort?.postMessage(message);
/** The bytes as they came: a view, not a copy. */
const asBuffer = ({ buffer, byteOffset, byteLength }: Uint8Array): Buffer =>
  Buffer.from(buffer, byteOffset, byteLength);

let credit = AHEAD;
let wake: (() => void) | null = null;
let batch: ImportRow[] = [];

parentPort?.on('message', () => {
  credit += 1;
  wake?.();
});

work(workerData as Job)
  .then(say)
  .catch((error: unknown) => {
    if (!(error instanceof DomainError)) throw error;
    say({ type: 'refused', code: error.code, params: error.params });
  })
  .finally(() => parentPort?.close());

function work(job: Job): Promise<FromWorker> {
  switch (job.type) {
    case 'READ':
      return read(job);
    case 'ANNOTATE':
      return annotate(job);
    case 'WRITE':
      return write(job);
  }
}

async function read({ schema, format, bytes }: ReadJob): Promise<FromWorker> {
  const { reading, sheet } = await readFile(schema, format, asBuffer(bytes), (row) => {
    batch.push(row);
    return batch.length < BATCH ? undefined : flush();
  });
  await flush();
  return { type: 'end', reading, sheet };
}

async function annotate({ format, bytes, sheet, place, notes }: AnnotateJob): Promise<FromWorker> {
  const own = asBuffer(bytes);
  const copy =
    format === 'CSV' ? annotateCsv(own.toString('utf8'), place, notes) : annotateWorkbook(own, sheet, place, notes);
  return { type: 'bytes', bytes: await copy };
}

async function write({ schema, format, rows, codes }: WriteJob): Promise<FromWorker> {
  if (format === 'XLSX') return { type: 'bytes', bytes: writeForm(schema, rows, codes) };
  return { type: 'bytes', bytes: format === 'CSV' ? writeCsv(schema, rows) : writeNdjson(rows) };
}

async function flush(): Promise<void> {
  if (batch.length === 0) return;
  while (credit === 0) {
    await new Promise<void>((resolve) => {
      wake = resolve;
    });
  }
  credit -= 1;
  say({ type: 'rows', rows: batch });
  batch = [];
}
