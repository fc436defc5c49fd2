import { type Finding, fillText } from '../../../kernel/domain-error.js';
import { Decimal } from '../../../kernel/rounding.js';
import { readReason } from './cell-reading.js';
import type { ScoringRuleSet } from './scoring-rule-set.js';
import type { SelfEvaluationForm } from './self-evaluation-form.js';
import type { SelfEvaluationCheck } from './self-evaluation-input.js';

/** Warnings of the check that a submission does not get past: the form demands the reason (S4). */
const BLOCKING = ['EXECUTION_REASON'];

const TEXTS = {
  REASON_REQUIRED: {
    zh: '得分 {score} 低于权重 {weight},请填写未完成原因',
    en: 'The score {score} is below the weight {weight}: state why',
  },
  OVERSHOOT_REASON: {
    zh: '完成值大幅超过目标,请说明原因',
    en: 'The target was exceeded by far: state why',
  },
  SCORE_REQUIRED: {
    zh: '该指标无法自动计分,请在等级区间内填写自评得分',
    en: 'This score cannot be computed: give one inside the band of the level',
  },
} as const;

/** Everything that stops a submission, at its place. Empty: it may go to the reviewers. */
export function findSubmissionProblems(
  form: SelfEvaluationForm,
  check: SelfEvaluationCheck,
  ruleSet: ScoringRuleSet,
): readonly Finding[] {
  const found = check.findings.filter(({ code, severity }) => severity === 'ERROR' || BLOCKING.includes(code));
  const known = new Set(found.map(({ pointer }) => pointer.split('/').slice(0, 3).join('/')));
  return [
    ...found.map(({ code, pointer, message, params }) => ({ pointer, code, ...message, params })),
    ...form.indicators.flatMap((_, index) =>
      known.has(`/indicators/${index}`) ? [] : findRowProblems(form, check, index, ruleSet),
    ),
  ];
}

/** Of a row without errors: its score can be told, and whatever is short of the weight is explained. */
function findRowProblems(
  form: SelfEvaluationForm,
  check: SelfEvaluationCheck,
  index: number,
  { overshoot }: ScoringRuleSet,
): readonly Finding[] {
  const row = form.indicators[index];
  const checked = check.indicators[index];
  if (!row || !checked || checked.basis === 'NOT_APPLICABLE') return [];
  const pointer = `/indicators/${index}`;
  if (checked.countedScore === null) return [problem('SCORE_REQUIRED', `${pointer}/reportedScore`)];
  if (readReason(row.filling.reason) !== null) return [];
  const score = Decimal.min(row.filling.reportedScore ?? checked.countedScore, checked.countedScore);
  const params = { score: score.toFixed(2), weight: row.weight };
  if (score.lt(row.weight)) return [problem('REASON_REQUIRED', `${pointer}/reason`, params)];
  const isOver = check.findings.some((one) => one.code === 'OVERSHOOT' && one.pointer.startsWith(`${pointer}/`));
  return isOver && overshoot.requireReason ? [problem('OVERSHOOT_REASON', `${pointer}/reason`)] : [];
}

function problem(code: keyof typeof TEXTS, pointer: string, params: Readonly<Record<string, string>> = {}): Finding {
  const { zh, en } = TEXTS[code];
  return { pointer, code, zh: fillText(zh, params), en: fillText(en, params), params };
}
