import { Injectable } from '@nestjs/common';
import { newId } from '../../platform/database/ids.js';
import { type Actor, Transactions, type Tx } from '../../platform/database/transactions.js';
import { httpErrors } from '../../platform/http/http.errors.js';
import type { JsonText } from '../../platform/http/json-text.js';
import { approvalErrors } from './approval.errors.js';
import { Approvals } from './approval.service.js';
import { type Approval, insertAct } from './approval.store.js';
import { approvalDetail } from './approval-detail.store.js';
import type { DecisionRequest } from './approval-task.dto.js';
import { type ApprovalTask, closeTask, findTask } from './approval-task.store.js';
import { type Decision, type DecisionRefusal, effectOf, findDecisionRefusal } from './domain/decide.js';

const EVENTS = { APPROVE: 'approval.step-approved', RETURN: 'approval.returned', REJECT: 'approval.rejected' } as const;

/** Decisions: lock the approval, ask the domain, save, tell. */
@Injectable()
export class ApprovalTaskService {
  constructor(
    private readonly transactions: Transactions,
    private readonly approvals: Approvals,
  ) {}

  decide(actor: Actor, taskId: string, taskVersion: number, request: DecisionRequest): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      const { approval, task } = await this.lock(tx, taskId, taskVersion);
      const decision = toDecision(actor, request);
      this.assertMayDecide(approval, task, decision);
      await this.close(tx, approval, task, actor, request);
      const after = await this.advance(tx, approval, task, decision);
      const event = after.state === 'APPROVED' ? 'approval.approved' : EVENTS[decision.outcome];
      await this.approvals.record(tx, {
        action: 'approvalTask.decide',
        event,
        before: approval,
        after,
        reason: decision.reason,
      });
      return this.read(tx, approval.id);
    });
  }

  /** The task is read again under the approval's lock: what was open before may be decided by now. */
  private async lock(tx: Tx, taskId: string, taskVersion: number): Promise<{ approval: Approval; task: ApprovalTask }> {
    const seen = await tx.one(findTask(taskId));
    if (!seen) throw httpErrors.notFound();
    const approval = await this.approvals.lock(tx, seen.approvalId);
    const task = await tx.one(findTask(taskId));
    if (!task) throw httpErrors.notFound();
    if (task.version !== taskVersion) throw httpErrors.stale({ version: task.version });
    return { approval, task };
  }

  private assertMayDecide(approval: Approval, task: ApprovalTask, decision: Decision): void {
    if (task.state !== 'OPEN') throw approvalErrors.taskClosed();
    if (!task.isMine) throw approvalErrors.notYourTask({ role: task.role });
    const refusal = findDecisionRefusal(approval, task.stepKey, decision);
    if (refusal) throw refused(refusal, approval);
  }

  private async close(
    tx: Tx,
    approval: Approval,
    task: ApprovalTask,
    actor: Actor,
    request: DecisionRequest,
  ): Promise<void> {
    if (!(await tx.one(closeTask(task.id, task.version)))) throw approvalErrors.taskClosed();
    await tx.one(
      insertAct(approval.id, {
        id: newId(),
        taskId: task.id,
        act: request.outcome,
        round: approval.round,
        stepKey: task.stepKey,
        accountId: actor.accountId,
        personId: actor.personId,
        reason: request.reason ?? null,
        remarks: request.remarks ?? [],
      }),
    );
  }

  private async advance(tx: Tx, approval: Approval, task: ApprovalTask, decision: Decision): Promise<Approval> {
    const { state, opens } = effectOf(approval, task.stepKey, decision.outcome);
    if (opens) return this.approvals.openStep(tx, approval, opens);
    if (state === 'APPROVED' || state === 'RETURNED' || state === 'REJECTED') {
      return this.approvals.end(tx, approval, state, decision.outcome, decision.reason);
    }
    throw new Error(`approval ${approval.id}: a decision cannot lead to ${state}`);
  }

  private async read(tx: Tx, approvalId: string): Promise<JsonText> {
    const detail = await tx.one(approvalDetail(approvalId));
    if (!detail) throw httpErrors.notFound();
    return detail;
  }
}

const toDecision = (actor: Actor, request: DecisionRequest): Decision => ({
  outcome: request.outcome,
  personId: actor.personId,
  reason: request.reason ?? null,
  subjectVersion: request.subjectVersion,
  contentHash: request.contentHash,
});

function refused(refusal: DecisionRefusal, approval: Approval): Error {
  return approvalErrors[refusal]({ state: approval.state, version: approval.subjectVersion });
}
