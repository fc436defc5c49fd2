import { Decimal, percentText, plainText } from '../../../kernel/rounding.js';
import { type RawScore, type Score, type ScoreFlag, settle, unscored } from './score.js';
import { explainStep } from './score-explanation.js';
import { shareOf } from './score-step.js';
import type { ScoringRuleSet } from './scoring-rule-set.js';

/** Amounts of the 总额 row, all in one unit and from 0; `null` = not printed. */
export interface ExecutionInput {
  /** 年初预算数. */
  initial: Decimal | null;
  /** 全年预算数 / 调整后预算数: the denominator in self-evaluation. Carry-over (上年结转) is inside. */
  adjusted: Decimal | null;
  /** 全年执行数. */
  executed: Decimal | null;
  /** 实际到位资金: the denominator of external evaluation only. */
  received?: Decimal | null;
  weight: Decimal;
  /** 原因: explains both an adjustment and a low rate; `null` = none given. */
  reason: string | null;
}

export interface ExecutionScore extends Score {
  /** 预算执行率 as a fraction, unrounded, over 1 when over-executed; `null` when there is nothing to divide by. */
  rate: Decimal | null;
  /** 0 ÷ 0 under zeroZero = NA: left out of the total, which is re-based. */
  isNotApplicable: boolean;
}

/**
 * Points of 预算执行率: W × min(1, executed ÷ base), rounded half-up to two decimals [found: S4, S6, S10]. Lines such as
 * 90 % are compared by multiplication with the exact amounts, not with the displayed rate.
 */
export function scoreExecution(input: ExecutionInput, ruleSet: ScoringRuleSet): ExecutionScore {
  const base = baseOf(input, ruleSet);
  const { executed } = input;
  if (base === null || executed === null) {
    const missing = base === null ? 'budget' : 'executed';
    return { ...unscored(missing), flags: adjustmentFlags(input), rate: null, isNotApplicable: false };
  }
  const raw = base.lte(0)
    ? withoutBase(executed, input.weight, ruleSet)
    : withBase(base, executed, input.weight, ruleSet);
  const rate = base.lte(0) ? null : executed.div(base);
  const flags = [...(raw.flags ?? []), ...reasonFlags(input, base, ruleSet), ...adjustmentFlags(input)];
  const isNotApplicable = base.isZero() && executed.isZero() && ruleSet.execution.zeroZero === 'NA';
  return { ...settle({ ...raw, flags }, input.weight), rate, isNotApplicable };
}

function baseOf(input: ExecutionInput, ruleSet: ScoringRuleSet): Decimal | null {
  switch (ruleSet.execution.base) {
    case 'ADJUSTED':
      return input.adjusted;
    case 'INITIAL':
      return input.initial;
    case 'RECEIVED':
      return input.received ?? null;
  }
}

function withoutBase(executed: Decimal, weight: Decimal, ruleSet: ScoringRuleSet): RawScore {
  if (!executed.isZero()) {
    const flags: ScoreFlag[] = [{ code: 'EXECUTION_BASE', params: { executed: plainText(executed) } }];
    const steps = [explainStep('EXECUTION_NO_BASE', { executed })];
    return { points: new Decimal(0), completion: null, flags, steps };
  }
  switch (ruleSet.execution.zeroZero) {
    case 'NA':
      return { points: null, completion: null, steps: [explainStep('EXECUTION_NA')] };
    case 'FULL':
      return { points: weight, completion: null, steps: [explainStep('EXECUTION_ZERO_ZERO', { result: weight })] };
    case 'ZERO':
      return { points: new Decimal(0), completion: null, steps: [explainStep('EXECUTION_ZERO_ZERO', { result: 0 })] };
  }
}

function withBase(base: Decimal, executed: Decimal, weight: Decimal, ruleSet: ScoringRuleSet): RawScore {
  const rate = executed.div(base);
  const flags: ScoreFlag[] = executed.gt(base)
    ? [{ code: 'OVER_EXECUTION', params: { executed: plainText(executed), base: plainText(base) } }]
    : [];
  const { curve } = ruleSet.execution;
  const completion = Decimal.max(0, rate);
  if (curve.method === 'STEPS') return { ...shareOf(curve.steps, rate, weight), completion, flags };
  const points = executed.gte(base) ? weight : Decimal.max(0, weight.times(executed).div(base));
  const step = explainStep('EXECUTION', { W: weight, executed, base, rate: percentText(rate), result: points });
  return { points, completion, flags, steps: [step] };
}

/** 低于 90 % 需说明原因 (Sichuan form): the exact rate counts, 89.996 % is under the line although it prints as 90.00 %. */
function reasonFlags(input: ExecutionInput, base: Decimal, ruleSet: ScoringRuleSet): ScoreFlag[] {
  const line = ruleSet.execution.reasonBelow;
  if (line === null || input.reason !== null || base.lte(0) || !input.executed?.lt(base.times(line))) return [];
  const rate = percentText(input.executed.div(base));
  return [{ code: 'EXECUTION_REASON', params: { rate, line: percentText(new Decimal(line)) } }];
}

/** Adjustments need their own explanation; a budget cut to exactly what was spent hides a low execution rate. */
function adjustmentFlags({ initial, adjusted, executed, reason }: ExecutionInput): ScoreFlag[] {
  if (initial === null || adjusted === null) return [];
  const flags: ScoreFlag[] = [];
  const change = adjusted.minus(initial).abs();
  const shown = { initial: plainText(initial), adjusted: plainText(adjusted) };
  if (executed?.equals(adjusted) && initial.gt(0) && change.gt(initial.times('0.2'))) {
    const params = { ...shown, initialRate: percentText(executed.div(initial)) };
    flags.push({ code: 'BUDGET_TRIMMED_TO_SPEND', params });
  }
  if (!change.isZero() && reason === null) flags.push({ code: 'ADJUSTMENT_REASON', params: shown });
  return flags;
}
