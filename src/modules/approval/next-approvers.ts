import type { Holder } from './approval-detail.store.js';
import type { Process } from './domain/process.js';
import { findSeparationRefusal } from './domain/refusals.js';

export interface TaskApprovers {
  readonly taskId: string;
  readonly stepKey: string;
  readonly approvers: readonly { readonly id: string; readonly name: string }[];
}

/** Who could decide each open task now: whoever holds it, but for those whom separation of duties bars. */
export function nextApprovers(process: Process, holders: readonly Holder[]): readonly TaskApprovers[] {
  return process.tasks
    .filter(({ state, kind }) => state === 'OPEN' && kind !== 'READ')
    .map(({ id, stepKey }) => ({
      taskId: id,
      stepKey,
      approvers: holders
        .filter(({ taskId, personId }) => taskId === id && !findSeparationRefusal(process, stepKey, [personId]))
        .map(({ accountId, name }) => ({ id: accountId, name })),
    }));
}
