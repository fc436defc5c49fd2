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
import { AdviceRequest, CommentRequest, DecisionRequest, HandOnRequest, SignersRequest } from './approval-task.dto.js';
import { ApprovalTaskReader } from './approval-task.reader.js';
import { ApprovalTaskService } from './approval-task.service.js';
import { taskList } from './approval-task.store.js';
import { TaskCountsResponse, TaskItem, TaskResponse } from './approval-task-response.dto.js';

/** What any act at a task can meet. */
const ACTING = [
  approvalErrors.notRunning,
  approvalErrors.taskClosed,
  approvalErrors.taskWaiting,
  approvalErrors.notYourTask,
  approvalErrors.claimedByAnother,
  approvalErrors.ownSubmission,
  approvalErrors.decidedBefore,
];
/** Naming somebody who is to sign. */
const NAMING = [approvalErrors.cannotSign, approvalErrors.mayNotSign];
const DECIDING = [
  ...ACTING,
  approvalErrors.adviceOnly,
  approvalErrors.reasonRequired,
  approvalErrors.returnNotOffered,
  approvalErrors.nothingBefore,
  approvalErrors.subjectChanged,
  approvalErrors.choiceMissing,
];
const REVIEWING = [
  approvalErrors.reviewRequired,
  approvalErrors.answersIncomplete,
  approvalErrors.evidenceMissing,
  approvalErrors.reviewContradicts,
  approvalErrors.conclusionUnexplained,
];

@ApiTags('approval')
@Controller('approval-tasks')
export class ApprovalTaskController {
  constructor(
    private readonly tasks: ApprovalTaskService,
    private readonly reader: ApprovalTaskReader,
  ) {}

  @Get()
  @Route({
    id: 'approvalTasks.list',
    summary: '我的任务:待办、待认领、已办、抄送(queue=)/ Task queues',
    allow: approvalTaskPolicy.read,
    answer: TaskItem,
    shape: 'PAGE',
    list: taskList('TODO'),
  })
  list(@Acting() actor: Actor, @ListQuery() request: ListRequest): Promise<JsonText> {
    return this.reader.list(actor, request);
  }

  @Get('counts')
  @Route({
    id: 'approvalTasks.counts',
    summary: '各队列数量及超期数 / How many tasks each queue has, and how many are overdue',
    allow: approvalTaskPolicy.read,
    answer: TaskCountsResponse,
  })
  counts(@Acting() actor: Actor): Promise<JsonText> {
    return this.reader.counts(actor);
  }

  @Get(':id')
  @Route({
    id: 'approvalTasks.get',
    summary: '审批任务详情:一次取得办理界面所需的全部内容 / A task with everything that its screen needs',
    allow: approvalTaskPolicy.read,
    answer: TaskResponse,
  })
  get(@Acting() actor: Actor, @Id() id: string): Promise<JsonText> {
    return this.reader.detail(actor, id);
  }

  @Post(':id/decisions')
  @Route({
    id: 'approvalTasks.decide',
    summary: '作出审批决定 / Decide a task',
    allow: approvalTaskPolicy.decide,
    answer: ApprovalResponse,
    ifMatch: true,
    idempotency: 'REQUIRED',
    errors: [...DECIDING, ...REVIEWING],
  })
  decide(
    @Acting() actor: Actor,
    @Id() id: string,
    @IfMatch() version: number,
    @Body() request: DecisionRequest,
  ): Promise<JsonText> {
    return this.tasks.decide(actor, id, version, request);
  }

  @Post(':id/advise')
  @Route({
    id: 'approvalTasks.advise',
    summary: '提交意见(被委派、被征询人)/ Give the opinion that was asked for',
    allow: approvalTaskPolicy.advise,
    answer: ApprovalResponse,
    ifMatch: true,
    idempotency: 'REQUIRED',
    errors: [...ACTING, approvalErrors.decisionNeeded],
  })
  advise(
    @Acting() actor: Actor,
    @Id() id: string,
    @IfMatch() version: number,
    @Body() { comment }: AdviceRequest,
  ): Promise<JsonText> {
    return this.tasks.advise(actor, id, version, comment);
  }

