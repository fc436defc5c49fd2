import { Decimal } from '../../../kernel/rounding.js';
import type { GradeBand, QualitativeBand, ScoreStep, ScoringRuleSet } from './scoring-rule-set.js';

/**
 * What forbids publishing a rule set, one sentence per problem; empty means that it can score anything. Shapes (which
 * method names exist) are the DTO's business, this is about meaning: sums, coverage, ranges.
 */
export function findRuleSetProblems(ruleSet: ScoringRuleSet): string[] {
  return [
    ...identityProblems(ruleSet),
    ...weightProblems(ruleSet),
    ...executionProblems(ruleSet),
    ...indicatorProblems(ruleSet),
    ...overshootProblems(ruleSet),
    ...bandProblems(ruleSet.qualitative.bands),
    ...gradeProblems(ruleSet.grades),
  ];
}

function identityProblems(ruleSet: ScoringRuleSet): string[] {
  const problems: string[] = [];
  if (!/^[A-Z][A-Z0-9-]{1,39}$/.test(ruleSet.code)) problems.push('code: 2 to 40 of A–Z, 0–9 and -, a letter first');
  if (!Number.isInteger(ruleSet.version) || ruleSet.version < 1) problems.push('version: a whole number from 1');
  if (ruleSet.legalBasis.length === 0) problems.push('legalBasis: name at least one circular or form');
  if (!isDay(ruleSet.effectiveFrom)) problems.push('effectiveFrom: a day as YYYY-MM-DD');
  if (ruleSet.effectiveTo !== null) {
    if (!isDay(ruleSet.effectiveTo)) problems.push('effectiveTo: a day as YYYY-MM-DD, or null');
    else if (ruleSet.effectiveTo < ruleSet.effectiveFrom) problems.push('effectiveTo: not before effectiveFrom');
  }
  if (ruleSet.rounding.scale !== 2 || ruleSet.rounding.mode !== 'HALF_UP')
    problems.push('rounding: scores are rounded half-up to 2 places');
  if (new Set(ruleSet.veto).size !== ruleSet.veto.length) problems.push('veto: each condition once');
  return problems;
}

function weightProblems({ indicatorTotal, executionWeight }: ScoringRuleSet): string[] {
  const indicators = decimalOf(indicatorTotal);
  const execution = decimalOf(executionWeight);
  if (!indicators || indicators.lte(0)) return ['indicatorTotal: points above 0'];
  if (!execution || execution.lt(0)) return ['executionWeight: points from 0'];
  const sum = indicators.plus(execution);
  return sum.equals(100) ? [] : [`indicatorTotal + executionWeight: ${sum.toFixed()} instead of 100`];
}

function executionProblems({ execution }: ScoringRuleSet): string[] {
  const problems =
    execution.reasonBelow === null ? [] : fractionProblems('execution.reasonBelow', execution.reasonBelow);
  if (execution.curve.method === 'STEPS') problems.push(...stepProblems('execution.curve', execution.curve.steps));
  return problems;
}

function indicatorProblems(ruleSet: ScoringRuleSet): string[] {
  const problems = ruleSet.positive.floor === null ? [] : fractionProblems('positive.floor', ruleSet.positive.floor);
  if (!isAtLeastZero(ruleSet.equal.tolerance)) problems.push('equal.tolerance: from 0');
  if (ruleSet.satisfaction.method === 'STEPS')
    problems.push(...stepProblems('satisfaction', ruleSet.satisfaction.steps));
  if (ruleSet.date.method === 'LINEAR_DAYS') {
    const days = ruleSet.date.zeroAfterDays;
    if (!Number.isInteger(days) || days < 1 || days > 3660) problems.push('date.zeroAfterDays: whole days, 1 to 3660');
  }
  return problems;
}

function overshootProblems({ overshoot }: ScoringRuleSet): string[] {
  const problems = isAtLeastZero(overshoot.threshold) ? [] : ['overshoot.threshold: from 0'];
  if (overshoot.deduct.method === 'PROPORTIONAL') {
    if (!isAtLeastZero(overshoot.deduct.k)) problems.push('overshoot.deduct.k: from 0');
    problems.push(...fractionProblems('overshoot.deduct.cap', overshoot.deduct.cap));
  }
  return problems;
}

/** The bands of a weight must leave no score without a level and none with two. */
function bandProblems(bands: readonly QualitativeBand[]): string[] {
  const codes = bands.map(({ code }) => code).join(',');
  if (codes !== 'ACHIEVED,PARTIAL,NOT_ACHIEVED')
    return ['qualitative.bands: ACHIEVED, PARTIAL, NOT_ACHIEVED, in this order'];
  const problems = coverageProblems('qualitative.bands', bands, '1');
  bands.forEach((band, index) => {
    const above = bands[index - 1];
    if (above ? above.loIncl === band.hiIncl : !band.hiIncl)
      problems.push(`qualitative.bands: the upper limit of ${band.code} must belong to exactly one band`);
  });
  if (!bands[bands.length - 1]!.loIncl) problems.push('qualitative.bands: the lowest band includes 0');
  return problems;
}

function gradeProblems(grades: readonly GradeBand[]): string[] {
  if (grades.length === 0) return [];
  const problems = coverageProblems('grades', grades, '100');
  if (new Set(grades.map(({ code }) => code)).size !== grades.length) problems.push('grades: each code once');
  if (grades.some(({ code }) => code.trim() === '')) problems.push('grades: a code cannot be empty');
  return problems;
}

/** Bands from the top down to 0, each beginning where the one above ends. */
function coverageProblems(path: string, bands: readonly { code: string; lo: string; hi: string }[], top: string) {
  const problems: string[] = [];
  let edge = new Decimal(top);
  for (const band of bands) {
    const lo = decimalOf(band.lo);
    const hi = decimalOf(band.hi);
    if (!lo || !hi || lo.gte(hi)) return [`${path}: ${band.code} needs lo below hi`];
    if (!hi.equals(edge)) problems.push(`${path}: ${band.code} ends at ${band.hi}, expected ${edge.toFixed()}`);
    edge = lo;
  }
  if (!edge.isZero()) problems.push(`${path}: nothing covers 0 to ${edge.toFixed()}`);
  return problems;
}

function stepProblems(path: string, steps: readonly ScoreStep[]): string[] {
  if (steps.length === 0) return [`${path}.steps: at least one`];
  const problems: string[] = [];
  steps.forEach((step, index) => {
    problems.push(...fractionProblems(`${path}.steps[${index}].share`, step.share));
    if (!isAtLeastZero(step.from)) problems.push(`${path}.steps[${index}].from: from 0`);
    const above = steps[index - 1];
    const from = decimalOf(step.from);
    const share = decimalOf(step.share);
    if (!above || !from || !share) return;
    if (!decimalOf(above.from)?.gt(from) || !decimalOf(above.share)?.gte(share))
      problems.push(`${path}.steps[${index}]: steps go down, from the highest rate and share`);
  });
  return problems;
}

function fractionProblems(path: string, text: string): string[] {
  const value = decimalOf(text);
  return value?.gte(0) && value.lte(1) ? [] : [`${path}: a fraction from 0 to 1`];
}

function isAtLeastZero(text: string): boolean {
  return decimalOf(text)?.gte(0) ?? false;
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const [year, month, day] = text.split('-').map(Number) as [number, number, number];
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

function decimalOf(text: string): Decimal | null {
  return typeof text === 'string' && /^-?\d{1,9}(\.\d{1,9})?$/.test(text) ? new Decimal(text) : null;
}
