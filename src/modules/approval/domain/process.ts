import type { Values } from '../../../kernel/expression/index.js';
import type { ApprovalState } from './approval.lifecycle.js';
import type { FlowDefinition, Outcome } from './flow-definition.js';

/**
 * Everything that the engine knows of one approval, as plain data: loaded under its lock, changed by pure functions,
 * saved as the difference.
 */
export interface Process {
  readonly id: string;
  readonly version: number;
  readonly flowId: string;
  readonly definition: FlowDefinition;
  readonly state: ApprovalState;
  /** Counts submissions. */
  readonly round: number;
  /** How often the subject went back to its author. */
  readonly returnedCount: number;
  readonly subjectVersion: number;
  readonly contentHash: string;
  /** Facts that conditions ask for; null: not known. */
  readonly context: Values;
  /** Natural persons who wrote or submitted the subject. */
  readonly authorIds: readonly string[];
  /** Accounts chosen on the way, by the key of the step that they will decide. */
  readonly choices: Readonly<Record<string, readonly string[]>>;
  readonly sittings: readonly Sitting[];
  readonly tasks: readonly Task[];
  /** Who could be asked, by rule: `peopleKey()`. */
  readonly people: People;
}

/** PASSED and SKIPPED are complete; CLOSED ended otherwise; VOID: a return has undone it. */
export type SittingState = 'OPEN' | 'PASSED' | 'SKIPPED' | 'CLOSED' | 'VOID';

/** 环节实例: a step that was opened. After a return the same step has another one. */
export interface Sitting {
  readonly id: string;
  readonly stepKey: string;
  readonly round: number;
  readonly state: SittingState;
  /** How it ended: `APPROVE`, `RETURN`, `REJECT`; `SELF` of a skipped one; `TIMEOUT`. */
  readonly ending: string | null;
}

export type TaskState = 'OPEN' | 'WAITING' | 'DONE' | 'CANCELLED';
/** Where a task comes from: the flow; a signer who was added; a delegation; the superior; nobody who may decide. */
export type TaskOrigin = 'FLOW' | 'ADDED' | 'DELEGATED' | 'FALLBACK' | 'VACANT';

export interface Task {
  readonly id: string;
  readonly sittingId: string;
  readonly stepKey: string;
  readonly round: number;
  /** ADVISE: an opinion that goes back to whoever asked. READ: a copy. */
  readonly kind: 'DECIDE' | 'ADVISE' | 'READ';
  readonly state: TaskState;
  readonly origin: TaskOrigin;
  /** Asked: one account, or one of several, or whoever holds the role at the place. */
  readonly assigneeId: string | null;
  readonly candidateIds: readonly string[];
  readonly role: string | null;
  readonly scopePath: string | null;
  readonly claimedBy: string | null;
  /** Superiors who may decide as well, since it is late. */
  readonly escalatedTo: readonly string[];
  readonly weight: number;
  readonly veto: boolean;
  /** Opens when all of these are done or cancelled. */
  readonly waitsFor: readonly string[];
  /** The task whose holder added this one. */
  readonly addedBy: string | null;
  readonly decision: Outcome | 'ADVISE' | 'READ' | null;
  /** Natural persons who stand behind the decision: whoever made it, and in whose name. */
  readonly decidedBy: readonly string[];
}

export interface Person {
  readonly accountId: string;
  readonly personId: string;
  readonly name: string;
}

export interface RulePeople {
  /** The place where a role must be held; null for rules that name people. */
  readonly path: string | null;
  readonly people: readonly Person[];
}

export type People = Readonly<Record<string, RulePeople>>;

/** `<step>/<n>`, `<step>/superior`, `<step>/copy-<n>`. */
export const peopleKey = (stepKey: string, rule: number | string): string => `${stepKey}/${rule}`;

export const NOBODY: RulePeople = { path: null, people: [] };

/** 第三次退回: a subject that comes back again and again needs people to sit together. */
export const COORDINATION_RETURNS = 3;

/** Makes the ids of new rows. */
export type NewIds = () => string;

export const isComplete = ({ state }: Sitting): boolean => state === 'PASSED' || state === 'SKIPPED';

export const isUndecided = ({ state }: Task): boolean => state === 'OPEN' || state === 'WAITING';

export const completeSteps = (process: Process): ReadonlySet<string> =>
  new Set(process.sittings.filter(isComplete).map(({ stepKey }) => stepKey));

export const tasksOf = (process: Process, sittingId: string): readonly Task[] =>
  process.tasks.filter((task) => task.sittingId === sittingId && task.kind !== 'READ');

/** The process with some of its tasks, or sittings, changed. */
export const withTasks = (
  process: Process,
  isMeant: (task: Task) => boolean,
  change: (task: Task) => Partial<Task>,
): Process => ({
  ...process,
  tasks: process.tasks.map((task) => (isMeant(task) ? { ...task, ...change(task) } : task)),
});

export const withSittings = (
  process: Process,
  isMeant: (sitting: Sitting) => boolean,
  change: Partial<Sitting>,
): Process => ({
  ...process,
  sittings: process.sittings.map((sitting) => (isMeant(sitting) ? { ...sitting, ...change } : sitting)),
});
