import type { Assignee, FlowStep } from './flow-definition.js';
import {
  type NewIds,
  NOBODY,
  type People,
  type Person,
  type Process,
  peopleKey,
  type RulePeople,
  type Task,
} from './process.js';

/** Who decides a step, or that nobody needs to. */
export type Seating = { readonly skipped: 'SELF' } | { readonly tasks: readonly Task[] };

/** The tasks of a step that opens now. Nobody who may decide: its superior; nobody there either: a vacant task that a manager hands on. */
export function seat(process: Process, step: FlowStep, sittingId: string, ids: NewIds): Seating {
  const asked = step.assignees.map((rule, index) => ({
    rule,
    found: process.people[peopleKey(step.key, index)] ?? NOBODY,
  }));
  const isSelf = asked.some(({ found }) => found.people.some(({ personId }) => process.authorIds.includes(personId)));
  if (isSelf && step.selfApproval === 'SKIP') return { skipped: 'SELF' };
  const barred = barredFrom(process, step.key);
  const draft = blankTask(process, step, sittingId);
  const seats =
    isSelf && step.selfApproval === 'SUPERIOR'
      ? []
      : step.mode === 'ANY'
        ? deskSeats(asked, barred)
        : personSeats(step, asked, barred);
  const tasks = seats.length > 0 ? seats : fallbackSeats(step, process.people, barred);
  return {
    tasks: inTurn(
      step,
      tasks.map((given) => ({ ...draft, ...given, id: ids() })),
    ),
  };
}

/** Natural persons who may not decide the step: the authors, and where reviewers must differ those who decided another. */
export function barredFrom(process: Process, stepKey: string): ReadonlySet<string> {
  const deciders = process.definition.distinctReviewers
    ? standingTasks(process).flatMap((task) => (task.stepKey === stepKey ? [] : task.decidedBy))
    : [];
  return new Set([...process.authorIds, ...deciders]);
}

/** Decisions that no return has undone. Whoever was only shown a copy has decided nothing. */
function standingTasks(process: Process): readonly Task[] {
  const standing = new Set(
    process.sittings.filter(({ state }) => state === 'OPEN' || state === 'PASSED').map(({ id }) => id),
  );
  return process.tasks.filter(
    ({ sittingId, state, kind }) => state === 'DONE' && kind !== 'READ' && standing.has(sittingId),
  );
}

interface Asked {
  readonly rule: Assignee;
  readonly found: RulePeople;
}

/** 或签: one task for each rule. A role stays a role, so whoever is appointed tomorrow sees it as well. */
function deskSeats(asked: readonly Asked[], barred: ReadonlySet<string>): readonly Partial<Task>[] {
  return asked.flatMap(({ rule, found }) => {
    const able = found.people.filter(({ personId }) => !barred.has(personId));
    if (able.length === 0) return [];
    if (rule.by === 'ROLE' && !rule.nearest) return [{ role: rule.role ?? null, scopePath: found.path }];
    return [namedSeat(able)];
  });
}

/** 会签, 依次, 票签: one task for each natural person. A vote that could not pass is no seating. */
function personSeats(step: FlowStep, asked: readonly Asked[], barred: ReadonlySet<string>): readonly Partial<Task>[] {
  const seen = new Set<string>(barred);
  const seats = asked.flatMap(({ rule, found }) =>
    found.people.flatMap(({ accountId, personId }) => {
      if (seen.has(personId)) return [];
      seen.add(personId);
      return [{ assigneeId: accountId, weight: rule.weight ?? 1, veto: rule.veto ?? false }];
    }),
  );
  const total = seats.reduce((sum, { weight }) => sum + weight, 0);
  return step.mode === 'VOTE' && total < (step.passWeight ?? 1) ? [] : seats;
}

function fallbackSeats(step: FlowStep, people: People, barred: ReadonlySet<string>): readonly Partial<Task>[] {
  const weight = step.passWeight ?? 1;
  const able = superiorsOf(step, people).filter(({ personId }) => !barred.has(personId));
  if (able.length > 0) return [{ ...namedSeat(able), origin: 'FALLBACK', weight }];
  const path = people[peopleKey(step.key, 0)]?.path ?? null;
  return [{ role: step.assignees[0]?.role ?? null, scopePath: path, origin: 'VACANT', weight }];
}

export const superiorsOf = (step: FlowStep, people: People): readonly Person[] =>
  people[peopleKey(step.key, 'superior')]?.people ?? [];

const namedSeat = (able: readonly Person[]): Partial<Task> =>
  able.length === 1
    ? { assigneeId: able[0]?.accountId ?? null }
    : { candidateIds: [...new Set(able.map(({ accountId }) => accountId))] };

/** 依次: each waits for the one before. */
function inTurn(step: FlowStep, tasks: readonly Task[]): readonly Task[] {
  if (step.mode !== 'SEQUENTIAL') return tasks;
  return tasks.map((task, index) => {
    const before = tasks[index - 1];
    return before ? { ...task, state: 'WAITING', waitsFor: [before.id] } : task;
  });
}

export function blankTask(process: Process, step: FlowStep, sittingId: string): Task {
  return {
    id: '',
    sittingId,
    stepKey: step.key,
    round: process.round,
    kind: 'DECIDE',
    state: 'OPEN',
    origin: 'FLOW',
    assigneeId: null,
    candidateIds: [],
    role: null,
    scopePath: null,
    claimedBy: null,
    escalatedTo: [],
    weight: 1,
    veto: false,
    waitsFor: [],
    addedBy: null,
    decision: null,
    decidedBy: [],
  };
}
