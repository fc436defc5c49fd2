import { Injectable } from '@nestjs/common';
import { recordChange } from '../../platform/audit/record-change.js';
import { allowedActions } from '../../platform/auth/allowed-actions.js';
import { newId } from '../../platform/database/ids.js';
import { type Actor, Transactions, type Tx } from '../../platform/database/transactions.js';
import { httpErrors } from '../../platform/http/http.errors.js';
import { type JsonText, withAllowedActions } from '../../platform/http/json-text.js';
import { type ListRequest, listCall } from '../../platform/http/list.js';
import { findDistrict, findUnitsById } from '../organization/index.js';
import { objectiveErrors } from './alignment.errors.js';
import { strategicObjectivePolicy } from './alignment.policy.js';
import { findPeriodFault, type ObjectivePeriod } from './domain/strategic-objective.js';
import type { CreateStrategicObjectiveRequest, UpdateStrategicObjectiveRequest } from './strategic-objective.dto.js';
import {
  findChildren,
  insertObjective,
  lockWithParent,
  type ObjectiveDetail,
  type ObjectiveText,
  objectiveDetail,
  objectiveList,
  retireObjective,
  type StrategicObjective,
  updateObjective,
} from './strategic-objective.store.js';

/** 战略目标: what a district wants to reach in a period, in two levels. */
@Injectable()
export class StrategicObjectiveService {
  constructor(private readonly transactions: Transactions) {}

  list(actor: Actor, request: ListRequest): Promise<JsonText> {
    return this.transactions.read(actor, listCall(objectiveList, request));
  }

  async detail(actor: Actor, id: string): Promise<JsonText> {
    return toObjectiveResponse(await this.transactions.read(actor, objectiveDetail(id)));
  }

  create(actor: Actor, request: CreateStrategicObjectiveRequest): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      const district = await tx.one(findDistrict(request.districtId));
      if (!district) throw objectiveErrors.districtNotFound();
      const parent = request.parentId ? await findParent(tx, request.parentId, district.id) : null;
      requirePeriod(request, parent, null);
      const { code, title, yearFrom, yearTo, description = null } = request;
      const responsibleUnitIds = request.responsibleUnitIds ?? [];
      await requireUnits(tx, responsibleUnitIds, district.id);
      const text = { title, yearFrom, yearTo, description, responsibleUnitIds };
      const parentId = parent?.id ?? null;
      const objective = await tx.one(insertObjective({ id: newId(), district, parentId, code, ...text }));
      await record(tx, 'create', 'strategic-objective.created', null, objective);
      const location = `/api/v1/strategic-objectives/${objective.id}`;
      return { ...(await read(tx, objective.id)), location };
    });
  }

  update(actor: Actor, id: string, version: number, request: UpdateStrategicObjectiveRequest): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      const { before, parent } = await lock(tx, id, version);
      const text = textOf(request, before);
      requirePeriod(text, parent, await tx.one(findChildren(id)));
      await requireUnits(tx, text.responsibleUnitIds, before.districtId);
      const after = await tx.one(updateObjective(id, version, text));
      if (!after) throw httpErrors.conflict();
      await record(tx, 'update', 'strategic-objective.updated', before, after);
      return read(tx, id);
    });
  }

  /** Goals that are linked to it stay linked; nothing new is. */
  retire(actor: Actor, id: string, version: number): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      const { before } = await lock(tx, id, version);
      const children = await tx.one(findChildren(id));
      if (children && children.active > 0) throw objectiveErrors.childrenActive({ count: children.active });
      const after = await tx.one(retireObjective(id, version));
      if (!after) throw httpErrors.conflict();
      await record(tx, 'retire', 'strategic-objective.retired', before, after);
      return read(tx, id);
    });
  }
}

async function lock(
  tx: Tx,
  id: string,
  version: number,
): Promise<{ before: StrategicObjective; parent: StrategicObjective | null }> {
  const family = await tx.one(lockWithParent(id));
  const before = family.find((objective) => objective.id === id);
  if (!before) throw httpErrors.notFound();
  if (before.version !== version) throw httpErrors.stale({ version: before.version });
  if (before.state !== 'ACTIVE') throw objectiveErrors.retired();
  return { before, parent: family.find((objective) => objective.id === before.parentId) ?? null };
}

async function findParent(tx: Tx, id: string, districtId: string): Promise<StrategicObjective> {
  const parent = (await tx.one(lockWithParent(id))).find((objective) => objective.id === id);
  if (parent?.state !== 'ACTIVE' || parent.districtId !== districtId) throw objectiveErrors.parentNotFound();
  if (parent.level !== 1) throw objectiveErrors.twoLevels();
  return parent;
}

function requirePeriod(own: ObjectivePeriod, parent: ObjectivePeriod | null, children: ObjectivePeriod | null): void {
  const fault = findPeriodFault(own, parent, children);
  if (fault) throw objectiveErrors[fault]();
}

async function requireUnits(tx: Tx, ids: readonly string[], districtId: string): Promise<void> {
  const units = await tx.one(findUnitsById(ids));
  const known = new Set(units.filter((unit) => unit.districtId === districtId).map(({ id }) => id));
  const unknown = ids.find((id) => !known.has(id.toLowerCase()));
  if (unknown) throw objectiveErrors.unitNotFound({ id: unknown });
}

function record(
  tx: Tx,
  action: string,
  event: string,
  before: StrategicObjective | null,
  after: StrategicObjective,
): Promise<void> {
  return recordChange(tx, {
    action: `strategicObjective.${action}`,
    event,
    object: { type: 'strategicObjective', id: after.id, version: after.version },
    districtId: after.districtId,
    unitPath: after.unitPath,
    before: before ?? undefined,
    after,
  });
}

const read = async (tx: Tx, id: string): Promise<JsonText> => toObjectiveResponse(await tx.one(objectiveDetail(id)));

function toObjectiveResponse(detail: ObjectiveDetail | null): JsonText {
  if (!detail) throw httpErrors.notFound();
  const acts = [strategicObjectivePolicy.update, strategicObjectivePolicy.retire];
  const actions = allowedActions(acts, detail, objectiveErrors.retired().code);
  return { json: withAllowedActions(detail.json, actions), version: detail.version };
}

const textOf = (request: UpdateStrategicObjectiveRequest, before: ObjectiveText): ObjectiveText => ({
  title: request.title ?? before.title,
  description: request.description === undefined ? before.description : request.description,
  yearFrom: request.yearFrom ?? before.yearFrom,
  yearTo: request.yearTo ?? before.yearTo,
  responsibleUnitIds: request.responsibleUnitIds ?? before.responsibleUnitIds,
});
