import { Injectable } from '@nestjs/common';
import { recordChange } from '../../platform/audit/record-change.js';
import { newId } from '../../platform/database/ids.js';
import { type Actor, Transactions, type Tx } from '../../platform/database/transactions.js';
import { httpErrors } from '../../platform/http/http.errors.js';
import type { JsonText } from '../../platform/http/json-text.js';
import { type ListRequest, listCall } from '../../platform/http/list.js';
import { findDistrict } from '../organization/index.js';
import { approvalErrors } from './approval.errors.js';
import { DECIDING_ROLES } from './approval.policy.js';
import type { CreateFlowRequest } from './approval-flow.dto.js';
import {
  findFlowForUpdate,
  flowDetail,
  flowList,
  insertFlow,
  publishFlow,
  retireRivals,
} from './approval-flow.store.js';
import { ApprovalSubjects } from './approval-subjects.js';
import type { FlowDefinition } from './domain/flow-definition.js';
import { findFlowProblems } from './domain/flow-problems.js';
import { type DefinitionDraft, readDefinition } from './domain/read-definition.js';

/** Flow definitions: drafted by one person, published by another. */
@Injectable()
export class ApprovalFlowService {
  constructor(
    private readonly transactions: Transactions,
    private readonly subjects: ApprovalSubjects,
  ) {}

  list(actor: Actor, request: ListRequest): Promise<JsonText> {
    return this.transactions.read(actor, listCall(flowList, request));
  }

  async detail(actor: Actor, id: string): Promise<JsonText> {
    const detail = await this.transactions.read(actor, flowDetail(id));
    if (!detail) throw httpErrors.notFound();
    return detail;
  }

  create(actor: Actor, request: CreateFlowRequest): Promise<JsonText> {
    const definition = this.readValid(request.subjectType, request.definition as unknown as DefinitionDraft);
    return this.transactions.run(actor, async (tx) => {
      const district = await tx.one(findDistrict(request.districtId));
      if (!district) throw httpErrors.notFound();
      const id = newId();
      await tx.one(insertFlow({ ...request, definition, id, authorId: actor.personId }));
      await this.record(tx, 'approvalFlow.create', 'approval-flow.created', id, 1, district);
      return { ...(await this.read(tx, id)), location: `/api/v1/approval-flows/${id}` };
    });
  }

  publish(actor: Actor, id: string, version: number): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      const flow = await tx.one(findFlowForUpdate(id));
      const district = flow?.districtId ? await tx.one(findDistrict(flow.districtId)) : null;
      if (!flow || !district) throw httpErrors.notFound();
      if (flow.version !== version) throw httpErrors.stale({ version: flow.version });
      if (flow.state !== 'DRAFT') throw approvalErrors.flowNotDraft();
      if (flow.authorId === actor.personId) throw approvalErrors.ownFlow();
      await tx.one(retireRivals(flow));
      if (!(await tx.one(publishFlow(flow, actor.personId)))) throw httpErrors.conflict();
      await this.record(tx, 'approvalFlow.publish', 'approval-flow.published', id, version + 1, district);
      return this.read(tx, id);
    });
  }

  /** Judged by what its kind of subject knows and demands. */
  private readValid(subjectType: string, draft: DefinitionDraft): FlowDefinition {
    if (!this.subjects.types.includes(subjectType))
      throw approvalErrors.subjectUnknown({ subjectType, known: this.subjects.types.join(', ') });
    const definition = readDefinition(draft);
    const { contextTypes, mandatoryRoles } = this.subjects.find(subjectType);
    const problems =
      'problems' in definition
        ? definition.problems
        : findFlowProblems(definition, { roles: DECIDING_ROLES, contextTypes, mandatoryRoles });
    if ('problems' in definition || problems.length > 0)
      throw approvalErrors.flowInvalid({ problems: problems.join('; ') });
    return definition;
  }

  private record(
    tx: Tx,
    action: string,
    event: string,
    id: string,
    version: number,
    district: { id: string; unitPath: string },
  ): Promise<void> {
    const object = { type: 'approvalFlow', id, version };
    return recordChange(tx, { action, event, object, districtId: district.id, unitPath: district.unitPath });
  }

  private async read(tx: Tx, id: string): Promise<JsonText> {
    const detail = await tx.one(flowDetail(id));
    if (!detail) throw httpErrors.notFound();
    return detail;
  }
}
