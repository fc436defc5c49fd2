import { ApiProperty } from '@nestjs/swagger';
import { AllowedActionResponse } from '../../platform/auth/allowed-action.dto.js';
import { ApprovalResponse, ApproverResponse } from './approval.dto.js';
import { StepName } from './approval-flow.dto.js';

const PLAIN = [{ type: 'string' }, { type: 'number' }, { type: 'boolean' }, { type: 'object' }, { type: 'null' }];
const ANY_JSON = { anyOf: [...PLAIN, { type: 'array', items: { anyOf: PLAIN } }] };

/** 审批事项 / what is to be approved */
export class TaskSubject {
  type: string;
  /** @format uuid */
  id: string;
  title: string;
  version: number;
  contentHash: string;
}

/** 待办列表项 / a task in a queue */
export class TaskItem {
  /** @format uuid */
  id: string;
  /** @format uuid */
  approvalId: string;
  /** 环节实例 / the sitting @format uuid */
  stepId: string;
  stepKey: string;
  stepNo: number;
  /** 轮次,退回重报后加一 / round; each resubmission begins a new one */
  round: number;
  /** 审批、征求意见、抄送 / to decide, to advise, to read */
  kind: 'DECIDE' | 'ADVISE' | 'READ';
  /** 来源:流程、加签、委派、兜底、无人办理 / where it comes from */
  origin: 'FLOW' | 'ADDED' | 'DELEGATED' | 'FALLBACK' | 'VACANT';
  state: 'OPEN' | 'WAITING' | 'DONE' | 'CANCELLED';
  decision: 'APPROVE' | 'RETURN' | 'REJECT' | 'ADVISE' | 'READ' | null;
  /** 办理角色 / the role that decides; null: named people do */
  role: string | null;
  /** @format uuid */
  assigneeId: string | null;
  /** 认领人 / who has claimed it @format uuid */
  claimedBy: string | null;
  /** 金额(元)/ amount in yuan */
  amount: string | null;
  /** 办理期限 / due date @format date */
  dueOn: string | null;
  isOverdue: boolean;
  /** @format date-time */
  openedAt: string;
  /** @format date-time */
  closedAt: string | null;
  /** @format uuid */
  unitId: string;
  /** @format uuid */
  projectId: string | null;
  subject: TaskSubject;
  version: number;
}

/** 与上次批准内容相比的一处变化 / one difference to the content that was approved last */
export class ContentChangeResponse {
  /** JSON 指针,指向现内容;已删除的指向原内容 / JSON pointer into the current content; of what is gone, into the approved one @example "/indicators/0/targetValue" */
  pointer: string;
  /** 原值;空为没有 / before; null: absent */
  @ApiProperty(ANY_JSON)
  before: unknown;
  /** 现值;空为没有 / after; null: absent */
  @ApiProperty(ANY_JSON)
  after: unknown;
}

/** 与上次批准内容的比较 / the comparison with what was approved last */
export class ContentDiffResponse {
  changes: ContentChangeResponse[];
  /** 变化过多,未全部列出 / there are more changes than are listed */
  isTruncated: boolean;
}

/** 当前任务的可办理人员 / who could decide an open task */
export class TaskApproversResponse {
  /** @format uuid */
  taskId: string;
  stepKey: string;
  approvers: ApproverResponse[];
}

/** 可退回的去向 / a place to which the step may send the subject back */
export class ReturnTargetResponse {
  /** 决定中的 returnTo / what the decision says @example "INITIATOR" */
  returnTo: string;
  name: StepName;
  /** 退回到的环节;空为发起人 / the step that it leads to; null: the author */
  stepKey: string | null;
  /** 退回后重新逐级审批,或回到本环节继续 / after it: all steps again, or on from here */
  resume: ('RESTART' | 'HERE')[];
}

/** 须由本环节指定办理人的后续环节 / a later step whose people this decision chooses */
export class StepToChooseResponse {
  stepKey: string;
  name: StepName;
}

/** 须填写的审核表 / the review sheet to fill in */
export class SheetToFillResponse {
  /** @format uuid */
  id: string;
  definition: Record<string, unknown>;
}

/** 审批任务及其办理界面所需的全部内容 / a task with everything that its screen needs */
export class TaskResponse extends TaskItem {
  approval: ApprovalResponse;
  /** 送审内容 / what is to be approved, as it stands */
  content: Record<string, unknown>;
  /** 空为首次送审 / null: nothing has been approved before */
  diff: ContentDiffResponse | null;
  /** 系统检查结果及填报人答复(绩效目标)/ what the checks found, and what the author answered; null: none */
  remarks: Record<string, unknown> | null;
  nextApprovers: TaskApproversResponse[];
  returnTargets: ReturnTargetResponse[];
  choices: StepToChooseResponse[];
  sheet: SheetToFillResponse | null;
  allowedActions: AllowedActionResponse[];
}

/** 数量,数到一万为止 / a number; counting stops at 10,000 */
export class CappedTotal {
  total: number;
  totalCapped: boolean;
}

export class QueueCount {
  all: CappedTotal;
  /** 超期的 / of these, overdue */
  overdue: CappedTotal;
}

/** 各队列数量 / how many tasks each queue has */
export class TaskCountsResponse {
  todo: QueueCount;
  claimable: QueueCount;
  done: QueueCount;
  copied: QueueCount;
  /** 我发起的审批,即 /approvals?startedByMe=true / what the caller has submitted */
  started: QueueCount;
}
