import { AllowedActionResponse } from '../auth/allowed-action.dto.js';

export class OperationProgress {
  /** 已处理数 / done so far */
  done: number;
  /** 总数,未知为 null / total, null when unknown */
  total: number | null;
  /** 阶段 / stage @example "RECOMPUTE" */
  stage: string | null;
}

/** 长任务 / a long operation */
export class OperationResponse {
  /** @format uuid */
  id: string;
  /** 种类 / kind @example "monitoring.recompute" */
  kind: string;
  /** 状态 / status */
  status: 'QUEUED' | 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'CANCELLED';
  progress: OperationProgress;
  /** 结果 / result */
  result: Record<string, unknown> | null;
  /** 结果地址 / where the result is */
  resultUrl: string | null;
  /** 失败原因(RFC 9457)/ why it failed */
  problem: Record<string, unknown> | null;
  /** @format date-time */
  createdAt: string;
  /** @format date-time */
  updatedAt: string;
  allowedActions: AllowedActionResponse[];
}
