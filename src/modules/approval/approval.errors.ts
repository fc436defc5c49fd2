import { defineErrors } from '../../kernel/domain-error.js';
import { constraintErrors } from '../../platform/http/problem.js';

export const approvalErrors = defineErrors('approval', {
  notRunning: {
    kind: 'CONFLICT',
    zh: '该事项不在审批中(当前:{state})',
    en: 'This is not under approval (it is {state})',
  },
  taskClosed: { kind: 'CONFLICT', zh: '该审批任务已办结', en: 'This task has been decided already' },
  ownSubmission: {
    kind: 'FORBIDDEN',
    zh: '不能审批本人编制或提交的事项',
    en: 'You cannot decide what you wrote or submitted yourself',
  },
  decidedBefore: {
    kind: 'FORBIDDEN',
    zh: '同一轮审批中,一人只能审核一个环节',
    en: 'You have decided another step of this round already',
  },
  notYourTask: {
    kind: 'FORBIDDEN',
    zh: '该环节由“{role}”办理,您没有相应的岗位授权',
    en: 'This step belongs to {role}, a role that you do not hold there',
  },
  reasonRequired: {
    kind: 'RULE_BROKEN',
    zh: '退回或不予通过必须说明理由',
    en: 'Returning or rejecting needs a reason',
  },
  subjectChanged: {
    kind: 'STALE',
    zh: '内容已变化(现为第 {version} 版),请重新阅读后再审批',
    en: 'The content has changed (version {version} now); read it again before deciding',
  },
  noApprover: {
    kind: 'RULE_BROKEN',
    zh: '环节“{step}”没有可办理的人员,请联系安全管理员授权“{role}”',
    en: 'Nobody can decide step “{step}”: the security administrator must grant {role}',
  },
  noFlow: {
    kind: 'RULE_BROKEN',
    zh: '没有已发布的“{subjectType}”审批流程',
    en: 'There is no published flow for {subjectType}',
  },
  actedUpon: {
    kind: 'CONFLICT',
    zh: '已有人审批,不能撤回',
    en: 'Somebody has decided already; it can no longer be withdrawn',
  },
  flowInvalid: {
    kind: 'RULE_BROKEN',
    zh: '流程定义有误:{problems}',
    en: 'The flow definition is not valid: {problems}',
  },
  flowNotDraft: { kind: 'CONFLICT', zh: '只有草稿流程可以发布', en: 'Only a draft flow can be published' },
  flowPublishedMeanwhile: {
    kind: 'CONFLICT',
    zh: '同类事项的另一流程刚刚发布,请刷新后重试',
    en: 'Another flow for this kind of subject has just been published; reload and try again',
  },
  ownFlow: {
    kind: 'FORBIDDEN',
    zh: '流程的编制人与发布人必须是不同的人',
    en: 'A flow is published by another person than its author',
  },
});

constraintErrors.set('uq_approval_acts_task', approvalErrors.taskClosed);
constraintErrors.set('ck_approval_acts_own_decision', approvalErrors.ownSubmission);
constraintErrors.set('ck_approval_flows_publisher', approvalErrors.ownFlow);
constraintErrors.set('uq_approval_flows_published', approvalErrors.flowPublishedMeanwhile);
