import { BUSINESS_READERS, definePolicy, FINANCE_ROLES, type Role, UNIT_ROLES } from '../../platform/auth/policy.js';

/** Roles that can stand in a flow. */
export const DECIDING_ROLES: readonly Role[] = ['UNIT_HEAD', 'DEPT_REVIEWER', ...FINANCE_ROLES];

/** Held by the domain, by this table, and by triggers of the database. */
const SEPARATION = 'author ≠ reviewer, by natural person; one step per person and run where the flow says so';

export const approvalPolicy = definePolicy('approval', {
  read: { roles: BUSINESS_READERS, keyScope: 'approvals:read' },
  urge: { roles: [...UNIT_ROLES, ...FINANCE_ROLES], states: ['RUNNING'] },
  comment: { roles: BUSINESS_READERS },
});

export const approvalTaskPolicy = definePolicy('approvalTask', {
  read: { roles: DECIDING_ROLES, keyScope: 'approvals:read' },
  decide: { roles: DECIDING_ROLES, states: ['OPEN'], separation: SEPARATION },
  advise: { roles: DECIDING_ROLES, states: ['OPEN'], separation: SEPARATION },
  acknowledge: { roles: DECIDING_ROLES, states: ['OPEN'] },
  addSigners: { roles: DECIDING_ROLES, states: ['OPEN'], separation: SEPARATION },
  remove: { roles: DECIDING_ROLES, states: ['OPEN', 'WAITING'] },
  transfer: { roles: DECIDING_ROLES, states: ['OPEN'], separation: SEPARATION },
  delegate: { roles: DECIDING_ROLES, states: ['OPEN'], separation: SEPARATION },
  claim: { roles: DECIDING_ROLES, states: ['OPEN'], separation: SEPARATION },
  unclaim: { roles: DECIDING_ROLES, states: ['OPEN'], separation: SEPARATION },
  reassign: { roles: ['FIN_PERF'], states: ['OPEN', 'WAITING'], separation: SEPARATION },
  handOver: { roles: ['FIN_PERF'], states: ['OPEN', 'WAITING'], separation: SEPARATION },
});

export const substitutionPolicy = definePolicy('substitution', {
  read: { roles: DECIDING_ROLES },
  create: { roles: DECIDING_ROLES, separation: 'neither of the two wrote the subject or decided another step' },
  cancel: { roles: DECIDING_ROLES, states: ['PLANNED', 'ACTIVE'] },
});

export const approvalFlowPolicy = definePolicy('approvalFlow', {
  read: { roles: BUSINESS_READERS, keyScope: 'approvals:read' },
  create: { roles: ['FIN_PERF'] },
  update: { roles: ['FIN_PERF'], states: ['DRAFT'], separation: 'the author alone' },
  publish: { roles: ['FIN_PERF', 'FIN_LEADER'], states: ['DRAFT'], separation: 'author ≠ publisher' },
  retire: { roles: ['FIN_PERF', 'FIN_LEADER'], states: ['DRAFT', 'PUBLISHED'] },
  migrate: { roles: ['FIN_PERF'], states: ['PUBLISHED'] },
});

export const reviewSheetPolicy = definePolicy('reviewSheet', {
  read: { roles: BUSINESS_READERS, keyScope: 'approvals:read' },
  create: { roles: ['FIN_PERF'] },
  publish: { roles: ['FIN_PERF', 'FIN_LEADER'], states: ['DRAFT'], separation: 'author ≠ publisher' },
});
