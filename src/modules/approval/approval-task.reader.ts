import { Injectable } from '@nestjs/common';
import { type Actor, Transactions, type Tx } from '../../platform/database/transactions.js';
import { httpErrors } from '../../platform/http/http.errors.js';
import { type AllowedAction, type JsonText, offer } from '../../platform/http/json-text.js';
import { type ListRequest, listCall } from '../../platform/http/list.js';
import { findPublishedEdition } from '../organization/index.js';
import { errorOf } from './approval.errors.js';
import { approvalDetail, findHolders } from './approval-detail.store.js';
import { ApprovalSubjects } from './approval-subjects.js';
import { taskCounts, taskDetail, taskList } from './approval-task.store.js';
import {
  type ActRefusal,
  findActRefusal,
  findOutcomeRefusal,
  findReadRefusal,
  findRemovalRefusal,
  type TaskAct,
} from './domain/act-refusals.js';
import { diffContents } from './domain/content-diff.js';
import { stepOf, stepsChosenAt } from './domain/flow-definition.js';
import type { Hand } from './domain/refusals.js';
import { offeredReturns } from './domain/return-offer.js';
import { findAdderHand, findHand } from './hand.store.js';
import { nextApprovers } from './next-approvers.js';
import { type HeldTask, Processes } from './process.service.js';
import { findApproval, findPeople, findSeats } from './process.store.js';
import { TASK_QUEUES } from './queue.statement.js';
import { REVIEW_SHEETS, type ReviewSheetRow } from './review-sheet.store.js';

const ACTS: readonly TaskAct[] = ['advise', 'addSigners', 'transfer', 'delegate', 'claim', 'unclaim'];

/** Task queues, and everything that the screen of a task needs in one call. */
@Injectable()
export class ApprovalTaskReader {
  constructor(
    private readonly transactions: Transactions,
    private readonly processes: Processes,
    private readonly subjects: ApprovalSubjects,
  ) {}

  /** `queue=TODO` is the default. */
  list(actor: Actor, request: ListRequest): Promise<JsonText> {
    const queue = TASK_QUEUES.find((name) => name === request.parameters['queue']) ?? 'TODO';
    return this.transactions.read(actor, listCall(taskList(queue), request));
  }

  counts(actor: Actor): Promise<JsonText> {
    return this.transactions.read(actor, taskCounts());
  }

  /** The task as it stands: read as the acts read it, without their lock. */
  detail(actor: Actor, id: string): Promise<JsonText> {
    return this.transactions.run(actor, (tx) => this.read(tx, actor, id), {
      readOnly: true,
      isolation: 'REPEATABLE READ',
    });
  }

  private async read(tx: Tx, actor: Actor, id: string): Promise<JsonText> {
    const [item, approval, row, seats, people, holders, hand, adderHand] = await tx.all([
      taskDetail(id),
      approvalDetail(id, 'task'),
      findApproval('task', id),
      findSeats('task', id),
      findPeople('task', id),
      findHolders('task', id),
      findHand(id),
      findAdderHand(id),
    ]);
    const task = seats.tasks.find((each) => each.id === id);
    if (!item || !approval || !row || !task) throw httpErrors.notFound();
    const process = this.processes.toProcess(row, seats, people);
    const { sheet } = stepOf(process.definition, task.stepKey);
    const subject = this.subjects.find(row.subjectType);
    const { current, approved } = await subject.contents(tx, row.subjectId);
    const parts = {
      content: current,
      diff: approved === null ? null : diffContents(approved, current),
      remarks: (await subject.remarks?.(tx, row.subjectId)) ?? null,
      nextApprovers: nextApprovers(process, holders),
      returnTargets: offeredReturns(process, task.stepKey),
      choices: stepsChosenAt(process.definition, task.stepKey).map(({ key, name }) => ({ stepKey: key, name })),
      sheet: sheet ? toFill(await tx.one(findPublishedEdition(REVIEW_SHEETS, sheet, row.districtId))) : null,
      allowedActions: offeredActs({ approval: row, process, task, hand }, adderHand, actor.personId),
    };
    const json = `${item.json.slice(0, -1)},"approval":${approval.json},${JSON.stringify(parts).slice(1)}`;
    return { json, version: item.version };
  }
}

/** Every act at a task, and what would stop it: asked of the same functions that the acts ask. */
function offeredActs(
  { process, task, hand }: HeldTask,
  adderHand: Hand | null,
  personId: string,
): readonly AllowedAction[] {
  const refusals: Readonly<Record<string, ActRefusal | null>> = {
    decide: findOutcomeRefusal(process, task, hand, 'APPROVE'),
    return: findOutcomeRefusal(process, task, hand, 'RETURN'),
    reject: findOutcomeRefusal(process, task, hand, 'REJECT'),
    ...Object.fromEntries(ACTS.map((act) => [act, findActRefusal(process, task, hand, act)])),
    read: findReadRefusal(task, hand),
    remove: findRemovalRefusal(process, task, adderHand, personId),
  };
  return Object.entries(refusals).map(([action, refusal]) => offer(action, errorOf(refusal)));
}

/** What the reviewer needs of a sheet; who wrote it is not his business here. */
const toFill = (sheet: ReviewSheetRow | null): Pick<ReviewSheetRow, 'id' | 'definition'> | null =>
  sheet && { id: sheet.id, definition: sheet.definition };
