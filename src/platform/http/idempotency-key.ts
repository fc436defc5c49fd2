import type { FastifyRequest } from 'fastify';
import type { IdempotencyClaim } from '../database/idempotency.js';
import { httpErrors } from './http.errors.js';
import { seal } from './sealing.js';

const KEY = /^[\x21-\x7e]{8,128}$/;

/** The Idempotency-Key of a POST with the fingerprint of its request, or undefined when none was sent. */
export function readIdempotency(request: FastifyRequest, required: boolean): IdempotencyClaim | undefined {
  if (request.method !== 'POST') return undefined;
  const key = request.headers['idempotency-key'];
  if (key === undefined && !required) return undefined;
  if (typeof key !== 'string' || !KEY.test(key)) throw httpErrors.idempotencyKeyRequired();
  return { key, fingerprint: fingerprint(request) };
}

/** Keyed, so that a password in a body cannot be guessed from what is kept. */
function fingerprint(request: FastifyRequest): string {
  const { method, url, headers, body } = request;
  return seal('idempotency', `${method} ${url}\n${headers['if-match'] ?? ''}\n${JSON.stringify(body ?? null)}`);
}
