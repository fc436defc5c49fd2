import { type CheckedGoal, type CheckedIndicator, type GoalFinding } from '../goal-check.js';
import { levelName } from '../indicator-frame.js';
import type { GoalCheckRules } from './check-rules.js';
import { describesLevels, normalized, ruled } from './quality.js';
import type { Verdict } from './reasonableness.js';

export type LetterVerdict = 'PASS' | 'FAIL' | 'UNKNOWN';

/** SMART of one indicator, letter by letter. UNKNOWN: there is nothing to judge it by. */
export interface SmartVerdict {
  readonly s: LetterVerdict;
  readonly m: LetterVerdict;
  readonly a: LetterVerdict;
  readonly r: LetterVerdict;
  readonly t: LetterVerdict;
}

export interface SmartContext {
  readonly goal: Pick<CheckedGoal, 'fiscalYear' | 'annualGoal'> & { readonly overallGoal?: string | null };
  /** Linked to a strategic objective or a duty. */
  readonly isAligned: boolean;
  /** Of 7.1. */
  readonly verdict: Verdict;
}

interface Fault {
  readonly reason: string;
  readonly reasonEn: string;
}

/** Each letter's verdict, and a finding for what no other check has named already. */
export function judgeSmart(
  indicator: CheckedIndicator,
  context: SmartContext,
  rules: GoalCheckRules,
  at: string,
): { readonly verdict: SmartVerdict; readonly findings: readonly GoalFinding[] } {
  const { name } = indicator;
  const { fiscalYear: year } = context.goal;
  const vague = findVagueness(indicator, rules);
  const untimely = findUntimeliness(indicator, year);
  const isMentioned = mentions(context.goal, indicator, rules);
  const isEvidenced = Boolean(indicator.dataSource?.trim() || indicator.evidenceKinds?.length);
  const isQualitative = indicator.measureType === 'QUAL';
  const isMeasured = isQualitative ? isEvidenced && describesLevels(indicator) : hasFigure(indicator);
  const letter = (holds: boolean): LetterVerdict => (holds ? 'PASS' : 'FAIL');
  const verdict: SmartVerdict = {
    s: letter(vague === null),
    m: letter(isMeasured),
    a: context.verdict === 'INSUFFICIENT_DATA' ? 'UNKNOWN' : letter(context.verdict !== 'TOO_HIGH'),
    r: letter(context.isAligned && isMentioned),
    t: letter(untimely === null),
  };
  const findings = [
    ...(vague ? ruled(rules, 'SMART_S', `${at}/name`, { name, ...vague }) : []),
    ...(isQualitative && !isEvidenced ? ruled(rules, 'SMART_M', `${at}/dataSource`, { name, ...UNEVIDENCED }) : []),
    ...(isMentioned ? [] : ruled(rules, 'SMART_R', `${at}/name`, { name })),
    // A date outside the year is an ERROR of its own.
    ...(untimely && indicator.measureType !== 'DATE'
      ? ruled(rules, 'SMART_T', `${at}/reportingPeriod`, { name, year, ...untimely })
      : []),
  ];
  return { verdict, findings };
}

const UNEVIDENCED: Fault = { reason: '没有写明佐证材料(取值来源)', reasonEn: 'no evidence (data source) is named' };

const hasFigure = ({ measureType, targetValue, targetOn, unitOfMeasure }: CheckedIndicator): boolean =>
  measureType === 'DATE' ? targetOn !== null : targetValue !== null && Boolean(unitOfMeasure?.trim());

/** S: an object and an outcome, not only a verb such as 加强 or 推进. What the library defines is defined. */
function findVagueness({ name, definitionId }: CheckedIndicator, { words }: GoalCheckRules): Fault | null {
  if (definitionId) return null;
  const whole = normalized(name);
  const rest = withoutVerbs(whole, words.vague);
  const outcome = longestEnding(rest, words.outcomes);
  if (rest !== whole && outcome === null)
    return {
      reason: `以“${whole.slice(0, whole.length - rest.length)}”开头,没有写明结果`,
      reasonEn: 'it begins with a verb of intention and ends in no outcome',
    };
  const object = rest.slice(0, rest.length - (outcome?.length ?? 0));
  if (object.length < 2 || words.empty.includes(object))
    return { reason: '没有写明衡量的对象', reasonEn: 'it does not say of what' };
  return null;
}

function withoutVerbs(name: string, verbs: readonly string[]): string {
  const verb = verbs.find((each) => name.startsWith(each));
  return verb ? withoutVerbs(name.slice(verb.length), verbs) : name;
}

function longestEnding(name: string, endings: readonly string[]): string | null {
  const found = endings.filter((ending) => name.endsWith(ending));
  return found.reduce<string | null>((best, ending) => (ending.length > (best?.length ?? 0) ? ending : best), null);
}

/** R: the text of the goal speaks of it: two characters in a row that both have. Costs and satisfaction go with every goal. */
function mentions(goal: SmartContext['goal'], { level1, name }: CheckedIndicator, { words }: GoalCheckRules): boolean {
  if ([levelName('成本指标'), levelName('满意度指标')].includes(levelName(level1))) return true;
  const text = normalized(`${goal.annualGoal}${goal.overallGoal ?? ''}`);
  const rest = withoutVerbs(normalized(name), words.vague);
  const object = rest.slice(0, rest.length - (longestEnding(rest, words.outcomes)?.length ?? 0)) || rest;
  return Array.from({ length: Math.max(1, object.length - 1) }, (_, at) => object.slice(at, at + 2)).some((pair) =>
    text.includes(pair),
  );
}

/** T: a period or a date within the fiscal year. An earlier year may be what is compared with, but not a deadline. */
function findUntimeliness(indicator: CheckedIndicator, year: number): Fault | null {
  const { measureType, targetOn, reportingPeriod, name, targetText } = indicator;
  if (measureType === 'DATE')
    return targetOn?.startsWith(`${year}-`) ? null : { reason: '完成时限', reasonEn: 'the deadline' };
  if (reportingPeriod === 'MULTI_YEAR')
    return { reason: '报送周期跨年度', reasonEn: 'it is reported over several years' };
  const text = normalized(`${name} ${targetText ?? ''}`);
  const later = [...text.matchAll(/(20\d\d)年/g)].map(([, found]) => Number(found)).find((found) => found > year);
  const missed = [...text.matchAll(/(20\d\d)年(?:\d+月)?(?:\d+日)?[底末]?之?前/g)]
    .map(([, found]) => Number(found))
    .find((found) => found < year);
  const found = later ?? missed;
  return found ? { reason: `写明的是 ${found} 年`, reasonEn: `it speaks of ${found}` } : null;
}
