import { parseMoney } from '../../../kernel/money.js';
import { Decimal } from '../../../kernel/rounding.js';

/** 资金来源: the order in which forms print them. */
export const FUNDING_SOURCES = ['FISCAL', 'CARRY_OVER', 'SPECIAL_ACCOUNT', 'OWN', 'OTHER'] as const;
export type FundingSource = (typeof FUNDING_SOURCES)[number];

/** A line as it stands. */
export interface BudgetLine {
  readonly source: FundingSource;
  readonly executed: string;
  readonly retired: boolean;
}

/** A line as somebody wants it. */
export interface PlannedLine {
  readonly source: FundingSource;
  readonly initial: string;
  readonly adjusted: string;
  readonly reason: string | null;
}

/** A line to write. A retired one is empty. */
export interface LineChange extends PlannedLine {
  readonly retired: boolean;
}

export type PlanFault = 'SOURCE_TWICE' | 'AMOUNT_NEGATIVE' | 'ADJUSTMENT_REASON' | 'LINE_EXECUTED';

export type BudgetPlan =
  | { readonly ok: true; readonly changes: readonly LineChange[] }
  | {
      readonly ok: false;
      readonly fault: PlanFault;
      readonly places: readonly { at: string; source: FundingSource }[];
    };

/**
 * The whole budget of a year is set at once: lines that are not named leave the plan. An adjustment (adjusted ≠ initial)
 * needs its reason, and money that has been spent keeps its line. Spending more than the plan is allowed, and shown.
 */
export function planBudget(current: readonly BudgetLine[], planned: readonly PlannedLine[]): BudgetPlan {
  const named = new Set(planned.map(({ source }) => source));
  const left = current.filter((line) => !line.retired && !named.has(line.source));
  const fault = findFault(planned) ?? findExecuted(left);
  if (fault) return { ok: false, ...fault };
  const retired = left.map(({ source }) => ({ source, initial: '0', adjusted: '0', reason: null, retired: true }));
  return { ok: true, changes: [...planned.map((line) => ({ ...line, retired: false })), ...retired] };
}

type Fault = Omit<Extract<BudgetPlan, { ok: false }>, 'ok'>;

const CHECKS: readonly (readonly [
  PlanFault,
  string,
  (line: PlannedLine, at: number, all: readonly PlannedLine[]) => boolean,
])[] = [
  ['SOURCE_TWICE', 'source', ({ source }, at, all) => all.findIndex((line) => line.source === source) < at],
  ['AMOUNT_NEGATIVE', 'initial', ({ initial }) => amount(initial).isNegative()],
  ['AMOUNT_NEGATIVE', 'adjusted', ({ adjusted }) => amount(adjusted).isNegative()],
  ['ADJUSTMENT_REASON', 'reason', (line) => !line.reason && !amount(line.initial).equals(amount(line.adjusted))],
];

function findFault(planned: readonly PlannedLine[]): Fault | null {
  for (const [fault, field, isBroken] of CHECKS) {
    const places = planned.flatMap((line, at) =>
      isBroken(line, at, planned) ? [{ at: `/lines/${at}/${field}`, source: line.source }] : [],
    );
    if (places.length > 0) return { fault, places };
  }
  return null;
}

function findExecuted(left: readonly BudgetLine[]): Fault | null {
  const spent = left.filter(({ executed }) => amount(executed).greaterThan(0));
  if (spent.length === 0) return null;
  return { fault: 'LINE_EXECUTED', places: spent.map(({ source }) => ({ at: '/lines', source })) };
}

/** The shape was checked at the door; -0 is nothing. */
const amount = (text: string): Decimal => (parseMoney(text) ?? new Decimal(Number.NaN)).plus(0);
