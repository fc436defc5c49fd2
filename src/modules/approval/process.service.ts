import { Injectable } from '@nestjs/common';
import { readValues } from '../../kernel/expression/index.js';
import { changeCall } from '../../platform/audit/record-change.js';
import { newId } from '../../platform/database/ids.js';
import type { Tx } from '../../platform/database/transactions.js';
import { httpErrors } from '../../platform/http/http.errors.js';
import type { JsonText } from '../../platform/http/json-text.js';
import { type Act, insertAct } from './approval-act.store.js';
import { approvalDetail } from './approval-detail.store.js';
import { type ApprovalOutcome, ApprovalSubjects } from './approval-subjects.js';
import { findTaskVersion } from './approval-task.store.js';
import type { ApprovalState } from './domain/approval.lifecycle.js';
import type { People, Process, Task } from './domain/process.js';
import type { Hand } from './domain/refusals.js';
import { findHand } from './hand.store.js';
import {
  type Approval,
  type ApprovalRow,
  type By,
  findPeople,
  findSeats,
  lockApproval,
  saveProcess,
} from './process.store.js';

/** An approval under its lock. */
export interface Held {
  readonly approval: Approval;
  readonly process: Process;
}

/** An approval under its lock, at one of its tasks, and in whose name the caller may act there. */
export interface HeldTask extends Held {
  readonly task: Task;
  readonly hand: Hand | null;
}

/** What is told of an act. The event names what opened and what ended, so that a listener can tell those concerned. */
export type Told = Omit<Act, 'id' | 'round'> & { readonly action: string; readonly event: string };

const OUTCOMES: Readonly<Partial<Record<ApprovalState, ApprovalOutcome>>> = {
  APPROVED: 'APPROVE',
  RETURNED: 'RETURN',
  REJECTED: 'REJECT',
  WITHDRAWN: 'WITHDRAW',
};

/** Loads an approval under its lock, and saves what an act has made of it: one round trip each. */
@Injectable()
export class Processes {
  constructor(private readonly subjects: ApprovalSubjects) {}

  async lock(tx: Tx, by: By, id: string): Promise<Held> {
    const [row, seats, people] = await tx.all([lockApproval(by, id), findSeats(by, id), findPeople(by, id)]);
    if (!row) throw httpErrors.notFound();
    return { approval: row, process: this.toProcess(row, seats, people) };
  }

  /** The task is read under the approval's lock: what the caller has seen open may be decided by now. */
  async lockTask(tx: Tx, taskId: string, version: number | null): Promise<HeldTask> {
    const [row, seats, people, seen, hand] = await tx.all([
      lockApproval('task', taskId),
      findSeats('task', taskId),
      findPeople('task', taskId),
      findTaskVersion(taskId),
      findHand(taskId),
    ]);
    const task = seats.tasks.find(({ id }) => id === taskId);
    if (!row || seen === null || !task) throw httpErrors.notFound();
    if (version !== null && seen !== version) throw httpErrors.stale({ version: seen });
    return { approval: row, process: this.toProcess(row, seats, people), task, hand };
  }

  /** The facts get the types that the subject's module declares. */
  toProcess(row: ApprovalRow, seats: Pick<Process, 'sittings' | 'tasks'>, people: People): Process {
    const context = readValues(this.subjects.find(row.subjectType).contextTypes, row.context);
    return { ...row, ...seats, people, context };
  }

  /** Saves the difference, the line of the trail, audit entry and event; if that ended the run, the subject's module acts. */
  async finish(
    tx: Tx,
    { approval, process }: Held,
    after: Process,
    { action, event, ...act }: Told,
  ): Promise<JsonText> {
    const outcome = after.state === process.state ? undefined : OUTCOMES[after.state];
    const reason = act.reason ?? null;
    const detail = approvalDetail(approval.id);
    const saved = await tx.all([
      insertAct(tx.actor, approval.id, { ...act, id: newId(), round: after.round }),
      ...saveProcess(process, after),
      changeCall(tx.actor, {
        action,
        event: (outcome && ENDINGS[outcome]) ?? event,
        object: { type: 'approval', id: approval.id, version: process.version + 1 },
        districtId: approval.districtId,
        unitPath: approval.unitPath,
        projectId: approval.projectId,
        ...(reason === null ? {} : { reason }),
        before: stateOf(process),
        after: stateOf(after),
        payload: {
          subjectType: approval.subjectType,
          subjectId: approval.subjectId,
          round: after.round,
          state: after.state,
          ...differenceOf(process, after),
        },
      }),
      detail,
    ]);
    if (!outcome) return readDetail(saved.at(-1) as JsonText | null);
    await this.subjects.find(approval.subjectType).onOutcome(tx, approval.subjectId, outcome, reason);
    return readDetail(await tx.one(detail));
  }
}

const ENDINGS: Readonly<Record<ApprovalOutcome, string>> = {
  APPROVE: 'approval.approved',
  RETURN: 'approval.returned',
  REJECT: 'approval.rejected',
  WITHDRAW: 'approval.withdrawn',
};

/** Ids of the tasks that came to somebody and of those that went from somebody: what reminders and notices hang on. */
function differenceOf(before: Process, after: Process): { closedTasks: string[]; openedTasks: string[] } {
  return { closedTasks: openOnlyIn(before, after), openedTasks: openOnlyIn(after, before) };
}

function openOnlyIn(process: Process, other: Process): string[] {
  const held = new Set(other.tasks.flatMap(holdOf));
  return process.tasks.filter((task) => holdOf(task).some((hold) => !held.has(hold))).map(({ id }) => id);
}

const holdOf = ({ id, state, assigneeId, candidateIds }: Task): readonly string[] =>
  state === 'OPEN' ? [[id, assigneeId, ...candidateIds].join()] : [];

function stateOf({ state, round, contentHash, sittings, tasks }: Process): object {
  return {
    state,
    round,
    contentHash,
    sittings: sittings.map(({ id, state: s }) => [id, s]),
    tasks: tasks.map(({ id, state: s, decision, assigneeId }) => [id, s, decision, assigneeId]),
  };
}

function readDetail(detail: JsonText | null): JsonText {
  if (!detail) throw httpErrors.notFound();
  return detail;
}
