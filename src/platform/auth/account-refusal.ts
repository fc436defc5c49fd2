import type { AccountKind } from './account.dto.js';

/** What matters for an act besides the caller's role and the account's state. */
export interface AccountStanding {
  readonly kind: AccountKind;
  /** Of the caller's own natural person. */
  readonly isOwn: boolean;
  readonly isAdministrator: boolean;
}

export type AccountAct = 'update' | 'disable' | 'enable' | 'resetPassword' | 'unlock';
export type AccountRefusal = 'own' | 'withoutPassword' | 'ofAdministrator';

/** Nobody changes an account of his own, and nobody resets the password of an administrator: he could sign in as him. */
export function findAccountRefusal(act: AccountAct, standing: AccountStanding): AccountRefusal | null {
  if (act !== 'unlock' && standing.isOwn) return 'own';
  if (act !== 'resetPassword') return null;
  if (standing.kind === 'SERVICE') return 'withoutPassword';
  return standing.isAdministrator ? 'ofAdministrator' : null;
}
