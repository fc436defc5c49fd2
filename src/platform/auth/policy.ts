/** Everyone who may hold an account or a key, and what for. domain.md's roles; names as in the glossary. */
export const ROLES = [
  'UNIT_FILLER',
  'UNIT_HEAD',
  'DEPT_REVIEWER',
  'FIN_BUSINESS',
  'FIN_PERF',
  'FIN_LEADER',
  'EVALUATOR',
  'EXPERT',
  'SUPERVISOR',
  'COORDINATOR',
  'SURVEY_MANAGER',
  'SYS_ADMIN',
  'SEC_ADMIN',
  'AUDIT_ADMIN',
] as const;
export type Role = (typeof ROLES)[number];

/** 三员: the three administrators are never one account, and none of them sees business data. */
export const ADMIN_ROLES: readonly Role[] = ['SYS_ADMIN', 'SEC_ADMIN', 'AUDIT_ADMIN'];
export const FINANCE_ROLES: readonly Role[] = ['FIN_BUSINESS', 'FIN_PERF', 'FIN_LEADER'];
export const UNIT_ROLES: readonly Role[] = ['UNIT_FILLER', 'UNIT_HEAD', 'DEPT_REVIEWER'];
/** Everyone who may read the business data of his scope. */
export const BUSINESS_READERS: readonly Role[] = [
  ...UNIT_ROLES,
  ...FINANCE_ROLES,
  'SUPERVISOR',
  'EVALUATOR',
  'EXPERT',
  'COORDINATOR',
];

/**
 * One row of the policy table. `PUBLIC`: no sign-in. `SIGNED_IN`: any account, own rows only. Otherwise a grant of one
 * of the roles opens the rows of that grant's scope, and nothing else.
 */
export interface PolicyRow {
  readonly action: string;
  readonly roles: 'PUBLIC' | 'SIGNED_IN' | readonly Role[];
  /** The API key scope that includes this action, such as `actuals:write`; absent: no key may do it. */
  readonly keyScope?: string;
  /** Lifecycle states in which the act is possible; absent: any. */
  readonly states?: readonly string[];
  /** Who must be different natural persons, in words; held by the domain and the database. */
  readonly separation?: string;
}

/** Every row by its action. The guard, the boot check, `GET /roles` and the matrix test read it. */
export const policyTable = new Map<string, PolicyRow>();

type Rows<T extends Record<string, Omit<PolicyRow, 'action'>>> = { readonly [K in keyof T]: PolicyRow };

/** A module's rows. `definePolicy('goal', { submit })` declares action `goal.submit`. */
export function definePolicy<T extends Record<string, Omit<PolicyRow, 'action'>>>(resource: string, rows: T): Rows<T> {
  const declared: Record<string, PolicyRow> = {};
  for (const [verb, row] of Object.entries(rows)) {
    const action = `${resource}.${verb}`;
    if (policyTable.has(action)) throw new Error(`policy ${action} is declared twice`);
    const complete = { action, ...row };
    policyTable.set(action, complete);
    declared[verb] = complete;
  }
  return declared as Rows<T>;
}

export const acceptedRoles = (row: PolicyRow): readonly Role[] => (typeof row.roles === 'string' ? [] : row.roles);
