import { GOAL_FINDINGS } from '../../goal/domain/goal-check.js';
/** Everything that a check of a self-evaluation table (自评表) can find: code, severity and text (domain 3.11). */
export type FindingSeverity = 'ERROR' | 'WARN' | 'INFO';

export interface FindingText {
  severity: FindingSeverity;
  /** `{name}` stands for a parameter of the finding. */
  zh: string;
  en: string;
}

/** What is wrong and what would make it right. Codes are stable; clients program against them. */
export const FINDING_CATALOGUE = {
  WEIGHT_SUM: error(
    '指标权重合计为 {sum}，应为 {expected}（100 减预算执行率分值）；请调整权重。',
    'The indicator weights add up to {sum} instead of {expected} (100 less the execution weight); correct the weights.',
  ),
  ARITHMETIC_MISMATCH: error(
    '所填合计 {printed} 与各分项之和 {sum} 不符；请核对加总。',
    'The printed sum {printed} is not the sum of its parts, {sum}; check the addition.',
  ),
  GRADE_MISMATCH: error(
    '所填等级“{printed}”与总分 {total} 对应的等级“{expected}”不符。',
    'The printed grade {printed} is not the grade of the printed total {total}, which is {expected}.',
  ),
  SCORE_MISMATCH: error(
    '自评得分 {printed} 高于按规则计算的得分 {computed}；请按规则更正。',
    'The printed score {printed} is above the computed score {computed}; correct it to the rule.',
  ),
  UNEXPLAINED_DEDUCTION: warn(
    '自评得分 {printed} 低于按规则计算的得分 {computed}，且未说明原因；请填写原因。',
    'The printed score {printed} is below the computed score {computed} and no reason is given; add the reason.',
  ),
  TYPE: error('此处应填数值，实际为“{text}”；请填写数字。', 'A number is required here, not "{text}"; enter a number.'),
  UNIT: warn('计量单位“{unit}”与“{other}”矛盾；请统一单位。', 'The unit "{unit}" contradicts "{other}"; use one unit.'),
  PARSE_WARNING: info('“{text}”已按“{read}”识别；请规范填写。', '"{text}" was read as "{read}"; print it that way.'),
  MISSING_ACTUAL: error('未填写完成值，无法计分。', 'The actual value is missing; there is nothing to score.'),
  MISSING_TARGET: error('未填写指标值，无法计分。', 'The target value is missing; there is nothing to score against.'),
  MISSING_WEIGHT: error('未填写权重（分值），无法计分。', 'The weight is missing; the score cannot be computed.'),
  TEMPLATE_TEXT: warn(
    '仍为表格的填写说明“{text}”；请填写实际内容。',
    'The cell still holds the form\'s instruction "{text}"; enter the real content.',
  ),
  TARGET_ZERO: error(GOAL_FINDINGS.TARGET_ZERO.zh, GOAL_FINDINGS.TARGET_ZERO.en),
  BAND: error(
    '定性指标得分 {printed} 不在“{level}”的区间 {range} 内；请在区间内评分。',
    'The qualitative score {printed} is outside {range}, the band of {level}; score inside the band.',
  ),
  QUAL_UNREADABLE: warn(
    '“{text}”未说明达成程度；请填写达成、部分达成或未达成。',
    '"{text}" names no level; state 达成, 部分达成 or 未达成.',
  ),
  OVER_EXECUTION: warn(
    '执行数 {executed} 超过预算数 {base}；得分以满分为限，请核实。',
    'Executed {executed} is above the budget {base}; the score is capped, check the figures.',
  ),
  EXECUTION_REASON: warn(
    '预算执行率 {rate} 低于 {line}，未说明原因；请填写原因。',
    'The execution rate {rate} is under {line} and no reason is given; add the reason.',
  ),
  EXECUTION_BASE: error(
    '预算数为 0 而执行数为 {executed}；请核实预算数。',
    'The budget is 0 but {executed} was executed; check the budget.',
  ),
  BUDGET_TRIMMED_TO_SPEND: warn(
    '预算由 {initial} 调整为与执行数相同的 {adjusted}；按年初预算计算的执行率为 {initialRate}。',
    'The budget was changed from {initial} to exactly what was spent, {adjusted}; against the initial budget the rate is {initialRate}.',
  ),
  ADJUSTMENT_REASON: warn(
    '预算由 {initial} 调整为 {adjusted}，未说明原因；请填写调整原因。',
    'The budget was adjusted from {initial} to {adjusted} without a reason; add the reason.',
  ),
  OVERSHOOT: warn(
    '完成率 {completion} 达到或超过 {line}；请分析原因，核实目标是否偏低。',
    'The completion {completion} reaches {line}; explain it and check whether the target was too low.',
  ),
  STRICT_BOUNDARY: info(
    '完成值恰好等于“{operator}”的界限 {target}；请核实是否应含等于。',
    'The actual equals the limit {target} of the strict operator {operator}; check whether equality was meant.',
  ),
  MANUAL_REVIEW: warn(
    '负数目标 {target} 未完成，比率无意义，按 0 分计；请人工复核。',
    'The negative target {target} was missed and a ratio is meaningless: 0 points, to be reviewed by a person.',
  ),
  SINGLE_WEIGHT: warn(
    '单个指标权重 {weight} 超过 {limit}；请分解指标。',
    'One indicator carries {weight}, more than {limit}; split it.',
  ),
  FRAME: warn(
    '二级指标“{level2}”不属于一级指标“{level1}”（{frame}）；请更正分类。',
    'The level-2 indicator "{level2}" does not belong to "{level1}" in frame {frame}; correct the classification.',
  ),
  VALUE_LOOKS_LIKE_POINTS: warn(
    '有 {count} 行的完成值与权重相同（第 {rows} 行），疑似误填得分；请填写实际完成值。',
    'In {count} rows (numbers {rows}) the actual equals the weight: points seem to stand where values belong; enter the values.',
  ),
  LOW_SAMPLE: warn(
    '满意度样本量为 {sampleSize}，95% 置信区间 {low}–{high}；样本不足以判断是否达到 {target}。',
    'The satisfaction rests on {sampleSize} answers, 95% interval {low}–{high}: too few to tell whether {target} was reached.',
  ),
  UNSUPPORTED_SATISFACTION: warn(
    '满意度未提供样本量和调查方式；请补充调查依据。',
    'The satisfaction figure has neither a sample size nor a survey method; add the survey.',
  ),
  INPUT_AS_OUTPUT: warn(
    '数量指标以金额“{unit}”计量，投入不是产出；请改为产出数量。',
    'A quantity indicator is measured in money ({unit}); input is not output, state what was produced.',
  ),
  NAME_HAS_TARGET: info(
    '指标名称中含有指标值“{target}”；名称只写指标，数值写入指标值。',
    'The indicator\'s name contains its target "{target}"; keep the number in the target cell.',
  ),
} as const satisfies Record<string, FindingText>;

export type FindingCode = keyof typeof FINDING_CATALOGUE;

export interface Finding {
  code: FindingCode;
  severity: FindingSeverity;
  /** JSON pointer (RFC 6901) into the checked input. */
  pointer: string;
  message: { zh: string; en: string };
  params: Readonly<Record<string, string>>;
}

export type FindingParams = Readonly<Record<string, string>>;

export function finding(code: FindingCode, pointer: string, params: FindingParams = {}): Finding {
  const { severity, zh, en } = FINDING_CATALOGUE[code];
  return { code, severity, pointer, message: { zh: fill(zh, params), en: fill(en, params) }, params };
}

/** A template with its `{name}` places filled. The parameter's own text is never read as a template. */
export function fill(template: string, params: FindingParams): string {
  return template.replace(/\{(\w{1,40})\}/g, (place, name: string) =>
    Object.hasOwn(params, name) ? params[name]! : place,
  );
}

function error(zh: string, en: string) {
  return { severity: 'ERROR', zh, en } as const;
}

function warn(zh: string, en: string) {
  return { severity: 'WARN', zh, en } as const;
}

function info(zh: string, en: string) {
  return { severity: 'INFO', zh, en } as const;
}
