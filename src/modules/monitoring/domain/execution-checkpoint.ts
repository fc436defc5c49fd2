import { Decimal } from '../../../kernel/rounding.js';

/** Cumulative percentages that must be reached by the end of certain months (执行进度预警线). */
export interface Checkpoints {
  /** Month 1–12 → percent, e.g. `{ '4': '25' }`: below 25 % for January–April is a warning. */
  readonly percentByMonth: Readonly<Record<string, string>>;
  /** Between two checkpoints: NONE, the text of the rule: no rate warning; LINEAR: the straight line between them. */
  readonly interpolation: 'NONE' | 'LINEAR';
}

/**
 * 四川省部门预算绩效运行监控管理办法 (2025): cumulative execution below 25 % (1–4月), 40 % (1–6月), 60 % (1–8月),
 * 80 % (1–10月) is warned of. Seen second-hand; check the original before calling it law.
 */
export const SICHUAN_2025_CHECKPOINTS: Checkpoints = {
  percentByMonth: { 4: '25', 6: '40', 8: '60', 10: '80' },
  interpolation: 'NONE',
};

/**
 * The line for the month in percent, or null where none is drawn. Nothing is drawn before the first and after the last
 * checkpoint: the rule speaks of neither.
 */
export function thresholdAt({ percentByMonth, interpolation }: Checkpoints, month: number): Decimal | null {
  const exact = percentByMonth[String(month)];
  if (exact !== undefined) return new Decimal(exact);
  if (interpolation === 'NONE') return null;
  const months = Object.keys(percentByMonth).map(Number);
  const [before, after] = [
    Math.max(...months.filter((at) => at < month)),
    Math.min(...months.filter((at) => at > month)),
  ];
  if (!Number.isFinite(before) || !Number.isFinite(after)) return null;
  const [low, high] = [new Decimal(percentByMonth[before]!), new Decimal(percentByMonth[after]!)];
  return high
    .minus(low)
    .mul(month - before)
    .div(after - before)
    .plus(low);
}

/**
 * Execution lag (执行滞后): spent × 100 < line × budget, in 元. Multiplied, never divided, so exactly on the line is not
 * below it. A project without budget can't lag.
 */
export function isExecutionLagging(spent: string, budget: string, checkpoints: Checkpoints, month: number): boolean {
  const line = thresholdAt(checkpoints, month);
  return line !== null && new Decimal(budget).gt(0) && new Decimal(spent).mul(100).lt(line.mul(budget));
}

/** Goal lag (绩效目标滞后): the same lines against goal achievement (a fraction); not known → no warning. */
export function isGoalLagging(achievement: string | null, checkpoints: Checkpoints, month: number): boolean {
  const line = thresholdAt(checkpoints, month);
  return line !== null && achievement !== null && new Decimal(achievement).mul(100).lt(line);
}
