import { type Decimal, plainText } from '../../../kernel/rounding.js';
import { fill } from './finding-catalogue.js';

/** One step of a calculation: the formula, the numbers put in, what came out, and the same as a sentence. */
export interface ExplanationStep {
  step: StepCode;
  formula: string;
  values: Readonly<Record<string, string>>;
  text: { zh: string; en: string };
}

/** The trace of a score (计分过程). Its steps, read from first to last, account for every point. */
export interface Explanation {
  steps: readonly ExplanationStep[];
  text: { zh: string; en: string };
}

interface StepText {
  formula: string;
  zh: string;
  en: string;
}

/** W weight (权重), a actual (完成值), t target (指标值), c completion (完成率), θ overshoot threshold. */
const STEPS = {
  MET: step(
    'score = W',
    '完成值 {a} 达到指标值 {t}，得满分 {W}。',
    'The actual {a} meets the target {t}: full weight {W}.',
  ),
  POSITIVE_PRORATA: step(
    'score = W × a ÷ t',
    '完成值 {a} 未达到指标值 {t}，按比例计分：{W} × {a} ÷ {t} = {result}。',
    'The actual {a} is short of {t}, pro rata: {W} × {a} ÷ {t} = {result}.',
  ),
  CLAMPED_TO_ZERO: step('score = max(0, score)', '结果为负，计 0 分。', 'The result is negative: 0 points.'),
  BELOW_FLOOR: step(
    'c < floor → 0',
    '完成率 {c} 低于及格门槛 {floor}，计 0 分。',
    'The completion {c} is under the pass threshold {floor}: 0 points.',
  ),
  INVERSE_RATIO: step(
    'score = W × t ÷ a',
    '完成值 {a} 超过限值 {t}，按反比计分：{W} × {t} ÷ {a} = {result}。',
    'The actual {a} exceeds the limit {t}, inverse ratio: {W} × {t} ÷ {a} = {result}.',
  ),
  LINEAR_OVER: step(
    'score = W × max(0, 1 − (a − t) ÷ t)',
    '完成值 {a} 超过限值 {t}，按超出幅度扣分：{W} × max(0, 1 − ({a} − {t}) ÷ {t}) = {result}。',
    'The actual {a} exceeds the limit {t}, linear: {W} × max(0, 1 − ({a} − {t}) ÷ {t}) = {result}.',
  ),
  SYMMETRIC: step(
    'score = W × max(0, 1 − |a − t| ÷ t)',
    '完成值 {a} 偏离指标值 {t}，按偏离幅度扣分：{W} × max(0, 1 − |{a} − {t}| ÷ {t}) = {result}。',
    'The actual {a} is off the target {t}: {W} × max(0, 1 − |{a} − {t}| ÷ {t}) = {result}.',
  ),
  NOT_MET: step(
    'not met → 0',
    '完成值 {a} 未满足指标值 {t}，计 0 分。',
    'The actual {a} does not satisfy the target {t}: 0 points.',
  ),
  RATIO_MEANINGLESS: step(
    't < 0, not met → 0',
    '指标值 {t} 为负数，比率无意义；完成值 {a} 未达到，计 0 分，转人工复核。',
    'The target {t} is negative and a ratio has no meaning; {a} misses it: 0 points, for review by a person.',
  ),
  TARGET_ZERO: step(
    '≥ 0 → no score',
    '指标值为 ≥0，不能计分；应在填报时退回。',
    'A target of ≥ 0 cannot be scored; it is to be refused at filing.',
  ),
  STRICT_FULL: step(
    'a = t under > or < → W',
    '完成值恰好等于界限 {t}，按评分规则得满分 {W}。',
    'The actual equals the limit {t}; the rule set gives the full weight {W}.',
  ),
  STRICT_ZERO: step(
    'a = t under > or < → 0',
    '完成值恰好等于界限 {t}，按评分规则计 0 分。',
    'The actual equals the limit {t}; the rule set gives 0.',
  ),
  OVERSHOOT: step(
    'c = a ÷ t against 1 + θ',
    '完成率 {c} 达到 {line}，超额完成不加分，须说明原因。',
    'The completion {c} reaches {line}: no bonus, a reason is required.',
  ),
  OVERSHOOT_DEDUCTION: step(
    'd = min(cap, k × (c − 1 − θ)); score = W × (1 − d)',
    '经确认目标设定偏低，扣减比例 {d}：{W} × (1 − {d}) = {result}。',
    'The target was confirmed as too low, deduction {d}: {W} × (1 − {d}) = {result}.',
  ),
  MANUAL_DEDUCTION: step(
    'score = W × (1 − d)',
    '经确认目标设定偏低，评审人扣减比例 {d}：{W} × (1 − {d}) = {result}。',
    'The target was confirmed as too low, the reviewer deducts {d}: {W} × (1 − {d}) = {result}.',
  ),
  STEP_SHARE: step(
    'score = W × share(rate)',
    '比率 {rate} 对应档次 {share}：{W} × {share} = {result}。',
    'The rate {rate} earns the share {share}: {W} × {share} = {result}.',
  ),
  DAYS_LATE: step(
    'score = W × max(0, 1 − days ÷ zeroAfterDays)',
    '晚于 {t} 共 {days} 天：{W} × max(0, 1 − {days} ÷ {zeroAfterDays}) = {result}。',
    '{days} days after {t}: {W} × max(0, 1 − {days} ÷ {zeroAfterDays}) = {result}.',
  ),
  QUAL_LEVEL: step(
    'band = [round(W × lo, 2), round(W × hi, 2)]',
    '定性等级“{level}”的得分区间为 {range}。',
    'The level {level} allows scores in {range}.',
  ),
  QUAL_ACCEPTED: step(
    'score within the band',
    '评定得分 {result} 在区间内，予以采用。',
    'The judged score {result} lies inside: accepted.',
  ),
  QUAL_REJECTED: step(
    'score outside the band',
    '评定得分 {s} 不在区间内，退回。',
    'The judged score {s} lies outside: refused.',
  ),
  QUAL_OPEN: step(
    'a person picks the score',
    '尚无评定得分，须在区间内评分。',
    'No score was judged yet; a person picks one inside.',
  ),
  QUAL_FULL: step(
    'first level → W',
    '无评定得分，最高等级按满分 {W} 计。',
    'Without a judged score the first level earns the full weight {W}.',
  ),
  EXECUTION: step(
    'score = W × min(1, executed ÷ base)',
    '预算执行率 {executed} ÷ {base} = {rate}：{W} × min(1, {rate}) = {result}。',
    'Execution rate {executed} ÷ {base} = {rate}: {W} × min(1, {rate}) = {result}.',
  ),
  EXECUTION_NA: step(
    '0 ÷ 0 → not applicable',
    '预算数与执行数均为 0，本项不适用。',
    'Nothing was budgeted and nothing executed: not applicable.',
  ),
  EXECUTION_ZERO_ZERO: step(
    '0 ÷ 0 by rule',
    '预算数与执行数均为 0，按评分规则计 {result} 分。',
    'Nothing was budgeted and nothing executed: {result} by the rule set.',
  ),
  EXECUTION_NO_BASE: step(
    'base = 0, executed > 0 → 0',
    '预算数为 0 而有执行数 {executed}，计 0 分。',
    'There is no budget but {executed} was executed: 0 points.',
  ),
  NOT_APPLICABLE: step('left out', '本项不适用，不参与计分。', 'Not applicable: left out.'),
  NO_SCORE: step('no score', '缺少 {missing}，无法计分。', 'No score: {missing} is missing or unreadable.'),
  REPORTED_USED: step(
    'reported score used',
    '无法计算，合计采用自评得分 {result}。',
    'Not computable; the total uses the printed score {result}.',
  ),
  ROUNDED: step(
    'round half-up to 2 places',
    '四舍五入保留两位小数：{result}。',
    'Rounded half-up to 2 places: {result}.',
  ),
  TOTAL_SUM: step('total = Σ scores', '各项得分相加：{sum}。', 'The scores add up to {sum}.'),
  TOTAL_REBASED: step(
    'total = Σ scores ÷ Σ applicable weights × 100',
    '不适用项按百分制折算：{sum} ÷ {applicable} × {whole} = {result}。',
    'Parts that do not apply are left out and the rest scaled: {sum} ÷ {applicable} × {whole} = {result}.',
  ),
  TOTAL_REDISTRIBUTED: step(
    'score × (applicable + n/a) ÷ applicable, per parent',
    '不适用项的分值由同级指标分担，折算后合计 {result}。',
    'Siblings take over the points of parts that do not apply; the total becomes {result}.',
  ),
  TOTAL_NA_FULL: step(
    'n/a → W',
    '不适用项按满分计，共 {full} 分。',
    'Parts that do not apply count as full, {full} points.',
  ),
} as const satisfies Record<string, StepText>;

export type StepCode = keyof typeof STEPS;

export function explainStep(code: StepCode, values: Record<string, Decimal | string | number> = {}): ExplanationStep {
  const { formula, zh, en } = STEPS[code];
  const texts = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, textOf(value)]));
  return { step: code, formula, values: texts, text: { zh: fill(zh, texts), en: fill(en, texts) } };
}

export function explain(steps: readonly ExplanationStep[]): Explanation {
  return {
    steps,
    text: { zh: steps.map(({ text }) => text.zh).join(''), en: steps.map(({ text }) => text.en).join(' ') },
  };
}

/** Intermediate numbers are shown with at most six decimals, rounded half-up; the arithmetic itself isn't rounded there. */
function textOf(value: Decimal | string | number): string {
  return typeof value === 'object' ? plainText(value, 6) : String(value);
}

function step(formula: string, zh: string, en: string): StepText {
  return { formula, zh, en };
}
