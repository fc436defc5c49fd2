import type { FundingSource } from './budget-plan.js';

/** 结转: to next year’s line of source CARRY_OVER of the same project, if it goes on; 收回: back to whoever gave it. */
export const CLOSING_FATES = ['CARRY_OVER', 'RECOVER'] as const;
export type ClosingFate = (typeof CLOSING_FATES)[number];

/** What becomes of the money that is left at the end of the year, by source. */
export type ClosingRules = Readonly<Record<FundingSource, ClosingFate>>;

/**
 * 预算法第四十二条: what is carried over is spent in the next year on what it was for; what is left of it after two years is
 * 结余资金, and is recovered. So what has been carried over once is not carried again unless somebody says so.
 */
export const USUAL_CLOSING_RULES: ClosingRules = {
  FISCAL: 'CARRY_OVER',
  CARRY_OVER: 'RECOVER',
  SPECIAL_ACCOUNT: 'CARRY_OVER',
  OWN: 'CARRY_OVER',
  OTHER: 'CARRY_OVER',
};

/** A source that is not named follows the usual rule. */
export const toClosingRules = (chosen: Partial<ClosingRules>): ClosingRules => ({
  ...USUAL_CLOSING_RULES,
  ...Object.fromEntries(Object.entries(chosen).filter(([, fate]) => fate !== undefined)),
});
