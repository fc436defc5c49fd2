import 'reflect-metadata';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { findDifferences, repairTotals, tryFoldLock } from '../modules/overview/index.js';
import type { Call } from '../platform/database/call.js';

/**
 * `npm run overview:check [-- --repair]` with DATABASE_WORKER_URL: counts everything anew and compares it with what is kept.
 * Prints each difference; exit code 1 if there was one, repaired or not. It may run while the server works.
 */
const url = process.env['DATABASE_WORKER_URL'];
if (!url) throw new Error('DATABASE_WORKER_URL (app_worker) is needed: only it sees all rows');
const { values } = parseArgs({ options: { repair: { type: 'boolean', default: false } } });
const client = new pg.Client({ connectionString: url });
await client.connect();
const execute = async <R>({ text, values: given, read }: Call<R>): Promise<R> =>
  read((await client.query(text, given as unknown[])).rows);

const differences = await execute(findDifferences());
for (const { node, fiscalYear, month, lacks } of differences)
  console.log(`${node} ${fiscalYear}-${String(month).padStart(2, '0')} lacks ${JSON.stringify(lacks)}`);
console.log(differences.length === 0 ? 'the overview equals a recount' : `${differences.length} places differ`);
if (values.repair && differences.length > 0) {
  await client.query('begin');
  if (!(await execute(tryFoldLock()))) throw new Error('a pass is under way: try again');
  await execute(repairTotals());
  await client.query('commit');
  console.log('repaired');
}
await client.end();
process.exitCode = differences.length === 0 ? 0 : 1;
