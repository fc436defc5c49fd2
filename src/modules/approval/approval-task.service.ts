import { Injectable } from '@nestjs/common';
import { newId } from '../../platform/database/ids.js';
import { type Actor, Transactions, type Tx } from '../../platform/database/transactions.js';
import type { JsonText } from '../../platform/http/json-text.js';
import { approvalErrors } from './approval.errors.js';
import { type ActKind } from './approval-act.store.js';
import type { DecisionRequest, SignersRequest, StepChoice } from './approval-task.dto.js';
import {
  type ActRefusal,
  findActRefusal,
  findReadRefusal,
  findRemovalRefusal,
  MAX_SIGNERS,
  type TaskAct,
} from './domain/act-refusals.js';
import { advise, decide, TO_AUTHOR } from './domain/engine.js';
import { stepsChosenAt } from './domain/flow-definition.js';
import { type Process, type Task, withTasks } from './domain/process.js';
import { type Decision, findDecisionRefusal, personsOf, returnPathOf } from './domain/refusals.js';
import { addSigners, claim, delegate, removeSigner, transfer } from './domain/signers.js';
import { findAdderHand } from './hand.store.js';
import { type HeldTask, Processes } from './process.service.js';
import { findPeopleFor } from './process.store.js';
import { ReviewSheets } from './review-sheet.service.js';
import { assertAble } from './signer-check.js';

/** Acts at a task: lock the approval, ask the domain, save, tell. Start reading at decide(). */
@Injectable()
export class ApprovalTaskService {
  constructor(
    private readonly transactions: Transactions,
    private readonly processes: Processes,
    private readonly sheets: ReviewSheets,
  ) {}

  decide(actor: Actor, taskId: string, version: number, request: DecisionRequest): Promise<JsonText> {
    return this.transactions.run(actor, (tx) => this.decideIn(tx, taskId, version, request));
  }

  /** One decision in a transaction of its own, or in that of a bulk operation's item. */
  async decideIn(tx: Tx, taskId: string, version: number, request: DecisionRequest): Promise<JsonText> {
    const held = await this.processes.lockTask(tx, taskId, version);
    const { process, task, hand } = held;
    const decision = toDecision(request);
    const refusal = findDecisionRefusal(process, task, hand, decision);
    if (refusal || !hand) throw refused(refusal ?? 'notYourTask', held);
    const review = await this.sheets.judge(tx, held, request.review ?? null, decision);
    const back = decision.outcome === 'RETURN' ? returnPathOf(process, task.stepKey, decision) : TO_AUTHOR;
    if (typeof back === 'string') throw refused(back, held);
    const { outcome } = decision;
    const chosen = outcome !== 'APPROVE' ? process : await this.withChoices(tx, held, request.choices ?? []);
    const after = decide(chosen, taskId, { outcome, decidedBy: personsOf(hand), back }, newId);
    return this.processes.finish(tx, held, after, {
      act: outcome,
      action: 'approvalTask.decide',
      event: EVENTS[outcome],
      stepKey: task.stepKey,
      taskId,
      inNameOf: hand.inNameOf,
      reason: decision.reason,
      remarks: request.remarks ?? [],
      ...(outcome === 'RETURN' ? { detail: { returnTo: request.returnTo ?? 'INITIATOR', resume: back.resume } } : {}),
      review,
    });
  }

  /** The opinion of a delegate, or of anybody who was only asked. */
  advise(actor: Actor, taskId: string, version: number, comment: string): Promise<JsonText> {
    return this.act(actor, taskId, version, 'advise', (held, persons) => ({
      act: 'ADVISE',
      taskId,
      reason: comment,
      after: advise(held.process, taskId, persons, newId),
    }));
  }

