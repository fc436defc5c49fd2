import { Injectable } from '@nestjs/common';
import { recordChange } from '../../platform/audit/record-change.js';
import { newId } from '../../platform/database/ids.js';
import type { Actor, Tx } from '../../platform/database/transactions.js';
import { httpErrors } from '../../platform/http/http.errors.js';
import { addWorkingDays, today } from '../organization/index.js';
import { approvalErrors } from './approval.errors.js';
import { announceOutcome, announceTask, forgetStep } from './approval.notice.js';
import {
  type Approval,
  findApprovalForUpdate,
  findOpenApprovalForUpdate,
  findStepsWithoutApprover,
  insertAct,
  insertApproval,
  moveApproval,
  restartApproval,
} from './approval.store.js';
import { findPublishedFlow } from './approval-flow.store.js';
import { type ApprovalOutcome, ApprovalSubjects, type SubjectSnapshot } from './approval-subjects.js';
import { insertTask } from './approval-task.store.js';
import { openingStep } from './domain/decide.js';
import { type FlowDefinition, type FlowStep, stepNumber } from './domain/flow-definition.js';

/**
 * What modules with something to approve call, inside their own transaction. Deciding is in approval-task.service.
 * Every act locks the approval first: it is the aggregate root.
 */
@Injectable()
export class Approvals {
  constructor(private readonly subjects: ApprovalSubjects) {}

  /** Submits a subject: a new process, or the next round of a returned or withdrawn one. */
  async submit(tx: Tx, subjectType: string, subjectId: string): Promise<void> {
    const actor = personOf(tx);
    const snapshot = await this.subjects.find(subjectType).snapshot(tx, subjectId);
    const authorIds = [...new Set([...snapshot.authorIds, actor.personId])];
    const open = await tx.one(findOpenApprovalForUpdate(subjectType, subjectId));
    if (open?.state === 'RUNNING') throw approvalErrors.notRunning({ state: open.state });
    const approval = open
      ? await this.restart(tx, open, snapshot, authorIds)
      : await this.begin(tx, subjectType, subjectId, snapshot, authorIds);
    await assertEveryStepHasApprover(tx, approval.definition, approval.paths, authorIds);
    await tx.one(insertAct(approval.id, this.act(actor, approval, 'SUBMIT', null, null)));
    const opened = await this.openStep(tx, approval, openingStep(approval.definition));
    await this.record(tx, {
      action: 'approval.submit',
      event: 'approval.submitted',
      before: open,
      after: opened,
      reason: null,
    });
  }

  /** Takes a submission back while nobody has acted in this round. */
  async withdraw(tx: Tx, subjectType: string, subjectId: string, reason: string | null): Promise<void> {
    const actor = personOf(tx);
    const approval = await tx.one(findOpenApprovalForUpdate(subjectType, subjectId));
    if (approval?.state !== 'RUNNING') throw approvalErrors.notRunning({ state: approval?.state ?? '—' });
    if (approval.deciderIds.length > 0) throw approvalErrors.actedUpon();
    await tx.one(insertAct(approval.id, this.act(actor, approval, 'WITHDRAW', null, reason)));
    const after = await this.move(tx, approval, { state: 'WITHDRAWN', stepKey: null });
    await this.settle(tx, approval, 'WITHDRAW', reason);
    await this.record(tx, {
      action: 'approval.withdraw',
      event: 'approval.withdrawn',
      before: approval,
      after,
      reason,
    });
  }

  /** For subjects' modules: the approval is locked before its subject, in every act, so that two acts never wait crosswise. */
  async lockSubject(tx: Tx, subjectType: string, subjectId: string): Promise<void> {
    await tx.one(findOpenApprovalForUpdate(subjectType, subjectId));
  }

  async lock(tx: Tx, approvalId: string): Promise<Approval> {
    const approval = await tx.one(findApprovalForUpdate(approvalId));
    if (!approval) throw httpErrors.notFound();
    return approval;
  }

  /** Opens a step: moves the approval there, makes its task, tells who may decide. */
  async openStep(tx: Tx, approval: Approval, step: FlowStep): Promise<Approval> {
    const moved = await this.move(tx, approval, { state: 'RUNNING', stepKey: step.key });
    const task = {
      id: newId(),
      approvalId: approval.id,
      stepKey: step.key,
      stepNo: stepNumber(approval.definition, step.key),
      round: approval.round,
      role: step.role,
      scopePath: approval.paths[step.scope],
      dueOn: await tx.one(addWorkingDays(null, step.dueWorkingDays)),
    };
    await tx.one(insertTask(task));
    await announceTask(tx, approval, step, { ...task, openedOn: await tx.one(today()) });
    return moved;
  }

