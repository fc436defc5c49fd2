import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { recordChange } from '../audit/record-change.js';
import { newId } from '../database/ids.js';
import { type Actor, Transactions, type Tx } from '../database/transactions.js';
import { httpErrors } from '../http/http.errors.js';
import type { JsonText } from '../http/json-text.js';
import { type ListRequest, listCall } from '../http/list.js';
import { readAccount } from './account.reader.js';
import { findPlace, recordAccount } from './account.service.js';
import { type Account, findAccountForUpdate, insertAccount } from './account.store.js';
import { hashSecret } from './api-keys.js';
import { serviceAccountErrors } from './auth.errors.js';
import { policyTable } from './policy.js';
import { findKeyScopes } from './roles.js';
import type { CreateApiKeyRequest, CreateServiceAccountRequest } from './service-account.dto.js';
import {
  countLiveKeys,
  endKeySession,
  findKeyForUpdate,
  insertKey,
  type KeyState,
  keyDetail,
  keysOf,
  revokeKey,
  serviceAccountList,
} from './service-account.store.js';

/** Two: the one in use, and the next one while it is rolled out. */
const LIVE_KEYS = 2;

/** Accounts of other systems, and their keys. A key may do what its scopes and the account's grants both allow. */
@Injectable()
export class ServiceAccountService {
  constructor(private readonly transactions: Transactions) {}

  list(actor: Actor, request: ListRequest): Promise<JsonText> {
    return this.transactions.read(actor, listCall(serviceAccountList, request));
  }

  async keys(actor: Actor, accountId: string): Promise<JsonText> {
    const keys = await this.transactions.read(actor, keysOf(accountId));
    if (!keys) throw httpErrors.notFound();
    return keys;
  }

  async key(actor: Actor, accountId: string, id: string): Promise<JsonText> {
    const key = await this.transactions.read(actor, keyDetail(accountId, id));
    if (!key) throw httpErrors.notFound();
    return key;
  }

  create(actor: Actor, request: CreateServiceAccountRequest): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      const account = await tx.one(
        insertAccount({
          id: newId(),
          username: request.username.toLowerCase(),
          displayName: request.displayName,
          kind: 'SERVICE',
          personId: newId(), // nobody's: a system is never the same person as anyone
          ...(await findPlace(tx, request.unitId ?? null)),
          passwordHash: null,
          mustChangePassword: false,
          historyId: newId(),
        }),
      );
      await recordAccount(tx, 'create', 'created', null, account);
      return { ...(await readAccount(tx, account.id)), location: `/api/v1/accounts/${account.id}` };
    });
  }

  async createKey(actor: Actor, accountId: string, request: CreateApiKeyRequest): Promise<JsonText> {
    requireKnownScopes(request.scopes);
    const secret = randomBytes(32).toString('base64url');
    const id = newId();
    const made = await this.transactions.run(actor, async (tx) => {
      const account = await takeService(tx, accountId);
      if (account.state !== 'ACTIVE') throw serviceAccountErrors.disabled();
      if ((await tx.one(countLiveKeys(accountId))) >= LIVE_KEYS) throw serviceAccountErrors.twoKeys();
      const key = await tx.one(
        insertKey({ ...request, id, accountId, sessionId: newId(), secretHash: hashSecret(secret) }),
      );
      if (!key) throw serviceAccountErrors.expiry();
      await recordKey(tx, 'createKey', 'key-created', account, null, key);
      return { ...(await readKey(tx, accountId, id)), location: `/api/v1/service-accounts/${accountId}/keys/${id}` };
    });
    // Spliced in after the transaction, so that it is not kept under an Idempotency-Key.
    const key = actor.request.replayed ? null : `bpk_${id.replaceAll('-', '')}_${secret}`;
    return { ...made, json: `${made.json.slice(0, -1)},"key":${JSON.stringify(key)}}` };
  }

  revokeKey(actor: Actor, accountId: string, id: string, version: number): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      const account = await takeService(tx, accountId);
      const before = await tx.one(findKeyForUpdate(accountId, id));
      if (!before) throw httpErrors.notFound();
      if (before.version !== version) throw httpErrors.stale({ version: before.version });
      if (before.revokedAt) throw serviceAccountErrors.keyRevoked();
      const after = await tx.one(revokeKey(id, version));
      if (!after) throw httpErrors.conflict();
      await tx.one(endKeySession(after.sessionId));
      await recordKey(tx, 'revokeKey', 'key-revoked', account, before, after);
      return readKey(tx, accountId, id);
    });
  }
}

function requireKnownScopes(scopes: readonly string[]): void {
  const allowed = findKeyScopes(policyTable.values());
  const unknown = scopes.find((scope) => !allowed.includes(scope));
  if (unknown !== undefined) throw serviceAccountErrors.unknownScope({ scope: unknown, allowed: allowed.join(', ') });
}

/** Locked: keys of one account are made one after the other. */
async function takeService(tx: Tx, id: string): Promise<Account> {
  const account = await tx.one(findAccountForUpdate(id));
  if (account?.kind !== 'SERVICE') throw httpErrors.notFound();
  return account;
}

async function readKey(tx: Tx, accountId: string, id: string): Promise<JsonText> {
  const key = await tx.one(keyDetail(accountId, id));
  if (!key) throw httpErrors.notFound();
  return key;
}

const recordKey = (
  tx: Tx,
  verb: string,
  past: string,
  account: Account,
  before: KeyState | null,
  after: KeyState,
): Promise<void> =>
  recordChange(tx, {
    action: `serviceAccount.${verb}`,
    event: `service-account.${past}`,
    object: { type: 'apiKey', id: after.id, version: after.version },
    districtId: account.districtId,
    unitPath: 'r',
    before: before ?? undefined,
    after,
    payload: { accountId: account.id },
  });
