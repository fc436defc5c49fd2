import { AllowedActionResponse } from '../../platform/auth/allowed-action.dto.js';
import { FlowNodeRequest } from './approval-flow.dto.js';

/** 审批留痕中的一条 / one line of the trail */
export class ActResponse {
  /** @format uuid */
  id: string;
  act:
    | 'SUBMIT'
    | 'WITHDRAW'
    | 'APPROVE'
    | 'RETURN'
    | 'REJECT'
    | 'ADVISE'
    | 'READ'
    | 'ADD_SIGNERS'
    | 'REMOVE_SIGNER'
    | 'TRANSFER'
    | 'DELEGATE'
    | 'HAND_OVER'
    | 'CLAIM'
    | 'UNCLAIM'
    | 'URGE'
    | 'COMMENT'
    | 'ESCALATE'
    | 'TIME_OUT'
    | 'MIGRATE';
  round: number;
  stepKey: string | null;
  /** 系统按流程自动办理时为空 / null: the engine did it itself @format uuid */
  accountId: string | null;
  accountName: string | null;
  /** 代谁办理 / in whose name, when somebody stood in */
  onBehalfOf: string | null;
  /** 自动办理 / done by the flow itself, at a deadline */
  automatic: boolean;
  /** 操作细节 / details of the act: return target, added signers … */
  detail: Record<string, unknown>;
  /** 审核表 / the review sheet as it was filled in */
  review: Record<string, unknown> | null;
  /** 附件 / attachments @format uuid */
  fileIds: string[];
  reason: string | null;
  remarks: Record<string, string>[];
  subjectVersion: number;
  contentHash: string;
  /** @format date-time */
  actedAt: string;
}

/** 当前任务 / an open task */
export class OpenTaskResponse {
  /** @format uuid */
  id: string;
  stepKey: string;
  kind: 'DECIDE' | 'ADVISE' | 'READ';
  role: string | null;
  /** @format uuid */
  assigneeId: string | null;
  /** @format date */
  dueOn: string | null;
  /** @format date-time */
  openedAt: string;
}

/** 环节实例 / one sitting of a step; after a return the same step has another */
export class SittingResponse {
  /** @format uuid */
  id: string;
  stepKey: string;
  round: number;
  /** 办理中、通过、跳过、终止、已被退回作废 / VOID: a return has undone it */
  state: 'OPEN' | 'PASSED' | 'SKIPPED' | 'CLOSED' | 'VOID';
  /** 结束方式 / how it ended; SELF: skipped, since an author would have decided; TIMEOUT: by the deadline */
  ending: 'APPROVE' | 'RETURN' | 'REJECT' | 'SELF' | 'TIMEOUT' | null;
  /** @format date-time */
  openedAt: string;
  /** @format date-time */
  closedAt: string | null;
  /** @format date */
  dueOn: string | null;
  /** 升级时间 / when its superior was asked, too @format date-time */
  escalatedAt: string | null;
}

/** 审批实例列表项 / an approval in a list */
export class ApprovalItem {
  /** @format uuid */
  id: string;
  /** @format uuid */
  flowId: string;
  subjectType: string;
  /** @format uuid */
  subjectId: string;
  title: string;
  /** @format uuid */
  projectId: string | null;
  /** @format uuid */
  unitId: string;
  /** 金额(元)/ amount in yuan */
  amount: string | null;
  state: 'RUNNING' | 'APPROVED' | 'RETURNED' | 'REJECTED' | 'WITHDRAWN';
  round: number;
  /** 退回次数 / how often it was returned */
  returnedCount: number;
  /** 已退回三次,需要协调 / returned three times: people should sit together */
  needsCoordination: boolean;
  /** 当前环节 / the steps under way */
  stepKeys: string[];
  subjectVersion: number;
  contentHash: string;
  /** @format date-time */
  submittedAt: string;
  /** @format date-time */
  endedAt: string | null;
  version: number;
}

/** 审批实例 / an approval with its flow and its trail */
export class ApprovalResponse extends ApprovalItem {
  steps: FlowNodeRequest[];
  sittings: SittingResponse[];
  openTasks: OpenTaskResponse[];
  trail: ActResponse[];
}

/** 审批实例及可执行操作 / an approval and what the caller may do with it */
export class ApprovalScreenResponse extends ApprovalResponse {
  allowedActions: AllowedActionResponse[];
}

/** 可办理人员 / somebody who could decide the current step */
export class ApproverResponse {
  /** @format uuid */
  id: string;
  name: string;
}
