import { Injectable } from '@nestjs/common';
import { recordChange } from '../audit/record-change.js';
import { newId } from '../database/ids.js';
import { type Actor, Transactions, type Tx } from '../database/transactions.js';
import { httpErrors } from '../http/http.errors.js';
import { type JsonText, withAllowedActions } from '../http/json-text.js';
import { type ListRequest, listCall } from '../http/list.js';
import { requireSuccessor } from './account.service.js';
import { findAccountForUpdate, findDistrictPlace, findUnitPlace, type Place } from './account.store.js';
import { allowedActions } from './allowed-actions.js';
import { roleGrantErrors } from './auth.errors.js';
import { roleGrantPolicy } from './auth.policy.js';
import { ADMIN_ROLES, policyTable } from './policy.js';
import type { CreateRoleGrantRequest, RoleResponse } from './role-grant.dto.js';
import {
  findRoleGrantForUpdate,
  hasEqualGrant,
  insertRoleGrant,
  type NewGrant,
  type RoleGrant,
  type RoleGrantDetail,
  revokeRoleGrant,
  roleGrantDetail,
  roleGrantList,
} from './role-grant.store.js';
import { describeRoles } from './roles.js';
import { requireSession } from './session.store.js';

/** The whole tree. */
const ROOT: Place = { unitId: null, districtId: null, path: 'r' };

/** Who may do what, where. A change counts from the next request on. */
@Injectable()
export class RoleGrantService {
  constructor(private readonly transactions: Transactions) {}

  async listRoles(actor: Actor): Promise<{ items: readonly RoleResponse[] }> {
    await this.transactions.read(actor, requireSession());
    return { items: describeRoles(policyTable.values()) };
  }

  list(actor: Actor, request: ListRequest): Promise<JsonText> {
    return this.transactions.read(actor, listCall(roleGrantList, request));
  }

  async detail(actor: Actor, id: string): Promise<JsonText> {
    return toRoleGrantResponse(await this.transactions.read(actor, roleGrantDetail(id)));
  }

  create(actor: Actor, request: CreateRoleGrantRequest): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      await this.requireReceiver(tx, actor, request);
      const grant: NewGrant = {
        id: newId(),
        accountId: request.accountId,
        role: request.role,
        place: await findScope(tx, request),
        subtree: request.subtree,
        projectId: request.projectId ?? null,
        validFrom: request.validFrom ?? null,
        validTo: request.validTo ?? null,
        grantedBy: actor.accountId,
      };
      if (await tx.one(hasEqualGrant(grant))) throw roleGrantErrors.exists();
      const made = await tx.one(insertRoleGrant(grant));
      if (!made) throw roleGrantErrors.period();
      await recordGrant(tx, 'create', 'created', null, made);
      return { ...(await this.read(tx, made.id)), location: `/api/v1/role-grants/${made.id}` };
    });
  }

  revoke(actor: Actor, id: string, version: number): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      const before = await tx.one(findRoleGrantForUpdate(id));
      if (!before) throw httpErrors.notFound();
      if (before.version !== version) throw httpErrors.stale({ version: before.version });
      if (before.revokedAt) throw roleGrantErrors.revoked();
      if (ADMIN_ROLES.includes(before.role)) await requireSuccessor(tx, before.accountId);
      const after = await tx.one(revokeRoleGrant(id, version, actor.accountId));
      if (!after) throw httpErrors.conflict();
      await recordGrant(tx, 'revoke', 'revoked', before, after);
      return this.read(tx, id);
    });
  }

  /** Locks the account: grants to one account are made one after the other. */
  private async requireReceiver(tx: Tx, actor: Actor, request: CreateRoleGrantRequest): Promise<void> {
    const account = await tx.one(findAccountForUpdate(request.accountId));
    if (!account) throw roleGrantErrors.unknownAccount();
    if (account.personId === actor.personId) throw roleGrantErrors.own();
    if (ADMIN_ROLES.includes(request.role) && account.kind === 'SERVICE') throw roleGrantErrors.administratorIsPerson();
  }

  private async read(tx: Tx, id: string): Promise<JsonText> {
    return toRoleGrantResponse(await tx.one(roleGrantDetail(id)));
  }
}

function toRoleGrantResponse(detail: RoleGrantDetail | null): JsonText {
  if (!detail) throw httpErrors.notFound();
  const actions = allowedActions([roleGrantPolicy.revoke], detail, roleGrantErrors.revoked().code);
  return { json: withAllowedActions(detail.json, actions), version: detail.version };
}

async function findScope(tx: Tx, { unitId, districtId, root }: CreateRoleGrantRequest): Promise<Place> {
  if ([unitId, districtId, root].filter(Boolean).length !== 1) throw roleGrantErrors.onePlace();
  if (root) return ROOT;
  const place = await tx.one(unitId ? findUnitPlace(unitId) : findDistrictPlace(districtId ?? ''));
  if (!place) throw roleGrantErrors.unknownPlace();
  return place;
}

export const recordGrant = (
  tx: Tx,
  verb: string,
  past: string,
  before: RoleGrant | null,
  after: RoleGrant,
): Promise<void> =>
  recordChange(tx, {
    action: `roleGrant.${verb}`,
    event: `role-grant.${past}`,
    object: { type: 'roleGrant', id: after.id, version: after.version },
    districtId: after.districtId,
    unitPath: 'r', // the whole: who may do what is told to nobody below
    before: before ?? undefined,
    after,
    payload: { accountId: after.accountId, role: after.role, scopePath: after.scopePath },
  });
