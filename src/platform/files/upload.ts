import { createHash } from 'node:crypto';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Actor } from '../database/transactions.js';
import { httpErrors } from '../http/http.errors.js';
import { toDomainError } from '../http/problem.js';
import { filesErrors } from './files.errors.js';

/** One file of a multipart request. Its size is bounded where multipart is registered. */
export interface Upload {
  /** As the client sent it: not to be trusted. */
  readonly name: string;
  readonly bytes: Buffer;
}

type MultipartRequest = Omit<FastifyRequest, 'file'> & {
  isMultipart(): boolean;
  file(): Promise<{ fieldname: string; filename: string; toBuffer(): Promise<Buffer> } | undefined>;
  actor?: Actor;
};

/** The file in the field `file`. */
export const UploadedFile = createParamDecorator((_: unknown, context: ExecutionContext): Promise<Upload> => {
  return readUpload(context.switchToHttp().getRequest<MultipartRequest>());
});

async function readUpload(request: MultipartRequest): Promise<Upload> {
  if (!request.isMultipart()) throw filesErrors.missing();
  const upload = await readPart(request).catch((error: unknown) => {
    // Most faults of a multipart body are plain errors of the parser; none of them is the server's.
    throw toDomainError(error) ?? httpErrors.malformed({ reason: 'multipart/form-data' });
  });
  extendFingerprint(request, upload.bytes);
  return upload;
}

async function readPart(request: MultipartRequest): Promise<Upload> {
  const part = await request.file();
  if (part?.fieldname !== 'file' || !part.filename) throw filesErrors.missing();
  return { name: part.filename, bytes: await part.toBuffer() };
}

/** A multipart body is no part of the parsed request, so the Idempotency-Key's fingerprint gets the content here. */
function extendFingerprint({ actor }: MultipartRequest, bytes: Buffer): void {
  const idempotency = actor?.request.idempotency as { fingerprint: string } | undefined;
  if (!idempotency) return;
  idempotency.fingerprint = createHash('sha256').update(idempotency.fingerprint).update(bytes).digest('base64url');
}
