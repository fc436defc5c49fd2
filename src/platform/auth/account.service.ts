import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { recordChange } from '../audit/record-change.js';
import { newId } from '../database/ids.js';
import { type Actor, type AnyActor, Transactions, type Tx } from '../database/transactions.js';
import { httpErrors } from '../http/http.errors.js';
import type { JsonText } from '../http/json-text.js';
import type { AccountState, CreateAccountRequest, UpdateAccountRequest } from './account.dto.js';
import { readAccount } from './account.reader.js';
import {
  type Account,
  findAccountForUpdate,
  findAdministratorRoles,
  findRoleOnlyHeldBy,
  findUnitPlace,
  insertAccount,
  isKnownPerson,
  lockAdministrators,
  resetPassword,
  updateAccount,
} from './account.store.js';
import { findAccountRefusal } from './account-refusal.js';
import { accountErrors, authErrors } from './auth.errors.js';
import { accountSubject, forgetFailures } from './login-attempts.store.js';
import { PasswordHasher } from './password.hasher.js';
import { findPasswordProblems, toInitialPassword } from './password.js';
import { revokeEverything, revokeLogins } from './session.store.js';

type Place = Pick<Account, 'unitId' | 'districtId'>;

const NOWHERE: Place = { unitId: null, districtId: null };

/** Changes of accounts. What an account may do is decided elsewhere, by another administrator. */
@Injectable()
export class AccountService {
  constructor(
    private readonly transactions: Transactions,
    private readonly hasher: PasswordHasher,
  ) {}

  async create(actor: Actor, request: CreateAccountRequest): Promise<JsonText> {
    const username = request.username.toLowerCase();
    if (request.password) requireAcceptable(request.password, username);
    const generated = request.password ? null : toInitialPassword(randomBytes(16));
    const passwordHash = await this.hasher.hash(generated ?? request.password ?? '');
    const made = await this.transactions.run(actor, async (tx) => {
      const place = await findPlace(tx, request.unitId ?? null);
      if (request.personId && !(await tx.one(isKnownPerson(request.personId)))) throw accountErrors.unknownPerson();
      const account = await tx.one(
        insertAccount({
          id: newId(),
          username,
          displayName: request.displayName,
          kind: 'PERSON',
          personId: request.personId ?? newId(),
          ...place,
          passwordHash,
          mustChangePassword: true,
          historyId: newId(),
        }),
      );
      await recordAccount(tx, 'create', 'created', null, account);
      return { ...(await readAccount(tx, account.id)), location: `/api/v1/accounts/${account.id}` };
    });
    return withPassword(made, actor, generated);
  }

  update(actor: Actor, id: string, version: number, request: UpdateAccountRequest): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      const before = await takeAnothers(tx, actor, id, version);
      const place = request.unitId === undefined ? before : await findPlace(tx, request.unitId);
      await this.change(tx, 'update', 'updated', before, {
        ...before,
        displayName: request.displayName ?? before.displayName,
        state: request.state ?? before.state,
        unitId: place.unitId,
        districtId: place.districtId,
      });
      return readAccount(tx, id);
    });
  }

  setState(actor: Actor, id: string, version: number, state: AccountState): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      const before = await takeAnothers(tx, actor, id, version);
      const isDisabling = state === 'DISABLED';
      if (before.state === state) throw httpErrors.conflict();
      await this.change(tx, isDisabling ? 'disable' : 'enable', isDisabling ? 'disabled' : 'enabled', before, {
        ...before,
        state,
      });
      return readAccount(tx, id);
    });
  }

  /** A new initial password, answered once. Not of an administrator: who resets it could sign in as him. */
  async resetPassword(actor: Actor, id: string, version: number): Promise<JsonText> {
    const generated = toInitialPassword(randomBytes(16));
    const passwordHash = await this.hasher.hash(generated);
    const detail = await this.transactions.run(actor, async (tx) => {
      const before = await takeAnothers(tx, actor, id, version);
      const isAdministrator = (await tx.one(findAdministratorRoles(id))).length > 0;
      const refusal = findAccountRefusal('resetPassword', { kind: before.kind, isOwn: false, isAdministrator });
      if (refusal) throw accountErrors[refusal]();
      const after = await tx.one(resetPassword(id, version, passwordHash, newId()));
      if (!after) throw httpErrors.conflict();
      await tx.one(revokeLogins(id, 'password-reset', null));
      await recordAccount(tx, 'resetPassword', 'password-reset', before, after);
      return readAccount(tx, id);
    });
    return withPassword(detail, actor, generated);
  }

  /** The lock is not part of the account: its version stays. */
  unlock(actor: Actor, id: string, version: number): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      const account = await take(tx, id, version);
      await tx.one(forgetFailures(accountSubject(account.username)));
      await recordAccount(tx, 'unlock', 'unlocked', account, account);
      return readAccount(tx, id);
    });
  }

  private async change(tx: Tx, verb: string, past: string, before: Account, to: Account): Promise<void> {
    const isDisabling = to.state === 'DISABLED' && before.state === 'ACTIVE';
    if (isDisabling) await requireSuccessor(tx, before.id);
    const after = await tx.one(updateAccount(before.id, before.version, to));
    if (!after) throw httpErrors.conflict();
    if (isDisabling) await tx.one(revokeEverything(before.id, 'account-disabled'));
    await recordAccount(tx, verb, past, before, after);
  }
}

/** Locked, and as the caller has read it. */
async function take(tx: Tx, id: string, version: number): Promise<Account> {
  const account = await tx.one(findAccountForUpdate(id));
  if (!account) throw httpErrors.notFound();
  if (account.version !== version) throw httpErrors.stale({ version: account.version });
  return account;
}

async function takeAnothers(tx: Tx, actor: Actor, id: string, version: number): Promise<Account> {
  const account = await take(tx, id, version);
  if (account.personId === actor.personId) throw accountErrors.own();
  return account;
}

/** Nobody may leave the system without one of its three administrators. */
export async function requireSuccessor(tx: Tx, accountId: string): Promise<void> {
  await tx.one(lockAdministrators());
  const role = await tx.one(findRoleOnlyHeldBy(accountId));
  if (role) throw accountErrors.lastAdministrator({ role });
}

export async function findPlace(tx: Tx, unitId: string | null): Promise<Place> {
  if (unitId === null) return NOWHERE;
  const place = await tx.one(findUnitPlace(unitId));
  if (!place) throw accountErrors.unknownUnit();
  return { unitId: place.unitId, districtId: place.districtId };
}

export const recordAccount = (
  tx: Tx,
  verb: string,
  past: string,
  before: Account | null,
  after: Account,
): Promise<void> =>
  recordChange(tx, {
    action: `account.${verb}`,
    event: `account.${past}`,
    object: { type: 'account', id: after.id, version: after.version },
    districtId: after.districtId,
    unitPath: 'r', // the whole: accounts are kept by administrators of the whole
    before: before ?? undefined,
    after,
  });

export function requireAcceptable(password: string, username: string, pointer = '/password'): void {
  const problems = findPasswordProblems(password, username, pointer);
  if (problems.length > 0) throw authErrors.weakPassword({}, problems);
}

/** Spliced in after the transaction, so that no secret is kept under an Idempotency-Key; a replay has none. */
export function withPassword(answer: JsonText, actor: AnyActor, password: string | null): JsonText {
  const isReplay = !('system' in actor) && actor.request.replayed === true;
  const initialPassword = JSON.stringify(isReplay ? null : password);
  return { ...answer, json: `${answer.json.slice(0, -1)},"initialPassword":${initialPassword}}` };
}
