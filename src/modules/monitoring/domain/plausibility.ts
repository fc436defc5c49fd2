import { Decimal, plainText } from '../../../kernel/rounding.js';
import { median } from '../../goal/domain/checks/statistics.js';
import type { MeasureType } from './monitoring-rule-set.js';

/** What a figure is held against: gathered by the statement that writes it, and kept with it. All figures in the indicator's unit. */
export interface PlausibilityFacts {
  readonly fiscalYear: number;
  readonly measureType: MeasureType;
  /** 计量单位, such as % or 人次. */
  readonly unit: string | null;
  /** T, 年度指标值. */
  readonly target: string | null;
  /** What the plan lets expect of this period: an amount, or the level at its end. Null: no plan. */
  readonly plan: string | null;
  /** The figures of the periods before, this year, in their order. */
  readonly earlier: readonly string[];
  /** What stood at the ends of past years, oldest first; empty where a year does not compare with a period. */
  readonly years: readonly string[];
  /** 佐证类型 that the library asks for. */
  readonly evidenceKinds: readonly string[];
}

/** The figure itself. */
export interface JudgedActual {
  readonly value: string | null;
  readonly doneOn: string | null;
  readonly fileIds: readonly string[];
}

export const PLAUSIBILITY_CODES = [
  'NEGATIVE',
  'RATE_OVER_100',
  'LOOKS_LIKE_FRACTION',
  'UNIT_MAGNITUDE',
  'Z_SCORE',
  'JUMP',
  'DONE_BEFORE_YEAR',
  'NO_EVIDENCE',
] as const;
export type PlausibilityCode = (typeof PLAUSIBILITY_CODES)[number];

export interface PlausibilityWarning {
  readonly code: PlausibilityCode;
  /** SERIOUS: hardly anything but a slip. NOTICE: may well be so, but should be explained. */
  readonly severity: 'SERIOUS' | 'NOTICE';
  /** What was compared, as people write numbers. */
  readonly figures: Readonly<Record<string, string>>;
}

/** 元 for 万元 is four places; two are enough to ask. */
const MAGNITUDE = 100;
const FRACTION_TARGET = 10;
const Z_LIMIT = 3;
const Z_VALUES = 6;
/** For normal figures 1.4826 × MAD is the standard deviation. */
const MAD_SCALE = '1.4826';
const FLOW_JUMP = 5;
const FLOW_PERIODS = 2;
const LEVEL_JUMP = '0.5';

/** A warning never refuses: it is told to whoever reports and shown to whoever confirms. In the order of the codes. */
export function findImplausible(actual: JudgedActual, facts: PlausibilityFacts): readonly PlausibilityWarning[] {
  const value = actual.value === null ? null : new Decimal(actual.value);
  return [
    ...(value ? [...judgeSign(value, facts), ...judgeRate(value, facts)] : []),
    ...(value && facts.measureType !== 'EVENT_COUNT' ? judgePast(value, facts) : []),
    ...judgeDate(actual, facts),
    ...(facts.evidenceKinds.length > 0 && actual.fileIds.length === 0
      ? [notice('NO_EVIDENCE', { kinds: facts.evidenceKinds.join(', ') })]
      : []),
  ];
}

/** Amounts, spending, accidents and survey scores are not negative; a level or a growth rate may be. */
function judgeSign(value: Decimal, { measureType, target }: PlausibilityFacts): readonly PlausibilityWarning[] {
  if (!value.isNegative() || value.isZero() || measureType === 'STOCK' || measureType === 'RATE') return [];
  return new Decimal(target ?? 0).isNegative() ? [] : [serious('NEGATIVE', { value: plainText(value) })];
}

/** A part of a whole is at most the whole, unless the target itself is more; and 0.95 is often meant as 95 %. */
function judgeRate(value: Decimal, { measureType, unit, target }: PlausibilityFacts): readonly PlausibilityWarning[] {
  const whole = wholeOf(unit);
  if ((measureType !== 'RATE' && measureType !== 'SCORE') || whole === null) return [];
  const wanted = new Decimal(target ?? 0);
  const figures = { value: plainText(value), target: plainText(wanted) };
  return [
    ...(value.gt(whole) && wanted.lte(whole) ? [serious('RATE_OVER_100', { ...figures, whole: String(whole) })] : []),
    ...(value.gt(0) && value.lt(1) && wanted.gte(FRACTION_TARGET) ? [serious('LOOKS_LIKE_FRACTION', figures)] : []),
  ];
}

const wholeOf = (unit: string | null): number | null => {
  const symbol = unit?.normalize('NFKC').trim();
  return symbol === '%' ? 100 : symbol === '‰' ? 1000 : null;
};

/** Against the plan and the indicator's own past. Accidents are left out: none for months, then one, is how they come. */
function judgePast(value: Decimal, facts: PlausibilityFacts): readonly PlausibilityWarning[] {
  const earlier = facts.earlier.map((text) => new Decimal(text));
  const years = facts.years.map((text) => new Decimal(text));
  const past = [...years, ...earlier];
  const usual = past.length > 0 ? median(past) : null;
  const isFlow = facts.measureType === 'CUMULATIVE' || facts.measureType === 'COST';
  return [
    ...judgeMagnitude(value, facts.plan, usual),
    ...(usual && past.length >= Z_VALUES ? judgeSpread(value, past, usual) : []),
    ...(isFlow ? judgeAmount(value, earlier) : judgeLevel(value, earlier.at(-1) ?? years.at(-1))),
  ];
}