  /** Ends the round: the approval moves, the subject's module acts in this very transaction, the author is told. */
  async end(
    tx: Tx,
    approval: Approval,
    state: 'APPROVED' | 'RETURNED' | 'REJECTED',
    outcome: ApprovalOutcome,
    reason: string | null,
  ): Promise<Approval> {
    const moved = await this.move(tx, approval, { state, stepKey: null });
    await this.settle(tx, approval, outcome, reason);
    await announceOutcome(tx, approval, state, reason);
    return moved;
  }

  async record(tx: Tx, { action, event, before, after, reason }: ApprovalChange): Promise<void> {
    await recordChange(tx, {
      action,
      event,
      object: { type: 'approval', id: after.id, version: after.version },
      districtId: after.districtId,
      unitPath: after.unitPath,
      projectId: after.projectId,
      ...(reason === null ? {} : { reason }),
      ...(before ? { before: stateOf(before) } : {}),
      after: stateOf(after),
      payload: { subjectType: after.subjectType, subjectId: after.subjectId, round: after.round, state: after.state },
    });
  }

  private async begin(
    tx: Tx,
    subjectType: string,
    subjectId: string,
    snapshot: SubjectSnapshot,
    authorIds: readonly string[],
  ): Promise<Approval> {
    const flow = await tx.one(findPublishedFlow(subjectType, snapshot.districtId));
    if (!flow) throw approvalErrors.noFlow({ subjectType });
    const id = newId();
    await tx.one(
      insertApproval({
        ...snapshot,
        id,
        flowId: flow.id,
        subjectType,
        subjectId,
        unitPath: snapshot.paths.UNIT,
        subjectVersion: snapshot.version,
        authorIds,
        submittedBy: personOf(tx).personId,
      }),
    );
    return this.lock(tx, id);
  }

  private async restart(
    tx: Tx,
    open: Approval,
    snapshot: SubjectSnapshot,
    authorIds: readonly string[],
  ): Promise<Approval> {
    const to = { ...snapshot, subjectVersion: snapshot.version, authorIds, submittedBy: personOf(tx).personId };
    if (!(await tx.one(restartApproval(open.id, open.version, to)))) throw httpErrors.conflict();
    return this.lock(tx, open.id);
  }

  private async move(tx: Tx, approval: Approval, to: Pick<Approval, 'state' | 'stepKey'>): Promise<Approval> {
    if (!(await tx.one(moveApproval(approval.id, approval.version, to)))) throw httpErrors.conflict();
    await forgetStep(tx, approval);
    return { ...approval, ...to, version: approval.version + 1 };
  }

  private settle(tx: Tx, approval: Approval, outcome: ApprovalOutcome, reason: string | null): Promise<void> {
    return this.subjects.find(approval.subjectType).onOutcome(tx, approval.subjectId, outcome, reason);
  }

  private act(
    actor: Actor,
    approval: Approval,
    act: 'SUBMIT' | 'WITHDRAW',
    stepKey: string | null,
    reason: string | null,
  ) {
    const { accountId, personId } = actor;
    return { id: newId(), taskId: null, act, round: approval.round, stepKey, accountId, personId, reason, remarks: [] };
  }
}

/** One act, as the audit trail and the event feed tell it. */
export interface ApprovalChange {
  readonly action: string;
  readonly event: string;
  readonly before: Approval | null;
  readonly after: Approval;
  readonly reason: string | null;
}

const stateOf = ({ state, round, stepKey, contentHash, version }: Approval): object => ({
  state,
  round,
  stepKey,
  contentHash,
  version,
});

/** Acts are persons' acts: the engine never decides for somebody. */
export function personOf(tx: Tx): Actor {
  if ('system' in tx.actor) throw new Error('approval: an act without a person');
  return tx.actor;
}

async function assertEveryStepHasApprover(
  tx: Tx,
  definition: FlowDefinition,
  paths: Approval['paths'],
  authorIds: readonly string[],
): Promise<void> {
  const steps = definition.steps.map(({ key, role, scope }) => ({ key, role, path: paths[scope] }));
  const [missing] = await tx.one(findStepsWithoutApprover(steps, authorIds));
  const step = definition.steps.find(({ key }) => key === missing);
  if (step) throw approvalErrors.noApprover({ step: step.name.zh, role: step.role });
}
