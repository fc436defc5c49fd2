import { applyDecorators, HttpCode, SetMetadata, type Type } from '@nestjs/common';
import { ApiExtraModels, ApiHeader, ApiOperation, ApiQuery, ApiResponse, getSchemaPath } from '@nestjs/swagger';
import type { DomainError } from '../../kernel/domain-error.js';
import type { PolicyRow } from '../auth/policy.js';
import { operatorsOf } from './filter.js';
import type { ListDefinition } from './list.js';

export const POLICY = 'route.policy';
export const IDEMPOTENCY = 'route.idempotency';

/** Everything that is said about a route besides its path: who may, what it answers, which errors it has. */
export interface RouteOptions {
  /** `goals.submit`: unique; names the method in generated clients. */
  readonly id: string;
  /** 中文摘要 / English summary. */
  readonly summary: string;
  readonly allow: PolicyRow;
  /** The resource that is answered; absent: no content. */
  readonly answer?: Type<unknown>;
  /** ONE: a single resource; PAGE: a table; FEED: an append-only list; ITEMS: a bounded list of parts. */
  readonly shape?: 'ONE' | 'PAGE' | 'FEED' | 'ITEMS';
  readonly status?: 200 | 201 | 202 | 204;
  /** The module's errors that this route can meet, besides the usual ones. */
  readonly errors?: readonly (() => DomainError)[];
  /** The caller must send the ETag that he has read. */
  readonly ifMatch?: boolean;
  /** REQUIRED where money, payments, actuals or decisions are created. Every POST accepts a key. */
  readonly idempotency?: 'REQUIRED';
  readonly list?: ListDefinition;
  readonly expand?: readonly string[];
}

export function Route(options: RouteOptions): MethodDecorator {
  const errors = (options.errors ?? []).map((make) => make().code);
  const status = options.status ?? (options.answer ? 200 : 204);
  return applyDecorators(
    SetMetadata(POLICY, options.allow),
    SetMetadata(IDEMPOTENCY, options.idempotency),
    HttpCode(status),
    ApiOperation({
      operationId: options.id,
      summary: options.summary,
      ...({ 'x-policy': options.allow.action, 'x-error-codes': errors, 'x-shape': options.shape ?? 'ONE' } as object),
    }),
    answerOf(options, status),
    ...(options.ifMatch
      ? [
          ApiHeader({
            name: 'If-Match',
            required: true,
            description: '所读内容的 ETag / the ETag that was read',
            schema: { type: 'string', pattern: '^"\\d{1,9}"$', maxLength: 12 },
          }),
        ]
      : []),
    ...(options.idempotency
      ? [
          ApiHeader({
            name: 'Idempotency-Key',
            required: true,
            description: '幂等键 / repeat-safe key',
            schema: { type: 'string', minLength: 8, maxLength: 128, pattern: '^[\\x21-\\x7e]+$' },
          }),
        ]
      : []),
    ...queryOf(options),
  );
}

function answerOf({ answer, shape = 'ONE' }: RouteOptions, status: number): MethodDecorator {
  if (!answer) return ApiResponse({ status, description: '完成 / done' });
  if (shape === 'ONE') return ApiResponse({ status, description: '结果 / the result', type: answer });
  const items = { type: 'array', maxItems: 10_000, items: { $ref: getSchemaPath(answer) } } as const;
  const nextAfter = {
    type: 'string',
    nullable: true,
    maxLength: 2000,
    description: '下一页游标 / cursor of the next page',
  } as const;
  const page = {
    page: { type: 'integer', nullable: true, minimum: 1 },
    pageSize: { type: 'integer', minimum: 1, maximum: 10_000 },
    nextAfter,
    total: { type: 'integer', minimum: 0, maximum: 10_000 },
    totalCapped: { type: 'boolean' },
  };
  const properties = { items, ...(shape === 'PAGE' ? page : {}), ...(shape === 'FEED' ? { nextAfter } : {}) };
  const required = Object.keys(properties).filter((name) => !name.startsWith('total'));
  return applyDecorators(
    ApiExtraModels(answer),
    ApiResponse({
      status,
      description: '列表 / a list',
      schema: { type: 'object', properties: properties as never, required },
    }),
  ) as MethodDecorator;
}

function queryOf({ shape, list, expand }: RouteOptions): MethodDecorator[] {
  const text = (name: string, description: string, schema: object): MethodDecorator =>
    ApiQuery({ name, required: false, description, schema: schema as never });
  const queries: MethodDecorator[] = [];
  if (expand) queries.push(text('expand', `展开 / expand: ${expand.join(', ')}`, { type: 'string', maxLength: 200 }));
  if (shape === 'FEED') {
    queries.push(text('after', '游标 / cursor', { type: 'string', maxLength: 2000 }));
    queries.push(text('limit', '条数 / at most', { type: 'integer', minimum: 1, maximum: 200, default: 50 }));
  }
  if (!list) return queries;
  queries.push(text('page', '页码 / page', { type: 'integer', minimum: 1, default: 1 }));
  queries.push(
    text('pageSize', '每页条数 / rows per page', { type: 'integer', minimum: 1, maximum: 200, default: 20 }),
  );
  queries.push(text('after', '游标(任意深度)/ cursor, any depth', { type: 'string', maxLength: 2000 }));
  queries.push(text('withTotal', '返回总数 / with a total', { type: 'boolean' }));
  queries.push(
    text('sort', `排序 / sort: ${Object.keys(list.sorts).join(', ')}`, {
      type: 'string',
      maxLength: 200,
      default: list.defaultSort,
    }),
  );
  for (const [name, filter] of Object.entries(list.filters)) {
    for (const operator of operatorsOf(filter)) {
      const schema =
        filter.values && operator === 'eq'
          ? { type: 'string', enum: filter.values }
          : { type: 'string', maxLength: 2000 };
      queries.push(text(operator === 'eq' ? name : `${name}[${operator}]`, filter.about ?? name, schema));
    }
  }
  return queries;
}
