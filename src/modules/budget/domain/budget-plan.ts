import { parseMoney } from '../../../kernel/money.js';
import { Decimal } from '../../../kernel/rounding.js';

/** 资金来源: the order in which forms print them. */
export const FUNDING_SOURCES = ['FISCAL', 'CARRY_OVER', 'SPECIAL_ACCOUNT', 'OWN', 'OTHER'] as const;
export type FundingSource = (typeof FUNDING_SOURCES)[number];

/** A line as it stands. */
export interface BudgetLine {
  readonly source: FundingSource;
  readonly initial: string;
  readonly adjusted: string;
  /** Money has moved on it: paid, adjusted, frozen or committed. */
  readonly inExecution: boolean;
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

export type PlanFault =
  | 'SOURCE_TWICE'
  | 'AMOUNT_NEGATIVE'
  | 'ADJUSTMENT_REASON'
  | 'LINE_EXECUTED'
  | 'LINE_IN_EXECUTION';

export type BudgetPlan =
  | { readonly ok: true; readonly changes: readonly LineChange[] }
  | {
      readonly ok: false;
      readonly fault: PlanFault;
      readonly places: readonly { at: string; source: FundingSource }[];
    };

/**
 * The whole budget of a year is set at once: lines that are not named leave the plan. An adjustment (adjusted ≠ initial)
 * needs its reason. A line on which money has moved is in execution: it stays, and its amounts change by 预算调整 only.
 */
export function planBudget(current: readonly BudgetLine[], planned: readonly PlannedLine[]): BudgetPlan {
  const named = new Set(planned.map(({ source }) => source));
  const left = current.filter((line) => !line.retired && !named.has(line.source));
  const fault = findFault(planned) ?? findExecuted(left) ?? findChanged(current, planned);
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
  const spent = left.filter(({ inExecution }) => inExecution);
  if (spent.length === 0) return null;
  return { fault: 'LINE_EXECUTED', places: spent.map(({ source }) => ({ at: '/lines', source })) };
}

function findChanged(current: readonly BudgetLine[], planned: readonly PlannedLine[]): Fault | null {
  const places = planned.flatMap(({ source, ...wanted }, at) => {
    const line = current.find((each) => each.source === source);
    if (!line?.inExecution) return [];
    const fields = (['initial', 'adjusted'] as const).filter(
      (each) => !amount(line[each]).equals(amount(wanted[each])),
    );
    return fields.map((field) => ({ at: `/lines/${at}/${field}`, source }));
  });
  return places.length > 0 ? { fault: 'LINE_IN_EXECUTION', places } : null;
}

/** The shape was checked at the door; -0 is nothing. */
const amount = (text: string): Decimal => (parseMoney(text) ?? new Decimal(Number.NaN)).plus(0);
