import { errorCatalogue } from '../../../kernel/domain-error.js';
import { statusOfDefinition } from '../problem.js';
import { headersOf, problemName, RATE_HEADERS, refTo } from './components.js';
import { completeSchema } from './schema-completion.js';
import type { Answer, Content, Operation, Parameter } from './types.js';

export interface Place {
  readonly path: string;
  readonly method: string;
}

/** Security, headers, and every failure that the operation can meet. */
export function completeOperation(operation: Operation, place: Place): Operation {
  const codes = [...new Set([...operation['x-error-codes'], ...usualCodes(operation, place)])].sort();
  const { 'x-if-match': _, 'x-idempotency': __, ...rest } = operation;
  return {
    ...rest,
    description: describe(operation),
    parameters: parametersOf(operation, place),
    ...(operation.requestBody ? { requestBody: completeBody(operation.requestBody) } : {}),
    responses: { ...successesOf(operation, place), ...failuresOf(codes) },
    security: securityOf(operation),
    'x-error-codes': codes,
  };
}

function describe({ description, 'x-roles': roles, 'x-key-scope': keyScope }: Operation): string {
  const who =
    roles === 'PUBLIC'
      ? '无需登录 / no sign-in'
      : roles === 'SIGNED_IN'
        ? '任何已登录账号 / any account'
        : roles.join(', ');
  const key = keyScope ? ` · API key: \`${keyScope}\`` : '';
  return [description, `角色 / roles: ${who}${key}`].filter(Boolean).join('\n\n');
}

/** What any operation of this form may answer, besides the errors that its module declares. */
function usualCodes(operation: Operation, { path, method }: Place): string[] {
  const isPublic = operation['x-roles'] === 'PUBLIC';
  const hasBody = operation.requestBody !== undefined;
  const isCommand = method !== 'get';
  const isQueried = (operation.parameters ?? []).some((parameter) => parameter.in === 'query');
  const codes: [string, boolean][] = [
    ['request.malformed', true],
    ['request.invalid', hasBody],
    ['request.too-large', hasBody],
    ['request.unauthenticated', !isPublic],
    ['request.forbidden', !isPublic],
    ['request.password-change-required', !isPublic],
    ['request.not-found', path.includes('{') || hasBody || namesThing(operation)],
    ['request.conflict', isCommand && !isPublic],
    ['request.duplicate', isCommand && !isPublic],
    ['request.referenced', isCommand && !isPublic],
    ['request.contended', isCommand],
    ['request.stale', operation['x-if-match'] === true],
    ['request.if-match-required', operation['x-if-match'] === true],
    ['request.idempotency-key-required', method === 'post' && !isPublic],
    ['request.idempotency-key-reused', method === 'post' && !isPublic],
    ['request.unknown-filter', isQueried],
    ['request.invalid-filter', isQueried],
    ['request.bad-cursor', operation['x-shape'] === 'PAGE' || operation['x-shape'] === 'FEED'],
    ['request.unknown-sort', operation['x-shape'] === 'PAGE'],
    ['request.page-too-deep', operation['x-shape'] === 'PAGE'],
    ['request.too-many', true],
    ['request.busy', true],
    ['request.internal', true],
  ];
  return codes.filter(([, applies]) => applies).map(([code]) => code);
}

/** A query, too, can name what is unknown or out of scope. */
const namesThing = ({ parameters = [] }: Operation): boolean =>
  parameters.some(({ in: place, required }) => place === 'query' && required);

function failuresOf(codes: readonly string[]): Record<string, Answer> {
  const statuses = codes.map((code) => {
    const definition = errorCatalogue.get(code);
    if (!definition) throw new Error(`the error ${code} is in no catalogue`);
    return statusOfDefinition(code, definition);
  });
  return Object.fromEntries(
    [...new Set(statuses)].sort().map((status) => [String(status), refTo('responses', problemName(status))]),
  );
}

