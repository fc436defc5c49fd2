import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '../database/transactions.js';
import { toCsv } from './csv.js';
import { type Download, isAsset, isDownload, isJsonText } from './json-text.js';

const JSON_TYPE = 'application/json; charset=utf-8';

/** Turns what a handler returns into headers and text: ETag, 304, Location, replay mark, CSV. */
export function writeReply(answer: unknown, reply: FastifyReply): unknown {
  const request = reply.request as FastifyRequest & { actor?: Actor };
  if (request.actor?.request.replayed) reply.header('idempotency-replayed', 'true');
  if (isDownload(answer)) return isKnown(answer.version, reply) ? '' : sendDownload(answer, reply);
  if (isAsset(answer)) {
    reply.header('content-type', answer.mediaType);
    return answer.text;
  }
  if (!isJsonText(answer)) return answer;
  if (answer.location) reply.header('location', answer.location);
  if (answer.status) reply.status(answer.status);
  if (answer.version !== undefined && isKnown(answer.version, reply)) return '';
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
function isKnown(version: number, reply: FastifyReply): boolean {
  const etag = `"${version}"`;
  reply.header('etag', etag);
  const isKnown = reply.request.method === 'GET' && reply.request.headers['if-none-match'] === etag;
  if (isKnown) reply.status(304);
  return isKnown;
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
