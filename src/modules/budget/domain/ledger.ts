/**
 * 科目 of a budget line. APPROPRIATION 预算来源 is the other side of what the line was given; AVAILABLE 可用, FROZEN 冻结, COMMITTED 已承诺,
 * PAID 已支付; CLOSED_OUT 年终转出, carried over or recovered at the close of the year; OVER_EXECUTED 超支: what was paid beyond the money that was left, negative. They sum to zero.
 */
export const LEDGER_ACCOUNTS = [
  'APPROPRIATION',
  'AVAILABLE',
  'FROZEN',
  'COMMITTED',
  'PAID',
  'OVER_EXECUTED',
  'CLOSED_OUT',
] as const;

/** What moves balances: the opening and the plan, payments, 预算调整 by kind, contracts, and the close of a year (结转转出、年终收回、结转转入、结转撤回). */
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
  'CARRY_OUT',
  'LAPSE',
  'CARRY_IN',
  'CARRY_BACK',
] as const;
