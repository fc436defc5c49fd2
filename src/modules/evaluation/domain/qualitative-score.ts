import { Decimal, roundScore, scoreText } from '../../../kernel/rounding.js';
import { type RawScore, type Score, settle } from './score.js';
import { explainStep } from './score-explanation.js';
import type { QualitativeBand, QualitativeLevel, ScoringRuleSet } from './scoring-rule-set.js';

/** Level names as the national rule words them. */
export const LEVEL_NAMES: Readonly<Record<QualitativeLevel, string>> = {
  ACHIEVED: '达成年度指标',
  PARTIAL: '部分达成年度指标并具有一定效果',
  NOT_ACHIEVED: '未达成年度指标且效果较差',
};

export interface QualitativeInput {
  level: QualitativeLevel;
  weight: Decimal;
  /** The score that a person picked inside the level's band; `null` while nobody has. */
  judged: Decimal | null;
}

/**
 * Points of a qualitative indicator (定性指标): a person picks the level and a score inside its band, whose limits are
 * round(W × share, 2). Outside the band the score is refused (BAND) and there is none. Without a judged score the first
 * level earns W and the others stay open.
 */
export function scoreQualitative(input: QualitativeInput, ruleSet: ScoringRuleSet): Score {
  const range = scoreRange(input.level, input.weight, ruleSet);
  const steps = [explainStep('QUAL_LEVEL', { level: LEVEL_NAMES[input.level], range: range.text })];
  return settle(judge(input, range, steps), input.weight);
}

export interface ScoreRange {
  lo: Decimal;
  hi: Decimal;
  band: QualitativeBand;
  /** As mathematicians print it: `[8.00, 10.00]`, `[6.00, 8.00)`. */
  text: string;
}

/** The scores that a level allows under a weight, limits rounded half-up to two decimals. */
export function scoreRange(level: QualitativeLevel, weight: Decimal, ruleSet: ScoringRuleSet): ScoreRange {
  const band = ruleSet.qualitative.bands.find(({ code }) => code === level);
  if (!band) throw new Error(`rule set ${ruleSet.code} has no band ${level}: it should not have passed its validation`);
  const lo = roundScore(weight.times(band.lo));
  const hi = roundScore(weight.times(band.hi));
  const text = `${band.loIncl ? '[' : '('}${scoreText(lo)}, ${scoreText(hi)}${band.hiIncl ? ']' : ')'}`;
  return { lo, hi, band, text };
}

function judge(input: QualitativeInput, range: ScoreRange, steps: RawScore['steps']): RawScore {
  const { judged, weight, level } = input;
  if (judged === null) {
    const isFirst = level === 'ACHIEVED';
    const step = isFirst ? explainStep('QUAL_FULL', { W: weight }) : explainStep('QUAL_OPEN');
    return { points: isFirst ? weight : null, completion: null, steps: [...steps, step] };
  }
  const score = roundScore(judged);
  if (isInside(score, range)) {
    return {
      points: score,
      completion: null,
      steps: [...steps, explainStep('QUAL_ACCEPTED', { result: scoreText(score) })],
    };
  }
  const params = { printed: scoreText(score), level: LEVEL_NAMES[level], range: range.text };
  return {
    points: null,
    completion: null,
    flags: [{ code: 'BAND', params }],
    steps: [...steps, explainStep('QUAL_REJECTED', { s: scoreText(score) })],
  };
}

function isInside(score: Decimal, { lo, hi, band }: ScoreRange): boolean {
  const isAboveLo = band.loIncl ? score.gte(lo) : score.gt(lo);
  const isBelowHi = band.hiIncl ? score.lte(hi) : score.lt(hi);
  return isAboveLo && isBelowHi;
}
