import { Injectable } from '@nestjs/common';
import { recordChange } from '../../platform/audit/record-change.js';
import { allowedActions } from '../../platform/auth/allowed-actions.js';
import { newId } from '../../platform/database/ids.js';
import { type Actor, Transactions, type Tx } from '../../platform/database/transactions.js';
import { httpErrors } from '../../platform/http/http.errors.js';
import { type JsonText, withAllowedActions } from '../../platform/http/json-text.js';
import { type ListRequest, listCall } from '../../platform/http/list.js';
import type { CreateDutyRequest, UpdateDutyRequest } from './duty.dto.js';
import {
  type Duty,
  type DutyDetail,
  type DutyText,
  dutyDetail,
  dutyList,
  findDutyForUpdate,
  insertDuty,
  retireDuty,
  updateDuty,
} from './duty.store.js';
import { dutyErrors } from './organization.errors.js';
import { dutyPolicy } from './organization.policy.js';
import { findUnit } from './unit.store.js';

/** 部门职责: what a unit is there for. Goals are linked to them. */
@Injectable()
export class DutyService {
  constructor(private readonly transactions: Transactions) {}

  list(actor: Actor, request: ListRequest): Promise<JsonText> {
    return this.transactions.read(actor, listCall(dutyList, request));
  }

  async detail(actor: Actor, id: string): Promise<JsonText> {
    return toDutyResponse(await this.transactions.read(actor, dutyDetail(id)));
  }

  create(actor: Actor, { unitId, code, title, description, basis }: CreateDutyRequest): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      const unit = await tx.one(findUnit(unitId));
      if (!unit) throw dutyErrors.unitNotFound();
      const text = { title, description: description ?? null, basis: basis ?? null };
      const duty = await tx.one(insertDuty(newId(), unit, code, text));
      await this.record(tx, 'create', 'duty.created', null, duty);
      return { ...(await this.read(tx, duty.id)), location: `/api/v1/duties/${duty.id}` };
    });
  }

  update(actor: Actor, id: string, version: number, request: UpdateDutyRequest): Promise<JsonText> {
    return this.change(actor, id, version, 'update', 'duty.updated', (before) =>
      updateDuty(id, version, textOf(request, before)),
    );
  }

  /** What was linked to it stays linked; nothing new is. */
  retire(actor: Actor, id: string, version: number): Promise<JsonText> {
    return this.change(actor, id, version, 'retire', 'duty.retired', () => retireDuty(id, version));
  }

  private change(
    actor: Actor,
    id: string,
    version: number,
    action: 'update' | 'retire',
    event: string,
    save: (before: Duty) => ReturnType<typeof retireDuty>,
  ): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      const before = await tx.one(findDutyForUpdate(id));
      if (!before) throw httpErrors.notFound();
      if (before.version !== version) throw httpErrors.stale({ version: before.version });
      if (before.state !== 'ACTIVE') throw dutyErrors.retired();
      const after = await tx.one(save(before));
      if (!after) throw httpErrors.conflict();
      await this.record(tx, action, event, before, after);
      return this.read(tx, id);
    });
  }

  private record(tx: Tx, action: string, event: string, before: Duty | null, after: Duty): Promise<void> {
    return recordChange(tx, {
      action: `duty.${action}`,
      event,
      object: { type: 'duty', id: after.id, version: after.version },
      districtId: after.districtId,
      unitPath: after.unitPath,
      before: before ?? undefined,
      after,
    });
  }

  private async read(tx: Tx, id: string): Promise<JsonText> {
    return toDutyResponse(await tx.one(dutyDetail(id)));
  }
}

function toDutyResponse(detail: DutyDetail | null): JsonText {
  if (!detail) throw httpErrors.notFound();
  const actions = allowedActions([dutyPolicy.update, dutyPolicy.retire], detail, dutyErrors.retired().code);
  return { json: withAllowedActions(detail.json, actions), version: detail.version };
}

const textOf = ({ title, description, basis }: UpdateDutyRequest, before: DutyText): DutyText => ({
  title: title ?? before.title,
  description: description === undefined ? before.description : description,
  basis: basis === undefined ? before.basis : basis,
});
