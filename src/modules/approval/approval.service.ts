import { Injectable } from '@nestjs/common';
import { newId } from '../../platform/database/ids.js';
import type { Actor, Tx } from '../../platform/database/transactions.js';
import { httpErrors } from '../../platform/http/http.errors.js';
import { approvalErrors } from './approval.errors.js';
import { findAuthorPath, insertApproval, restartApproval } from './approval.store.js';
import { findPublishedFlow } from './approval-flow.store.js';
import { ApprovalSubjects, type SubjectSnapshot } from './approval-subjects.js';
import { findWithdrawalRefusal } from './domain/act-refusals.js';
import { begin, withdraw } from './domain/engine.js';
import { stepOf } from './domain/flow-definition.js';
import { pathOf } from './domain/frontier.js';
import type { Process } from './domain/process.js';
import { seat } from './domain/seat.js';
import { Processes } from './process.service.js';
import type { ApprovalRow } from './process.store.js';
import { lockOpenApproval } from './process.store.js';

/** What a submission brings besides its subject: people whom the submitter chooses for later steps. */
export interface Submission {
  readonly choices?: Readonly<Record<string, readonly string[]>>;
}

/**
 * What modules with something to approve call, inside their own transaction. Acts at tasks are in approval-task.service.
 * Every act locks the approval first: it is the aggregate root.
 */
@Injectable()
export class Approvals {
  constructor(
    private readonly subjects: ApprovalSubjects,
    private readonly processes: Processes,
  ) {}

  /** Submits a subject: a new process, or the next round of a returned or withdrawn one. */
  async submit(tx: Tx, subjectType: string, subjectId: string, submission: Submission = {}): Promise<void> {
    const actor = personOf(tx);
    const snapshot = await this.subjects.find(subjectType).snapshot(tx, subjectId);
    if (!snapshot) throw httpErrors.notFound();
    const open = await tx.one(lockOpenApproval(subjectType, subjectId));
    if (open?.state === 'RUNNING') throw approvalErrors.notRunning({ state: open.state });
    const id = open?.id ?? newId();
    await this.prepare(tx, actor, { id, open, subjectType, subjectId, snapshot, submission });
    const held = await this.processes.lock(tx, 'approval', id);
    const after = begin(held.process, newId);
    assertNobodyIsMissing(after);
    await this.processes.finish(tx, held, after, {
      act: 'SUBMIT',
      stepKey: null,
      action: 'approval.submit',
      event: 'approval.submitted',
    });
  }

  /** Takes a submission back while nobody has acted in this round. */
  async withdraw(tx: Tx, subjectType: string, subjectId: string, reason: string | null): Promise<void> {
    const open = await tx.one(lockOpenApproval(subjectType, subjectId));
    if (!open) throw approvalErrors.notRunning({ state: '—' });
    const held = await this.processes.lock(tx, 'approval', open.id);
    const refusal = findWithdrawalRefusal(held.process);
    if (refusal) throw approvalErrors[refusal]({ state: open.state });
    await this.processes.finish(tx, held, withdraw(held.process), {
      act: 'WITHDRAW',
      stepKey: null,
      action: 'approval.withdraw',
      event: 'approval.withdrawn',
      reason,
    });
  }

  /** For subjects' modules: the approval is locked before its subject, in every act, so that two acts never wait crosswise. */
  async lockSubject(tx: Tx, subjectType: string, subjectId: string): Promise<void> {
    await tx.one(lockOpenApproval(subjectType, subjectId));
  }

  /** Writes down what is submitted: its version and digest, its authors, where it lies, and what conditions may ask. */
  private async prepare(
    tx: Tx,
    actor: Actor,
    given: {
      readonly id: string;
      readonly open: ApprovalRow | null;
      readonly subjectType: string;
      readonly subjectId: string;
      readonly snapshot: SubjectSnapshot;
      readonly submission: Submission;
    },
  ): Promise<void> {
    const { id, open, subjectType, subjectId, snapshot, submission } = given;
    const authorPath = await tx.one(findAuthorPath(actor.accountId));
    const submitted = {
      id,
      ...snapshot,
      amount: amountOf(snapshot),
      authorIds: [...new Set([...snapshot.authorIds, actor.personId])],
      submittedBy: actor.personId,
      choices: { ...(open?.choices ?? {}), ...submission.choices },
      paths: { ...snapshot.paths, AUTHOR_UNIT: authorPath ?? snapshot.paths.UNIT },
    };
    if (open) return tx.one(restartApproval(open.version, submitted));
    const flow = await tx.one(findPublishedFlow(subjectType, snapshot.districtId));
    if (!flow) throw approvalErrors.noFlow({ subjectType });
    await tx.one(insertApproval({ ...submitted, flowId: flow.id, subjectType, subjectId }));
  }
}

/** Acts are persons' acts, but for those that the definition takes by itself. */
export function personOf(tx: Tx): Actor {
  if ('system' in tx.actor) throw new Error('approval: an act without a person');
  return tx.actor;
}

/** A submission would get stuck, or be handed around, at a step that nobody but the authors could decide. */
function assertNobodyIsMissing(process: Process): void {
  for (const step of pathOf(process.definition.steps, process.context)) {
    if (step.assignees.some(({ by }) => by === 'CHOSEN')) continue;
    const seating = seat(process, step, process.id, () => process.id);
    if ('tasks' in seating && seating.tasks.some(({ origin }) => origin === 'VACANT'))
      throw approvalErrors.noApprover({
        step: stepOf(process.definition, step.key).name.zh,
        role: step.assignees[0]?.role ?? '—',
      });
  }
}

const amountOf = ({ context }: SubjectSnapshot): string | null =>
  context['amount'] === undefined || context['amount'] === null ? null : String(context['amount']);