  /** The read receipt of a copy. Copies outlive the run. */
  async read(actor: Actor, taskId: string, version: number): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      const held = await this.processes.lockTask(tx, taskId, version);
      const { process, task, hand } = held;
      const refusal = findReadRefusal(task, hand);
      if (refusal || !hand) throw refused(refusal ?? 'notYourTask', held);
      const after = withTasks(
        process,
        ({ id }) => id === taskId,
        () => ({ state: 'DONE', decision: 'READ', decidedBy: personsOf(hand) }),
      );
      return this.processes.finish(tx, held, after, {
        act: 'READ',
        action: 'approvalTask.read',
        event: 'approval.copy-read',
        stepKey: task.stepKey,
        aboutTaskId: taskId,
        inNameOf: hand.inNameOf,
      });
    });
  }

  addSigners(actor: Actor, taskId: string, version: number, request: SignersRequest): Promise<JsonText> {
    const { accountIds, place, reason } = request;
    return this.act(actor, taskId, version, 'addSigners', async (held, _persons, tx) => {
      const refusal = findActRefusal(held.process, held.task, held.hand, 'addSigners', accountIds.length);
      if (refusal) throw refused(refusal, held);
      await assertAble(tx, held, accountIds);
      return {
        act: 'ADD_SIGNERS',
        reason: reason ?? null,
        detail: { accountIds, place },
        after: addSigners(held.process, held.task, accountIds, place, newId),
      };
    });
  }

  /** 减签, or taking a delegation back: whoever added the signer, and only before he has decided. */
  removeSigner(actor: Actor, taskId: string, version: number, reason: string | null): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      const held = await this.processes.lockTask(tx, taskId, version);
      const { process, task } = held;
      const adder = await tx.one(findAdderHand(taskId));
      const refusal = findRemovalRefusal(process, task, adder, actor.personId);
      if (refusal) throw refused(refusal, held);
      return this.processes.finish(tx, held, removeSigner(process, task, newId), {
        act: 'REMOVE_SIGNER',
        action: 'approvalTask.removeSigner',
        event: 'approval.signer-removed',
        stepKey: task.stepKey,
        aboutTaskId: taskId,
        detail: { accountIds: [task.assigneeId] },
        reason,
      });
    });
  }

  transfer(actor: Actor, taskId: string, version: number, accountId: string, reason: string): Promise<JsonText> {
    return this.act(actor, taskId, version, 'transfer', async (held, _persons, tx) => {
      await assertAble(tx, held, [accountId]);
      return {
        act: 'TRANSFER',
        reason,
        detail: { accountIds: [accountId] },
        after: transfer(held.process, held.task, accountId),
      };
    });
  }

  delegate(actor: Actor, taskId: string, version: number, accountId: string, reason: string): Promise<JsonText> {
    return this.act(actor, taskId, version, 'delegate', async (held, _persons, tx) => {
      await assertAble(tx, held, [accountId]);
      return {
        act: 'DELEGATE',
        reason,
        detail: { accountIds: [accountId] },
        after: delegate(held.process, held.task, accountId, newId),
      };
    });
  }

  claim(actor: Actor, taskId: string, version: number): Promise<JsonText> {
    return this.act(actor, taskId, version, 'claim', ({ process, task }) => ({
      act: 'CLAIM',
      after: claim(process, task, actor.accountId),
    }));
  }

  unclaim(actor: Actor, taskId: string, version: number): Promise<JsonText> {
    return this.act(actor, taskId, version, 'unclaim', ({ process, task }) => ({
      act: 'UNCLAIM',
      after: claim(process, task, null),
    }));
  }

  /** An act that does not decide the task: the same guards for all. */
  private act(
    actor: Actor,
    taskId: string,
    version: number,
    verb: TaskAct,
    work: (held: HeldTask, persons: readonly string[], tx: Tx) => Done | Promise<Done>,
  ): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      const held = await this.processes.lockTask(tx, taskId, version);
      const refusal = findActRefusal(held.process, held.task, held.hand, verb);
      if (refusal || !held.hand) throw refused(refusal ?? 'notYourTask', held);
      const { after, ...done } = await work(held, personsOf(held.hand), tx);
      return this.processes.finish(tx, held, after, {
        aboutTaskId: taskId,
        ...done,
        action: `approvalTask.${verb}`,
        event: VERBS[verb],
        stepKey: held.task.stepKey,
        inNameOf: held.hand.inNameOf,
      });
    });
  }

  /** People whom the decider chooses for later steps; the steps that ask for it must get them. */
  private async withChoices(
    tx: Tx,
    { approval, process, task }: HeldTask,
    choices: readonly StepChoice[],
  ): Promise<Process> {
    const asking = stepsChosenAt(process.definition, task.stepKey);
    if (asking.length === 0) return process;
    const made = Object.fromEntries(choices.map(({ stepKey, accountIds }) => [stepKey, accountIds]));
    const merged = { ...process.choices };
    for (const { key, name } of asking) {
      merged[key] = made[key] ?? merged[key] ?? [];
      if (merged[key].length === 0) throw approvalErrors.choiceMissing({ step: name.zh });
    }
    const { definition, context } = process;
    const people = await tx.one(findPeopleFor({ definition, context, paths: approval.paths, choices: merged }));
    return { ...process, choices: merged, people };
  }
}

const EVENTS = { APPROVE: 'approval.step-approved', RETURN: 'approval.returned', REJECT: 'approval.rejected' } as const;

const VERBS: Readonly<Record<TaskAct, string>> = {
  advise: 'approval.advised',
  addSigners: 'approval.signers-added',
  transfer: 'approval.transferred',
  delegate: 'approval.delegated',
  claim: 'approval.claimed',
  unclaim: 'approval.unclaimed',
};

interface Done {
  readonly act: ActKind;
  readonly after: Process;
  readonly taskId?: string;
  readonly reason?: string | null;
  readonly detail?: object;
}

const toDecision = (request: DecisionRequest): Decision => ({
  outcome: request.outcome,
  reason: request.reason ?? null,
  returnTo: request.returnTo ?? 'INITIATOR',
  resume: request.resume ?? 'RESTART',
  subjectVersion: request.subjectVersion,
  contentHash: request.contentHash,
});

export function refused(refusal: ActRefusal, { process, task }: { process: Process; task?: Task }): Error {
  return approvalErrors[refusal]({
    state: process.state,
    version: process.subjectVersion,
    role: task?.role ?? '—',
    max: MAX_SIGNERS,
  });
}
