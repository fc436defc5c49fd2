import { defineErrors } from '../../kernel/domain-error.js';

/** What any route may answer. Modules declare their own codes in `<module>.errors.ts`. */
export const httpErrors = defineErrors('request', {
  malformed: { kind: 'MALFORMED', zh: '请求格式不正确:{reason}', en: 'The request is malformed: {reason}' },
  invalid: {
    kind: 'MALFORMED',
    zh: '请求中有 {count} 处不符合要求,见 errors',
    en: '{count} fields of the request are not acceptable; see errors',
  },
  unauthenticated: {
    kind: 'UNAUTHENTICATED',
    zh: '请先登录:缺少有效的访问令牌',
    en: 'Sign in first: a valid access token is missing',
  },
  forbidden: { kind: 'FORBIDDEN', zh: '您的角色不能执行此操作', en: 'None of your roles may do this' },
  passwordChangeRequired: {
    kind: 'FORBIDDEN',
    zh: '首次登录须先修改密码(POST /auth/password)',
    en: 'Change the initial password first (POST /auth/password)',
  },
  notFound: { kind: 'NOT_FOUND', zh: '不存在,或不在您的数据范围内', en: 'Unknown, or outside your scope' },
  conflict: {
    kind: 'CONFLICT',
    zh: '当前状态不允许此操作,请刷新后重试',
    en: 'The current state does not allow this; reload and try again',
  },
  duplicate: { kind: 'CONFLICT', zh: '已存在相同的记录', en: 'An equal record exists already' },
  contended: {
    kind: 'CONFLICT',
    zh: '他人正在处理同一内容,请稍后重试',
    en: 'Somebody else is changing the same record; try again shortly',
  },
  referenced: {
    kind: 'CONFLICT',
    zh: '引用的记录不存在或仍被使用',
    en: 'A referenced record is missing or still in use',
  },
  stale: {
    kind: 'STALE',
    zh: '内容已被他人修改(当前版本 {version}),请重新读取后再提交',
    en: 'Somebody else has changed this (version is now {version}); read it again first',
  },
  ifMatchRequired: {
    kind: 'PRECONDITION_REQUIRED',
    zh: '请在 If-Match 中带上所读内容的 ETag',
    en: 'Send the ETag of what you have read in If-Match',
  },
  idempotencyKeyRequired: {
    kind: 'MALFORMED',
    zh: '此操作必须带 Idempotency-Key(8–128 个可见字符)',
    en: 'This needs an Idempotency-Key of 8 to 128 visible characters',
  },
  idempotencyKeyReused: {
    kind: 'RULE_BROKEN',
    zh: '该 Idempotency-Key 已用于另一个请求',
    en: 'This Idempotency-Key belongs to another request',
  },
  tooLarge: { kind: 'TOO_LARGE', zh: '请求内容过大', en: 'The request is too large' },
  tooMany: {
    kind: 'TOO_MANY',
    zh: '请求过于频繁,请在 {seconds} 秒后重试',
    en: 'Too many requests; try again in {seconds} seconds',
  },
  busy: { kind: 'BUSY', zh: '系统繁忙,请稍后重试', en: 'Busy; try again shortly' },
  internal: {
    kind: 'BUSY',
    zh: '系统内部错误,请将 requestId 告知管理员',
    en: 'An internal error; tell the administrator the requestId',
  },
  unknownFilter: {
    kind: 'MALFORMED',
    zh: '不支持参数 {name},可用:{allowed}',
    en: 'Unknown parameter {name}; allowed: {allowed}',
  },
  invalidFilter: {
    kind: 'MALFORMED',
    zh: '参数 {name} 的值无效,应为 {expected}',
    en: 'The value of {name} is not valid; expected {expected}',
  },
  unknownSort: {
    kind: 'MALFORMED',
    zh: '不支持按 {name} 排序,可用:{allowed}',
    en: 'Cannot sort by {name}; allowed: {allowed}',
  },
  pageTooDeep: {
    kind: 'MALFORMED',
    zh: '页码过深(超过 10000 条),请使用 after、筛选或导出',
    en: 'Too deep (over 10,000 rows): use after, a filter or an export',
  },
  badCursor: {
    kind: 'MALFORMED',
    zh: 'after 无效,请使用上一页返回的 nextAfter',
    en: 'after is not valid; use nextAfter of the page before',
  },
});
