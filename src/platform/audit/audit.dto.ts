/** 审计记录 / an entry of the audit trail */
export class AuditEntryResponse {
  /** @format uuid */
  id: string;
  /** 记录时间 / when it was recorded @format date-time */
  recordedAt: string;
  /** 账号,系统动作为 null / account, null for the system @format uuid */
  accountId: string | null;
  /** 动作 / action @example "unit.create" @maxLength 100 */
  action: string;
  /** 对象种类 / type of the object @example "unit" @maxLength 40 */
  objectType: string;
  /** 对象 / object @format uuid */
  objectId: string | null;
  /** 对象版本 / version of the object @minimum 1 */
  objectVersion: number | null;
  /** 规范化 JSON 原文(RFC 8785)/ the canonical JSON text that was digested @maxLength 100000 */
  event: string;
  /** 叶摘要 H(0x00 ‖ event),十六进制 / leaf digest, hexadecimal @pattern ^[0-9a-f]{64}$ @maxLength 64 */
  leafDigest: string;
  /** 摘要算法 / digest algorithm */
  algorithm: 'sm3' | 'sha256';
}
