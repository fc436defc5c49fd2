import { nextState } from '../../../kernel/lifecycle.js';
import { type ApprovalAction, approvalLifecycle } from './approval.lifecycle.js';
import {
  type FlowDefinition,
  type FlowStep,
  type Outcome,
  type ResumePolicy,
  stepOf,
  stepsOf,
} from './flow-definition.js';
import { frontierOf, isBefore } from './frontier.js';
import {
  completeSteps,
  isComplete,
  isUndecided,
  type NewIds,
  NOBODY,
  type Process,
  peopleKey,
  type Sitting,
  type Task,
  tasksOf,
  withSittings,
  withTasks,
} from './process.js';
import { barredFrom, blankTask, seat, superiorsOf } from './seat.js';
import { isCarried, verdictOf } from './verdict.js';

/** Where a return leads: to the author, or to a step; and how it goes on from there. */
export interface ReturnPath {
  readonly to: 'INITIATOR' | { readonly step: string };
  readonly resume: ResumePolicy;
}

export const TO_AUTHOR: ReturnPath = { to: 'INITIATOR', resume: 'RESTART' };

/** A submission: the next round. What a return has left standing is not decided again. */
export function begin(process: Process, ids: NewIds): Process {
  return settle({ ...moved(process, 'resubmit'), round: process.round + 1 }, ids);
}

/** One decision, by those who stand behind it, and all that follows from it. */
export function decide(
  process: Process,
  taskId: string,
  decision: { readonly outcome: Outcome; readonly decidedBy: readonly string[]; readonly back: ReturnPath },
  ids: NewIds,
): Process {
  const { outcome, decidedBy } = decision;
  const done = withTasks(
    process,
    ({ id }) => id === taskId,
    () => ({ state: 'DONE', decision: outcome, decidedBy }),
  );
  return settle(done, ids, decision.back);
}

/** An opinion: the task that waits for it opens again. */
export const advise = (process: Process, taskId: string, decidedBy: readonly string[], ids: NewIds): Process =>
  settle(
    withTasks(
      process,
      ({ id }) => id === taskId,
      () => ({ state: 'DONE', decision: 'ADVISE', decidedBy }),
    ),
    ids,
  );

/** Back to the author before anybody has acted. What stood before this round stands again. */
export function withdraw(process: Process): Process {
  const isOfRound = ({ round, state }: Sitting): boolean => round === process.round && state !== 'CLOSED';
  return moved(cancelTasks(withSittings(process, isOfRound, { state: 'VOID' })), 'withdraw');
}

/** Whether somebody, or a deadline, has decided anything since the last submission. */
export function isActedUpon(process: Process): boolean {
  const isOfRound = ({ round }: { readonly round: number }): boolean => round === process.round;
  return (
    process.tasks.some((task) => isOfRound(task) && task.kind !== 'READ' && task.decision !== null) ||
    process.sittings.some((sitting) => isOfRound(sitting) && (sitting.state === 'PASSED' || sitting.state === 'CLOSED'))
  );
}

/** The superiors of a late step may decide its open tasks as well. */
export function escalate(process: Process, sitting: Sitting): Process {
  const barred = barredFrom(process, sitting.stepKey);
  const superiors = superiorsOf(stepOf(process.definition, sitting.stepKey), process.people).filter(
    ({ personId }) => !barred.has(personId),
  );
  return withTasks(
    process,
    (task) => task.sittingId === sitting.id && task.kind === 'DECIDE' && isUndecided(task),
    () => ({ escalatedTo: superiors.map(({ accountId }) => accountId) }),
  );
}

/** The decision that the definition takes when nobody does. */
export function timeOut(process: Process, sitting: Sitting, outcome: Outcome, ids: NewIds): Process {
  const ended = endSitting(process, sitting, 'TIMEOUT');
  if (outcome === 'APPROVE')
    return settle(
      withSittings(ended, ({ id }) => id === sitting.id, { state: 'PASSED' }),
      ids,
    );
  return outcome === 'RETURN' ? sendBack(ended, TO_AUTHOR, ids) : moved(endRun(ended), 'reject');
}

/** Puts a running approval on another revision of its flow. Steps that are the same go on; others are opened anew. */
export function migrate(process: Process, flowId: string, definition: FlowDefinition, ids: NewIds): Process {
  const isSame = (key: string): boolean => {
    const [before, after] = [process.definition, definition].map(({ steps }) =>
      JSON.stringify(stepsOf(steps).find((step) => step.key === key)),
    );
    return before === after;
  };
  const changed = process.sittings.filter(({ state, stepKey }) => state === 'OPEN' && !isSame(stepKey));
  return settle({ ...changed.reduce(voidSitting, process), flowId, definition }, ids);
}

/** All that follows, until nothing more does: waiting tasks wake, sittings end, the next steps open, the approval ends. */
export function settle(process: Process, ids: NewIds, back: ReturnPath = TO_AUTHOR): Process {
  const awake = wake(process);
  for (const sitting of awake.sittings) {
    if (sitting.state !== 'OPEN') continue;
    const step = stepOf(awake.definition, sitting.stepKey);
    const verdict = verdictOf(step, tasksOf(awake, sitting.id));
    if (verdict === 'APPROVE') return settle(pass(awake, sitting, step, ids), ids);
    if (verdict === 'RETURN') return sendBack(endSitting(awake, sitting, 'RETURN'), back, ids);
    if (verdict === 'REJECT') return moved(endRun(endSitting(awake, sitting, 'REJECT')), 'reject');
  }
  return openFrontier(awake, ids);
}

