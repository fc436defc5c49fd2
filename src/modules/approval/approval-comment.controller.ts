import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../platform/database/transactions.js';
import type { JsonText } from '../../platform/http/json-text.js';
import { Acting, Id } from '../../platform/http/parameters.js';
import { Route } from '../../platform/http/route.js';
import { ApprovalResponse } from './approval.dto.js';
import { approvalErrors } from './approval.errors.js';
import { approvalPolicy } from './approval.policy.js';
import { UrgeRequest, WriteCommentRequest } from './approval-comment.dto.js';
import { ApprovalCommentService } from './approval-comment.service.js';

/** Neither changes what the caller has read, so neither asks for its ETag. */
@ApiTags('approval')
@Controller('approvals')
export class ApprovalCommentController {
  constructor(private readonly comments: ApprovalCommentService) {}

  @Post(':id/urge')
  @Route({
    id: 'approvals.urge',
    summary: '催办(提交人或绩效科,每个工作日一次)/ Urge those who are to act',
    allow: approvalPolicy.urge,
    answer: ApprovalResponse,
    errors: [approvalErrors.notSubmitter, approvalErrors.notRunning, approvalErrors.urgedToday],
  })
  urge(@Acting() actor: Actor, @Id() id: string, @Body() request: UrgeRequest): Promise<JsonText> {
    return this.comments.urge(actor, id, request);
  }

  @Post(':id/comments')
  @Route({
    id: 'approvals.comment',
    summary: '评论(可带附件)/ Comment, with attachments',
    allow: approvalPolicy.comment,
    answer: ApprovalResponse,
    errors: [approvalErrors.notOwnFile],
  })
  comment(@Acting() actor: Actor, @Id() id: string, @Body() request: WriteCommentRequest): Promise<JsonText> {
    return this.comments.comment(actor, id, request);
  }
}
