import { Decimal, roundScore, scoreText } from '../../../kernel/rounding.js';
import type { FindingCode, FindingParams } from './finding-catalogue.js';
import { type Explanation, type ExplanationStep, explain, explainStep } from './score-explanation.js';

/** Something to tell about a score; a check turns it into a finding by adding where it stands. */
export interface ScoreFlag {
  code: FindingCode;
  params: FindingParams;
}

/** What one indicator or the budget execution earned. */
export interface Score {
  /** 得分 in points, two decimals, never above the weight; `null` when nothing can be computed. */
  score: Decimal | null;
  /** 完成率 as a fraction, unrounded, never below 0; `null` when it has no meaning (targets of 0 and below). */
  completion: Decimal | null;
  /** 未完成原因分析 is required: points are missing, or the overshoot has to be explained. */
  reasonRequired: boolean;
  flags: readonly ScoreFlag[];
  explanation: Explanation;
}

/** What a formula yields before the one rounding: share-exact points, and the steps that led there. */
export interface RawScore {
  points: Decimal | null;
  completion: Decimal | null;
  flags?: readonly ScoreFlag[];
  steps: readonly ExplanationStep[];
}

/** Rounds half-up to two decimals, never above the weight (a weight of 3.333 pays at most 3.33) and never below 0. */
export function settle(raw: RawScore, weight: Decimal): Score {
  const flags = raw.flags ?? [];
  const { points, completion } = raw;
  if (points === null) {
    return { score: null, completion, reasonRequired: false, flags, explanation: explain(raw.steps) };
  }
  const full = weight.toDecimalPlaces(2, Decimal.ROUND_DOWN);
  const score = Decimal.max(0, Decimal.min(full, roundScore(points)));
  const steps = points.equals(score) ? raw.steps : [...raw.steps, explainStep('ROUNDED', { result: scoreText(score) })];
  const overshoots = flags.some(({ code }) => code === 'OVERSHOOT');
  return { score, completion, reasonRequired: score.lt(full) || overshoots, flags, explanation: explain(steps) };
}

/** A score that cannot be computed, and what is missing for it. */
export function unscored(missing: string): Score {
  const explanation = explain([explainStep('NO_SCORE', { missing })]);
  return { score: null, completion: null, reasonRequired: false, flags: [], explanation };
}
