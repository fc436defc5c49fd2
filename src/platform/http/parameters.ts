import { createParamDecorator, type ExecutionContext, Param, ParseUUIDPipe } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Actor } from '../database/transactions.js';
import { httpErrors } from './http.errors.js';
import type { ListRequest } from './list.js';

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

/** A path id. Not a UUID is answered like an unknown one. */
export const Id = (name = 'id'): ParameterDecorator =>
  Param(name, new ParseUUIDPipe({ exceptionFactory: () => httpErrors.notFound() }));

const requestOf = (context: ExecutionContext): FastifyRequest & { actor?: Actor } =>
  context.switchToHttp().getRequest<FastifyRequest & { actor?: Actor }>();
