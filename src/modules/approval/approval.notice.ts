import type { Role } from '../../platform/auth/policy.js';
import type { Tx } from '../../platform/database/transactions.js';
import { type BilingualText, cancelReminders, notify, planLadder, TASK_LADDER } from '../notification/index.js';
import { type Approval, findSubmitter } from './approval.store.js';
import type { NewTask } from './approval-task.store.js';
import type { FlowStep } from './domain/flow-definition.js';

/** Tells those who may decide that a task is open, and plans the reminders of its deadline. */
export async function announceTask(
  tx: Tx,
  approval: Approval,
  step: FlowStep,
  task: NewTask & { readonly openedOn: string },
): Promise<void> {
  const role = step.role as Role;
  const about = {
    kind: 'approval.task-opened',
    subject: { type: 'approval', id: approval.id, version: task.round * 100 + task.stepNo },
    districtId: approval.districtId,
    projectId: approval.projectId,
    title: { zh: `待审批:${approval.title}`, en: `To decide: ${approval.title}` },
    body: { zh: `环节“${step.name.zh}”等待您的决定`, en: `Step “${step.name.en}” waits for your decision` },
  };
  await notify(tx, { ...about, severity: 'INFO', to: { role, path: task.scopePath } });
  if (!task.dueOn) return;
  const duty = { ...about, kind: 'approval.task-due', unitPath: approval.unitPath, deadline: task.dueOn };
  await planLadder(tx, duty, TASK_LADDER, { anchor: task.dueOn, openedOn: task.openedOn }, { RESPONSIBLE: { role } });
}

/** Nobody is reminded of a step that has been decided or taken back. */
export async function forgetStep(tx: Tx, approval: Approval): Promise<void> {
  await cancelReminders(tx, { type: 'approval', id: approval.id });
}

const OUTCOMES: Readonly<Record<'APPROVED' | 'RETURNED' | 'REJECTED', BilingualText>> = {
  APPROVED: { zh: '审核通过', en: 'Approved' },
  RETURNED: { zh: '退回修改', en: 'Returned' },
  REJECTED: { zh: '不予通过', en: 'Rejected' },
};

/** Tells the submitter how it ended, and why. */
export async function announceOutcome(
  tx: Tx,
  approval: Approval,
  state: keyof typeof OUTCOMES,
  reason: string | null,
): Promise<void> {
  const accountId = await tx.one(findSubmitter(approval.id));
  if (!accountId) return;
  await notify(tx, {
    kind: `approval.${state.toLowerCase()}`,
    subject: { type: 'approval', id: approval.id, version: approval.round * 100 },
    districtId: approval.districtId,
    projectId: approval.projectId,
    severity: state === 'APPROVED' ? 'INFO' : 'WARN',
    title: { zh: `${OUTCOMES[state].zh}:${approval.title}`, en: `${OUTCOMES[state].en}: ${approval.title}` },
    body: { zh: reason ?? OUTCOMES[state].zh, en: reason ?? OUTCOMES[state].en },
    to: { accountIds: [accountId] },
  });
}
