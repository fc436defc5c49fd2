import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '../database/transactions.js';
import type { JsonText } from '../http/json-text.js';
import { Acting } from '../http/parameters.js';
import { Route } from '../http/route.js';
import { InvariantResponse } from './invariants.dto.js';
import { Invariants } from './invariants.js';
import { invariantPolicy } from './invariants.policy.js';

@ApiTags('ops')
@Controller('ops/invariants')
export class InvariantsController {
  constructor(private readonly invariants: Invariants) {}

  @Get()
  @Route({
    id: 'ops.invariants',
    summary: '不变量核对(即时全量核对)/ Check what must always hold, now and in full',
    allow: invariantPolicy.read,
    answer: InvariantResponse,
    shape: 'ITEMS',
  })
  check(@Acting() actor: Actor): Promise<JsonText> {
    return this.invariants.check(actor);
  }
}
