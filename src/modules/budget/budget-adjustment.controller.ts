import { Body, Controller, Get, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../platform/database/transactions.js';
import type { Download, JsonText } from '../../platform/http/json-text.js';
import type { ListRequest } from '../../platform/http/list.js';
import { Acting, Id, IfMatch, ListQuery } from '../../platform/http/parameters.js';
import { Route } from '../../platform/http/route.js';
import { approvalErrors } from '../approval/index.js';
import { budgetErrors } from './budget.errors.js';
import {
  BudgetAdjustmentItem,
  BudgetAdjustmentReasonRequest,
  BudgetAdjustmentResponse,
  CreateBudgetAdjustmentRequest,
} from './budget-adjustment.dto.js';
import { budgetAdjustmentErrors } from './budget-adjustment.errors.js';
import { budgetAdjustmentPolicy } from './budget-adjustment.policy.js';
import { BudgetAdjustmentReader } from './budget-adjustment.reader.js';
import { BudgetAdjustmentService } from './budget-adjustment.service.js';
import { budgetAdjustmentList } from './budget-adjustment.store.js';

const DRAFTING = [
  budgetAdjustmentErrors.legsRefused,
  budgetAdjustmentErrors.beyondScope,
  budgetAdjustmentErrors.unknownFile,
];

@ApiTags('budget')
@Controller('budget-adjustments')
export class BudgetAdjustmentController {
  constructor(
    private readonly adjustments: BudgetAdjustmentService,
    private readonly reader: BudgetAdjustmentReader,
  ) {}

  @Get()
  @Route({
    id: 'budgetAdjustments.list',
    summary: '预算调整列表 / List adjustments of the budget',
    allow: budgetAdjustmentPolicy.read,
    answer: BudgetAdjustmentItem,
    shape: 'PAGE',
    list: budgetAdjustmentList,
  })
  list(@Acting() actor: Actor, @ListQuery() request: ListRequest): Promise<JsonText> {
    return this.reader.list(actor, request);
  }

  @Post()
  @Route({
    id: 'budgetAdjustments.create',
    summary: '起草预算调整 / Draft an adjustment of the budget',
    allow: budgetAdjustmentPolicy.create,
    answer: BudgetAdjustmentResponse,
    status: 201,
    idempotency: 'REQUIRED',
    errors: DRAFTING,
  })
  create(@Acting() actor: Actor, @Body() request: CreateBudgetAdjustmentRequest): Promise<JsonText> {
    return this.adjustments.create(actor, request);
  }

  @Get(':id')
  @Route({
    id: 'budgetAdjustments.get',
    summary: '预算调整详情 / An adjustment with its legs',
    allow: budgetAdjustmentPolicy.read,
    answer: BudgetAdjustmentResponse,
  })
  get(@Acting() actor: Actor, @Id() id: string): Promise<JsonText> {
    return this.reader.detail(actor, id);
  }

  @Get(':id/evidence/:fileId')
  @Route({
    id: 'budgetAdjustments.evidence',
    summary: '下载预算调整依据 / Download evidence of an adjustment',
    allow: budgetAdjustmentPolicy.read,
    file: 'DOWNLOAD',
    status: 200,
  })
  evidence(@Acting() actor: Actor, @Id() id: string, @Id('fileId') fileId: string): Promise<Download> {
    return this.reader.evidence(actor, id, fileId);
  }

  @Put(':id')
  @Route({
    id: 'budgetAdjustments.update',
    summary: '重写预算调整稿 / Write the draft anew',
    allow: budgetAdjustmentPolicy.update,
    answer: BudgetAdjustmentResponse,
    ifMatch: true,
    errors: [budgetAdjustmentErrors.frozen, ...DRAFTING],
  })
  update(
    @Acting() actor: Actor,
    @Id() id: string,
    @IfMatch() version: number,
    @Body() request: CreateBudgetAdjustmentRequest,
  ): Promise<JsonText> {
    return this.adjustments.update(actor, id, version, request);
  }

  @Post(':id/submit')
  @Route({
    id: 'budgetAdjustments.submit',
    summary: '提交预算调整 / Submit an adjustment',
    allow: budgetAdjustmentPolicy.submit,
    answer: BudgetAdjustmentResponse,
    ifMatch: true,
    errors: [
      budgetAdjustmentErrors.stateForbids,
      budgetAdjustmentErrors.insufficient,
      budgetErrors.fiscalYearUnknown,
      budgetErrors.fiscalYearClosed,
      approvalErrors.noApprover,
      approvalErrors.noFlow,
    ],
  })
  submit(@Acting() actor: Actor, @Id() id: string, @IfMatch() version: number): Promise<JsonText> {
    return this.adjustments.submit(actor, id, version);
  }

  @Post(':id/withdraw')
  @Route({
    id: 'budgetAdjustments.withdraw',
    summary: '撤回预算调整 / Withdraw a submission',
    allow: budgetAdjustmentPolicy.withdraw,
    answer: BudgetAdjustmentResponse,
    ifMatch: true,
    errors: [budgetAdjustmentErrors.stateForbids, approvalErrors.actedUpon],
  })
  withdraw(
    @Acting() actor: Actor,
    @Id() id: string,
    @IfMatch() version: number,
    @Body() { reason }: BudgetAdjustmentReasonRequest,
  ): Promise<JsonText> {
    return this.adjustments.withdraw(actor, id, version, reason ?? null);
  }

  @Post(':id/cancel')
  @Route({
    id: 'budgetAdjustments.cancel',
    summary: '撤销预算调整 / Give a draft up',
    allow: budgetAdjustmentPolicy.cancel,
    answer: BudgetAdjustmentResponse,
    ifMatch: true,
    errors: [budgetAdjustmentErrors.stateForbids],
  })
  cancel(
    @Acting() actor: Actor,
    @Id() id: string,
    @IfMatch() version: number,
    @Body() { reason }: BudgetAdjustmentReasonRequest,
  ): Promise<JsonText> {
    return this.adjustments.cancel(actor, id, version, reason ?? null);
  }
}
