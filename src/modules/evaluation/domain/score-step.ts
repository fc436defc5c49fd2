import { Decimal, percentText } from '../../../kernel/rounding.js';
import type { RawScore } from './score.js';
import { explainStep } from './score-explanation.js';
import type { ScoreStep } from './scoring-rule-set.js';

/** The share of the first step that the rate reaches; under the last step nothing. */
export function shareOf(steps: readonly ScoreStep[], rate: Decimal, weight: Decimal): RawScore {
  const share = new Decimal(steps.find(({ from }) => rate.gte(from))?.share ?? '0');
  const points = weight.times(share);
  const step = explainStep('STEP_SHARE', { W: weight, rate: percentText(rate), share, result: points });
  return { points, completion: rate, steps: [step] };
}
