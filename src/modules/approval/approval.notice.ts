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

const TITLES: Readonly<Record<OpenTask['kind'], BilingualText>> = {
  DECIDE: { zh: '待审批', en: 'To decide' },
  ADVISE: { zh: '征求意见', en: 'Your opinion is asked' },
  READ: { zh: '抄送', en: 'For your information' },
};

/** Tells those who may act that a task is open, and plans the reminders of its deadline. */
export async function announceTask(tx: Tx, task: OpenTask): Promise<void> {
  const title = TITLES[task.kind];
  const about = {
    subject: { type: 'approval', id: task.approvalId, version: task.ordinal },
    districtId: task.districtId,
    projectId: task.projectId,
    title: { zh: `${title.zh}:${task.title}`, en: `${title.en}: ${task.title}` },
    body: { zh: `环节“${task.stepName.zh}”`, en: `Step “${task.stepName.en}”` },
  };
  await notify(tx, { ...about, kind: `approval.task-opened.${task.id}`, severity: 'INFO', to: recipientsOf(task) });
  if (!task.dueOn || task.kind === 'READ') return;
  const duty = {
    ...about,
    subject: { type: 'approval-step', id: task.sittingId, version: task.ordinal },
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

/** Nobody is reminded of a step that has been decided, taken back or undone. */
export async function forgetSitting(tx: Tx, sittingId: string): Promise<void> {
  await cancelReminders(tx, { type: 'approval-step', id: sittingId });
}

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
