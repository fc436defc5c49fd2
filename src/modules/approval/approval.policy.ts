import { BUSINESS_READERS, definePolicy, FINANCE_ROLES, type Role } from '../../platform/auth/policy.js';

/** Roles that can stand in a flow. */
export const DECIDING_ROLES: readonly Role[] = ['UNIT_HEAD', 'DEPT_REVIEWER', ...FINANCE_ROLES];

export const approvalPolicy = definePolicy('approval', {
  read: { roles: BUSINESS_READERS, keyScope: 'approvals:read' },
});

export const approvalTaskPolicy = definePolicy('approvalTask', {
  read: { roles: DECIDING_ROLES, keyScope: 'approvals:read' },
  decide: { roles: DECIDING_ROLES, states: ['OPEN'], separation: 'author ≠ reviewer; one step per person and round' },
});

export const approvalFlowPolicy = definePolicy('approvalFlow', {
  read: { roles: BUSINESS_READERS, keyScope: 'approvals:read' },
  create: { roles: ['FIN_PERF'] },
  publish: { roles: ['FIN_PERF', 'FIN_LEADER'], states: ['DRAFT'], separation: 'author ≠ publisher' },
});
