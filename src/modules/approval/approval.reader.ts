import { Injectable } from '@nestjs/common';
import { acceptedRoles } from '../../platform/auth/policy.js';
import { type Actor, Transactions } from '../../platform/database/transactions.js';
import { toDownload } from '../../platform/files/files.service.js';
import { attachedFileContent } from '../../platform/files/files.store.js';
import { httpErrors } from '../../platform/http/http.errors.js';
import { type Download, type JsonText, offer, withAllowedActions } from '../../platform/http/json-text.js';
import { type ListRequest, listCall } from '../../platform/http/list.js';
import type { ApproverResponse } from './approval.dto.js';
import { errorOf } from './approval.errors.js';
import { findUrgeFacts, isAttachment } from './approval-comment.store.js';
import { approvalDetail, approvalList, findHolders, findRolesAt } from './approval-detail.store.js';
import { ApprovalSubjects } from './approval-subjects.js';
import { findUrgeRefusal, findWithdrawalRefusal } from './domain/act-refusals.js';
import { nextApprovers } from './next-approvers.js';
import { Processes } from './process.service.js';
import { findApproval, findPeople, findSeats } from './process.store.js';

const READ = { readOnly: true, isolation: 'REPEATABLE READ' } as const;

/** Reads of approvals. */
@Injectable()
export class ApprovalReader {
  constructor(
    private readonly transactions: Transactions,
    private readonly processes: Processes,
    private readonly subjects: ApprovalSubjects,
  ) {}

  list(actor: Actor, request: ListRequest): Promise<JsonText> {
    const which = request.parameters['startedByMe'] === 'true' ? 'STARTED' : 'ALL';
    return this.transactions.read(actor, listCall(approvalList(which), request));
  }

  detail(actor: Actor, id: string): Promise<JsonText> {
    return this.transactions.run(
      actor,
      async (tx) => {
        const [detail, row, seats, roles, facts] = await tx.all([
          approvalDetail(id),
          findApproval('approval', id),
          findSeats('approval', id),
          findRolesAt(id),
          findUrgeFacts(id),
        ]);
        if (!detail || !row) throw httpErrors.notFound();
        const process = this.processes.toProcess(row, seats, {});
        const { withdrawal } = this.subjects.find(row.subjectType);
        const isRefused = !acceptedRoles(withdrawal).some((role) => roles.includes(role));
        const actions = [
          offer('withdraw', isRefused ? httpErrors.forbidden : errorOf(findWithdrawalRefusal(process))),
          offer('urge', errorOf(findUrgeRefusal(process, facts))),
          offer('comment', null),
        ];
        return { ...detail, json: withAllowedActions(detail.json, actions) };
      },
      READ,
    );
  }

  /** Whoever sees the approval sees what was attached to its comments. */
  attachment(actor: Actor, id: string, fileId: string): Promise<Download> {
    return this.transactions.run(
      actor,
      async (tx) => {
        if (!(await tx.one(isAttachment(id, fileId)))) throw httpErrors.notFound();
        return toDownload(await tx.one(attachedFileContent(fileId)));
      },
      { readOnly: true },
    );
  }

  /** 当前可办理人员: who could act on any open task now, each once. Empty when nothing is under way. */
  nextApprovers(actor: Actor, id: string): Promise<{ readonly items: readonly ApproverResponse[] }> {
    return this.transactions.run(
      actor,
      async (tx) => {
        const [row, seats, people, holders] = await tx.all([
          findApproval('approval', id),
          findSeats('approval', id),
          findPeople('approval', id),
          findHolders('approval', id),
        ]);
        if (!row) throw httpErrors.notFound();
        const tasks = nextApprovers(this.processes.toProcess(row, seats, people), holders);
        const each = tasks.flatMap(({ approvers }) => approvers.map((approver) => [approver.id, approver] as const));
        return { items: [...new Map(each).values()] };
      },
      READ,
    );
  }
}
