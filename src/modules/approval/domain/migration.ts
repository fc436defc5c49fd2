import { migrate } from './engine.js';
import { type FlowDefinition, findStep } from './flow-definition.js';
import { isComplete, type NewIds, type People, type Process } from './process.js';

/** A published revision, and who could be asked by its rules. */
export interface Target {
  readonly flowId: string;
  readonly definition: FlowDefinition;
  readonly people: People;
}

/** WOULD_END: nothing would be left to decide, and a migration decides nothing. NO_APPROVER: it would get stuck. */
export type MigrationProblem = 'NOT_RUNNING' | 'WOULD_END' | 'NO_APPROVER';

/** What becomes of an approval's steps. */
export interface Migration {
  /** Complete or under way, and still so. */
  readonly kept: string[];
  /** Opened by the move: new, changed, or due earlier in the new text. */
  readonly reopened: string[];
  /** Complete or under way before, and no longer: changed, not due, or not in the new text. */
  readonly dropped: string[];
}

export type Migrated =
  | { readonly after: Process; readonly migration: Migration }
  | { readonly problem: MigrationProblem };

/** The running approval on the new revision; or why it stays where it is. */
export function planMigration(process: Process, target: Target, ids: NewIds): Migrated {
  if (process.state !== 'RUNNING') return { problem: 'NOT_RUNNING' };
  const { flowId, definition, people } = target;
  const after = migrate({ ...process, people }, flowId, definition, ids);
  if (after.state !== 'RUNNING') return { problem: 'WOULD_END' };
  const known = new Set(process.tasks.map(({ id }) => id));
  if (after.tasks.some(({ id, origin }) => origin === 'VACANT' && !known.has(id))) return { problem: 'NO_APPROVER' };
  return { after, migration: compare(process, after) };
}

function compare(before: Process, after: Process): Migration {
  const stands = ({ sittings }: Process) =>
    sittings.filter((sitting) => sitting.state === 'OPEN' || isComplete(sitting));
  const was = new Set(stands(before).map(({ id }) => id));
  const now = stands(after).filter(({ stepKey }) => findStep(after.definition, stepKey));
  const kept = now.filter(({ id }) => was.has(id)).map(({ stepKey }) => stepKey);
  return {
    kept,
    reopened: now.filter(({ id }) => !was.has(id)).map(({ stepKey }) => stepKey),
    dropped: stands(before).flatMap(({ stepKey }) => (kept.includes(stepKey) ? [] : [stepKey])),
  };
}
