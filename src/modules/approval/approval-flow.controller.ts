import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../platform/database/transactions.js';
import type { JsonText } from '../../platform/http/json-text.js';
import type { ListRequest } from '../../platform/http/list.js';
import { Acting, Id, IfMatch, ListQuery } from '../../platform/http/parameters.js';
import { Route } from '../../platform/http/route.js';
import { approvalErrors } from './approval.errors.js';
import { approvalFlowPolicy } from './approval.policy.js';
import { CreateFlowRequest, FlowResponse } from './approval-flow.dto.js';
import { ApprovalFlowService } from './approval-flow.service.js';
import { flowList } from './approval-flow.store.js';

@ApiTags('approval')
@Controller('approval-flows')
export class ApprovalFlowController {
  constructor(private readonly flows: ApprovalFlowService) {}

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
    errors: [approvalErrors.flowInvalid],
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

  @Post(':id/publish')
  @Route({
    id: 'approvalFlows.publish',
    summary: '发布流程 / Publish a flow',
    allow: approvalFlowPolicy.publish,
    answer: FlowResponse,
    ifMatch: true,
    errors: [approvalErrors.flowNotDraft, approvalErrors.ownFlow, approvalErrors.flowPublishedMeanwhile],
  })
  publish(@Acting() actor: Actor, @Id() id: string, @IfMatch() version: number): Promise<JsonText> {
    return this.flows.publish(actor, id, version);
  }
}
