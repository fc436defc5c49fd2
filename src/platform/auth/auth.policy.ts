import { definePolicy } from './policy.js';

export const authPolicy = definePolicy('auth', {
  bootstrap: { roles: 'PUBLIC' },
  login: { roles: 'PUBLIC' },
  refresh: { roles: 'PUBLIC' },
  me: { roles: 'SIGNED_IN' },
  logout: { roles: 'SIGNED_IN' },
  changePassword: { roles: 'SIGNED_IN' },
});

/** 三员分立: the system administrator keeps accounts and never grants; the security administrator grants and never creates. */
export const accountPolicy = definePolicy('account', {
  read: { roles: ['SYS_ADMIN', 'SEC_ADMIN'] },
  create: { roles: ['SYS_ADMIN'], separation: 'never who grants its roles' },
  update: { roles: ['SYS_ADMIN'], separation: 'never the holder himself' },
  disable: { roles: ['SYS_ADMIN'], states: ['ACTIVE'], separation: 'never the holder himself' },
  enable: { roles: ['SYS_ADMIN'], states: ['DISABLED'], separation: 'never the holder himself' },
  resetPassword: { roles: ['SYS_ADMIN'], separation: 'never of an administrator' },
  unlock: { roles: ['SEC_ADMIN'] },
});

export const rolePolicy = definePolicy('role', { read: { roles: 'SIGNED_IN' } });

export const roleGrantPolicy = definePolicy('roleGrant', {
  read: { roles: ['SEC_ADMIN'] },
  create: { roles: ['SEC_ADMIN'], separation: 'never to himself, by natural person' },
  revoke: { roles: ['SEC_ADMIN'], states: ['GRANTED'] },
});

export const serviceAccountPolicy = definePolicy('serviceAccount', {
  read: { roles: ['SYS_ADMIN', 'SEC_ADMIN'] },
  create: { roles: ['SYS_ADMIN'] },
  createKey: { roles: ['SYS_ADMIN'] },
  revokeKey: { roles: ['SYS_ADMIN', 'SEC_ADMIN'] },
});
