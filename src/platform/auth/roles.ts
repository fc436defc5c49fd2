import { ADMIN_ROLES, type PolicyRow, ROLES, type Role } from './policy.js';
import type { RoleResponse } from './role-grant.dto.js';

const NAMES: Readonly<Record<Role, string>> = {
  UNIT_FILLER: '单位经办',
  UNIT_HEAD: '单位负责人',
  DEPT_REVIEWER: '主管部门',
  FIN_BUSINESS: '财政业务科室',
  FIN_PERF: '绩效科',
  FIN_LEADER: '分管局领导',
  EVALUATOR: '第三方机构',
  EXPERT: '专家',
  SUPERVISOR: '人大、审计、纪检监督',
  COORDINATOR: '协调岗',
  SURVEY_MANAGER: '满意度调查管理',
  SYS_ADMIN: '系统管理员',
  SEC_ADMIN: '安全管理员',
  AUDIT_ADMIN: '审计管理员',
};

/** The policy table, read by role. What every signed-in person may do is in no role's list. */
export function describeRoles(policies: Iterable<PolicyRow>): readonly RoleResponse[] {
  const rows = [...policies].sort((a, b) => (a.action < b.action ? -1 : 1));
  return ROLES.map((role) => ({
    role,
    name: NAMES[role],
    isAdministrator: ADMIN_ROLES.includes(role),
    actions: rows.filter(({ roles }) => typeof roles !== 'string' && roles.includes(role)).map(toAction),
  }));
}

/** Every scope that a key may have: those that some action names. */
export const findKeyScopes = (policies: Iterable<PolicyRow>): readonly string[] =>
  [...new Set([...policies].flatMap(({ keyScope }) => keyScope ?? []))].sort();

const toAction = ({ action, keyScope, states, separation }: PolicyRow): RoleResponse['actions'][number] => ({
  action,
  keyScope: keyScope ?? null,
  states: states ? [...states] : null,
  separation: separation ?? null,
});
