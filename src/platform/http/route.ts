import { applyDecorators, HttpCode, SetMetadata, type Type } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiOperation } from '@nestjs/swagger';
import type { DomainError } from '../../kernel/domain-error.js';
import type { PolicyRow } from '../auth/policy.js';
import { LARGE_BODY } from './body-bounds.js';
import type { FeedDefinition } from './feed.js';
import type { ListDefinition } from './list.js';
import { describeAnswer, describeRequest } from './route.document.js';

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
  readonly feed?: Pick<FeedDefinition, 'filters'>;
  readonly expand?: readonly string[];
  /** UPLOAD: multipart with the field `file`. DOWNLOAD: answers stored bytes. */
  readonly file?: 'UPLOAD' | 'DOWNLOAD';
  /** LARGE: a JSON body of thousands of items; see LARGE_BODY. */
  readonly body?: 'LARGE';
  /** Fields that come with an uploaded file. */
  readonly form?: Type<unknown>;
}

export function Route(options: RouteOptions): MethodDecorator {
  const { allow } = options;
  const status = options.status ?? (options.answer ? 200 : 204);
  return applyDecorators(
    SetMetadata(POLICY, allow),
    SetMetadata(IDEMPOTENCY, options.idempotency),
    HttpCode(status),
    ...(options.body === 'LARGE' ? [RouteConfig(LARGE_BODY)] : []),
    ApiOperation({
      operationId: options.id,
      summary: options.summary,
      ...({
        'x-policy': allow.action,
        'x-roles': allow.roles,
        'x-key-scope': allow.keyScope,
        'x-error-codes': (options.errors ?? []).map((make) => make().code),
        'x-shape': options.shape ?? 'ONE',
        'x-if-match': options.ifMatch ?? false,
        'x-idempotency': options.idempotency,
      } as object),
    }),
    ...describeAnswer(options, status),
    ...describeRequest(options),
  );
}
