import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../platform/database/transactions.js';
import type { JsonText } from '../../platform/http/json-text.js';
import type { ListRequest } from '../../platform/http/list.js';
import { Acting, Id, ListQuery } from '../../platform/http/parameters.js';
import { Route } from '../../platform/http/route.js';
import { paymentBatchErrors } from './budget.errors.js';
import { paymentBatchPolicy, paymentPolicy } from './budget.policy.js';
import {
  PaymentBatchItem,
  PaymentBatchResponse,
  PaymentFeedResponse,
  RecordPaymentBatchRequest,
} from './payment-batch.dto.js';
import { PaymentBatchService } from './payment-batch.service.js';
import { paymentBatchList } from './payment-batch.store.js';

@ApiTags('budget')
@Controller()
export class PaymentBatchController {
  constructor(private readonly batches: PaymentBatchService) {}

  @Get('payment-batches')
  @Route({
    id: 'paymentBatches.list',
    summary: '支付批次列表 / List batches of payments',
    allow: paymentBatchPolicy.read,
    answer: PaymentBatchItem,
    shape: 'PAGE',
    list: paymentBatchList,
  })
  list(@Acting() actor: Actor, @ListQuery() request: ListRequest): Promise<JsonText> {
    return this.batches.list(actor, request);
  }

  @Post('payment-batches')
  @Route({
    id: 'paymentBatches.record',
    summary: '批量登记支付 / Record a batch of payments',
    allow: paymentBatchPolicy.record,
    answer: PaymentBatchResponse,
    status: 201,
    idempotency: 'REQUIRED',
    body: 'LARGE',
    errors: [paymentBatchErrors.totalsDiffer, paymentBatchErrors.districtUnknown],
  })
  record(@Acting() actor: Actor, @Body() request: RecordPaymentBatchRequest): Promise<JsonText> {
    return this.batches.record(actor, request);
  }

  @Get('payment-batches/:id')
  @Route({
    id: 'paymentBatches.get',
    summary: '支付批次及逐行结果 / A batch with the outcome of each row',
    allow: paymentBatchPolicy.read,
    answer: PaymentBatchResponse,
  })
  get(@Acting() actor: Actor, @Id() id: string): Promise<JsonText> {
    return this.batches.detail(actor, id);
  }

  @Get('payment-feeds')
  @Route({
    id: 'paymentFeeds.list',
    summary: '各来源系统支付数据的时滞 / How far each finance system’s payments have come',
    allow: paymentPolicy.read,
    answer: PaymentFeedResponse,
    shape: 'ITEMS',
  })
  feeds(@Acting() actor: Actor): Promise<JsonText> {
    return this.batches.feeds(actor);
  }
}
