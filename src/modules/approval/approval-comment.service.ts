import { Injectable } from '@nestjs/common';
import { type Actor, Transactions } from '../../platform/database/transactions.js';
import { countOwnFiles } from '../../platform/files/files.store.js';
import type { JsonText } from '../../platform/http/json-text.js';
import { approvalErrors } from './approval.errors.js';
import { announceUrge } from './approval.notice.js';
import type { UrgeRequest, WriteCommentRequest } from './approval-comment.dto.js';
import { findUrgeFacts } from './approval-comment.store.js';
import { findAwaited } from './approval-notice.store.js';
import { findUrgeRefusal } from './domain/act-refusals.js';
import { Processes } from './process.service.js';

/** Words that change nothing: urging those who are to act, and comments. Both stand in the trail. */
@Injectable()
export class ApprovalCommentService {
  constructor(
    private readonly transactions: Transactions,
    private readonly processes: Processes,
  ) {}

  /** 催办: once in a working day, whoever does it. */
  urge(actor: Actor, id: string, { comment }: UrgeRequest): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      const held = await this.processes.lock(tx, 'approval', id);
      const { process } = held;
      const [facts, awaited] = await tx.all([findUrgeFacts(id), findAwaited(id)]);
      const refusal = findUrgeRefusal(process, facts);
      if (refusal) throw approvalErrors[refusal]({ state: process.state });
      for (const task of awaited) await announceUrge(tx, task, process.version + 1);
      return this.processes.finish(tx, held, process, {
        act: 'URGE',
        action: 'approval.urge',
        event: 'approval.urged',
        stepKey: null,
        reason: comment?.trim() || null,
      });
    });
  }

  comment(actor: Actor, id: string, request: WriteCommentRequest): Promise<JsonText> {
    const { text } = request;
    const fileIds = request.fileIds ?? [];
    return this.transactions.run(actor, async (tx) => {
      const held = await this.processes.lock(tx, 'approval', id);
      if ((await tx.one(countOwnFiles(fileIds))) < fileIds.length) throw approvalErrors.notOwnFile();
      return this.processes.finish(tx, held, held.process, {
        act: 'COMMENT',
        action: 'approval.comment',
        event: 'approval.commented',
        stepKey: null,
        reason: text,
        fileIds,
      });
    });
  }
}
