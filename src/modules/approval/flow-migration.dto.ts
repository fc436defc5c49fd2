import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsBoolean, IsUUID } from 'class-validator';
import { Optional } from '../../platform/http/optional.js';

/** 迁移到已发布的版次 / moves running approvals onto a published revision */
export class MigrationRequest {
  /** 仅试算,不写入 / true: report only, nothing is written */
  @IsBoolean()
  dryRun: boolean;

  /** 审批实例;缺省为旧版次上全部在办审批 / these approvals; absent: all that run on older revisions */
  @Optional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(200)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  approvalIds?: string[];
}

/** 一个审批实例的迁移 / what becomes of one approval */
export class MigratedApproval {
  /** @format uuid */
  approvalId: string;
  fromRevision: number;
  toRevision: number;
  /** 保留的环节 / steps that stand as they are */
  kept: string[];
  /** 新开启或重新开启的环节 / steps that are opened */
  reopened: string[];
  /** 不再有效的环节 / steps that no longer count */
  dropped: string[];
  /** 未迁移的原因:不在办、将直接结束、无人可办 / why it stays on its revision */
  problem: 'NOT_RUNNING' | 'WOULD_END' | 'NO_APPROVER' | null;
}

/** 迁移报告 / the report */
export class MigrationResponse {
  dryRun: boolean;
  /** 涉及的审批数;转为长任务时为 null / approvals concerned; null: the operation will count them */
  total: number | null;
  /** 已迁移(试算时为可迁移)/ moved, or in a dry run: that could be */
  moved: number;
  items: MigratedApproval[];
  /** 超过 200 个时转为长任务,报告见其结果 / more than 200: the operation whose result is the report @format uuid */
  operationId: string | null;
}
