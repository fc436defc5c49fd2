import { HttpException } from '@nestjs/common';
import { DomainError, type ErrorDefinition, type ErrorKind, fillText } from '../../kernel/domain-error.js';
import { isConnectionLost } from '../database/connection-loss.js';
import { httpErrors } from './http.errors.js';

export type Language = 'zh' | 'en';

/** RFC 9457 problem details. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly errors: readonly {
    pointer: string;
    code: string;
    detail: string;
    params: Readonly<Record<string, unknown>>;
  }[];
  readonly requestId: string;
}

const STATUS: Readonly<Record<ErrorKind, number>> = {
  MALFORMED: 400,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  STALE: 412,
  TOO_LARGE: 413,
  RULE_BROKEN: 422,
  PRECONDITION_REQUIRED: 428,
  TOO_MANY: 429,
  BUSY: 503,
};

const TITLES: Readonly<Record<number, Readonly<Record<Language, string>>>> = {
  400: { zh: '请求格式错误', en: 'Bad request' },
  401: { zh: '未登录', en: 'Not signed in' },
  403: { zh: '无权操作', en: 'Refused' },
  404: { zh: '未找到', en: 'Not found' },
  409: { zh: '状态冲突', en: 'Conflict' },
  412: { zh: '版本已过期', en: 'Stale version' },
  413: { zh: '内容过大', en: 'Too large' },
  422: { zh: '不符合业务规则', en: 'Rule broken' },
  428: { zh: '缺少版本条件', en: 'Precondition required' },
  429: { zh: '请求过多', en: 'Too many requests' },
  500: { zh: '内部错误', en: 'Internal error' },
  503: { zh: '暂不可用', en: 'Unavailable' },
};

export const languageOf = (acceptLanguage: string | undefined): Language =>
  /^\s*en\b/i.test(acceptLanguage ?? '') ? 'en' : 'zh';

export const statusOf = (error: DomainError): number => statusOfDefinition(error.code, error.definition);

/** The HTTP status of a catalogue entry. */
export const statusOfDefinition = (code: string, { kind }: ErrorDefinition): number =>
  code === 'request.internal' ? 500 : STATUS[kind];

export function toProblem(error: DomainError, language: Language, requestId: string): Problem {
  const status = statusOf(error);
  return {
    type: `/errors#${error.code}`,
    title: TITLES[status]?.[language] ?? String(status),
    status,
    detail: fillText(error.definition[language], error.params),
    code: error.code,
    params: error.params,
    errors: error.findings.map((finding) => ({
      pointer: finding.pointer,
      code: finding.code,
      detail: finding[language],
      params: finding.params ?? {},
    })),
    requestId,
  };
}

/** Constraint name → the error that its violation means. Modules register theirs in `<module>.errors.ts`. */
export const constraintErrors = new Map<string, () => DomainError>();

/** Whatever was thrown, as an expected failure; null: nobody expected it. */
export function toDomainError(thrown: unknown): DomainError | null {
  if (thrown instanceof DomainError) return thrown;
  if (thrown instanceof HttpException) return fromStatus(thrown.getStatus(), thrown.message);
  const error = thrown as {
    code?: string;
    statusCode?: number;
    constraint?: string;
    message?: string;
    driverError?: object;
  };
  if (error.driverError) return toDomainError(error.driverError);
  if (isConnectionLost(error)) return httpErrors.busy();
  if (error.constraint !== undefined) {
    const known = constraintErrors.get(error.constraint);
    if (known) return known();
  }
  return fromSqlState(error.code ?? '', error.message ?? '') ?? fromStatus(error.statusCode ?? 0, error.message ?? '');
}

function fromSqlState(state: string, message: string): DomainError | null {
  switch (state) {
    case 'BP401':
      return httpErrors.unauthenticated();
    case 'BP403':
      return httpErrors.forbidden();
    case 'BP404':
    case '42501':
      return httpErrors.notFound(); // a row outside the scope looks like no row
    case 'BP409':
      return httpErrors.conflict();
    case 'BP412':
      return httpErrors.stale({ version: Number(message) });
    case 'BP422':
      return httpErrors.idempotencyKeyReused();
    case '23505':
      return httpErrors.duplicate();
    case '23503':
      return httpErrors.referenced();
    case '22P02':
    case '22003':
    case '22007':
    case '22008':
    case '22021':
    case '22P05':
      return httpErrors.malformed({ reason: '值的格式 / value format' });
    case '55P03':
    case '40001':
    case '40P01':
      return httpErrors.contended(); // others hold the same rows: the caller's turn comes, the server is well
    case '57014':
    case '53300':
      return httpErrors.busy();
    default:
      return null;
  }
}

function fromStatus(status: number, reason: string): DomainError | null {
  switch (status) {
    case 400:
      return httpErrors.malformed({ reason: printable(reason) });
    case 401:
      return httpErrors.unauthenticated();
    case 403:
      return httpErrors.forbidden();
    case 404:
      return httpErrors.notFound();
    case 413:
      return httpErrors.tooLarge();
    case 415:
      return httpErrors.malformed({ reason: 'Content-Type: application/json' });
    case 429:
      return httpErrors.tooMany({ seconds: 60 });
    case 503:
      return httpErrors.busy();
    default:
      return null;
  }
}

const printable = (text: string): string => text.replace(/[^\x20-\x7e\u00a0-\uffff]/g, ' ').slice(0, 200);
