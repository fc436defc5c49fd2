import { Decimal, roundScore, scoreText } from '../../../kernel/rounding.js';
import { reportUnfilled } from './cell-reading.js';
import { finding } from './finding-catalogue.js';
import { cleanText, quote, readCell, readLevel } from './printed-table.js';
import { isMeasured, readUnit } from './printed-unit.js';
import { scoreQualitative } from './qualitative-score.js';
import type { RowContext, RowScore } from './row-context.js';
import { unscored } from './score.js';
import { explain, explainStep } from './score-explanation.js';

/**
 * A qualitative row (定性): the actual's words name the level, the printed score is accepted inside the level's band and
 * refused outside (BAND). Words that name no level leave the judgement unread: the printed score is counted, and marked.
 */
export function checkQualitative(context: RowContext): RowScore {
  const { row, pointer, weight, reported, ruleSet, findings } = context;
  const unit = readUnit(cleanText(row.unit));
  if (isMeasured(unit)) findings.push(finding('UNIT', `${pointer}/unit`, { unit: unit.text, other: '定性' }));
  const target = readCell(row.target);
  const actual = readCell(row.actual);
  const lacksTarget = reportUnfilled(target, `${pointer}/target`, 'MISSING_TARGET', findings);
  const lacksActual = reportUnfilled(actual, `${pointer}/actual`, 'MISSING_ACTUAL', findings);
  const level = lacksActual ? null : readLevel(actual.text, target.text);
  if (!lacksActual && level === null)
    findings.push(finding('QUAL_UNREADABLE', `${pointer}/actual`, { text: quote(row.actual) }));
  if (weight === null) return uncounted('weight');
  if (lacksTarget || lacksActual) return uncounted(lacksTarget ? 'target' : 'actual');
  if (level === null) return unread(context, weight);
  const score = scoreQualitative({ level, weight, judged: reported }, ruleSet);
  findings.push(...score.flags.map(({ code, params }) => finding(code, `${pointer}/reportedScore`, params)));
  return { score, counted: score.score, basis: score.score === null ? 'NONE' : 'COMPUTED' };
}

function uncounted(missing: string): RowScore {
  return { score: unscored(missing), counted: null, basis: 'NONE' };
}

/** A judgement that cannot be read: the printed score counts if it is one that any level could have given. */
function unread({ pointer, reported, findings }: RowContext, weight: Decimal): RowScore {
  if (reported === null) return uncounted('level');
  const counted = roundScore(reported);
  if (counted.gt(weight)) {
    const params = {
      printed: scoreText(counted),
      level: '定性',
      range: `[${scoreText(new Decimal(0))}, ${scoreText(weight)}]`,
    };
    findings.push(finding('BAND', `${pointer}/reportedScore`, params));
    return uncounted('level');
  }
  const explanation = explain([explainStep('REPORTED_USED', { result: scoreText(counted) })]);
  return { score: { ...unscored('level'), explanation }, counted, basis: 'REPORTED' };
}
