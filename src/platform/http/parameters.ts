import { createParamDecorator, type ExecutionContext, Param, ParseUUIDPipe } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Actor } from '../database/transactions.js';
import type { FeedRequest } from './feed.js';
import { httpErrors } from './http.errors.js';
import type { ListRequest } from './list.js';
import { type Language, languageOf } from './problem.js';

/** Who acts, as the guard proved it. */
export const Acting = createParamDecorator(
  (_: unknown, context: ExecutionContext): Actor => requestOf(context).actor as Actor,
);

/** The version that the caller has read: a strong ETag in If-Match. Absent: 428. */
export const IfMatch = createParamDecorator((_: unknown, context: ExecutionContext): number => {
  const header = requestOf(context).headers['if-match'];
  if (header === undefined) throw httpErrors.ifMatchRequired();
  const version = /^"(\d{1,9})"$/.exec(header)?.[1];
  if (version === undefined) throw httpErrors.malformed({ reason: 'If-Match: "<version>"' });
  return Number(version);
});

/** The raw query of a list: its filters are a whitelist of their own. `Accept: text/csv` asks for an export. */
export const ListQuery = createParamDecorator((_: unknown, context: ExecutionContext): ListRequest => {
  const { query, headers } = requestOf(context);
  return { parameters: query as ListRequest['parameters'], asExport: headers.accept === 'text/csv' };
});

/** The query of a feed: its place, its length, and filters of its whitelist. */
export const FeedQuery = createParamDecorator((_: unknown, context: ExecutionContext): FeedRequest => {
  const { after, limit, ...rest } = requestOf(context).query as Record<string, string | string[]>;
  for (const [name, value] of Object.entries({ after, limit, ...rest })) {
    if (value !== undefined && (typeof value !== 'string' || value.length > 2000))
      throw httpErrors.invalidFilter({ name: name.slice(0, 60), expected: '≤ 2000' });
  }
  return {
    after: after as string | undefined,
    limit: limit as string | undefined,
    filters: new Map(Object.entries(rest as Record<string, string>)),
  };
});

/** The language in which the caller reads. */
export const Reading = createParamDecorator(
  (_: unknown, context: ExecutionContext): Language => languageOf(requestOf(context).headers['accept-language']),
);

/** A path id. Not a UUID is answered like an unknown one. */
export const Id = (name = 'id'): ParameterDecorator =>
  Param(name, new ParseUUIDPipe({ exceptionFactory: () => httpErrors.notFound() }));

const requestOf = (context: ExecutionContext): FastifyRequest & { actor?: Actor } =>
  context.switchToHttp().getRequest<FastifyRequest & { actor?: Actor }>();
