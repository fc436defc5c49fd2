import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { SystemActor } from '../database/transactions.js';

/** Who calls a public route: nobody yet, from somewhere. */
export interface Visitor {
  readonly ip: string;
  readonly requestId: string;
  readonly userAgent: string;
}

/** Identity's own work before, or beside, a session. Its tables belong to no unit, so it needs no scope. */
export const IDENTITY: SystemActor = { system: 'identity', scopes: [] };

export const Visiting = createParamDecorator((_: unknown, context: ExecutionContext): Visitor => {
  const { ip, id, headers } = context.switchToHttp().getRequest<FastifyRequest>();
  return { ip, requestId: id, userAgent: (headers['user-agent'] ?? '').slice(0, 300) };
});
