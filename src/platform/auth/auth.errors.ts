import { defineErrors } from '../../kernel/domain-error.js';
import { constraintErrors } from '../http/problem.js';

export const authErrors = defineErrors('auth', {
  badCredentials: { kind: 'UNAUTHENTICATED', zh: '用户名或密码不正确', en: 'Username or password is wrong' },
  locked: {
    kind: 'TOO_MANY',
    zh: '登录失败次数过多,已暂时锁定,请在 {seconds} 秒后重试',
    en: 'Locked after too many failures; try again in {seconds} seconds',
  },
  sessionEnded: { kind: 'UNAUTHENTICATED', zh: '会话已结束,请重新登录', en: 'The session has ended; sign in again' },
  wrongPassword: { kind: 'FORBIDDEN', zh: '当前密码不正确', en: 'The current password is wrong' },
  weakPassword: {
    kind: 'RULE_BROKEN',
    zh: '密码不符合要求,见 errors',
    en: 'The password does not meet the rules; see errors',
  },
  passwordUsedBefore: {
    kind: 'RULE_BROKEN',
    zh: '新密码不能与最近 {count} 次使用过的密码相同',
    en: 'The new password must differ from the last {count}',
  },
  bootstrapRefused: { kind: 'FORBIDDEN', zh: '初始化密钥不正确', en: 'The bootstrap secret is wrong' },
  bootstrapDone: {
    kind: 'CONFLICT',
    zh: '三员账户已创建,初始化密钥只能使用一次',
    en: 'The three administrators exist; the bootstrap secret works once',
  },
  sameUsername: {
    kind: 'RULE_BROKEN',
    zh: '三员须使用三个不同的用户名',
    en: 'The three administrators need three different usernames',
  },
});

export const accountErrors = defineErrors('account', {
  usernameTaken: { kind: 'CONFLICT', zh: '用户名已存在', en: 'This username exists already' },
  unknownPerson: {
    kind: 'RULE_BROKEN',
    zh: 'personId 不属于任何已有账户的自然人',
    en: 'personId is not the person of any account',
  },
  unknownUnit: { kind: 'RULE_BROKEN', zh: '单位不存在', en: 'The unit is unknown' },
  own: {
    kind: 'FORBIDDEN',
    zh: '不能对本人的账户执行此操作',
    en: 'Nobody may do this to an account of his own',
  },
  ofAdministrator: {
    kind: 'FORBIDDEN',
    zh: '管理员账户的密码只能由本人修改;遗失时请停用该账户并另行授权',
    en: 'Only an administrator himself changes his password; if it is lost, disable the account and have another one granted',
  },
  lastAdministrator: {
    kind: 'CONFLICT',
    zh: '该账户是 {role} 的最后一名持有人',
    en: 'This account is the last holder of {role}',
  },
  withoutPassword: { kind: 'CONFLICT', zh: '服务账户没有密码', en: 'A service account has no password' },
});

export const roleGrantErrors = defineErrors('role-grant', {
  exclusive: {
    kind: 'CONFLICT',
    zh: '三员分立:系统管理员、安全管理员、审计管理员互斥,且不得兼任业务角色(同一自然人的全部账户合并计算)',
    en: 'An administrator holds no other role, on no account of the same natural person',
  },
  own: { kind: 'FORBIDDEN', zh: '不能给本人授权', en: 'Nobody grants a role to himself' },
  exists: { kind: 'CONFLICT', zh: '该账户已有相同的授权', en: 'The account holds an equal grant already' },
  unknownAccount: { kind: 'RULE_BROKEN', zh: '账户不存在', en: 'The account is unknown' },
  unknownPlace: { kind: 'RULE_BROKEN', zh: '单位或区划不存在', en: 'The unit or district is unknown' },
  onePlace: {
    kind: 'RULE_BROKEN',
    zh: 'unitId、districtId、root 须且只能给出一个',
    en: 'Give exactly one of unitId, districtId and root',
  },
  administratorScope: {
    kind: 'RULE_BROKEN',
    zh: '管理员角色的范围只能是全部(root,含下级,不限项目)',
    en: 'An administrator is always of the whole: root, subtree, no project',
  },
  administratorIsPerson: {
    kind: 'RULE_BROKEN',
    zh: '服务账户不能担任管理员',
    en: 'A service account cannot be an administrator',
  },
  period: {
    kind: 'RULE_BROKEN',
    zh: 'validTo 必须晚于 validFrom 和当前时间',
    en: 'validTo must be later than validFrom and now',
  },
  revoked: { kind: 'CONFLICT', zh: '该授权已撤销', en: 'This grant is revoked already' },
});

export const serviceAccountErrors = defineErrors('service-account', {
  unknownScope: {
    kind: 'RULE_BROKEN',
    zh: '未知的密钥范围 {scope},可用:{allowed}',
    en: 'Unknown key scope {scope}; allowed: {allowed}',
  },
  expiry: {
    kind: 'RULE_BROKEN',
    zh: 'expiresAt 必须晚于当前时间且不超过一年',
    en: 'expiresAt must be in the future, by one year at most',
  },
  twoKeys: {
    kind: 'CONFLICT',
    zh: '每个服务账户至多两个有效密钥,请先撤销一个',
    en: 'A service account has two live keys at most; revoke one first',
  },
  keyRevoked: { kind: 'CONFLICT', zh: '该密钥已撤销', en: 'This key is revoked already' },
  disabled: { kind: 'CONFLICT', zh: '该服务账户已停用', en: 'This service account is disabled' },
});

constraintErrors.set('uq_accounts_username', accountErrors.usernameTaken);
constraintErrors.set('ck_role_grants_exclusive', roleGrantErrors.exclusive);
constraintErrors.set('ck_role_grants_administrator', roleGrantErrors.administratorScope);
constraintErrors.set('ck_role_grants_validity', roleGrantErrors.period);
