import { type ErrorParams, type Finding, fillText } from '../domain-error.js';

/** What is wrong with an expression. Whoever knows the field of the request adds the pointer. */
export type ExpressionProblem = Omit<Finding, 'pointer' | 'code'> & { readonly code: ProblemCode };

/** `position` is the column in the text, from 1. */
export type SyntaxProblem = ExpressionProblem & { readonly position: number };

const TEXTS = {
  TEXT_TOO_LONG: ['表达式超过 {limit} 个字符；请缩短。', 'The expression exceeds {limit} characters; shorten it.'],
  TOO_DEEP: ['嵌套超过 {limit} 层；请简化。', 'The expression nests deeper than {limit} levels; simplify it.'],
  TOO_MANY_PARTS: ['表达式超过 {limit} 个成分；请简化。', 'The expression has more than {limit} parts; simplify it.'],
  TOO_MANY_ENTRIES: ['列表超过 {limit} 项；请减少。', 'The list has more than {limit} entries; shorten it.'],
  NUMBER_TOO_LONG: ['数字超过 {limit} 位；请缩短。', 'The number has more than {limit} digits; shorten it.'],
  TEXT_NOT_CLOSED: ['文本缺少结束的单引号；请补上。', 'The text lacks its closing single quote; add it.'],
  UNEXPECTED: ['此处不应出现“{found}”；请核对写法。', '"{found}" cannot stand here; check the spelling.'],
  MISSING: ['此处应为“{symbol}”。', '"{symbol}" is required here.'],
  UNFINISHED: ['表达式不完整；请补全。', 'The expression ends too early; complete it.'],
  COMPARISON_CHAINED: ['比较不能连写；请用 and 连接。', 'Comparisons cannot be chained; join them with "and".'],
  UNKNOWN_FUNCTION: ['没有函数“{name}”；可用：{known}。', 'There is no function "{name}"; there are {known}.'],
  ARGUMENT_COUNT: [
    '{name} 需要 {fewest} 至 {most} 个参数，实际为 {count} 个。',
    '{name} takes {fewest} to {most} arguments, not {count}.',
  ],
  ROUND_DIGITS: [
    'round 的小数位数应为 0 至 6。',
    'round takes the number of decimals, 0 to 6, as its second argument.',
  ],
  UNKNOWN_NAME: ['没有变量“{name}”；可用：{known}。', 'There is no variable "{name}"; there are {known}.'],
  WRONG_KIND: ['“{text}”的类型为 {kind}，此处应为 {expected}。', '"{text}" is {kind}; {expected} is required here.'],
  KINDS_DIFFER: [
    '“{left}”（{leftKind}）与“{right}”（{rightKind}）类型不同；请统一类型。',
    '"{left}" is {leftKind} but "{right}" is {rightKind}; use one type.',
  ],
  UNITS_DIFFER: [
    '“{left}”的单位（{leftUnit}）与“{right}”的单位（{rightUnit}）不同；请统一单位。',
    '"{left}" is in {leftUnit} but "{right}" is in {rightUnit}; use one unit.',
  ],
  NEVER_EQUAL: [
    '“{left}”不可能等于“{right}”；可取值：{allowed}。',
    '"{left}" can never equal "{right}"; it can be {allowed}.',
  ],
} as const;

export type ProblemCode = keyof typeof TEXTS;

export function problemOf(code: ProblemCode, params: ErrorParams): ExpressionProblem {
  const [zh, en] = TEXTS[code];
  return { code, zh: fillText(zh, params), en: fillText(en, params), params };
}

/** A piece of an expression as a message quotes it. */
export const quote = (text: string): string => (text.length > 60 ? `${text.slice(0, 59)}…` : text);
