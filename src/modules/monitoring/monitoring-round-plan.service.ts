import { Injectable } from '@nestjs/common';
import { recordChange } from '../../platform/audit/record-change.js';
import { allowedActions } from '../../platform/auth/allowed-actions.js';
import { newId } from '../../platform/database/ids.js';
import { type Actor, Transactions, type Tx } from '../../platform/database/transactions.js';
import { httpErrors } from '../../platform/http/http.errors.js';
import { type JsonText, withAllowedActions } from '../../platform/http/json-text.js';
import { type ListRequest, listCall } from '../../platform/http/list.js';
import { findDistrict, holdFiscalYear } from '../organization/index.js';
import { monitoringRoundErrors } from './monitoring-round.errors.js';
import { monitoringRoundPlanPolicy } from './monitoring-round.policy.js';
import type {
  CreateMonitoringRoundPlanRequest,
  UpdateMonitoringRoundPlanRequest,
} from './monitoring-round-plan.dto.js';
import {
  findPlanForUpdate,
  insertPlan,
  type MonitoringRoundPlan,
  type MonitoringRoundPlanDetail,
  monitoringRoundPlanDetail,
  monitoringRoundPlanList,
  savePlan,
} from './monitoring-round-plan.store.js';

/** 监控计划: data of a district for a year; a job opens its rounds on their day. */
@Injectable()
export class MonitoringRoundPlanService {
  constructor(private readonly transactions: Transactions) {}

  list(actor: Actor, request: ListRequest): Promise<JsonText> {
    return this.transactions.read(actor, listCall(monitoringRoundPlanList, request));
  }

  async detail(actor: Actor, id: string): Promise<JsonText> {
    return toPlanResponse(await this.transactions.read(actor, monitoringRoundPlanDetail(id)));
  }

  create(actor: Actor, { districtId, fiscalYear, ...terms }: CreateMonitoringRoundPlanRequest): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      const district = await tx.one(findDistrict(districtId));
      if (!district) throw monitoringRoundErrors.districtUnknown();
      if ((await tx.one(holdFiscalYear(district.id, fiscalYear))) !== 'OPEN')
        throw monitoringRoundErrors.yearNotOpen({ fiscalYear });
      const plan = await tx.one(insertPlan(newId(), district, fiscalYear, terms));
      await record(tx, 'create', 'created', null, plan);
      return { ...(await readPlan(tx, plan.id)), location: `/api/v1/monitoring-round-plans/${plan.id}` };
    });
  }

  update(actor: Actor, id: string, version: number, request: UpdateMonitoringRoundPlanRequest): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      const before = await tx.one(findPlanForUpdate(id));
      if (!before) throw httpErrors.notFound();
      if (before.version !== version) throw httpErrors.stale({ version: before.version });
      const after = await tx.one(
        savePlan(before, {
          rhythm: request.rhythm ?? before.rhythm,
          dueWorkingDays: request.dueWorkingDays ?? before.dueWorkingDays,
          isActive: request.isActive ?? before.isActive,
        }),
      );
      if (!after) throw httpErrors.conflict();
      await record(tx, 'update', 'updated', before, after);
      return readPlan(tx, id);
    });
  }
}

function record(
  tx: Tx,
  verb: string,
  past: string,
  before: MonitoringRoundPlan | null,
  after: MonitoringRoundPlan,
): Promise<void> {
  const { fiscalYear, rhythm, isActive } = after;
  return recordChange(tx, {
    action: `monitoringRoundPlan.${verb}`,
    event: `monitoring-round-plan.${past}`,
    object: { type: 'monitoringRoundPlan', id: after.id, version: after.version },
    districtId: after.districtId,
    unitPath: after.unitPath,
    ...(before ? { before } : {}),
    after,
    payload: { fiscalYear, rhythm, isActive },
  });
}

async function readPlan(tx: Tx, id: string): Promise<JsonText> {
  return toPlanResponse(await tx.one(monitoringRoundPlanDetail(id)));
}

function toPlanResponse(detail: MonitoringRoundPlanDetail | null): JsonText {
  if (!detail) throw httpErrors.notFound();
  const facts = { roles: detail.roles, state: '' };
  const actions = allowedActions([monitoringRoundPlanPolicy.update], facts, '');
  return { json: withAllowedActions(detail.json, actions), version: detail.version };
}
