/** 台账分录:同一 postingId 的分录合计为零 / a ledger entry; the entries of one posting sum to zero */
export class LedgerEntryResponse {
  /** 序号 / place in the ledger @example "1024" */
  position: string;
  /** 记账号 / the posting @format uuid */
  postingId: string;
  /** 业务类型 / what was posted */
  kind:
    | 'OPENING'
    | 'SET'
    | 'PAYMENT'
    | 'REVERSAL'
    | 'BATCH'
    | 'ADD'
    | 'TRANSFER'
    | 'RECOVER'
    | 'SUSPEND'
    | 'STOP'
    | 'FREEZE'
    | 'UNFREEZE'
    | 'COMMIT'
    | 'RELEASE'
    | 'CARRY_OUT'
    | 'LAPSE'
    | 'CARRY_IN'
    | 'CARRY_BACK';
  /** 所据支付、支付批次、预算调整或年终结账;编制预算与期初为空 / the payment, batch, adjustment or act of the year’s close; null: the plan, or the opening @format uuid */
  causeId: string | null;
  fiscalYear: number;
  /** 资金来源 / source of funds */
  source: 'FISCAL' | 'CARRY_OVER' | 'SPECIAL_ACCOUNT' | 'OWN' | 'OTHER';
  /** 科目:预算来源、可用、冻结、已承诺、已支付、超支、年终转出 / account */
  account: 'APPROPRIATION' | 'AVAILABLE' | 'FROZEN' | 'COMMITTED' | 'PAID' | 'OVER_EXECUTED' | 'CLOSED_OUT';
  /** 发生额(元)/ amount, signed @example "-100.00" */
  amount: string;
  /** 该资金来源此科目的余额 / balance of the account on this line afterwards @example "900.00" */
  balance: string;
  /** 经办人;系统或期初为空 / the person; null: nobody was named */
  postedBy: string | null;
  /** @format date-time */
  postedAt: string;
}
