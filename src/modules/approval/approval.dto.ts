/** 审批环节 / a step of the flow */
export class StepResponse {
  key: string;
  name: Record<string, string>;
  role: string;
  scope: 'UNIT' | 'DEPARTMENT' | 'DISTRICT';
  dueWorkingDays: number;
}

/** 审批留痕中的一条 / one line of the trail */
export class ActResponse {
  /** @format uuid */
  id: string;
  act: 'SUBMIT' | 'WITHDRAW' | 'APPROVE' | 'RETURN' | 'REJECT';
  round: number;
  stepKey: string | null;
  /** @format uuid */
  accountId: string;
  accountName: string;
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
  role: string;
  /** @format date */
  dueOn: string | null;
  /** @format date-time */
  openedAt: string;
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
  state: 'RUNNING' | 'APPROVED' | 'RETURNED' | 'REJECTED' | 'WITHDRAWN';
  round: number;
  /** 退回次数 / how often it was returned */
  returnedCount: number;
  stepKey: string | null;
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
  steps: StepResponse[];
  openTasks: OpenTaskResponse[];
  trail: ActResponse[];
}

/** 可办理人员 / somebody who could decide the current step */
export class ApproverResponse {
  /** @format uuid */
  id: string;
  name: string;
}
