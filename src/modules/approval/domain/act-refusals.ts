import { isActedUpon } from './engine.js';
import type { Outcome } from './flow-definition.js';
import { type Process, type Task, tasksOf } from './process.js';
import { findDecisionRefusal, findTaskRefusal, type Hand, type Refusal } from './refusals.js';
import { offeredReturns } from './return-offer.js';
import { isRemovable } from './signers.js';

/** An act at a task that is not its decision. */
export type TaskAct = 'advise' | 'addSigners' | 'transfer' | 'delegate' | 'claim' | 'unclaim';

export type ActRefusal =
  | Refusal
  | 'decisionNeeded'
  | 'tooManySigners'
  | 'notOfGroup'
  | 'alreadyClaimed'
  | 'notClaimed'
  | 'notAdded';

/** 一个环节的办理人上限 */
export const MAX_SIGNERS = 50;

/** Null: the act may be done. `added`: how many signers are to be added. */
export function findActRefusal(
  process: Process,
  task: Task,
  hand: Hand | null,
  act: TaskAct,
  added = 1,
): ActRefusal | null {
  const refusal = findTaskRefusal(process, task, hand);
  if (refusal) return refusal;
  switch (act) {
    case 'advise':
      return task.kind === 'ADVISE' ? null : 'decisionNeeded';
    case 'addSigners':
      if (task.kind !== 'DECIDE') return 'adviceOnly';
      return signersOf(process, task) + added > MAX_SIGNERS ? 'tooManySigners' : null;
    case 'delegate':
      return task.kind === 'DECIDE' ? null : 'adviceOnly';
    case 'claim':
      if (task.assigneeId) return 'notOfGroup';
      return task.claimedBy ? 'alreadyClaimed' : null;
    case 'unclaim':
      return task.claimedBy ? null : 'notClaimed';
    case 'transfer':
      return null;
  }
}

/** Copies outlive the run, and whoever wrote the subject may read about it. */
export function findReadRefusal(task: Task, hand: Hand | null): ActRefusal | null {
  if (!hand) return 'notYourTask';
  if (task.kind !== 'READ') return 'decisionNeeded';
  return task.state === 'OPEN' ? null : 'taskClosed';
}

/** 减签、收回委派: whoever added the signer, or has decided the task from which he was added. `hand`: the caller at that task. */
export function findRemovalRefusal(
  process: Process,
  task: Task,
  hand: Hand | null,
  personId: string,
): ActRefusal | null {
  if (process.state !== 'RUNNING') return 'notRunning';
  if (!isRemovable(task)) return 'notAdded';
  const adder = process.tasks.find(({ id }) => id === task.addedBy);
  return hand || adder?.decidedBy.includes(personId) ? null : 'notYourTask';
}

/** 撤回: while nobody has acted in this round. Who may is the policy of the subject. */
export function findWithdrawalRefusal(process: Process): 'notRunning' | 'actedUpon' | null {
  if (process.state !== 'RUNNING') return 'notRunning';
  return isActedUpon(process) ? 'actedUpon' : null;
}

/** 催办: by the submitter or the performance division, once in a working day. */
export function findUrgeRefusal(
  { state }: Process,
  { mayUrge, isUrgedToday }: { readonly mayUrge: boolean; readonly isUrgedToday: boolean },
): 'notSubmitter' | 'notRunning' | 'urgedToday' | null {
  if (!mayUrge) return 'notSubmitter';
  if (state !== 'RUNNING') return 'notRunning';
  return isUrgedToday ? 'urgedToday' : null;
}

/** Whether an outcome is open to this hand, with a reason given and nothing changed meanwhile. */
export function findOutcomeRefusal(
  process: Process,
  task: Task,
  hand: Hand | null,
  outcome: Outcome,
): ActRefusal | null {
  const [offer] = offeredReturns(process, task.stepKey);
  const { subjectVersion, contentHash } = process;
  const { returnTo, resume } = { returnTo: offer?.returnTo ?? 'INITIATOR', resume: offer?.resume[0] ?? 'RESTART' };
  return findDecisionRefusal(process, task, hand, {
    outcome,
    reason: '—',
    returnTo,
    resume,
    subjectVersion,
    contentHash,
  });
}

const signersOf = (process: Process, task: Task): number =>
  tasksOf(process, task.sittingId).filter(({ state }) => state !== 'CANCELLED').length;
