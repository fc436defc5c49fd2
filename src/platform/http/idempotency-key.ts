import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { IdempotencyClaim } from '../database/idempotency.js';
import { httpErrors } from './http.errors.js';

const KEY = /^[\x21-\x7e]{8,128}$/;

/** The Idempotency-Key of a POST with the fingerprint of its request, or undefined when none was sent. */
export function readIdempotency(request: FastifyRequest, required: boolean): IdempotencyClaim | undefined {
  if (request.method !== 'POST') return undefined;
  const key = request.headers['idempotency-key'];
  if (key === undefined && !required) return undefined;
  if (typeof key !== 'string' || !KEY.test(key)) throw httpErrors.idempotencyKeyRequired();
  return { key, fingerprint: fingerprint(request) };
}

function fingerprint(request: FastifyRequest): string {
  const hash = createHash('sha256');
  hash.update(`${request.method} ${request.url}\n${request.headers['if-match'] ?? ''}\n`);
  hash.update(JSON.stringify(request.body ?? null));
  return hash.digest('base64url');
}
