import { Controller, Get, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '../database/transactions.js';
import type { JsonText } from '../http/json-text.js';
import { Acting, Id, IfMatch } from '../http/parameters.js';
import { Route } from '../http/route.js';
import { OperationResponse } from './operations.dto.js';
import { operationsPolicy } from './operations.policy.js';
import { Operations } from './operations.service.js';

@ApiTags('operations')
@Controller('operations')
export class OperationsController {
  constructor(private readonly operations: Operations) {}

  @Get(':id')
  @Route({
    id: 'operations.get',
    summary: '查询长任务 / Poll an operation',
    allow: operationsPolicy.read,
    answer: OperationResponse,
  })
  get(@Acting() actor: Actor, @Id() id: string): Promise<JsonText> {
    return this.operations.detail(actor, id);
  }

  @Post(':id/cancel')
  @Route({
    id: 'operations.cancel',
    summary: '取消长任务 / Cancel an operation',
    allow: operationsPolicy.cancel,
    answer: OperationResponse,
    ifMatch: true,
  })
  cancel(@Acting() actor: Actor, @Id() id: string, @IfMatch() version: number): Promise<JsonText> {
    return this.operations.cancel(actor, id, version);
  }
}
