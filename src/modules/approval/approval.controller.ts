import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../platform/database/transactions.js';
import type { Download, JsonText } from '../../platform/http/json-text.js';
import type { ListRequest } from '../../platform/http/list.js';
import { Acting, Id, ListQuery } from '../../platform/http/parameters.js';
import { Route } from '../../platform/http/route.js';
import { ApprovalItem, ApprovalScreenResponse, ApproverResponse } from './approval.dto.js';
import { approvalPolicy } from './approval.policy.js';
import { ApprovalReader } from './approval.reader.js';
import { approvalList } from './approval-detail.store.js';

@ApiTags('approval')
@Controller('approvals')
export class ApprovalController {
  constructor(private readonly reader: ApprovalReader) {}

  @Get()
  @Route({
    id: 'approvals.list',
    summary: '审批实例列表 / List approvals',
    allow: approvalPolicy.read,
    answer: ApprovalItem,
    shape: 'PAGE',
    list: approvalList('ALL'),
  })
  list(@Acting() actor: Actor, @ListQuery() request: ListRequest): Promise<JsonText> {
    return this.reader.list(actor, request);
  }

  @Get(':id')
  @Route({
    id: 'approvals.get',
    summary: '审批实例与全部留痕 / An approval with its trail',
    allow: approvalPolicy.read,
    answer: ApprovalScreenResponse,
  })
  get(@Acting() actor: Actor, @Id() id: string): Promise<JsonText> {
    return this.reader.detail(actor, id);
  }

  @Get(':id/next-approvers')
  @Route({
    id: 'approvals.nextApprovers',
    summary: '当前环节可办理人员 / Who could decide now',
    allow: approvalPolicy.read,
    answer: ApproverResponse,
    shape: 'ITEMS',
  })
  nextApprovers(@Acting() actor: Actor, @Id() id: string): Promise<{ readonly items: readonly ApproverResponse[] }> {
    return this.reader.nextApprovers(actor, id);
  }

  @Get(':id/attachments/:fileId')
  @Route({
    id: 'approvals.attachment',
    summary: '下载评论附件 / Download an attachment of a comment',
    allow: approvalPolicy.read,
    file: 'DOWNLOAD',
    status: 200,
  })
  attachment(@Acting() actor: Actor, @Id() id: string, @Id('fileId') fileId: string): Promise<Download> {
    return this.reader.attachment(actor, id, fileId);
  }
}