  @Post(':id/read')
  @Route({
    id: 'approvalTasks.read',
    summary: '抄送已阅 / Confirm that a copy was read',
    allow: approvalTaskPolicy.acknowledge,
    answer: ApprovalResponse,
    ifMatch: true,
    errors: [approvalErrors.notYourTask, approvalErrors.taskClosed, approvalErrors.decisionNeeded],
  })
  read(@Acting() actor: Actor, @Id() id: string, @IfMatch() version: number): Promise<JsonText> {
    return this.tasks.read(actor, id, version);
  }

  @Post(':id/add-signers')
  @Route({
    id: 'approvalTasks.addSigners',
    summary: '加签:前、后、并 / Add signers before, after or beside',
    allow: approvalTaskPolicy.addSigners,
    answer: ApprovalResponse,
    ifMatch: true,
    idempotency: 'REQUIRED',
    errors: [...ACTING, ...NAMING, approvalErrors.adviceOnly, approvalErrors.tooManySigners],
  })
  addSigners(
    @Acting() actor: Actor,
    @Id() id: string,
    @IfMatch() version: number,
    @Body() request: SignersRequest,
  ): Promise<JsonText> {
    return this.tasks.addSigners(actor, id, version, request);
  }

  @Post(':id/remove')
  @Route({
    id: 'approvalTasks.remove',
    summary: '减签、收回委派 / Remove an added signer, take a delegation back',
    allow: approvalTaskPolicy.remove,
    answer: ApprovalResponse,
    ifMatch: true,
    idempotency: 'REQUIRED',
    errors: [approvalErrors.notRunning, approvalErrors.notYourTask, approvalErrors.notAdded],
  })
  remove(
    @Acting() actor: Actor,
    @Id() id: string,
    @IfMatch() version: number,
    @Body() { comment }: CommentRequest,
  ): Promise<JsonText> {
    return this.tasks.removeSigner(actor, id, version, comment ?? null);
  }

  @Post(':id/transfer')
  @Route({
    id: 'approvalTasks.transfer',
    summary: '转办 / Hand a task on for good',
    allow: approvalTaskPolicy.transfer,
    answer: ApprovalResponse,
    ifMatch: true,
    idempotency: 'REQUIRED',
    errors: [...ACTING, ...NAMING],
  })
  transfer(
    @Acting() actor: Actor,
    @Id() id: string,
    @IfMatch() version: number,
    @Body() { accountId, reason }: HandOnRequest,
  ): Promise<JsonText> {
    return this.tasks.transfer(actor, id, version, accountId, reason);
  }

  @Post(':id/delegate')
  @Route({
    id: 'approvalTasks.delegate',
    summary: '委派:征求意见后回到本人 / Ask somebody for an opinion; the task comes back',
    allow: approvalTaskPolicy.delegate,
    answer: ApprovalResponse,
    ifMatch: true,
    idempotency: 'REQUIRED',
    errors: [...ACTING, ...NAMING, approvalErrors.adviceOnly],
  })
  delegate(
    @Acting() actor: Actor,
    @Id() id: string,
    @IfMatch() version: number,
    @Body() { accountId, reason }: HandOnRequest,
  ): Promise<JsonText> {
    return this.tasks.delegate(actor, id, version, accountId, reason);
  }

  @Post(':id/claim')
  @Route({
    id: 'approvalTasks.claim',
    summary: '认领 / Claim a task of one’s group',
    allow: approvalTaskPolicy.claim,
    answer: ApprovalResponse,
    ifMatch: true,
    errors: [...ACTING, approvalErrors.notOfGroup, approvalErrors.alreadyClaimed],
  })
  claim(@Acting() actor: Actor, @Id() id: string, @IfMatch() version: number): Promise<JsonText> {
    return this.tasks.claim(actor, id, version);
  }

  @Post(':id/unclaim')
  @Route({
    id: 'approvalTasks.unclaim',
    summary: '退回认领 / Give a claimed task back to the group',
    allow: approvalTaskPolicy.unclaim,
    answer: ApprovalResponse,
    ifMatch: true,
    errors: [...ACTING, approvalErrors.notClaimed],
  })
  unclaim(@Acting() actor: Actor, @Id() id: string, @IfMatch() version: number): Promise<JsonText> {
    return this.tasks.unclaim(actor, id, version);
  }
}
