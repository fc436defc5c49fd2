import { Injectable } from '@nestjs/common';
import { securityEntry } from '../audit/record-refusal.js';
import { newId } from '../database/ids.js';
import { Transactions, type Tx } from '../database/transactions.js';
import { recordAccount, requireAcceptable } from './account.service.js';
import { insertAccount } from './account.store.js';
import { hashSecret } from './api-keys.js';
import { authErrors } from './auth.errors.js';
import type { AdministratorResponse, BootstrapRequest, BootstrapResponse } from './bootstrap.dto.js';
import { findSecret, useSecret } from './bootstrap.store.js';
import { PasswordHasher } from './password.hasher.js';
import { recordGrant } from './role-grant.service.js';
import { insertRoleGrant } from './role-grant.store.js';
import { IDENTITY, type Visitor } from './visitor.js';

interface NewAdministrator {
  readonly role: AdministratorResponse['role'];
  readonly username: string;
  readonly displayName: string;
  readonly passwordHash: string;
}

const SEATS = [
  ['sysadmin', 'SYS_ADMIN'],
  ['secadmin', 'SEC_ADMIN'],
  ['auditadmin', 'AUDIT_ADMIN'],
] as const;

/** The beginning: there is no default account, only a secret that makes the three administrators once. */
@Injectable()
export class BootstrapService {
  constructor(
    private readonly transactions: Transactions,
    private readonly hasher: PasswordHasher,
  ) {}

  async bootstrap(visitor: Visitor, request: BootstrapRequest): Promise<BootstrapResponse> {
    const secretHash = hashSecret(request.secret);
    await this.requireFresh(visitor, secretHash);
    const administrators = await this.readAdministrators(request);
    const beginning = { system: 'bootstrap', scopes: ['r'] };
    return this.transactions.run(beginning, async (tx) => {
      if (!(await tx.one(useSecret(secretHash)))) throw authErrors.bootstrapDone();
      const made: AdministratorResponse[] = [];
      for (const administrator of administrators) made.push(await appoint(tx, administrator));
      await tx.one(securityEntry({ ...entryOf(visitor), result: 'OK', reason: 'three administrators' }));
      return { administrators: made };
    });
  }

  /** Before any password is hashed: a wrong secret must cost nothing. */
  private async requireFresh(visitor: Visitor, secretHash: Buffer): Promise<void> {
    const state = await this.transactions.read(IDENTITY, findSecret(secretHash));
    if (state === 'FRESH') return;
    await this.transactions.once(
      IDENTITY,
      securityEntry({ ...entryOf(visitor), result: 'REFUSED', reason: `secret ${state.toLowerCase()}` }),
    );
    throw state === 'USED' ? authErrors.bootstrapDone() : authErrors.bootstrapRefused();
  }

  private async readAdministrators(request: BootstrapRequest): Promise<readonly NewAdministrator[]> {
    const usernames = SEATS.map(([seat]) => request[seat].username.toLowerCase());
    if (new Set(usernames).size < SEATS.length) throw authErrors.sameUsername();
    for (const [seat] of SEATS) requireAcceptable(request[seat].password, request[seat].username, `/${seat}/password`);
    return Promise.all(
      SEATS.map(async ([seat, role], index) => ({
        role,
        username: usernames[index] ?? '',
        displayName: request[seat].displayName,
        passwordHash: await this.hasher.hash(request[seat].password),
      })),
    );
  }
}

async function appoint(tx: Tx, administrator: NewAdministrator): Promise<AdministratorResponse> {
  const { role, ...account } = administrator;
  const made = await tx.one(
    insertAccount({
      ...account,
      id: newId(),
      kind: 'PERSON',
      personId: newId(),
      unitId: null,
      districtId: null,
      mustChangePassword: false, // each has just chosen his own
      historyId: newId(),
    }),
  );
  const grant = await tx.one(
    insertRoleGrant({
      id: newId(),
      accountId: made.id,
      role,
      place: { unitId: null, districtId: null, path: 'r' },
      subtree: true,
      projectId: null,
      validFrom: null,
      validTo: null,
      grantedBy: null,
    }),
  );
  if (!grant) throw new Error('a grant without an end has no period to miss');
  await recordAccount(tx, 'create', 'created', null, made);
  await recordGrant(tx, 'create', 'created', null, grant);
  return { accountId: made.id, username: made.username, role };
}

const entryOf = ({ ip, requestId }: Visitor) => ({ action: 'auth.bootstrap', accountId: null, ip, requestId });
