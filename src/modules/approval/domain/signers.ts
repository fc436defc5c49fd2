import { settle } from './engine.js';
import { stepOf } from './flow-definition.js';
import { isUndecided, type NewIds, type Process, type Task, withTasks } from './process.js';
import { blankTask } from './seat.js';

/** 加签: before (mine waits for theirs), after (theirs wait for mine), beside (at the same time). */
export type SignerPlace = 'BEFORE' | 'AFTER' | 'BESIDE';

/** 加签: those added must approve as well, whatever the step's mode. */
export function addSigners(
  process: Process,
  task: Task,
  accountIds: readonly string[],
  place: SignerPlace,
  ids: NewIds,
): Process {
  const blank = blankTask(process, stepOf(process.definition, task.stepKey), task.sittingId);
  const added = accountIds.map(
    (assigneeId): Task => ({
      ...blank,
      id: ids(),
      origin: 'ADDED',
      assigneeId,
      addedBy: task.id,
      ...(place === 'AFTER' ? { state: 'WAITING', waitsFor: [task.id] } : {}),
    }),
  );
  const waiting = place === 'BEFORE' ? waitFor(process, task, added) : process;
  return { ...waiting, tasks: [...waiting.tasks, ...added] };
}

/** 委派: an opinion is asked for; the task comes back with it. */
export function delegate(process: Process, task: Task, accountId: string, ids: NewIds): Process {
  const blank = blankTask(process, stepOf(process.definition, task.stepKey), task.sittingId);
  const asked: Task = {
    ...blank,
    id: ids(),
    kind: 'ADVISE',
    origin: 'DELEGATED',
    assigneeId: accountId,
    addedBy: task.id,
  };
  const waiting = waitFor(process, task, [asked]);
  return { ...waiting, tasks: [...waiting.tasks, asked] };
}

/** 减签, or taking a delegation back: the task is gone, and who waited for it goes on. */
export const removeSigner = (process: Process, task: Task, ids: NewIds): Process =>
  settle(
    withTasks(
      process,
      ({ id }) => id === task.id,
      () => ({ state: 'CANCELLED' }),
    ),
    ids,
  );

export const isRemovable = (task: Task): boolean =>
  isUndecided(task) && (task.origin === 'ADDED' || task.origin === 'DELEGATED');

/** 转办, and the hand-over of a leaver's work: somebody else has the task, for good. */
export const transfer = (process: Process, task: Task, accountId: string): Process =>
  withTasks(
    process,
    ({ id }) => id === task.id,
    () => ({ assigneeId: accountId, candidateIds: [], role: null, scopePath: null, claimedBy: null, escalatedTo: [] }),
  );

/** 认领, or with null giving it back to the group. */
export const claim = (process: Process, task: Task, accountId: string | null): Process =>
  withTasks(
    process,
    ({ id }) => id === task.id,
    () => ({ claimedBy: accountId }),
  );

const waitFor = (process: Process, task: Task, others: readonly Task[]): Process =>
  withTasks(
    process,
    ({ id }) => id === task.id,
    () => ({ state: 'WAITING', waitsFor: [...task.waitsFor, ...others.map(({ id }) => id)] }),
  );
