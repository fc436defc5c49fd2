import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../platform/database/transactions.js';
import type { JsonText } from '../../platform/http/json-text.js';
import type { ListRequest } from '../../platform/http/list.js';
import { Acting, Id, ListQuery } from '../../platform/http/parameters.js';
import { Route } from '../../platform/http/route.js';
import { PAYMENT_REFUSALS, paymentErrors } from './budget.errors.js';
import { paymentPolicy } from './budget.policy.js';
import {
  PaymentResponse,
  RecordedPaymentResponse,
  RecordPaymentRequest,
  ReversePaymentRequest,
} from './payment.dto.js';
import { PaymentService } from './payment.service.js';
import { paymentList } from './payment.store.js';

@ApiTags('budget')
@Controller('payments')
export class PaymentController {
  constructor(private readonly payments: PaymentService) {}

  @Get()
  @Route({
    id: 'payments.list',
    summary: '支付列表 / List payments',
    allow: paymentPolicy.read,
    answer: PaymentResponse,
    shape: 'PAGE',
    list: paymentList,
  })
  list(@Acting() actor: Actor, @ListQuery() request: ListRequest): Promise<JsonText> {
    return this.payments.list(actor, request);
  }

  @Post()
  @ApiOkResponse({
    description: '该凭证已登记过 / recorded before, with the same content',
    type: RecordedPaymentResponse,
  })
  @Route({
    id: 'payments.record',
    summary: '登记支付 / Record a payment',
    allow: paymentPolicy.record,
    answer: RecordedPaymentResponse,
    status: 201,
    idempotency: 'REQUIRED',
    errors: [paymentErrors.projectReference, ...Object.values(PAYMENT_REFUSALS)],
  })
  record(@Acting() actor: Actor, @Body() request: RecordPaymentRequest): Promise<JsonText> {
    return this.payments.record(actor, request);
  }

  @Get(':id')
  @Route({
    id: 'payments.get',
    summary: '支付详情 / Get a payment',
    allow: paymentPolicy.read,
    answer: PaymentResponse,
  })
  get(@Acting() actor: Actor, @Id() id: string): Promise<JsonText> {
    return this.payments.detail(actor, id);
  }

  @Post(':id/reverse')
  @Route({
    id: 'payments.reverse',
    summary: '冲销支付 / Reverse a payment',
    allow: paymentPolicy.reverse,
    answer: RecordedPaymentResponse,
    status: 201,
    idempotency: 'REQUIRED',
    errors: [paymentErrors.isReversal, paymentErrors.alreadyReversed, paymentErrors.fiscalYearClosed],
  })
  reverse(@Acting() actor: Actor, @Id() id: string, @Body() { reason }: ReversePaymentRequest): Promise<JsonText> {
    return this.payments.reverse(actor, id, reason);
  }
}
