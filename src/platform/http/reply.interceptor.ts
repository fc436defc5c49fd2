import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';
import type { Actor } from '../database/transactions.js';
import { isJsonText } from './json-text.js';
import { toCsv } from './csv.js';

const JSON_TYPE = 'application/json; charset=utf-8';

/** Turns what a handler returns into headers and text: ETag, 304, Location, replay mark, CSV. */
@Injectable()
export class ReplyInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest & { actor?: Actor }>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    return next.handle().pipe(map((answer: unknown) => this.write(answer, request, reply)));
  }

  private write(answer: unknown, request: FastifyRequest & { actor?: Actor }, reply: FastifyReply): unknown {
    if (request.actor?.request.replayed) reply.header('idempotency-replayed', 'true');
    if (!isJsonText(answer)) return answer;
    if (answer.location) reply.header('location', answer.location);
    if (answer.version !== undefined) {
      const etag = `"${answer.version}"`;
      reply.header('etag', etag);
      if (request.method === 'GET' && request.headers['if-none-match'] === etag) {
        reply.status(304);
        return '';
      }
    }
    if (request.method === 'GET' && request.headers.accept === 'text/csv') {
      reply
        .header('content-type', 'text/csv; charset=utf-8')
        .header('content-disposition', 'attachment; filename="export.csv"');
      return toCsv(answer.json);
    }
    reply.header('content-type', JSON_TYPE);
    return answer.json;
  }
}
