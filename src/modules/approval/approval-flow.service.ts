import { Injectable } from '@nestjs/common';
import { nextState } from '../../kernel/lifecycle.js';
import { recordChange } from '../../platform/audit/record-change.js';
import { newId } from '../../platform/database/ids.js';
import { type Actor, Transactions, type Tx } from '../../platform/database/transactions.js';
import { httpErrors } from '../../platform/http/http.errors.js';
import type { JsonText } from '../../platform/http/json-text.js';
import { type ListRequest, listCall } from '../../platform/http/list.js';
import { type District, findDistrict } from '../organization/index.js';
import { approvalErrors } from './approval.errors.js';
import { DECIDING_ROLES } from './approval.policy.js';
import type {
  CreateFlowRequest,
  FlowChecksResponse,
  FlowDiagramResponse,
  UpdateFlowRequest,
} from './approval-flow.dto.js';
import {
  type ApprovalFlow,
  findFlow,
  findFlowForUpdate,
  flowDetail,
  flowList,
  insertFlow,
  publishFlow,
  retireFlow,
  retireRivals,
  updateFlow,
} from './approval-flow.store.js';
import { ApprovalSubjects } from './approval-subjects.js';
import { type FlowAction, flowLifecycle } from './domain/flow.lifecycle.js';
import { type Assignee, type FlowDefinition, stepsOf } from './domain/flow-definition.js';
import { flowDiagram } from './domain/flow-diagram.js';
import { type FlowRules, findFlowProblems } from './domain/flow-problems.js';
import { type DefinitionDraft, readDefinition } from './domain/read-definition.js';
import { type CountedRule, findGaps } from './flow-coverage.store.js';
import { findMissingSheets } from './review-sheet.store.js';

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

  /** The flowchart of a definition, drafts included: what is about to be published can be looked at. */
  async diagram(actor: Actor, id: string): Promise<FlowDiagramResponse> {
    const flow = await this.transactions.read(actor, findFlow(id));
    if (!flow) throw httpErrors.notFound();
    return { mermaid: flowDiagram(flow.definition.steps) };
  }

  /** What a publication would meet, and rules that find nobody in the district now: a warning, since people can be appointed later. */
  checks(actor: Actor, id: string): Promise<FlowChecksResponse> {
    return this.transactions.run(
      actor,
      async (tx) => {
        const flow = await tx.one(findFlow(id));
        if (!flow) throw httpErrors.notFound();
        const gaps = await tx.one(findGaps(countedRules(flow.definition), flow.districtId));
        return { problems: [...(await this.findProblems(tx, flow))], warnings: [...gaps] };
      },
      { readOnly: true },
    );
  }

  create(actor: Actor, request: CreateFlowRequest): Promise<JsonText> {
    const definition = this.readValid(request.subjectType, request.definition as unknown as DefinitionDraft);
    return this.transactions.run(actor, async (tx) => {
      const district = await tx.one(findDistrict(request.districtId));
      if (!district) throw httpErrors.notFound();
      const id = newId();
      await tx.one(insertFlow({ ...request, definition, id, authorId: actor.personId }));
      await this.record(tx, 'approvalFlow.create', 'approval-flow.created', { id, before: null }, district);
      return { ...(await this.read(tx, id)), location: `/api/v1/approval-flows/${id}` };
    });
  }

  /** A draft is its author's alone: whoever else wrote in it could publish his own text. */
  update(actor: Actor, id: string, version: number, request: UpdateFlowRequest): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      const { flow, district } = await this.lock(tx, id, version, 'update');
      if (flow.authorId !== actor.personId) throw approvalErrors.foreignDraft();
      const definition = request.definition
        ? this.readValid(flow.subjectType, request.definition as unknown as DefinitionDraft)
        : flow.definition;
      if (!(await tx.one(updateFlow(flow, request.name ?? flow.name, definition)))) throw httpErrors.conflict();
      await this.record(tx, 'approvalFlow.update', 'approval-flow.updated', { id, before: flow }, district);
      return this.read(tx, id);
    });
  }

  /** Judged again: what was valid when it was drafted may name a role, a fact or a sheet that is gone. */
  publish(actor: Actor, id: string, version: number): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      const { flow, district } = await this.lock(tx, id, version, 'publish');
      if (flow.authorId === actor.personId) throw approvalErrors.ownFlow();
      const problems = await this.findProblems(tx, flow);
      if (problems.length > 0) throw approvalErrors.flowInvalid({ problems: problems.join('; ') });
      await tx.one(retireRivals(flow));
      if (!(await tx.one(publishFlow(flow, actor.personId)))) throw httpErrors.conflict();
      await this.record(tx, 'approvalFlow.publish', 'approval-flow.published', { id, before: flow }, district);
      return this.read(tx, id);
    });
  }

  /** What begins from now on runs on the general flow; what runs keeps the flow it began with. */
  retire(actor: Actor, id: string, version: number): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      const { flow, district } = await this.lock(tx, id, version, 'retire');
      if (!(await tx.one(retireFlow(flow)))) throw httpErrors.conflict();
      await this.record(tx, 'approvalFlow.retire', 'approval-flow.retired', { id, before: flow }, district);
      return this.read(tx, id);
    });
  }

  /** A flow of the caller's district, in a state that allows the act. */
  private async lock(
    tx: Tx,
    id: string,
    version: number,
    action: FlowAction,
  ): Promise<{ readonly flow: ApprovalFlow; readonly district: District }> {
    const flow = await tx.one(findFlowForUpdate(id));
    if (!flow) throw httpErrors.notFound();
    if (!flow.districtId) throw approvalErrors.flowShared();
    const district = await tx.one(findDistrict(flow.districtId));
    if (!district) throw httpErrors.notFound();
    if (flow.version !== version) throw httpErrors.stale({ version: flow.version });
    if (!nextState(flowLifecycle, flow.state, action))
      throw action === 'retire' ? approvalErrors.flowRetired() : approvalErrors.flowNotDraft();
    return { flow, district };
  }

  /** Everything that stands against publishing it today. */
  private async findProblems(
    tx: Tx,
    { subjectType, districtId, definition }: ApprovalFlow,
  ): Promise<readonly string[]> {
    const sheets = stepsOf(definition.steps).flatMap(({ sheet }) => sheet ?? []);
    const missing = sheets.length > 0 ? await tx.one(findMissingSheets(sheets, districtId)) : [];
    return [
      ...findFlowProblems(definition, this.rulesOf(subjectType)),
      ...missing.map((code) => `no review sheet ${code} is published`),
    ];
  }

  private rulesOf(subjectType: string): FlowRules {
    if (!this.subjects.types.includes(subjectType))
      throw approvalErrors.subjectUnknown({ subjectType, known: this.subjects.types.join(', ') });
    const { contextTypes, mandatoryRoles } = this.subjects.find(subjectType);
    return { roles: DECIDING_ROLES, contextTypes, mandatoryRoles };
  }

  /** Judged by what its kind of subject knows and demands. */
  private readValid(subjectType: string, draft: DefinitionDraft): FlowDefinition {
    const rules = this.rulesOf(subjectType);
    const definition = readDefinition(draft);
    const problems = 'problems' in definition ? definition.problems : findFlowProblems(definition, rules);
    if ('problems' in definition || problems.length > 0)
      throw approvalErrors.flowInvalid({ problems: problems.join('; ') });
    return definition;
  }

  private async record(
    tx: Tx,
    action: string,
    event: string,
    { id, before }: { readonly id: string; readonly before: ApprovalFlow | null },
    { id: districtId, unitPath }: District,
  ): Promise<void> {
    const after = await tx.one(findFlow(id));
    if (!after) throw httpErrors.notFound();
    const object = { type: 'approvalFlow', id, version: after.version };
    await recordChange(tx, { action, event, object, districtId, unitPath, after, ...(before ? { before } : {}) });
  }

  private async read(tx: Tx, id: string): Promise<JsonText> {
    const detail = await tx.one(flowDetail(id));
    if (!detail) throw httpErrors.notFound();
    return detail;
  }
}

/** Rules whose people can be counted beforehand: a field and a choice are known with the subject only. */
function countedRules({ steps }: FlowDefinition): readonly CountedRule[] {
  return stepsOf(steps).flatMap(({ key: stepKey, assignees, superior, copies = [] }) => {
    const rules: readonly (readonly [string, Assignee])[] = [
      ...assignees.map((rule, n) => [String(n), rule] as const),
      ...(superior ? [['superior', superior] as const] : []),
      ...copies.map((rule, n) => [`copy-${n}`, rule] as const),
    ];
    return rules
      .filter(([, { by }]) => by !== 'FIELD')
      .map(([rule, { role = null, scope = null, accountIds = [] }]) => ({ stepKey, rule, role, scope, accountIds }));
  });
}
