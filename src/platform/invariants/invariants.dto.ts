/** 一项不变量及其核对结果 / an invariant, and whether it holds */
export class InvariantResponse {
  /** 名称 / name @example "ledger.postings-balance" */
  name: string;
  /** 含义 / what must hold */
  zh: string;
  en: string;
  /** 是否成立 / whether it holds */
  holds: boolean;
  /** 违反的数目 / how many violate it */
  violations: number;
  /** 违反者的标识,至多 20 个 / ids of some of them, at most 20 @format uuid */
  examples: string[];
  /** @format date-time */
  checkedAt: string;
}
