import type { ReturnPath } from './engine.js';
import { type Outcome, type ResumePolicy, stepOf, stepsOf } from './flow-definition.js';
import { isBefore } from './frontier.js';
import { type Process, type Task } from './process.js';
import { barredFrom } from './seat.js';

/** The caller at a task: himself, or standing in for an absent colleague whose task it is. */
export interface Hand {
  readonly accountId: string;
  readonly personId: string;
  readonly inNameOf: { readonly accountId: string; readonly personId: string } | null;
  /** Natural persons between the two: an author's own substitute does not decide what the author wrote. */
  readonly throughIds: readonly string[];
}

/** A decision as it was sent, with what was on the screen when it was made. */
export interface Decision {
  readonly outcome: Outcome;
  readonly reason: string | null;
  readonly returnTo: string;
  readonly resume: ResumePolicy;
  readonly subjectVersion: number;
  readonly contentHash: string;
}

/** Why an act is refused; the service turns it into the error of the same name. */
export type Refusal =
  | 'notRunning'
  | 'taskClosed'
  | 'taskWaiting'
  | 'notYourTask'
  | 'claimedByAnother'
  | 'ownSubmission'
  | 'decidedBefore'
  | 'adviceOnly'
  | 'reasonRequired'
  | 'returnNotOffered'
  | 'nothingBefore'
  | 'subjectChanged';

/** Null: the task may be acted on by this hand. State first, then whose it is, then separation of duties. */
export function findTaskRefusal(process: Process, task: Task, hand: Hand | null): Refusal | null {
  if (process.state !== 'RUNNING') return 'notRunning';
  if (task.state === 'WAITING') return 'taskWaiting';
  if (task.state !== 'OPEN') return 'taskClosed';
  if (!hand) return 'notYourTask';
  if (task.claimedBy && !isFreeOfClaim(task, hand)) return 'claimedByAnother';
  return findSeparationRefusal(process, task.stepKey, personsOf(hand));
}

/** The claim is his, or he is a superior whom the step asks since it is late or deserted. */
const isFreeOfClaim = ({ claimedBy, escalatedTo }: Task, { accountId, inNameOf }: Hand): boolean =>
  [accountId, inNameOf?.accountId].some((id) => id !== undefined && [claimedBy, ...escalatedTo].includes(id));

/** 不相容岗位分离: nobody reviews what he wrote, nor twice where the flow says so; nor does anybody in his name. */
export function findSeparationRefusal(
  process: Process,
  stepKey: string,
  persons: readonly string[],
): 'ownSubmission' | 'decidedBefore' | null {
  if (persons.some((person) => process.authorIds.includes(person))) return 'ownSubmission';
  const barred = barredFrom(process, stepKey);
  return persons.some((person) => barred.has(person)) ? 'decidedBefore' : null;
}

/** Null: the decision may be taken. */
export function findDecisionRefusal(
  process: Process,
  task: Task,
  hand: Hand | null,
  decision: Decision,
): Refusal | null {
  const refusal = findTaskRefusal(process, task, hand);
  if (refusal) return refusal;
  if (task.kind !== 'DECIDE') return 'adviceOnly';
  if (decision.outcome !== 'APPROVE' && !decision.reason?.trim()) return 'reasonRequired';
  const path = decision.outcome === 'RETURN' ? returnPathOf(process, task.stepKey, decision) : null;
  if (typeof path === 'string') return path;
  if (decision.subjectVersion !== process.subjectVersion || decision.contentHash !== process.contentHash)
    return 'subjectChanged';
  return null;
}

/** Where the return leads, or why the step does not offer it. */
export function returnPathOf(
  process: Process,
  stepKey: string,
  { returnTo, resume }: Pick<Decision, 'returnTo' | 'resume'>,
): ReturnPath | 'returnNotOffered' | 'nothingBefore' {
  const step = stepOf(process.definition, stepKey);
  if (step.resume && !step.resume.includes(resume)) return 'returnNotOffered';
  const kind = returnTo === 'INITIATOR' || returnTo === 'PREVIOUS' ? returnTo : 'ANY';
  if (step.returnTo && !step.returnTo.includes(kind)) return 'returnNotOffered';
  if (returnTo === 'INITIATOR') return { to: 'INITIATOR', resume };
  const earlier = stepsBefore(process, stepKey);
  const target = returnTo === 'PREVIOUS' ? earlier.at(-1) : earlier.find((key) => key === returnTo);
  return target ? { to: { step: target }, resume } : 'nothingBefore';
}

/** Steps that somebody has passed on the way to this one, in order. */
export function stepsBefore(process: Process, stepKey: string): readonly string[] {
  const passed = new Set(process.sittings.filter(({ state }) => state === 'PASSED').map((sitting) => sitting.stepKey));
  return stepsOf(process.definition.steps)
    .map(({ key }) => key)
    .filter((key) => passed.has(key) && isBefore(process.definition.steps, key, stepKey));
}

export const personsOf = ({ personId, inNameOf, throughIds }: Hand): readonly string[] =>
  inNameOf ? [personId, ...throughIds, inNameOf.personId] : [personId];