/** In 或签 the others' tasks fall away once one has approved; then whoever waited for what is decided, or gone, goes on. */
function wake(process: Process): Process {
  const isSuperfluous = (task: Task): boolean => {
    if (task.kind === 'READ' || task.origin === 'ADDED' || !isUndecided(task)) return false;
    const step = stepOf(process.definition, task.stepKey);
    const own = tasksOf(process, task.sittingId).filter(({ origin, kind }) => origin !== 'ADDED' && kind === 'DECIDE');
    return step.mode === 'ANY' && isCarried(step, own);
  };
  const current = withTasks(process, isSuperfluous, () => ({ state: 'CANCELLED' }));
  const undecided = new Set(current.tasks.filter(isUndecided).map(({ id }) => id));
  const isFree = (task: Task): boolean => task.state === 'WAITING' && !task.waitsFor.some((id) => undecided.has(id));
  return withTasks(current, isFree, () => ({ state: 'OPEN' }));
}

function pass(process: Process, sitting: Sitting, step: FlowStep, ids: NewIds): Process {
  const passed = withSittings(endSitting(process, sitting, 'APPROVE'), ({ id }) => id === sitting.id, {
    state: 'PASSED',
  });
  const copies = (step.copies ?? []).flatMap((_, index) =>
    (process.people[peopleKey(step.key, `copy-${index}`)] ?? NOBODY).people.map(({ accountId }) => accountId),
  );
  const blank = blankTask(process, step, sitting.id);
  const read = [...new Set(copies)].map((assigneeId): Task => ({ ...blank, id: ids(), kind: 'READ', assigneeId }));
  return { ...passed, tasks: [...passed.tasks, ...read] };
}

function sendBack(process: Process, { to, resume }: ReturnPath, ids: NewIds): Process {
  if (to === 'INITIATOR') {
    const ended = endRun(process);
    const kept = resume === 'HERE' ? ended : withSittings(ended, isComplete, { state: 'VOID' });
    return moved({ ...kept, returnedCount: process.returnedCount + 1 }, 'return');
  }
  const isUndone = ({ stepKey }: Sitting): boolean =>
    stepKey === to.step || (resume === 'RESTART' && isBefore(process.definition.steps, to.step, stepKey));
  return openFrontier(
    withSittings(process, (sitting) => isComplete(sitting) && isUndone(sitting), { state: 'VOID' }),
    ids,
  );
}

/** Voids what is no longer due and opens what is, one by one: a step that is skipped may open the next. Nothing due is the end. */
function openFrontier(process: Process, ids: NewIds): Process {
  const due = frontierOf(process.definition.steps, process.context, completeSteps(process));
  if (due.length === 0) return moved(endRun(process), 'approve');
  const isDue = ({ stepKey }: Sitting): boolean => due.some(({ key }) => key === stepKey);
  const open = process.sittings.filter(({ state }) => state === 'OPEN');
  const current = open.filter((sitting) => !isDue(sitting)).reduce(voidSitting, process);
  const next = due.find(({ key }) => !open.some(({ stepKey }) => stepKey === key));
  return next ? openFrontier(sit(current, next, ids), ids) : current;
}

function sit(process: Process, step: FlowStep, ids: NewIds): Process {
  const sitting = { id: ids(), stepKey: step.key, round: process.round };
  const seating = seat(process, step, sitting.id, ids);
  if ('skipped' in seating)
    return { ...process, sittings: [...process.sittings, { ...sitting, state: 'SKIPPED', ending: seating.skipped }] };
  return {
    ...process,
    sittings: [...process.sittings, { ...sitting, state: 'OPEN', ending: null }],
    tasks: [...process.tasks, ...seating.tasks],
  };
}

/** The run is over: whatever is open is void. */
function endRun(process: Process): Process {
  return process.sittings.filter(({ state }) => state === 'OPEN').reduce(voidSitting, process);
}

const voidSitting = (process: Process, sitting: Sitting): Process =>
  withSittings(endSitting(process, sitting, null), ({ id }) => id === sitting.id, { state: 'VOID' });

/** CLOSED, and nothing of it can be decided any more. */
function endSitting(process: Process, { id }: Sitting, ending: string | null): Process {
  return cancelTasks(
    withSittings(process, (sitting) => sitting.id === id, { state: 'CLOSED', ending }),
    id,
  );
}

const cancelTasks = (process: Process, sittingId?: string): Process =>
  withTasks(
    process,
    (task) => task.kind !== 'READ' && isUndecided(task) && (sittingId === undefined || task.sittingId === sittingId),
    () => ({ state: 'CANCELLED' }),
  );

function moved(process: Process, action: ApprovalAction): Process {
  const state = nextState(approvalLifecycle, process.state, action);
  if (!state) throw new Error(`approval: no ${action} from ${process.state}`);
  return { ...process, state };
}
