import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { map, type Observable } from 'rxjs';
import type { Actor } from '../database/transactions.js';
import { toCsv } from './csv.js';
import { type Download, isAsset, isDownload, isJsonText } from './json-text.js';

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
    if (isDownload(answer)) return this.isKnown(answer.version, request, reply) ? '' : sendDownload(answer, reply);
    if (isAsset(answer)) {
      reply.header('content-type', answer.mediaType);
      return answer.text;
    }
    if (!isJsonText(answer)) return answer;
    if (answer.location) reply.header('location', answer.location);
    if (answer.status) reply.status(answer.status);
    if (answer.version !== undefined && this.isKnown(answer.version, request, reply)) return '';
    if (request.method === 'GET' && request.headers.accept === 'text/csv') {
      reply
        .header('content-type', 'text/csv; charset=utf-8')
        .header('content-disposition', 'attachment; filename="export.csv"');
      return toCsv(answer.json);
    }
    reply.header('content-type', JSON_TYPE);
    return answer.json;
  }

  /** Sets the ETag; true: the client has this version already, and gets 304. */
  private isKnown(version: number, request: FastifyRequest, reply: FastifyReply): boolean {
    const etag = `"${version}"`;
    reply.header('etag', etag);
    const isKnown = request.method === 'GET' && request.headers['if-none-match'] === etag;
    if (isKnown) reply.status(304);
    return isKnown;
  }
}

/** Other people's content in our origin: never shown, never sniffed, and nothing in it may run. */
function sendDownload({ bytes, mediaType, disposition }: Download, reply: FastifyReply): Buffer {
  reply
    .header('content-type', mediaType.startsWith('text/') ? `${mediaType}; charset=utf-8` : mediaType)
    .header('content-disposition', disposition)
    .header('x-content-type-options', 'nosniff')
    .header('content-security-policy', "default-src 'none'; sandbox");
  return bytes;
}
