import { Decimal } from '../../../kernel/rounding.js';
import { type Forecast, forecastYear, type Likelihood, needsLikelihoodReason, suggestLikelihood } from './forecast.js';
import type { Direction, Level, Light, MeasureType } from './monitoring-rule-set.js';

/** 偏差原因: 经费保障, 制度保障, 人员保障, 硬件条件保障, 其他. */
export const DEVIATION_REASONS = ['FUNDING', 'SYSTEM', 'STAFF', 'HARDWARE', 'OTHER'] as const;
export type DeviationReason = (typeof DEVIATION_REASONS)[number];

/** Part A, one source of funds: what the ledger and the payments say, in yuan. */
export interface FundFacts {
  readonly source: string;
  readonly initial: string;
  readonly adjusted: string;
  /** 1–N月执行数. */
  readonly executed: string;
  /** Over the budget that the rule set takes as its base; null: no budget. */
  readonly executionRate: string | null;
}

/** Part A, what the unit adds: 全年预计执行数 in yuan. */
export interface FundFilling {
  readonly source: string;
  readonly forecastExecution: string | null;
}

/** Part B, one indicator as it stands at the end of month N, in its own unit. */
export interface IndicatorFacts {
  readonly indicatorId: string;
  readonly measureType: MeasureType;
  readonly direction: Direction;
  readonly targetValue: string | null;
  readonly status: 'DUE' | 'NOT_DUE' | 'NO_DATA' | 'WITHDRAWN' | null;
  readonly dueMonth: number | null;
  readonly planned: string | null;
  readonly actual: string | null;
  readonly ratio: string | null;
  readonly light: Light | null;
  /** Of an indicator that is reported monthly: the amounts up to the due month, oldest first. */
  readonly monthlyAmounts: readonly string[];
}

/** Part B, what the unit adds. */
export interface IndicatorFilling {
  readonly indicatorId: string;
  /** 全年预计完成情况: a number, of 定性 a level, of 时限 a day. */
  readonly forecastValue: string | null;
  readonly forecastLevel: Level | null;
  readonly forecastOn: string | null;
  readonly reasons: readonly DeviationReason[];
  readonly reasonText: string | null;
  readonly likelihood: Likelihood | null;
  /** Why the unit sees the likelihood otherwise than the figures. */
  readonly likelihoodReason: string | null;
  readonly remark: string | null;
}

export interface Filling {
  readonly funds: readonly FundFilling[];
  readonly indicators: readonly IndicatorFilling[];
  readonly remark: string | null;
}

export interface FormIndicator extends IndicatorFacts, IndicatorFilling {
  /** What the figures foresee; null: they do not add up over the months, or say too little. */
  readonly computedForecast: Forecast | null;
  readonly suggestedLikelihood: Likelihood | null;
}

export interface Form {
  readonly funds: readonly (FundFacts & FundFilling)[];
  /** 年度资金总额: the sum of the sources. Its forecast is there when that of every source is. */
  readonly forecastExecution: string | null;
  readonly indicators: readonly FormIndicator[];
  readonly remark: string | null;
}

/** The form: all that is known, and what the unit has added. What it wrote of a line that is gone is left out. */
export function toForm(funds: readonly FundFacts[], indicators: readonly IndicatorFacts[], filling: Filling): Form {
  const lines = funds.map((facts) => ({
    ...facts,
    forecastExecution: filling.funds.find(({ source }) => source === facts.source)?.forecastExecution ?? null,
  }));
  return {
    funds: lines,
    forecastExecution: sumOf(lines.map(({ forecastExecution }) => forecastExecution)),
    indicators: indicators.map((facts) => toFormIndicator(facts, filling)),
    remark: filling.remark,
  };
}

/** A line that is named again replaces what was there; the others stay. */
export function mergeFilling(before: Filling, change: Partial<Filling>): Filling {
  return {
    funds: replaceBy(before.funds, change.funds ?? [], ({ source }) => source),
    indicators: replaceBy(before.indicators, change.indicators ?? [], ({ indicatorId }) => indicatorId),
    remark: change.remark === undefined ? before.remark : change.remark,
  };
}

export const FORM_GAPS = {
  FORECAST_EXECUTION_MISSING: {
    zh: '“{source}”未填全年预计执行数',
    en: '{source}: the forecast execution of the year is missing',
  },
  FORECAST_BELOW_EXECUTED: {
    zh: '“{source}”全年预计执行数 {forecast} 低于已执行数 {executed}',
    en: '{source}: the forecast {forecast} lies below what has been spent, {executed}',
  },
  FORECAST_MISSING: { zh: '未填全年预计完成情况', en: 'The forecast of the year is missing' },
  FORECAST_KIND: {
    zh: '全年预计完成情况的种类与指标类型不符:定性填 forecastLevel,时限填 forecastOn,其余填 forecastValue',
    en: 'The forecast does not fit the measure type: QUAL takes forecastLevel, DATE forecastOn, others forecastValue',
  },
  REASONS_MISSING: {
    zh: '偏离目标或缺少数据的指标须选择偏差原因',
    en: 'An indicator that deviates, or has no figure, needs a reason',
  },
  REASON_TEXT_MISSING: { zh: '选择偏差原因的须写原因说明', en: 'A reason needs an explanation' },
  LIKELIHOOD_MISSING: { zh: '未填完成目标可能性', en: 'The likelihood of reaching the target is missing' },
  LIKELIHOOD_REASON_MISSING: {
    zh: '完成目标可能性与测算结果({suggested})不一致的须说明理由',
    en: 'The figures suggest {suggested}; to see it otherwise needs a reason',
  },
} as const;

