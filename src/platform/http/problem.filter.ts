import { type ArgumentsHost, Catch, type ExceptionFilter, Inject } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { sqlState } from '../database/repeat.js';
import { Log } from '../logging/log.js';
import { httpErrors } from './http.errors.js';
import { languageOf, toDomainError, toProblem } from './problem.js';

/**
 * Every failure leaves as application/problem+json; only what nobody expected is logged as an error. What row-level security
 * had to refuse is answered like an unknown row, and logged: the first line, the statement's own condition, has let it through.
 */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(@Inject(Log) private readonly log: Log) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    sendProblem(thrown, host.switchToHttp().getRequest<FastifyRequest>(), reply, this.log);
  }
}

const INSUFFICIENT_PRIVILEGE = '42501';

export function sendProblem(thrown: unknown, request: FastifyRequest, reply: FastifyReply, log: Log): void {
  const expected = toDomainError(thrown);
  if (!expected) log.error('unexpected failure', { requestId: request.id, error: thrown });
  else if (expected.code === httpErrors.notFound().code && sqlState(thrown) === INSUFFICIENT_PRIVILEGE)
    log.warn('refused by row security', { requestId: request.id, error: thrown });
  const problem = toProblem(
    expected ?? httpErrors.internal(),
    languageOf(request.headers['accept-language']),
    request.id,
  );
  if (problem.status === 412) reply.header('etag', `"${String(problem.params['version'] ?? '')}"`);
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer');
  if (problem.status === 429 || problem.status === 503 || problem.code === 'request.contended')
    reply.header('retry-after', String(problem.params['seconds'] ?? 1));
  void reply
    .status(problem.status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(JSON.stringify(problem));
}
