import { BUSINESS_READERS, definePolicy, type Role } from '../../platform/auth/policy.js';

/** The tree is read by all who work in it, and by the administrators who keep it. */
const READERS: readonly Role[] = [...BUSINESS_READERS, 'SYS_ADMIN', 'SEC_ADMIN'];

const DUTY_KEEPERS: readonly Role[] = ['UNIT_FILLER', 'DEPT_REVIEWER', 'FIN_PERF'];

export const districtPolicy = definePolicy('district', {
  read: { roles: READERS, keyScope: 'organization:read' },
  create: { roles: ['SYS_ADMIN'] },
  update: { roles: ['SYS_ADMIN'] },
});

export const unitPolicy = definePolicy('unit', {
  read: { roles: READERS, keyScope: 'organization:read' },
  create: { roles: ['SYS_ADMIN'], keyScope: 'organization:write' },
  update: { roles: ['SYS_ADMIN'], keyScope: 'organization:write' },
});

/** 部门职责 follow from 三定规定: kept by the unit, its department, or the performance division. */
export const dutyPolicy = definePolicy('duty', {
  read: { roles: BUSINESS_READERS, keyScope: 'organization:read' },
  create: { roles: DUTY_KEEPERS, keyScope: 'organization:write' },
  update: { roles: DUTY_KEEPERS, keyScope: 'organization:write', states: ['ACTIVE'] },
  retire: { roles: DUTY_KEEPERS, states: ['ACTIVE'] },
});

export const fiscalYearPolicy = definePolicy('fiscalYear', {
  read: { roles: READERS, keyScope: 'organization:read' },
  create: { roles: ['SYS_ADMIN', 'FIN_PERF'] },
});

export const workingDayPolicy = definePolicy('workingDay', {
  read: { roles: 'SIGNED_IN', keyScope: 'organization:read' },
  import: { roles: ['SYS_ADMIN'] },
});
