import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../platform/database/transactions.js';
import type { JsonText } from '../../platform/http/json-text.js';
import { Acting, Id, IfMatch } from '../../platform/http/parameters.js';
import { Route } from '../../platform/http/route.js';
import { OperationResponse } from '../../platform/operations/operations.dto.js';
import { ApprovalResponse } from './approval.dto.js';
import { approvalErrors } from './approval.errors.js';
import { approvalTaskPolicy } from './approval.policy.js';
import { HandOnRequest } from './approval-task.dto.js';
import { BulkDecisionsRequest } from './bulk-decision.dto.js';
import { BulkDecisionService } from './bulk-decision.service.js';
import { HandOverRequest } from './hand-over.dto.js';
import { HandOverService } from './hand-over.service.js';

/** Acts at many tasks, or at somebody else's. */
@ApiTags('approval')
@Controller()
export class HandOverController {
  constructor(
    private readonly handOvers: HandOverService,
    private readonly decisions: BulkDecisionService,
  ) {}

  @Post('approval-hand-overs')
  @Route({
    id: 'approvalHandOvers.create',
    summary:
      '离岗移交:一人的全部在办任务,逐项结果见长任务 / Hand a leaver’s open tasks over; the operation tells the result of each',
    allow: approvalTaskPolicy.handOver,
    answer: OperationResponse,
    status: 202,
    idempotency: 'REQUIRED',
  })
  handOver(@Acting() actor: Actor, @Body() request: HandOverRequest): Promise<JsonText> {
    return this.handOvers.start(actor, request);
  }

  @Post('approval-tasks/bulk-decisions')
  @Route({
    id: 'approvalTasks.decideMany',
    summary: '批量审批(≤ 5000 项),逐项结果见长任务 / Decide up to 5,000 tasks; the operation tells the result of each',
    allow: approvalTaskPolicy.decide,
    answer: OperationResponse,
    status: 202,
    idempotency: 'REQUIRED',
    body: 'LARGE',
    errors: [approvalErrors.listedTwice],
  })
  decideMany(@Acting() actor: Actor, @Body() { items }: BulkDecisionsRequest): Promise<JsonText> {
    return this.decisions.start(actor, items);
  }

  @Post('approval-tasks/:id/reassign')
  @Route({
    id: 'approvalTasks.reassign',
    summary: '指派无人可办的任务 / Give a task at which nobody can act to somebody',
    allow: approvalTaskPolicy.reassign,
    answer: ApprovalResponse,
    ifMatch: true,
    idempotency: 'REQUIRED',
    errors: [
      approvalErrors.notRunning,
      approvalErrors.taskClosed,
      approvalErrors.notVacant,
      approvalErrors.cannotSign,
      approvalErrors.mayNotSign,
    ],
  })
  reassign(
    @Acting() actor: Actor,
    @Id() id: string,
    @IfMatch() version: number,
    @Body() { accountId, reason }: HandOnRequest,
  ): Promise<JsonText> {
    return this.handOvers.reassign(actor, id, version, accountId, reason);
  }
}
