import type { Finding } from '../../../kernel/domain-error.js';
import { Decimal } from '../../../kernel/rounding.js';
import { lastDayOfMonth } from '../../../kernel/working-days.js';
import type { MeasureType } from './monitoring-rule-set.js';

/** The planned value at each month's end, January first, twelve of them (分时段计划), in the indicator's own unit. */
export type PlanCurve = readonly string[];

/** What the curve belongs to. */
export interface CurveSubject {
  readonly measureType: MeasureType;
  /** T, 年度指标值. */
  readonly target: string;
  /** B, 基期值; where a STOCK starts. */
  readonly baseline: string | null;
}

/**
 * The plan where a unit gives none: amounts grow evenly, T × m / 12; a STOCK walks evenly from B to T; rates, scores and
 * event limits hold T all year, never T × m / 12. Rounded half up to 6 decimals; December is T itself.
 */
export function defaultPlanCurve({ measureType, target, baseline }: CurveSubject): PlanCurve {
  const end = new Decimal(target);
  const start = isPath(measureType) ? new Decimal(measureType === 'STOCK' ? (baseline ?? '0') : '0') : end;
  return MONTHS.map((month) => start.plus(end.minus(start).mul(month).div(12)).toFixed(6));
}

/**
 * A curve given for some months, made whole: a month without a value keeps the one before, and before the first stands
 * the start (0, a STOCK's baseline, or T for what is not a path). Curves are stored whole.
 */
export function completePlanCurve(subject: CurveSubject, given: ReadonlyMap<number, string>): PlanCurve {
  let current = isPath(subject.measureType)
    ? subject.measureType === 'STOCK'
      ? (subject.baseline ?? '0')
      : '0'
    : subject.target;
  return MONTHS.map((month) => {
    current = given.get(month) ?? current;
    return current;
  });
}

/**
 * A given curve under an adjusted target: each month keeps its share s(m) = P(m) / T of the way, and December is the new T.
 * A curve that led nowhere gives way to the default.
 */
export function redrawPlanCurve(subject: CurveSubject, given: PlanCurve): PlanCurve {
  const start = new Decimal(subject.measureType === 'STOCK' ? (subject.baseline ?? '0') : '0');
  const span = new Decimal(given[11] ?? subject.target).minus(start);
  if (span.isZero()) return defaultPlanCurve(subject);
  const wanted = new Decimal(subject.target).minus(start);
  return given.map((value) => start.plus(new Decimal(value).minus(start).mul(wanted).div(span)).toFixed(6));
}

/** A standing curve of one year, on some day. */
export interface StandingCurve {
  readonly fiscalYear: number;
  /** 0: none was given. */
  readonly version: number;
  readonly points: PlanCurve;
  /** `YYYY-MM-DD`. */
  readonly today: string;
}

/** A curve may be given late; once given, what it said about months that are over stands. The months that would not. */
export function findRewrittenMonths(standing: StandingCurve, curve: PlanCurve): readonly number[] {
  if (standing.version === 0) return [];
  return curve.flatMap((planned, at) => {
    const isOver = lastDayOfMonth(standing.fiscalYear, at + 1) < standing.today;
    return isOver && !new Decimal(planned).eq(standing.points[at] ?? planned) ? [at + 1] : [];
  });
}

/** What is wrong with the curve; empty: nothing. */
export function findPlanCurveProblems(subject: CurveSubject, curve: PlanCurve): readonly Finding[] {
  if (subject.measureType === 'DATE' || subject.measureType === 'QUAL') return [noCurve(subject.measureType)];
  if (curve.length !== 12) return [notTwelve(curve.length)];
  const values = curve.map((value) => new Decimal(value));
  const target = new Decimal(subject.target);
  const problems: Finding[] = [];
  if (isSum(subject.measureType)) problems.push(...findSteps(values, target));
  if (!values[11]!.eq(target)) problems.push(endsElsewhere(subject.target, curve[11]!));
  return problems;
}

const MONTHS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] as const;

const isSum = (type: MeasureType): boolean => type === 'CUMULATIVE' || type === 'COST';
export const isPath = (type: MeasureType): boolean => isSum(type) || type === 'STOCK';

/** Sums never shrink; with a negative target (a planned decrease) they never grow. The first step is taken from 0. */
function findSteps(values: readonly Decimal[], target: Decimal): readonly Finding[] {
  const isFalling = target.lt(0);
  return values.flatMap((value, at) => {
    const before = values[at - 1] ?? new Decimal(0);
    return (isFalling ? value.lte(before) : value.gte(before)) ? [] : [wrongStep(at, isFalling)];
  });
}

const noCurve = (measureType: string): Finding => ({
  pointer: '/points',
  code: 'plan-curve.not-for-this-type',
  zh: '时限类和定性指标没有分时段计划值',
  en: 'An indicator with a date or a level has no plan curve',
  params: { measureType },
});

const notTwelve = (found: number): Finding => ({
  pointer: '/points',
  code: 'plan-curve.not-twelve-months',
  zh: '分时段计划应覆盖全年12个月,现有{found}个',
  en: 'A plan curve has twelve months, this one has {found}',
  params: { found },
});

const wrongStep = (at: number, isFalling: boolean): Finding => ({
  pointer: `/points/${at}`,
  code: isFalling ? 'plan-curve.rises' : 'plan-curve.falls',
  zh: `${at + 1}月累计计划值不应${isFalling ? '高' : '低'}于上月`,
  en: `The cumulative plan of month ${at + 1} must not ${isFalling ? 'rise above' : 'fall below'} the month before`,
  params: { month: at + 1 },
});

const endsElsewhere = (target: string, found: string): Finding => ({
  pointer: '/points/11',
  code: 'plan-curve.does-not-end-at-target',
  zh: '12月计划值{found}应等于年度指标值{target}',
  en: 'The plan ends at {found}, the target is {target}',
  params: { target, found },
});
