/** 定时任务及最近一次运行;无事可做的运行不单独记录 / a scheduled job and its last run; idle runs are not noted */
export class JobResponse {
  /** 任务 / name @example "outbox.relay" @maxLength 100 */
  name: string;
  /** 间隔毫秒;null 表示本进程未登记 / interval; null: not scheduled by this process @minimum 1 */
  everyMs: number | null;
  /** @format date-time */
  lastStartedAt: string | null;
  /** @format date-time */
  lastFinishedAt: string | null;
  /** 用时毫秒 / duration @minimum 0 */
  durationMs: number | null;
  /** 运行次数 / runs @minimum 0 */
  runs: number;
  /** 失败次数 / failures @minimum 0 */
  failures: number;
  /** 最近一次错误 / last error @maxLength 2000 */
  lastError: string | null;
  /** 最近一次结果 / last result */
  lastResult: Record<string, unknown> | null;
}

/** 重新投递的结果 / what was revived */
export class OutboxRevivalResponse {
  /** 恢复的条数 / rows that come due again @minimum 0 */
  revived: number;
}

/** 队列看板通行证(HttpOnly Cookie)/ the pass for the queue board, set as an HttpOnly cookie */
export class QueueBoardPassResponse {
  /** 看板地址 / where the board is @example "/api/queues/" @maxLength 100 */
  url: string;
  /** 有效期至 / valid until @format date-time */
  expiresAt: string;
}
