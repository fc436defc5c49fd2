import type { Answer, Document, Schema } from './types.js';

const TITLES: Readonly<Record<number, string>> = {
  400: '请求格式错误 / the shape is wrong',
  401: '未登录 / not signed in',
  403: '无权操作 / seen, but refused',
  404: '不存在,或不在数据范围内 / unknown, or out of your scope',
  409: '状态冲突 / the state forbids it',
  412: '版本已过期,ETag 为当前版本 / stale; the ETag is the current one',
  413: '内容过大 / too large',
  422: '不符合业务规则 / a rule says no',
  428: '缺少 If-Match / If-Match is missing',
  429: '请求过多 / too many requests',
  500: '内部错误 / internal error',
  503: '暂不可用 / unavailable; try again',
};

const text = (maxLength: number, rest: Partial<Schema> = {}): Schema => ({
  type: 'string',
  maxLength,
  ...(rest.format || rest.pattern ? {} : { pattern: '^[\\s\\S]*$' }),
  ...rest,
});
const count = (maximum: number, description: string): object => ({
  description,
  schema: { type: 'integer', format: 'int32', minimum: 0, maximum },
});
const words = (description: string, schema: Schema): object => ({ description, schema });
const ETAG = text(12, { pattern: '^"\\d{1,9}"$', examples: ['"3"'] });
const PARAMS: Schema = { type: 'object', additionalProperties: true, maxProperties: 50, examples: [{}] };

export const refTo = (kind: 'headers' | 'parameters' | 'responses' | 'schemas', name: string): { $ref: string } => ({
  $ref: `#/components/${kind}/${name}`,
});

/** Headers that answers carry, by the name that they have on the wire. */
const HEADERS: Readonly<Record<string, object>> = {
  'X-Request-Id': words(
    '请求编号,报障时请提供 / quote it when you report a fault',
    text(64, { pattern: '^[\\w-]{8,64}$' }),
  ),
  'RateLimit-Limit': count(10_000_000, '窗口内允许的请求数 / requests allowed in the window'),
  'RateLimit-Remaining': count(10_000_000, '窗口内剩余的请求数 / requests left in the window'),
  'RateLimit-Reset': count(86_400, '距窗口重置的秒数 / seconds until the window ends'),
  'Retry-After': count(86_400, '多少秒后重试 / seconds to wait'),
  'Access-Control-Allow-Origin': words(
    '仅当网关配置了跨域时出现;缺省只允许同源 / only where a gateway allows other origins',
    text(200),
  ),
  ETag: words('资源版本,写入时放入 If-Match / the version; send it in If-Match', ETAG),
  Location: words('新资源地址 / where the new resource is', text(500, { format: 'uri-reference' })),
  'Idempotency-Replayed': words('true:这是先前相同请求的回答 / the answer of an earlier, equal request', {
    type: 'string',
    enum: ['true'],
  }),
  'Content-Disposition': words('始终为附件 / always an attachment', text(1000)),
  'WWW-Authenticate': words('认证方式 / how to sign in', text(200)),
};

export const headersOf = (...names: readonly (keyof typeof HEADERS)[]): Record<string, object> =>
  Object.fromEntries(
    ['X-Request-Id', 'Access-Control-Allow-Origin', ...names].map((name) => [name, refTo('headers', String(name))]),
  );
export const RATE_HEADERS = ['RateLimit-Limit', 'RateLimit-Remaining', 'RateLimit-Reset'] as const;

function problemAnswer(status: number): Answer {
  const extra = { 401: ['WWW-Authenticate'], 412: ['ETag'], 429: ['Retry-After'], 503: ['Retry-After'] }[status] ?? [];
  return {
    description: TITLES[status] ?? String(status),
    headers: headersOf(...RATE_HEADERS, ...extra),
    content: { 'application/problem+json': { schema: refTo('schemas', 'Problem') } },
  };
}

