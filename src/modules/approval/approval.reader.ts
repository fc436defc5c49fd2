import { Injectable } from '@nestjs/common';
import { type Actor, Transactions } from '../../platform/database/transactions.js';
import { httpErrors } from '../../platform/http/http.errors.js';
import { type AllowedAction, type JsonText, withAllowedActions } from '../../platform/http/json-text.js';
import { type ListRequest, listCall } from '../../platform/http/list.js';
import { approvalDetail, approvalList, nextApprovers } from './approval-detail.store.js';
import { type TaskDetail, type TaskQueue, taskDetail, taskList } from './approval-task.store.js';

/** Reads of approvals and task queues. */
@Injectable()
export class ApprovalReader {
  constructor(private readonly transactions: Transactions) {}

  list(actor: Actor, request: ListRequest): Promise<JsonText> {
    return this.transactions.read(actor, listCall(approvalList, request));
  }

  async detail(actor: Actor, id: string): Promise<JsonText> {
    const detail = await this.transactions.read(actor, approvalDetail(id));
    if (!detail) throw httpErrors.notFound();
    return detail;
  }

  /** 当前可办理人员: who could act on each open task now. Empty when nothing is under way. */
  async nextApprovers(actor: Actor, id: string): Promise<JsonText> {
    await this.detail(actor, id);
    return this.transactions.read(actor, nextApprovers(id));
  }

  /** `queue=TODO` (the default) or `DONE`. */
  tasks(actor: Actor, request: ListRequest): Promise<JsonText> {
    const queue: TaskQueue = request.parameters['queue'] === 'DONE' ? 'DONE' : 'TODO';
    return this.transactions.read(actor, listCall(taskList(queue), request));
  }

  async task(actor: Actor, id: string): Promise<JsonText> {
    const detail = await this.transactions.read(actor, taskDetail(id));
    if (!detail) throw httpErrors.notFound();
    return { json: withAllowedActions(detail.json, [decideAction(detail)]), version: detail.version };
  }
}

function decideAction(task: TaskDetail): AllowedAction {
  const reason =
    task.state !== 'OPEN'
      ? 'approval.task-closed'
      : !task.isMine
        ? 'approval.not-your-task'
        : task.isAuthor
          ? 'approval.own-submission'
          : task.hasDecided
            ? 'approval.decided-before'
            : null;
  return { action: 'decide', allowed: reason === null, reason };
}