export interface FormGap {
  readonly code: keyof typeof FORM_GAPS;
  /** JSON pointer into the form. */
  readonly pointer: string;
  readonly params: Readonly<Record<string, string>>;
}

/** Everything that stands between the form and its submission, at once. */
export function findFormGaps({ funds, indicators }: Form): readonly FormGap[] {
  return [
    ...funds.flatMap((fund, at) => findFundGaps(fund, `/funds/${at}`)),
    ...indicators.flatMap((indicator, at) => findIndicatorGaps(indicator, `/indicators/${at}`)),
  ];
}

/**
 * 偏离: below green; where the rule set knows no colours, below the plan. A figure that is due and missing is explained
 * as well. What is ahead of its plan needs no excuse.
 */
export function isDeviating({ status, light, ratio }: Pick<IndicatorFacts, 'status' | 'light' | 'ratio'>): boolean {
  if (status === 'NO_DATA') return true;
  if (status !== 'DUE') return false;
  if (light === null) return ratio !== null && new Decimal(ratio).lt(1);
  return light === 'RED' || light === 'ORANGE' || light === 'YELLOW';
}

/** Which of the three a forecast of this type is written into. */
const FORECAST_FIELDS = ['forecastValue', 'forecastLevel', 'forecastOn'] as const;
const forecastFieldOf = (type: MeasureType): (typeof FORECAST_FIELDS)[number] =>
  type === 'QUAL' ? 'forecastLevel' : type === 'DATE' ? 'forecastOn' : 'forecastValue';

function findFundGaps({ source, executed, forecastExecution }: FundFacts & FundFilling, at: string): FormGap[] {
  const pointer = `${at}/forecastExecution`;
  if (forecastExecution === null) return [{ code: 'FORECAST_EXECUTION_MISSING', pointer, params: { source } }];
  if (new Decimal(forecastExecution).gte(executed)) return [];
  return [{ code: 'FORECAST_BELOW_EXECUTED', pointer, params: { source, forecast: forecastExecution, executed } }];
}

function findIndicatorGaps(indicator: FormIndicator, at: string): FormGap[] {
  const { reasons, reasonText, likelihood, likelihoodReason, suggestedLikelihood } = indicator;
  const gaps: FormGap[] = [];
  const lacks = (code: FormGap['code'], field: string, params: FormGap['params'] = {}): void => {
    gaps.push({ code, pointer: `${at}/${field}`, params });
  };
  const wanted = forecastFieldOf(indicator.measureType);
  if (indicator[wanted] === null) lacks('FORECAST_MISSING', wanted);
  for (const field of FORECAST_FIELDS) if (field !== wanted && indicator[field] !== null) lacks('FORECAST_KIND', field);
  if (reasons.length === 0 && isDeviating(indicator)) lacks('REASONS_MISSING', 'reasons');
  if (reasons.length > 0 && isBlank(reasonText)) lacks('REASON_TEXT_MISSING', 'reasonText');
  if (likelihood === null) lacks('LIKELIHOOD_MISSING', 'likelihood');
  else if (suggestedLikelihood && needsLikelihoodReason(likelihood, suggestedLikelihood) && isBlank(likelihoodReason))
    lacks('LIKELIHOOD_REASON_MISSING', 'likelihoodReason', { suggested: suggestedLikelihood });
  return gaps;
}

function toFormIndicator(facts: IndicatorFacts, { indicators }: Filling): FormIndicator {
  const filling = indicators.find(({ indicatorId }) => indicatorId === facts.indicatorId) ?? {
    ...NOTHING_FILLED,
    indicatorId: facts.indicatorId,
  };
  const computedForecast = forecastOf(facts);
  const forecast = computedForecast?.value ?? filling.forecastValue;
  const { targetValue, direction } = facts;
  const suggestedLikelihood =
    forecast === null || targetValue === null || direction === 'NEUTRAL'
      ? null
      : suggestLikelihood(forecast, targetValue, direction);
  return { ...facts, ...filling, computedForecast, suggestedLikelihood };
}

const NOTHING_FILLED: Omit<IndicatorFilling, 'indicatorId'> = {
  forecastValue: null,
  forecastLevel: null,
  forecastOn: null,
  reasons: [],
  reasonText: null,
  likelihood: null,
  likelihoodReason: null,
  remark: null,
};

/** Only amounts that add up have a pace. Of the methods, the first whose facts are at hand. */
function forecastOf({ measureType, targetValue, status, dueMonth, planned, actual, monthlyAmounts }: IndicatorFacts) {
  const adds = measureType === 'CUMULATIVE' || measureType === 'COST';
  if (!adds || status !== 'DUE' || dueMonth === null || targetValue === null || actual === null) return null;
  const facts = { month: dueMonth, target: targetValue, actual, planned, monthlyAmounts };
  return forecastYear({ ...facts, lastYearShare: null, yearsOfHistory: 0 })[0] ?? null;
}

function sumOf(amounts: readonly (string | null)[]): string | null {
  const known = amounts.filter((amount) => amount !== null);
  if (known.length === 0 || known.length < amounts.length) return null;
  return known.reduce((sum, amount) => sum.plus(amount), new Decimal(0)).toFixed(2);
}

function replaceBy<T>(before: readonly T[], change: readonly T[], key: (item: T) => string): readonly T[] {
  return [...new Map([...before, ...change].map((item) => [key(item), item])).values()];
}

const isBlank = (text: string | null): boolean => text === null || text.trim() === '';
