import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../platform/database/transactions.js';
import type { JsonText } from '../../platform/http/json-text.js';
import type { ListRequest } from '../../platform/http/list.js';
import { Acting, Id, IfMatch, ListQuery } from '../../platform/http/parameters.js';
import { Route } from '../../platform/http/route.js';
import { ApprovalResponse } from './approval.dto.js';
import { approvalErrors } from './approval.errors.js';
import { approvalTaskPolicy } from './approval.policy.js';
import { ApprovalReader } from './approval.reader.js';
import { DecisionRequest, TaskItem, TaskResponse } from './approval-task.dto.js';
import { ApprovalTaskService } from './approval-task.service.js';
import { taskList } from './approval-task.store.js';

@ApiTags('approval')
@Controller('approval-tasks')
export class ApprovalTaskController {
  constructor(
    private readonly tasks: ApprovalTaskService,
    private readonly reader: ApprovalReader,
  ) {}

  @Get()
  @Route({
    id: 'approvalTasks.list',
    summary: '待办与已办(queue=TODO|DONE)/ Task queues',
    allow: approvalTaskPolicy.read,
    answer: TaskItem,
    shape: 'PAGE',
    list: taskList('TODO'),
  })
  list(@Acting() actor: Actor, @ListQuery() request: ListRequest): Promise<JsonText> {
    return this.reader.tasks(actor, request);
  }

  @Get(':id')
  @Route({
    id: 'approvalTasks.get',
    summary: '审批任务详情 / Get a task',
    allow: approvalTaskPolicy.read,
    answer: TaskResponse,
  })
  get(@Acting() actor: Actor, @Id() id: string): Promise<JsonText> {
    return this.reader.task(actor, id);
  }

  @Post(':id/decisions')
  @Route({
    id: 'approvalTasks.decide',
    summary: '作出审批决定 / Decide a task',
    allow: approvalTaskPolicy.decide,
    answer: ApprovalResponse,
    ifMatch: true,
    idempotency: 'REQUIRED',
    errors: [
      approvalErrors.taskClosed,
      approvalErrors.notYourTask,
      approvalErrors.ownSubmission,
      approvalErrors.decidedBefore,
      approvalErrors.reasonRequired,
      approvalErrors.subjectChanged,
      approvalErrors.notRunning,
    ],
  })
  decide(
    @Acting() actor: Actor,
    @Id() id: string,
    @IfMatch() version: number,
    @Body() request: DecisionRequest,
  ): Promise<JsonText> {
    return this.tasks.decide(actor, id, version, request);
  }
}