const PROBLEM: Schema = {
  type: 'object',
  description: '错误(RFC 9457):程序按 code 判断 / a problem; program against its code',
  required: ['type', 'title', 'status', 'detail', 'code', 'params', 'errors', 'requestId'],
  properties: {
    type: text(200, { format: 'uri-reference', examples: ['/errors#request.stale'] }),
    title: text(100, { examples: ['版本已过期'] }),
    status: { type: 'integer', format: 'int32', minimum: 400, maximum: 599, examples: [412] },
    detail: text(2000, { examples: ['内容已被他人修改(当前版本 4),请重新读取后再提交'] }),
    code: text(100, { pattern: '^[\\w.-]+$', examples: ['request.stale'] }),
    params: PARAMS,
    errors: { type: 'array', maxItems: 1000, items: refTo('schemas', 'ProblemPlace') },
    requestId: text(64, { pattern: '^[\\w-]{8,64}$', examples: ['0199c0de-7c1a-7000-8000-000000000000'] }),
  },
};

const PROBLEM_PLACE: Schema = {
  type: 'object',
  description: '请求中的一处错误 / one fault, at one place of the request',
  required: ['pointer', 'code', 'detail', 'params'],
  properties: {
    pointer: text(500, { format: 'json-pointer', examples: ['/kind'] }),
    code: text(100, { pattern: '^[\\w.-]+$', examples: ['request.is-in'] }),
    detail: text(2000, { examples: ['应为以下之一'] }),
    params: PARAMS,
  },
};

const PARAMETERS = {
  AcceptLanguage: {
    name: 'Accept-Language',
    in: 'header',
    required: false,
    description: '错误文字的语言,缺省中文 / language of error texts; Chinese unless you ask for English',
    schema: { type: 'string', maxLength: 100, pattern: '^[A-Za-z0-9,;=.* -]*$', default: 'zh-CN' },
  },
  IfMatch: {
    name: 'If-Match',
    in: 'header',
    required: true,
    description: '所读内容的 ETag / the ETag that was read',
    schema: ETAG,
  },
  IfNoneMatch: {
    name: 'If-None-Match',
    in: 'header',
    required: false,
    description: '已有内容的 ETag,未变则回答 304 / the ETag that you have; 304 when it still holds',
    schema: ETAG,
  },
  IdempotencyKey: idempotencyKey(false),
  RequiredIdempotencyKey: idempotencyKey(true),
};

function idempotencyKey(required: boolean): object {
  return {
    name: 'Idempotency-Key',
    in: 'header',
    required,
    description: '幂等键:相同请求只执行一次,保留 7 天 / an equal request is done once; kept for 7 days',
    schema: { type: 'string', minLength: 8, maxLength: 128, pattern: '^[\\x21-\\x7e]+$' },
  };
}

export const PROBLEM_STATUSES = Object.keys(TITLES).map(Number);
export const problemName = (status: number): string => `Problem${status}`;

/** What all operations share. */
export const sharedComponents = (): Pick<
  Required<Document['components']>,
  'responses' | 'headers' | 'parameters' | 'securitySchemes'
> & { readonly schemas: Record<string, Schema> } => ({
  schemas: { Problem: PROBLEM, ProblemPlace: PROBLEM_PLACE },
  responses: Object.fromEntries(PROBLEM_STATUSES.map((status) => [problemName(status), problemAnswer(status)])),
  headers: { ...HEADERS },
  parameters: PARAMETERS,
  securitySchemes: {
    bearer: {
      type: 'http',
      scheme: 'bearer',
      bearerFormat: 'JWT',
      description:
        '登录所得的访问令牌,有效 10 分钟 / an access token from POST /auth/login; ES256, handled as RFC8725 advises',
    },
    apiKey: {
      type: 'http',
      scheme: 'bearer',
      bearerFormat: 'bpk_<id>_<secret>',
      description:
        '服务账号的密钥,受来源网络与权限范围限制 / the key of a service account, bound to networks and scopes; not a JWT (RFC8725 does not apply)',
    },
  },
});
