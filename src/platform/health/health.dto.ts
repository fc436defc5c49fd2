export type HealthState = 'ok' | 'degraded' | 'failed';

/** 健康状态 / health */
export class HealthResponse {
  status: 'ok' | 'degraded' | 'failed';
  /** 各项检查 / each check */
  checks: Record<string, HealthState>;
}
