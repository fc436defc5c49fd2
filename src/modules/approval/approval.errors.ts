import { type DomainError, defineErrors } from '../../kernel/domain-error.js';
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
  taskWaiting: {
    kind: 'CONFLICT',
    zh: '该任务须待他人先行办理(加签、委派或依次审批)',
    en: 'This task waits for somebody else: an added signer, a delegate, or the one before',
  },
  claimedByAnother: {
    kind: 'CONFLICT',
    zh: '该任务已被他人认领',
    en: 'Somebody else has claimed this task',
  },
  alreadyClaimed: { kind: 'CONFLICT', zh: '该任务已被认领', en: 'This task has been claimed already' },
  notClaimed: { kind: 'CONFLICT', zh: '该任务无人认领', en: 'Nobody has claimed this task' },
  notOfGroup: {
    kind: 'CONFLICT',
    zh: '该任务已指定办理人,无需认领',
    en: 'This task belongs to one person; there is nothing to claim',
  },
  adviceOnly: {
    kind: 'RULE_BROKEN',
    zh: '该任务只征求意见,请提交意见而非审批决定',
    en: 'This task asks for an opinion: send advice, not a decision',
  },
  decisionNeeded: {
    kind: 'RULE_BROKEN',
    zh: '该任务需要作出审批决定',
    en: 'This task needs a decision',
  },
  returnNotOffered: {
    kind: 'RULE_BROKEN',
    zh: '该环节不允许这样退回',
    en: 'This step does not offer such a return',
  },
  nothingBefore: {
    kind: 'RULE_BROKEN',
    zh: '没有可退回的在先环节',
    en: 'There is no such earlier step to return to',
  },
  choiceMissing: {
    kind: 'RULE_BROKEN',
    zh: '请为环节“{step}”指定办理人',
    en: 'Choose who decides step “{step}”',
  },
  cannotSign: {
    kind: 'RULE_BROKEN',
    zh: '所选人员不存在、已停用,或在该单位没有审批岗位',
    en: 'Somebody chosen is unknown, disabled, or holds no deciding role there',
  },
  mayNotSign: {
    kind: 'FORBIDDEN',
    zh: '所选人员编制了该事项,或已在本轮审批过其他环节',
    en: 'Somebody chosen wrote the subject, or has decided another step',
  },
  tooManySigners: { kind: 'RULE_BROKEN', zh: '一个环节最多 {max} 名办理人', en: 'A step has at most {max} signers' },
  notAdded: {
    kind: 'CONFLICT',
    zh: '只能撤销尚未办理的加签或委派',
    en: 'Only an added signer or a delegate who has not decided yet can be removed',
  },
  notVacant: {
    kind: 'CONFLICT',
    zh: '该任务有人可以办理,无需指派;移交离岗人员的任务请用任务移交',
    en: 'Somebody can act at this task; a leaver’s tasks are handed over',
  },
  notSubmitter: {
    kind: 'FORBIDDEN',
    zh: '只有提交人或绩效科可以催办',
    en: 'Only the submitter or the performance division may urge',
  },
  urgedToday: { kind: 'CONFLICT', zh: '一个工作日只能催办一次', en: 'Once in a working day is enough' },
  notOwnFile: {
    kind: 'RULE_BROKEN',
    zh: '附件须由本人上传',
    en: 'An attachment is a file that you have uploaded yourself',
  },
  listedTwice: { kind: 'RULE_BROKEN', zh: '同一任务只能列出一次', en: 'A task is listed once' },
  reviewRequired: {
    kind: 'RULE_BROKEN',
    zh: '该环节须填写审核表“{sheet}”',
    en: 'This step needs the review sheet {sheet}',
  },
  answersIncomplete: {
    kind: 'RULE_BROKEN',
    zh: '审核表的每个问题应评定且只评定一次:{questions}',
    en: 'Every question of the sheet is answered exactly once: {questions}',
  },
  evidenceMissing: {
    kind: 'RULE_BROKEN',
    zh: '评定为良、中、差的问题须说明依据:{questions}',
    en: 'A grade below the best needs its evidence: {questions}',
  },
  reviewContradicts: {
    kind: 'RULE_BROKEN',
    zh: '审核结论“{outcome}”对应的决定是“{decision}”',
    en: 'The conclusion {outcome} goes with the decision {decision}',
  },
  conclusionUnexplained: {
    kind: 'RULE_BROKEN',
    zh: '按评分应为“{computed}”,结论“{outcome}”须说明理由',
    en: 'The answers amount to {computed}; the conclusion {outcome} needs a reason',
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
  subjectUnknown: {
    kind: 'RULE_BROKEN',
    zh: '没有“{subjectType}”这类审批事项;可选:{known}',
    en: 'There is no subject of type {subjectType}; known: {known}',
  },
  flowInvalid: {
    kind: 'RULE_BROKEN',
    zh: '流程定义有误:{problems}',
    en: 'The flow definition is not valid: {problems}',
  },
  flowNotDraft: {
    kind: 'CONFLICT',
    zh: '只有草稿流程可以修改或发布;已发布的请新建版次',
    en: 'Only a draft flow can be changed or published; for another text draft its next revision',
  },
  flowRetired: { kind: 'CONFLICT', zh: '该流程已停用', en: 'This flow is retired already' },
  flowShared: {
    kind: 'FORBIDDEN',
    zh: '各区划通用的流程随产品发布,区划可另行发布自己的流程',
    en: 'This flow belongs to all districts and comes with the product; a district can publish its own',
  },
  foreignDraft: {
    kind: 'FORBIDDEN',
    zh: '草稿只能由编制人修改',
    en: 'A draft is changed by its author alone, so that the publisher is another person',
  },
  flowNotPublished: {
    kind: 'CONFLICT',
    zh: '只能迁移到已发布的流程',
    en: 'Approvals move to a published flow only',
  },
  dryRunSubject: {
    kind: 'RULE_BROKEN',
    zh: '请给出事项或示例,二者择一',
    en: 'Name a subject or an example: one of the two',
  },
  exampleInvalid: {
    kind: 'RULE_BROKEN',
    zh: '示例与事项类型不符:{problem}',
    en: 'The example does not fit the kind of subject: {problem}',
  },
  sheetInvalid: {
    kind: 'RULE_BROKEN',
    zh: '审核表有误:{problems}',
    en: 'The review sheet is not valid: {problems}',
  },
  sheetNotDraft: { kind: 'CONFLICT', zh: '只有草稿审核表可以发布', en: 'Only a draft sheet can be published' },
  sheetPublishedMeanwhile: {
    kind: 'CONFLICT',
    zh: '同一审核表的另一版次刚刚发布,请刷新后重试',
    en: 'Another revision of this sheet has just been published; reload and try again',
  },
  ownSheet: {
    kind: 'FORBIDDEN',
    zh: '审核表的编制人与发布人必须是不同的人',
    en: 'A sheet is published by another person than its author',
  },
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

/** The error that a refusal of the domain becomes. */
export const errorOf = (refusal: keyof typeof approvalErrors | null): (() => DomainError) | null =>
  refusal && approvalErrors[refusal];

constraintErrors.set('uq_approval_acts_task', approvalErrors.taskClosed);
constraintErrors.set('ck_approval_acts_own_decision', approvalErrors.ownSubmission);
constraintErrors.set('ck_approval_acts_second_review', approvalErrors.decidedBefore);
constraintErrors.set('ck_approval_flows_publisher', approvalErrors.ownFlow);
constraintErrors.set('uq_approval_flows_published', approvalErrors.flowPublishedMeanwhile);
constraintErrors.set('ck_review_sheets_publisher', approvalErrors.ownSheet);
constraintErrors.set('uq_review_sheets_published', approvalErrors.sheetPublishedMeanwhile);
