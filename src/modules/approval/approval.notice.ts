import type { Role } from '../../platform/auth/policy.js';
import type { Tx } from '../../platform/database/transactions.js';
import {
  type BilingualText,
  cancelReminders,
  notify,
  planLadder,
  type Recipients,
  type ReminderRecipients,
  TASK_LADDER,
} from '../notification/index.js';
import { findSubmitter } from './approval.store.js';
import type { EndedApproval, OpenTask } from './approval-notice.store.js';
import type { Approval } from './process.store.js';

const TITLES: Readonly<Record<OpenTask['kind'], BilingualText>> = {
  DECIDE: { zh: '待审批', en: 'To decide' },
  ADVISE: { zh: '征求意见', en: 'Your opinion is asked' },
  READ: { zh: '抄送', en: 'For your information' },
};

/** Tells those who may act that a task is open, and plans the reminders of its deadline. */
export async function announceTask(tx: Tx, task: OpenTask): Promise<void> {
  const title = TITLES[task.kind];
  const about = {
    subject: { type: 'approval-task', id: task.id, version: task.version },
    districtId: task.districtId,
    projectId: task.projectId,
    title: { zh: `${title.zh}:${task.title}`, en: `${title.en}: ${task.title}` },
    body: { zh: `环节“${task.stepName.zh}”`, en: `Step “${task.stepName.en}”` },
  };
  await notify(tx, { ...about, kind: 'approval.task-opened', severity: 'INFO', to: recipientsOf(task) });
  if (!task.dueOn || task.kind === 'READ') return;
  const duty = {
    ...about,
    kind: 'approval.task-due',
    unitPath: task.unitPath,
    deadline: task.dueOn,
  };
  await planLadder(
    tx,
    duty,
    TASK_LADDER,
    { anchor: task.dueOn, openedOn: task.openedOn },
    { RESPONSIBLE: remindersOf(task) },
  );
}

/** Nobody is reminded of a task that he has done, that is void, or that somebody else has now. */
export async function forgetTask(tx: Tx, taskId: string): Promise<void> {
  await cancelReminders(tx, { type: 'approval-task', id: taskId });
}

/** 催办: whoever may act on it is asked again. `version`: that of the approval, so that each urging is told once. */
export async function announceUrge(tx: Tx, task: OpenTask, version: number): Promise<void> {
  await notify(tx, {
    kind: 'approval.urged',
    subject: { type: 'approval', id: task.approvalId, version },
    districtId: task.districtId,
    projectId: task.projectId,
    severity: 'WARN',
    title: { zh: `催办:${task.title}`, en: `Please decide: ${task.title}` },
    body: { zh: `环节“${task.stepName.zh}”待办理`, en: `Step “${task.stepName.en}” is waiting` },
    to: recipientsOf(task),
  });
}

/** What a timer, or the lack of anybody who can act, tells those who can do something about it. */
export async function announceTrouble(
  tx: Tx,
  kind: keyof typeof TROUBLES,
  about: { readonly approval: Approval; readonly step: BilingualText; readonly ordinal: number },
  to: Recipients,
): Promise<void> {
  const { approval, step, ordinal } = about;
  const text = TROUBLES[kind];
  await notify(tx, {
    kind: `approval.${kind}`,
    subject: { type: 'approval', id: approval.id, version: ordinal },
    districtId: approval.districtId,
    projectId: approval.projectId,
    severity: 'CRITICAL',
    title: { zh: `${text.zh}:${approval.title}`, en: `${text.en}: ${approval.title}` },
    body: { zh: `环节“${step.zh}”`, en: `Step “${step.en}”` },
    to,
  });
}

const TROUBLES = {
  escalated: { zh: '超期升级,请督办或直接办理', en: 'Late: you may decide as well' },
  orphaned: { zh: '无人可办理,请指派', en: 'Nobody can act: please reassign' },
} as const;

const OUTCOMES: Readonly<Record<string, BilingualText>> = {
  APPROVED: { zh: '审核通过', en: 'Approved' },
  RETURNED: { zh: '退回修改', en: 'Returned' },
  REJECTED: { zh: '不予通过', en: 'Rejected' },
};

/** Tells the submitter how it ended, and why. */
export async function announceOutcome(tx: Tx, ended: EndedApproval): Promise<void> {
  const text = OUTCOMES[ended.state];
  const accountId = text && (await tx.one(findSubmitter(ended.id)));
  if (!accountId) return;
  await notify(tx, {
    kind: `approval.${ended.state.toLowerCase()}`,
    subject: { type: 'approval', id: ended.id, version: ended.round },
    districtId: ended.districtId,
    projectId: ended.projectId,
    severity: ended.state === 'APPROVED' ? 'INFO' : 'WARN',
    title: { zh: `${text.zh}:${ended.title}`, en: `${text.en}: ${ended.title}` },
    body: { zh: ended.reason ?? text.zh, en: ended.reason ?? text.en },
    to: { accountIds: [accountId] },
  });
}

const namedOf = ({ assigneeId, candidateIds, escalatedTo }: OpenTask): readonly string[] => [
  ...(assigneeId ? [assigneeId] : candidateIds),
  ...escalatedTo,
];

function recipientsOf(task: OpenTask): Recipients {
  if (task.role && task.scopePath && !task.assigneeId) return { role: task.role as Role, path: task.scopePath };
  return { accountIds: namedOf(task) };
}

function remindersOf(task: OpenTask): ReminderRecipients {
  return task.role && !task.assigneeId ? { role: task.role as Role } : { accountIds: namedOf(task) };
}
