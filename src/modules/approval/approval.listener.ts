import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/transactions.js';
import { type DomainEvent, subscribe } from '../../platform/events/subscriptions.js';
import { notify } from '../notification/index.js';
import { announceOutcome, announceTask, forgetTask } from './approval.notice.js';
import { type EndedApproval, findEnded, findOpenTasks } from './approval-notice.store.js';
import { COORDINATION_RETURNS } from './domain/process.js';

/** Every act of the engine: what it opened is announced, of what it ended nobody is reminded any more. */
export const APPROVAL_EVENTS = [
  'approval.submitted',
  'approval.withdrawn',
  'approval.step-approved',
  'approval.approved',
  'approval.returned',
  'approval.rejected',
  'approval.advised',
  'approval.signers-added',
  'approval.signer-removed',
  'approval.transferred',
  'approval.delegated',
  'approval.handed-over',
  'approval.escalated',
  'approval.timed-out',
  'approval.migrated',
] as const;

@Injectable()
export class ApprovalListener {
  constructor() {
    subscribe(APPROVAL_EVENTS, { name: 'approval.tell', handle: (event, tx) => tell(event, tx) });
  }
}

async function tell(event: DomainEvent, tx: Tx): Promise<void> {
  const { closedTasks = [], openedTasks = [] } = event.payload as {
    readonly closedTasks?: readonly string[];
    readonly openedTasks?: readonly string[];
  };
  for (const id of closedTasks) await forgetTask(tx, id);
  for (const task of await tx.one(findOpenTasks(openedTasks))) await announceTask(tx, task);
  if (!event.subject.id || event.payload['state'] === 'RUNNING') return;
  const ended = await tx.one(findEnded(event.subject.id));
  if (!ended) return;
  await announceOutcome(tx, ended);
  if (ended.state === 'RETURNED' && ended.returnedCount >= COORDINATION_RETURNS) await askForCoordination(tx, ended);
}

async function askForCoordination(
  tx: Tx,
  { id, title, round, returnedCount, districtId, unitPath, projectId }: EndedApproval,
): Promise<void> {
  for (const role of ['FIN_PERF', 'COORDINATOR'] as const) {
    await notify(tx, {
      kind: 'approval.coordination-needed',
      subject: { type: 'approval', id, version: round },
      districtId,
      projectId,
      severity: 'CRITICAL',
      title: { zh: `需要协调:${title}`, en: `Coordination needed: ${title}` },
      body: { zh: `已退回 ${returnedCount} 次`, en: `Returned ${returnedCount} times` },
      to: { role, path: unitPath },
    });
  }
}
