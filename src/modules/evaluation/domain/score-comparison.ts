import { type Decimal, roundScore, scoreText } from '../../../kernel/rounding.js';
import { type Finding, finding } from './finding-catalogue.js';

/** A printed score against the computed one, at two decimals: above is an error, below needs a reason. */
export function compareScores(
  reported: Decimal | null,
  computed: Decimal | null,
  reason: string | null,
  pointer: string,
): Finding[] {
  if (reported === null || computed === null) return [];
  const printed = roundScore(reported);
  const params = { printed: scoreText(printed), computed: scoreText(computed) };
  if (printed.gt(computed)) return [finding('SCORE_MISMATCH', pointer, params)];
  return printed.lt(computed) && reason === null ? [finding('UNEXPLAINED_DEDUCTION', pointer, params)] : [];
}
