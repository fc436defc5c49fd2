import type { Actor } from '../../platform/database/transactions.js';
import { toDomainError } from '../../platform/http/problem.js';
import type { Operation } from '../../platform/operations/operations.store.js';

/** As many tasks as one order may name. */
export const MAX_BATCH = 5000;
/** So often an operation says how far it is, and learns that it has been cancelled. */
const REPORT_EVERY = 20;
const ATTEMPTS = 3;

export interface BatchItem {
  readonly taskId: string;
}

/** What an operation keeps: who ordered it, in which session and from where, and the tasks. */
export interface Batch<I extends BatchItem> {
  readonly actor: Actor;
  readonly items: readonly I[];
}

export interface ItemResult {
  readonly taskId: string;
  readonly status: 'DONE' | 'REFUSED';
  /** The code of the error that the item has met. */
  readonly code?: string;
}

/** The order's own Idempotency-Key belongs to the request that was answered with the operation. */
export const toBatch = <I extends BatchItem>({ request, ...actor }: Actor, items: readonly I[]): Batch<I> => ({
  actor: { ...actor, request: { id: request.id, ip: request.ip } },
  items,
});

/**
 * Item by item, each in a transaction of its own in which the session is asked for again. Each has an Idempotency-Key made
 * of operation and task: what a worker has done before it died is found done by the next, and not done twice.
 */
export async function runBatch<I extends BatchItem>(
  operation: Operation,
  progress: (done: number, total: number | null, stage: string) => Promise<boolean>,
  work: (actor: Actor, item: I) => Promise<unknown>,
): Promise<{ readonly result: object }> {
  const { actor, items } = operation.params as unknown as Batch<I>;
  const results: ItemResult[] = [];
  for (const item of items) {
    const idempotency = { key: `${operation.id}|${item.taskId}`, fingerprint: operation.id };
    const itsActor = { ...actor, request: { ...actor.request, idempotency } };
    results.push(await attempt(item, () => work(itsActor, item)));
    const isReport = results.length % REPORT_EVERY === 0 || results.length === items.length;
    if (isReport && !(await progress(results.length, items.length, 'ITEMS'))) break;
  }
  const done = results.filter(({ status }) => status === 'DONE').length;
  return { result: { done, refused: results.length - done, items: results } };
}

/** A refusal is the item's own; what nobody expected ends the operation. A busy database is asked again. */
async function attempt({ taskId }: BatchItem, work: () => Promise<unknown>): Promise<ItemResult> {
  for (let tries = 1; ; tries += 1) {
    try {
      await work();
      return { taskId, status: 'DONE' };
    } catch (error) {
      const expected = toDomainError(error);
      if (!expected) throw error;
      if (expected.kind === 'BUSY' && tries < ATTEMPTS) continue;
      return { taskId, status: 'REFUSED', code: expected.code };
    }
  }
}
