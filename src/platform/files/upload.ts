import { createHash } from 'node:crypto';
import { createParamDecorator, type ExecutionContext, type Type } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Actor } from '../database/transactions.js';
import { requireBoundedBody, USUAL_BODY } from '../http/body-bounds.js';
import { httpErrors } from '../http/http.errors.js';
import { toDomainError } from '../http/problem.js';
import { validationPipe } from '../http/validation.js';
import { filesErrors } from './files.errors.js';

/** One file of a multipart request. Its size is bounded where multipart is registered. */
export interface Upload {
  /** As the client sent it: not to be trusted. */
  readonly name: string;
  readonly bytes: Buffer;
}

/** A file with the fields that describe it, in whatever order they come. */
export interface UploadForm<T> extends Upload {
  readonly fields: T;
}

type Part =
  | { type: 'file'; fieldname: string; filename: string; toBuffer(): Promise<Buffer> }
  | { type: 'field'; fieldname: string; value: unknown };

type MultipartRequest = Omit<FastifyRequest, 'file'> & {
  isMultipart(): boolean;
  parts(): AsyncIterable<Part>;
  file(): Promise<{ fieldname: string; filename: string; toBuffer(): Promise<Buffer> } | undefined>;
  actor?: Actor;
};

/** The file in the field `file`. */
export const UploadedFile = createParamDecorator((_: unknown, context: ExecutionContext): Promise<Upload> => {
  return readUpload(context.switchToHttp().getRequest<MultipartRequest>());
});

/** The file in the field `file`, and the other fields as a request of their own: the same rules as for a JSON body. */
export const UploadedForm = createParamDecorator(
  async (form: Type<object>, context: ExecutionContext): Promise<UploadForm<unknown>> => {
    const request = context.switchToHttp().getRequest<MultipartRequest>();
    const { fields, ...upload } = await readForm(request);
    return { ...upload, fields: await validationPipe().transform(fields, { type: 'body', metatype: form }) };
  },
);

async function readForm(request: MultipartRequest): Promise<UploadForm<Record<string, unknown>>> {
  if (!request.isMultipart()) throw filesErrors.missing();
  const form = await readParts(request).catch((error: unknown) => {
    throw toDomainError(error) ?? httpErrors.malformed({ reason: 'multipart/form-data' });
  });
  extendFingerprint(request, Buffer.concat([Buffer.from(JSON.stringify(form.fields)), form.bytes]));
  return form;
}

async function readParts(request: MultipartRequest): Promise<UploadForm<Record<string, unknown>>> {
  const fields: Record<string, unknown> = {};
  let upload: Upload | null = null;
  for await (const part of request.parts()) {
    if (part.type === 'field') fields[part.fieldname] = part.value;
    else if (part.fieldname !== 'file' || !part.filename) throw filesErrors.missing();
    else upload = { name: part.filename, bytes: await part.toBuffer() };
  }
  if (!upload) throw filesErrors.missing();
  requireBoundedBody(fields, USUAL_BODY);
  return { ...upload, fields };
}

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
