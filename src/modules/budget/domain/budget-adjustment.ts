import { moneyText, parseMoney } from '../../../kernel/money.js';
import { Decimal } from '../../../kernel/rounding.js';
import type { FundingSource } from './budget-plan.js';

/** 追加、调剂、收回、暂缓拨款、停止拨款、冻结、解冻. */
export const BUDGET_ADJUSTMENT_KINDS = ['ADD', 'TRANSFER', 'RECOVER', 'SUSPEND', 'STOP', 'FREEZE', 'UNFREEZE'] as const;
export type BudgetAdjustmentKind = (typeof BUDGET_ADJUSTMENT_KINDS)[number];

/** One line that an adjustment moves. */
export interface AdjustmentLeg {
  readonly projectId: string;
  readonly source: FundingSource;
  /** 元, above zero; of a TRANSFER signed: what goes out is negative. */
  readonly amount: string;
  /** The money that is taken is frozen money: of RECOVER, and of what a TRANSFER takes. */
  readonly fromFrozen: boolean;
}

/** What becomes of a line: signed changes in 元. */
export interface Movement {
  readonly projectId: string;
  readonly source: FundingSource;
  readonly adjusted: string;
  readonly frozen: string;
}

/** A line as it stands when it is moved. */
export interface LineBalance {
  readonly projectId: string;
  readonly source: FundingSource;
  readonly adjusted: string;
  readonly available: string;
  readonly frozen: string;
}

type Effect = (amount: Decimal, fromFrozen: boolean) => { readonly adjusted: Decimal; readonly frozen: Decimal };

const NOTHING = new Decimal(0);
/** numeric(20,2) holds less than this. */
const LIMIT = new Decimal('1e18');

const give: Effect = (amount) => ({ adjusted: amount, frozen: NOTHING });
const take: Effect = (amount, fromFrozen) => ({ adjusted: amount.neg(), frozen: fromFrozen ? amount.neg() : NOTHING });
const hold: Effect = (amount) => ({ adjusted: NOTHING, frozen: amount });

/** 暂缓 and 停止 hold the money as 冻结 does: 支出预算指标冻结. They differ in why, and in what follows. */
const EFFECTS: Readonly<Record<BudgetAdjustmentKind, Effect>> = {
  ADD: give,
  TRANSFER: (amount, fromFrozen) => (amount.isNegative() ? take(amount.neg(), fromFrozen) : give(amount, false)),
  RECOVER: take,
  SUSPEND: hold,
  STOP: hold,
  FREEZE: hold,
  UNFREEZE: (amount) => ({ adjusted: NOTHING, frozen: amount.neg() }),
};

export const toMovements = (kind: BudgetAdjustmentKind, legs: readonly AdjustmentLeg[]): readonly Movement[] =>
  legs.map(({ projectId, source, amount, fromFrozen }) => {
    const { adjusted, frozen } = EFFECTS[kind](money(amount), fromFrozen);
    return { projectId, source, adjusted: moneyText(adjusted), frozen: moneyText(frozen) };
  });

/** The money that an adjustment moves, in 元: what conditions of flows ask. */
export const amountOf = (legs: readonly Pick<AdjustmentLeg, 'amount'>[]): string => moneyText(movedBy(legs));

const movedBy = (legs: readonly Pick<AdjustmentLeg, 'amount'>[]): Decimal =>
  legs.reduce((sum, { amount }) => sum.plus(Decimal.max(money(amount), 0)), NOTHING);

export const LEG_FAULTS = {
  LINE_TWICE: { zh: '同一项目与资金来源只能有一行', en: 'each project and source stands once' },
  AMOUNT_NOT_POSITIVE: { zh: '金额须大于零', en: 'the amount must be above zero' },
  AMOUNT_ZERO: { zh: '金额不能为零', en: 'the amount must not be zero' },
  TOO_LARGE: { zh: '合计金额过大', en: 'the amounts are too large' },
  NOT_BALANCED: {
    zh: '调剂须在同一资金来源内平衡:{source} 合计为 {sum} 元',
    en: 'a transfer balances within each source: {source} sums to {sum} yuan',
  },
  NOT_FROM_FROZEN: {
    zh: '只有收回、以及调剂中的调出可以取自冻结额度',
    en: 'only what is recovered or transferred out can come from frozen money',
  },
} as const satisfies Record<string, { zh: string; en: string }>;