function successesOf(operation: Operation, { method }: Place): Record<string, Answer> {
  const successes = Object.entries(operation.responses).filter(([status]) => /^[23]/.test(status));
  const complete = successes.map(([status, answer]): [string, Answer] => {
    const content = completeContent(answer.content ?? {}, operation, method);
    return [
      status,
      {
        description: answer.description ?? '',
        headers: headersOf(...RATE_HEADERS, ...successHeaders(operation, status, method)),
        ...(Object.keys(content).length === 0 ? {} : { content }),
      },
    ];
  });
  const notModified: [string, Answer][] = isConditional(operation, method)
    ? [['304', { description: '未改变 / not modified', headers: headersOf('ETag') }]]
    : [];
  return Object.fromEntries([...complete, ...notModified]);
}

function successHeaders(operation: Operation, status: string, method: string): string[] {
  const isFile = operation.responses[status]?.content?.['application/octet-stream'] !== undefined;
  return [
    ...(operation['x-shape'] === 'ONE' && operation['x-roles'] !== 'PUBLIC' ? ['ETag'] : []),
    ...(status === '201' || status === '202' ? ['Location'] : []),
    ...(method === 'post' && operation['x-roles'] !== 'PUBLIC' ? ['Idempotency-Replayed'] : []),
    ...(isFile ? ['Content-Disposition'] : []),
  ];
}

/** A table can be had as CSV too. */
function completeContent(
  given: Record<string, Content>,
  operation: Operation,
  method: string,
): Record<string, Content> {
  const content = Object.fromEntries(
    Object.entries(given).map(([type, { schema, ...rest }]) => [
      type,
      { ...rest, ...(schema ? { schema: completeSchema(schema) } : {}) },
    ]),
  );
  if (method !== 'get' || operation['x-shape'] !== 'PAGE') return content;
  const csv = { type: 'string', maxLength: 100_000_000, pattern: '^[\\s\\S]*$', description: 'UTF-8, 首行为字段名' };
  return { ...content, 'text/csv': { schema: csv } };
}

function completeBody(body: NonNullable<Operation['requestBody']>): NonNullable<Operation['requestBody']> {
  const content = Object.fromEntries(
    Object.entries(body.content).map(([type, { schema, ...rest }]) => [
      type,
      { ...rest, ...(schema ? { schema: completeSchema(schema) } : {}) },
    ]),
  );
  return { ...body, content };
}

function parametersOf(operation: Operation, { method }: Place): Parameter[] {
  const isPublic = operation['x-roles'] === 'PUBLIC';
  const key = operation['x-idempotency'] === 'REQUIRED' ? 'RequiredIdempotencyKey' : 'IdempotencyKey';
  return [
    ...(operation.parameters ?? []).map(completeParameter),
    ...(operation['x-if-match'] ? [refTo('parameters', 'IfMatch')] : []),
    ...(isConditional(operation, method) ? [refTo('parameters', 'IfNoneMatch')] : []),
    ...(method === 'post' && !isPublic ? [refTo('parameters', key)] : []),
    refTo('parameters', 'AcceptLanguage'),
  ];
}

/** Nest leaves path parameters without a format; every id of the house is a UUID, a fiscal year has four digits. */
function completeParameter(parameter: Parameter): Parameter {
  const { schema = { type: 'string' } } = parameter;
  if (parameter.in !== 'path') return { ...parameter, schema: completeSchema(schema) };
  const isId = /^id$|Id$/.test(parameter.name ?? '');
  const isBare = !schema.format && !schema.pattern && schema.type === 'string';
  if (!isBare) return { ...parameter, schema: completeSchema(schema) };
  const path = isId
    ? { type: 'string', format: 'uuid', maxLength: 36 }
    : { type: 'string', minLength: 1, maxLength: 200, pattern: '^[^/]+$' };
  return { description: isId ? '编号 / id' : (parameter.name ?? ''), ...parameter, schema: path };
}

const isConditional = (operation: Operation, method: string): boolean =>
  method === 'get' && operation['x-shape'] === 'ONE' && operation['x-roles'] !== 'PUBLIC';

function securityOf({ 'x-roles': roles, 'x-key-scope': keyScope }: Operation): Record<string, string[]>[] {
  // `[{}]`, not `[]`: the linters want it said.
  if (roles === 'PUBLIC') return [{}];
  return keyScope ? [{ bearer: [] }, { apiKey: [] }] : [{ bearer: [] }];
}
