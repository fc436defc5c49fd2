/**
 * 科目 of a budget line. APPROPRIATION 预算来源 is the other side of what the line was given; AVAILABLE 可用, FROZEN 冻结, COMMITTED 已承诺,
 * PAID 已支付; OVER_EXECUTED 超支: what was paid beyond the money that was left, negative. They sum to zero.
 */
export const LEDGER_ACCOUNTS = ['APPROPRIATION', 'AVAILABLE', 'FROZEN', 'COMMITTED', 'PAID', 'OVER_EXECUTED'] as const;

/** What moves balances: the opening and the plan, payments, 预算调整 by kind, contracts. */
export const POSTING_KINDS = [
  'OPENING',
  'SET',
  'PAYMENT',
  'REVERSAL',
  'BATCH',
  'ADD',
  'TRANSFER',
  'RECOVER',
  'SUSPEND',
  'STOP',
  'FREEZE',
  'UNFREEZE',
  'COMMIT',
  'RELEASE',
] as const;
