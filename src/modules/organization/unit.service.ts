import { Injectable } from '@nestjs/common';
import { recordChange } from '../../platform/audit/record-change.js';
import { newId } from '../../platform/database/ids.js';
import { type Actor, Transactions, type Tx } from '../../platform/database/transactions.js';
import { httpErrors } from '../../platform/http/http.errors.js';
import type { JsonText } from '../../platform/http/json-text.js';
import { findDistrict } from './district.store.js';
import { organizationErrors } from './organization.errors.js';
import type { CreateUnitRequest, UpdateUnitRequest } from './unit.dto.js';
import {
  findUnit,
  findUnitForUpdate,
  insertUnit,
  noteNewName,
  type Unit,
  unitDetail,
  updateUnit,
} from './unit.store.js';

/** Changes of the unit tree. */
@Injectable()
export class UnitService {
  constructor(private readonly transactions: Transactions) {}

  create(actor: Actor, request: CreateUnitRequest): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      const parent = await this.findParent(tx, request);
      const id = newId();
      const unit = await tx.one(
        insertUnit({
          id,
          districtId: request.districtId,
          code: request.code,
          name: request.name,
          kind: request.kind,
          industry: request.industry ?? null,
          parentId: request.parentId ?? null,
          departmentId: parent.departmentId ?? id,
          parentPath: parent.path,
        }),
      );
      await this.record(tx, 'unit.create', 'unit.created', null, unit);
      return { ...(await this.read(tx, id)), location: `/api/v1/units/${id}` };
    });
  }

  update(actor: Actor, id: string, version: number, request: UpdateUnitRequest): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      const before = await tx.one(findUnitForUpdate(id));
      if (!before) throw httpErrors.notFound();
      if (before.version !== version) throw httpErrors.stale({ version: before.version });
      const after = await tx.one(
        updateUnit(id, version, request.name ?? before.name, request.industry ?? before.industry),
      );
      if (!after) throw httpErrors.notFound();
      if (after.name !== before.name) await tx.one(noteNewName(id, after.name));
      await this.record(tx, 'unit.update', 'unit.updated', before, after);
      return this.read(tx, id);
    });
  }

  private async findParent(tx: Tx, request: CreateUnitRequest): Promise<{ path: string; departmentId: string | null }> {
    const district = await tx.one(findDistrict(request.districtId));
    if (!district) throw organizationErrors.parentNotFound();
    if (!request.parentId) return { path: district.unitPath, departmentId: null };
    const parent = await tx.one(findUnit(request.parentId));
    if (!parent) throw organizationErrors.parentNotFound();
    if (parent.districtId !== district.id) throw organizationErrors.parentInOtherDistrict();
    return { path: parent.unitPath, departmentId: parent.departmentId };
  }

  private record(tx: Tx, action: string, event: string, before: Unit | null, after: Unit): Promise<void> {
    return recordChange(tx, {
      action,
      event,
      object: { type: 'unit', id: after.id, version: after.version },
      districtId: after.districtId,
      unitPath: after.unitPath,
      before: before ?? undefined,
      after,
    });
  }

  private async read(tx: Tx, id: string): Promise<JsonText> {
    const detail = await tx.one(unitDetail(id));
    if (!detail) throw httpErrors.notFound();
    return detail;
  }
}
