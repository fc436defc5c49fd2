import { Body, Controller, Get, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../platform/database/transactions.js';
import type { JsonText } from '../../platform/http/json-text.js';
import type { ListRequest } from '../../platform/http/list.js';
import { Acting, Id, IfMatch, ListQuery, Reading } from '../../platform/http/parameters.js';
import type { Language } from '../../platform/http/problem.js';
import { Route } from '../../platform/http/route.js';
import { approvalErrors } from './approval.errors.js';
import { approvalFlowPolicy } from './approval.policy.js';
import {
  CreateFlowRequest,
  FlowChecksResponse,
  FlowDiagramResponse,
  FlowResponse,
  UpdateFlowRequest,
} from './approval-flow.dto.js';
import { ApprovalFlowService } from './approval-flow.service.js';
import { flowList } from './approval-flow.store.js';
import { DryRunRequest, DryRunResponse } from './dry-run.dto.js';
import { DryRunService } from './dry-run.service.js';
import { MigrationRequest, MigrationResponse } from './flow-migration.dto.js';
import { FlowMigrationService } from './flow-migration.service.js';

@ApiTags('approval')
@Controller('approval-flows')
export class ApprovalFlowController {
  constructor(
    private readonly flows: ApprovalFlowService,
    private readonly dryRuns: DryRunService,
    private readonly migrations: FlowMigrationService,
  ) {}

  @Get()
  @Route({
    id: 'approvalFlows.list',
    summary: '审批流程列表 / List flows',
    allow: approvalFlowPolicy.read,
    answer: FlowResponse,
    shape: 'PAGE',
    list: flowList,
  })
  list(@Acting() actor: Actor, @ListQuery() request: ListRequest): Promise<JsonText> {
    return this.flows.list(actor, request);
  }

  @Post()
  @Route({
    id: 'approvalFlows.create',
    summary: '新建流程草稿 / Draft a flow',
    allow: approvalFlowPolicy.create,
    answer: FlowResponse,
    status: 201,
    errors: [approvalErrors.flowInvalid, approvalErrors.subjectUnknown],
  })
  create(@Acting() actor: Actor, @Body() request: CreateFlowRequest): Promise<JsonText> {
    return this.flows.create(actor, request);
  }

  @Get(':id')
  @Route({
    id: 'approvalFlows.get',
    summary: '审批流程详情 / Get a flow',
    allow: approvalFlowPolicy.read,
    answer: FlowResponse,
  })
  get(@Acting() actor: Actor, @Id() id: string): Promise<JsonText> {
    return this.flows.detail(actor, id);
  }

  @Patch(':id')
  @Route({
    id: 'approvalFlows.update',
    summary: '修改流程草稿 / Change a draft',
    allow: approvalFlowPolicy.update,
    answer: FlowResponse,
    ifMatch: true,
    errors: [
      approvalErrors.flowNotDraft,
      approvalErrors.flowShared,
      approvalErrors.foreignDraft,
      approvalErrors.flowInvalid,
    ],
  })
  update(
    @Acting() actor: Actor,
    @Id() id: string,
    @IfMatch() version: number,
    @Body() request: UpdateFlowRequest,
  ): Promise<JsonText> {
    return this.flows.update(actor, id, version, request);
  }

  @Get(':id/checks')
  @Route({
    id: 'approvalFlows.checks',
    summary: '流程检查 / What stands against publishing, and rules that find nobody now',
    allow: approvalFlowPolicy.read,
    answer: FlowChecksResponse,
  })
  checks(@Acting() actor: Actor, @Id() id: string): Promise<FlowChecksResponse> {
    return this.flows.checks(actor, id);
  }

  @Get(':id/diagram')
  @Route({
    id: 'approvalFlows.diagram',
    summary: '流程图 / Mermaid flowchart',
    allow: approvalFlowPolicy.read,
    answer: FlowDiagramResponse,
  })
  diagram(@Acting() actor: Actor, @Id() id: string): Promise<FlowDiagramResponse> {
    return this.flows.diagram(actor, id);
  }

  @Post(':id/publish')
  @Route({
    id: 'approvalFlows.publish',
    summary: '发布流程 / Publish a flow',
    allow: approvalFlowPolicy.publish,
    answer: FlowResponse,
    ifMatch: true,
    errors: [
      approvalErrors.flowNotDraft,
      approvalErrors.flowShared,
      approvalErrors.ownFlow,
      approvalErrors.flowInvalid,
      approvalErrors.flowPublishedMeanwhile,
    ],
  })
  publish(@Acting() actor: Actor, @Id() id: string, @IfMatch() version: number): Promise<JsonText> {
    return this.flows.publish(actor, id, version);
  }

  @Post(':id/retire')
  @Route({
    id: 'approvalFlows.retire',
    summary: '停用流程 / Retire a flow',
    allow: approvalFlowPolicy.retire,
    answer: FlowResponse,
    ifMatch: true,
    errors: [approvalErrors.flowRetired, approvalErrors.flowShared],
  })
  retire(@Acting() actor: Actor, @Id() id: string, @IfMatch() version: number): Promise<JsonText> {
    return this.flows.retire(actor, id, version);
  }

  @Post(':id/dry-runs')
  @Route({
    id: 'approvalFlows.dryRun',
    summary: '试运行:谁来审、为什么 / Who would approve this, and why',
    allow: approvalFlowPolicy.read,
    answer: DryRunResponse,
    errors: [approvalErrors.dryRunSubject, approvalErrors.exampleInvalid],
  })
  dryRun(
    @Acting() actor: Actor,
    @Id() id: string,
    @Body() request: DryRunRequest,
    @Reading() language: Language,
  ): Promise<DryRunResponse> {
    return this.dryRuns.run(actor, id, request, language);
  }

  @Post(':id/migrations')
  @Route({
    id: 'approvalFlows.migrate',
    summary: '将在办审批迁移到本版次 / Move running approvals onto this revision',
    allow: approvalFlowPolicy.migrate,
    answer: MigrationResponse,
    errors: [approvalErrors.flowNotPublished],
  })
  migrate(@Acting() actor: Actor, @Id() id: string, @Body() request: MigrationRequest): Promise<MigrationResponse> {
    return this.migrations.migrate(actor, id, request);
  }
}