function judgeMagnitude(value: Decimal, plan: string | null, usual: Decimal | null): readonly PlausibilityWarning[] {
  const references = [...(plan === null ? [] : [new Decimal(plan)]), ...(usual ? [usual] : [])];
  const reference = references.find((known) => isFarFrom(value, known));
  if (!reference) return [];
  const times = plainText(value.div(reference).abs(), 4);
  return [serious('UNIT_MAGNITUDE', { value: plainText(value), reference: plainText(reference, 6), times })];
}

/** Of nothing, nothing can be told. */
function isFarFrom(value: Decimal, known: Decimal): boolean {
  if (value.isZero() || known.isZero()) return false;
  const [size, usual] = [value.abs(), known.abs()];
  return size.gte(usual.mul(MAGNITUDE)) || size.mul(MAGNITUDE).lte(usual);
}

/** Robust: median and MAD, so that one old outlier hides no new one. Figures that have never differed have no spread. */
function judgeSpread(value: Decimal, past: readonly Decimal[], usual: Decimal): readonly PlausibilityWarning[] {
  const spread = median(past.map((one) => one.minus(usual).abs())).mul(MAD_SCALE);
  const distance = value.minus(usual);
  if (spread.isZero() || distance.abs().lte(spread.mul(Z_LIMIT))) return [];
  const z = plainText(distance.div(spread), 2);
  return [notice('Z_SCORE', { value: plainText(value), median: plainText(usual, 6), z, periods: String(past.length) })];
}

/** An amount, against the mean of the periods before. */
function judgeAmount(value: Decimal, earlier: readonly Decimal[]): readonly PlausibilityWarning[] {
  const sum = earlier.reduce((total, amount) => total.plus(amount), new Decimal(0));
  if (earlier.length < FLOW_PERIODS || sum.lte(0) || value.mul(earlier.length).lte(sum.mul(FLOW_JUMP))) return [];
  return [notice('JUMP', { value: plainText(value), before: plainText(sum.div(earlier.length), 6) })];
}

/** A level, against the last one: this year's, else where the last year ended. */
function judgeLevel(value: Decimal, last: Decimal | undefined): readonly PlausibilityWarning[] {
  if (!last || last.isZero() || value.minus(last).abs().lte(last.abs().mul(LEVEL_JUMP))) return [];
  return [notice('JUMP', { value: plainText(value), before: plainText(last) })];
}

function judgeDate({ doneOn }: JudgedActual, { fiscalYear }: PlausibilityFacts): readonly PlausibilityWarning[] {
  const year = String(fiscalYear);
  return doneOn !== null && doneOn.slice(0, 4) < year ? [notice('DONE_BEFORE_YEAR', { doneOn, year })] : [];
}

const serious = (code: PlausibilityCode, figures: PlausibilityWarning['figures']): PlausibilityWarning => ({
  code,
  severity: 'SERIOUS',
  figures,
});
const notice = (code: PlausibilityCode, figures: PlausibilityWarning['figures']): PlausibilityWarning => ({
  code,
  severity: 'NOTICE',
  figures,
});

/** What people are told; `{x}` is filled from the figures. */
export const PLAUSIBILITY_TEXTS: Readonly<Record<PlausibilityCode, { readonly zh: string; readonly en: string }>> = {
  NEGATIVE: {
    zh: '{value} 为负数,该类指标的数值不应为负',
    en: '{value} is negative; figures of this kind are not',
  },
  RATE_OVER_100: {
    zh: '{value} 超过 {whole},而指标值为 {target}',
    en: '{value} is above {whole}, while the target is {target}',
  },
  LOOKS_LIKE_FRACTION: {
    zh: '{value} 像是小数而非百分数:指标值为 {target},请核对是否应乘以 100',
    en: '{value} looks like a fraction while the target is {target}: is it short of a factor of 100?',
  },
  UNIT_MAGNITUDE: {
    zh: '{value} 是参照值 {reference}(本期计划或以往中位数)的 {times} 倍,请核对计量单位(如元、万元)',
    en: '{value} is {times} times {reference}, its plan or usual figure: check the unit, such as 元 for 万元',
  },
  Z_SCORE: {
    zh: '{value} 明显偏离以往 {periods} 期(中位数 {median},稳健 z 值 {z}),请说明原因',
    en: '{value} stands out from the {periods} figures before it (median {median}, robust z {z}); say why',
  },
  JUMP: {
    zh: '{value} 与以往水平 {before} 相比变化很大,请说明原因',
    en: '{value} is a jump from {before} before; say why',
  },
  DONE_BEFORE_YEAR: {
    zh: '完成日期 {doneOn} 早于 {year} 预算年度',
    en: 'Done on {doneOn}, before fiscal year {year}',
  },
  NO_EVIDENCE: {
    zh: '指标库要求佐证材料({kinds}),尚未上传',
    en: 'The library asks for evidence ({kinds}); none is attached',
  },
};
