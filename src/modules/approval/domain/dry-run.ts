import { explainExpression, parseExpression, type TraceStep, type Values } from '../../../kernel/expression/index.js';
import type { Assignee, FlowDefinition, FlowNode, FlowStep } from './flow-definition.js';
import { branchesTaken, holds } from './frontier.js';
import { NOBODY, type People, type Person, type Process, peopleKey } from './process.js';
import { barredFrom, blankTask, seat, superiorsOf } from './seat.js';

/** What a dry run is about: a definition, the facts of a subject, who wrote it, and who could be asked. */
export interface Question {
  readonly definition: FlowDefinition;
  readonly context: Values;
  readonly authorIds: readonly string[];
  readonly people: People;
}

/** A condition on the way to a step, with what it came to; null: it cannot be known. */
export interface ConditionTold {
  /** The step or branch that it stands at. */
  readonly key: string;
  readonly when: string;
  readonly value: boolean | null;
  readonly trace: readonly TraceStep[];
}

/** Why a step is taken, or is not. */
export type Because = 'UNCONDITIONAL' | 'CONDITION_HOLDS' | 'CONDITION_UNKNOWN' | 'CONDITION_FAILS' | 'OTHER_BRANCH';

/** Somebody whom a rule finds, and why he may not decide. */
export interface Candidate extends Person {
  readonly barred: 'AUTHOR' | 'DECIDES_ANOTHER_STEP' | null;
}

export interface RuleTold {
  readonly rule: Assignee;
  readonly path: string | null;
  readonly people: readonly Candidate[];
}

/** SUPERIOR: nobody else may decide. NOBODY: it would be stuck. LATER: an earlier decider chooses. SKIPPED: self-approval. */
export type Asked = 'PEOPLE' | 'SUPERIOR' | 'NOBODY' | 'LATER' | 'SKIPPED';

export interface StepTold {
  readonly step: FlowStep;
  readonly taken: boolean;
  readonly because: Because;
  readonly conditions: readonly ConditionTold[];
  /** Working days from the submission until it opens, if each step before it takes all its time. */
  readonly opensAfter: number;
  /** Null where the step is not taken. */
  readonly asked: Asked | null;
  readonly rules: readonly RuleTold[];
  readonly superiors: readonly Candidate[];
}

/** Who would approve, and why: every step in the order of the text, by the very functions that the engine runs on. */
export function dryRun(question: Question): readonly StepTold[] {
  const { steps } = walk(question.definition.steps, question.context, { via: [], isReached: true, opensAfter: 0 });
  const told: StepTold[] = [];
  let process = imagined(question);
  for (const visit of steps) {
    const step = tell(process, visit);
    told.push(step);
    process = { ...process, ...withForcedDecider(process, step) };
  }
  return told;
}

interface Visit {
  readonly step: FlowStep;
  readonly taken: boolean;
  readonly conditions: readonly ConditionTold[];
  readonly opensAfter: number;
}

interface Place {
  readonly via: readonly ConditionTold[];
  readonly isReached: boolean;
  readonly opensAfter: number;
}

function walk(
  nodes: readonly FlowNode[],
  context: Values,
  place: Place,
): { readonly steps: readonly Visit[]; readonly endsAfter: number } {
  const steps: Visit[] = [];
  let opensAfter = place.opensAfter;
  for (const node of nodes) {
    if (node.kind === 'STEP') {
      const taken = place.isReached && holds(node.when, context) !== false;
      steps.push({ step: node, taken, conditions: [...place.via, ...explain(node, context)], opensAfter });
      if (taken) opensAfter += node.dueWorkingDays;
      continue;
    }
    const taken = branchesTaken(node, context);
    const branches = node.branches.map((branch) =>
      walk(branch.steps, context, {
        via: [...place.via, ...explain(branch, context)],
        isReached: place.isReached && taken.includes(branch),
        opensAfter,
      }),
    );
    steps.push(...branches.flatMap((branch) => branch.steps));
    opensAfter = Math.max(opensAfter, ...branches.map(({ endsAfter }) => endsAfter));
  }
  return { steps, endsAfter: opensAfter };
}

function explain(
  { key, when }: { readonly key: string; readonly when?: string },
  context: Values,
): readonly ConditionTold[] {
  if (when === undefined) return [];
  const parsed = parseExpression(when);
  if ('problem' in parsed) throw new Error(`approval: condition “${when}” does not parse`);
  return [{ key, when, value: holds(when, context), trace: explainExpression(parsed.expression, context) }];
}

function tell(process: Process, visit: Visit): StepTold {
  const { step, taken, conditions } = visit;
  const barred = barredFrom(process, step.key);
  const judged = (people: readonly Person[]): readonly Candidate[] =>
    people.map((person) => ({
      ...person,
      barred: process.authorIds.includes(person.personId)
        ? 'AUTHOR'
        : barred.has(person.personId)
          ? 'DECIDES_ANOTHER_STEP'
          : null,
    }));
  const rules = step.assignees.map((rule, index) => {
    const { path, people } = process.people[peopleKey(step.key, index)] ?? NOBODY;
    return { rule, path, people: judged(people) };
  });
  const asked = taken ? askedAt(process, step) : null;
  return {
    ...visit,
    because: becauseOf(taken, conditions),
    asked,
    rules,
    superiors: judged(superiorsOf(step, process.people)),
  };
}

function becauseOf(taken: boolean, conditions: readonly ConditionTold[]): Because {
  const values = conditions.map(({ value }) => value);
  if (taken)
    return values.length === 0 ? 'UNCONDITIONAL' : values.includes(null) ? 'CONDITION_UNKNOWN' : 'CONDITION_HOLDS';
  if (values.includes(false)) return 'CONDITION_FAILS';
  return values.includes(null) ? 'CONDITION_UNKNOWN' : 'OTHER_BRANCH';
}

function askedAt(process: Process, step: FlowStep): Asked {
  const seating = seat(process, step, '', () => '');
  if ('skipped' in seating) return 'SKIPPED';
  const origins = seating.tasks.map(({ origin }) => origin);
  if (origins.includes('FALLBACK')) return 'SUPERIOR';
  if (!origins.includes('VACANT')) return 'PEOPLE';
  return step.assignees.some(({ by }) => by === 'CHOSEN') ? 'LATER' : 'NOBODY';
}

/** The only person who can decide a step will have decided it: where reviewers must differ, he is none for the next. */
function withForcedDecider(process: Process, { step, asked, rules, superiors }: StepTold): Partial<Process> {
  const asking = asked === 'PEOPLE' ? rules.flatMap(({ people }) => people) : asked === 'SUPERIOR' ? superiors : [];
  const able = new Set(asking.filter(({ barred }) => barred === null).map(({ personId }) => personId));
  if (able.size !== 1) return {};
  const sitting = {
    id: step.key,
    stepKey: step.key,
    round: process.round,
    state: 'PASSED',
    ending: 'APPROVE',
  } as const;
  const done = { state: 'DONE', decision: 'APPROVE', decidedBy: [...able] } as const;
  const task = { ...blankTask(process, step, sitting.id), ...done };
  return { sittings: [...process.sittings, sitting], tasks: [...process.tasks, task] };
}

/** A process that nobody has submitted. */
const imagined = ({ definition, context, authorIds, people }: Question): Process => ({
  id: '',
  version: 0,
  flowId: '',
  definition,
  state: 'RUNNING',
  round: 1,
  returnedCount: 0,
  subjectVersion: 0,
  contentHash: '',
  context,
  authorIds,
  choices: {},
  sittings: [],
  tasks: [],
  people,
});
