import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { lifecycleDiagram, lifecycles } from '../../kernel/lifecycle.js';
import { definePolicy } from '../auth/policy.js';
import { LifecycleResponse } from './lifecycle.dto.js';
import { Route } from './route.js';

const lifecyclePolicy = definePolicy('lifecycle', { read: { roles: 'SIGNED_IN' } });

/** The tables that services and `allowedActions` read, as diagrams: what is drawn here cannot be out of date. */
@ApiTags('lifecycles')
@Controller('lifecycles')
export class LifecycleController {
  @Get()
  @Route({
    id: 'lifecycles.list',
    summary: '各类事项的状态图 / State diagrams of all lifecycles',
    allow: lifecyclePolicy.read,
    answer: LifecycleResponse,
    shape: 'ITEMS',
  })
  list(): { readonly items: readonly LifecycleResponse[] } {
    return { items: lifecycles().map((lifecycle) => ({ name: lifecycle.name, mermaid: lifecycleDiagram(lifecycle) })) };
  }
}