export interface LegFault {
  readonly code: keyof typeof LEG_FAULTS;
  readonly pointer: string;
  readonly params: Readonly<Record<string, string>>;
}

/** What is wrong with the legs by themselves. 资金来源 keep apart: 财政拨款 does not become 单位资金. */
export function findLegFaults(kind: BudgetAdjustmentKind, legs: readonly AdjustmentLeg[]): readonly LegFault[] {
  const each = legs.flatMap((leg, at): readonly LegFault[] => {
    const amount = money(leg.amount);
    const isTaking = kind === 'RECOVER' || (kind === 'TRANSFER' && amount.isNegative());
    const isTwice = legs.findIndex((other) => keyOf(other) === keyOf(leg)) < at;
    return [
      ...(isTwice ? [fault('LINE_TWICE', at, 'source')] : []),
      ...(kind === 'TRANSFER' && amount.isZero() ? [fault('AMOUNT_ZERO', at, 'amount')] : []),
      ...(kind !== 'TRANSFER' && !amount.greaterThan(0) ? [fault('AMOUNT_NOT_POSITIVE', at, 'amount')] : []),
      ...(leg.fromFrozen && !isTaking ? [fault('NOT_FROM_FROZEN', at, 'fromFrozen')] : []),
    ];
  });
  const whole = movedBy(legs).greaterThanOrEqualTo(LIMIT) ? [fault('TOO_LARGE', 0, 'amount')] : [];
  return [...each, ...whole, ...(kind === 'TRANSFER' ? findImbalances(legs) : [])];
}

function findImbalances(legs: readonly AdjustmentLeg[]): readonly LegFault[] {
  const sources = [...new Set(legs.map(({ source }) => source))];
  return sources.flatMap((source) => {
    const sum = legs.filter((leg) => leg.source === source).reduce((all, leg) => all.plus(money(leg.amount)), NOTHING);
    return sum.isZero()
      ? []
      : [{ code: 'NOT_BALANCED' as const, pointer: '/legs', params: { source, sum: moneyText(sum) } }];
  });
}

export const SHORTAGES = {
  AVAILABLE_SHORT: {
    zh: '{source} 可用额度 {present} 元,需要 {needed} 元',
    en: '{source} has {present} yuan available, and {needed} are needed',
  },
  FROZEN_SHORT: {
    zh: '{source} 冻结额度 {present} 元,需要 {needed} 元',
    en: '{source} has {present} yuan frozen, and {needed} are needed',
  },
  TOO_LARGE: { zh: '{source} 调整后金额过大', en: '{source} would hold more than can be kept' },
} as const satisfies Record<string, { zh: string; en: string }>;

/** A line that does not have what an adjustment takes. */
export interface Shortage {
  readonly code: keyof typeof SHORTAGES;
  readonly projectId: string;
  readonly source: FundingSource;
  /** 元. */
  readonly needed: string;
  readonly present: string;
}

/** Empty: every line has what is taken from it. A line that is not there has nothing. */
export function findShortages(movements: readonly Movement[], lines: readonly LineBalance[]): readonly Shortage[] {
  const found = new Map(lines.map((line) => [keyOf(line), line]));
  return movements.flatMap(({ projectId, source, ...movement }) => {
    const { adjusted = '0', available = '0', frozen = '0' } = found.get(keyOf({ projectId, source })) ?? {};
    const short = (code: Shortage['code'], needed: Decimal, present: string): Shortage[] =>
      needed.greaterThan(money(present))
        ? [{ code, projectId, source, needed: moneyText(needed), present: moneyText(money(present)) }]
        : [];
    const grown = money(adjusted).plus(money(movement.adjusted));
    return [
      ...short('AVAILABLE_SHORT', money(movement.frozen).minus(money(movement.adjusted)), available),
      ...short('FROZEN_SHORT', money(movement.frozen).neg(), frozen),
      ...(grown.lessThan(LIMIT) ? [] : short('TOO_LARGE', grown, '0')),
    ];
  });
}

const fault = (code: LegFault['code'], at: number, field: string): LegFault => ({
  code,
  pointer: `/legs/${at}/${field}`,
  params: {},
});

const keyOf = ({ projectId, source }: Pick<AdjustmentLeg, 'projectId' | 'source'>): string => `${projectId}|${source}`;

/** The shape was checked at the door; -0 is nothing. */
const money = (text: string): Decimal => (parseMoney(text) ?? new Decimal(Number.NaN)).plus(0);
