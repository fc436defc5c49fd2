import { Injectable } from '@nestjs/common';
import { nextState } from '../../kernel/lifecycle.js';
import { recordChange } from '../../platform/audit/record-change.js';
import { allowedActions } from '../../platform/auth/allowed-actions.js';
import { newId } from '../../platform/database/ids.js';
import { type Actor, Transactions, type Tx } from '../../platform/database/transactions.js';
import { httpErrors } from '../../platform/http/http.errors.js';
import { type JsonText, withAllowedActions } from '../../platform/http/json-text.js';
import { findDistrict, holdFiscalYear } from '../organization/index.js';
import { latestMonth } from './domain/monitoring-calendar.js';
import { findSelectionFault, type RoundSelection } from './domain/monitoring-round.js';
import { type RoundAction, roundLifecycle } from './domain/monitoring-round.lifecycle.js';
import type { CreateMonitoringRoundRequest, RoundSelectionRequest } from './monitoring-round.dto.js';
import { monitoringRoundErrors } from './monitoring-round.errors.js';
import { monitoringRoundPolicy } from './monitoring-round.policy.js';
import {
  countMonitored,
  countUnseen,
  findRoundForUpdate,
  insertReports,
  insertRound,
  type MonitoringRound,
  type MonitoringRoundDetail,
  monitoringRoundDetail,
  moveRound,
} from './monitoring-round.store.js';
import type { OpenPlan } from './monitoring-round-plan.store.js';
import { readClock } from './recompute.store.js';

const ACTS = [monitoringRoundPolicy.open, monitoringRoundPolicy.cancel, monitoringRoundPolicy.close];

/** Past tense of each act, for the event feed. */
const EVENTS: Readonly<Record<RoundAction | 'create', string>> = {
  create: 'monitoring-round.created',
  open: 'monitoring-round.opened',
  close: 'monitoring-round.closed',
  cancel: 'monitoring-round.cancelled',
};

/** 绩效运行监控任务: drafted, looked at, opened with a form for each project, closed. */
@Injectable()
export class MonitoringRoundService {
  constructor(private readonly transactions: Transactions) {}

  create(actor: Actor, request: CreateMonitoringRoundRequest): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      const { districtId, fiscalYear, month, kind, dueWorkingDays } = request;
      const district = await tx.one(findDistrict(districtId));
      if (!district) throw monitoringRoundErrors.districtUnknown();
      const selection = request.selection ? toSelection(request.selection) : null;
      const fault = findSelectionFault(kind, selection);
      if (fault) throw monitoringRoundErrors[fault]();
      if ((await tx.one(holdFiscalYear(district.id, fiscalYear))) !== 'OPEN')
        throw monitoringRoundErrors.yearNotOpen({ fiscalYear });
      if (latestMonth(fiscalYear, await tx.one(readClock())) < month) throw monitoringRoundErrors.monthInFuture();
      if (selection) await requireMonitored(tx, district.id, fiscalYear, selection.attentionProjectIds);
      const round = { fiscalYear, month, kind, planId: null, dueWorkingDays, selection };
      const made = await tx.one(insertRound(newId(), district, round));
      if (!made) throw monitoringRoundErrors.exists({ fiscalYear, month });
      await record(tx, 'create', null, made, 0);
      return { ...(await readRound(tx, made.id)), location: `/api/v1/monitoring-rounds/${made.id}` };
    });
  }

  open(actor: Actor, id: string, version: number): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      await open(tx, await lock(tx, id, version));
      return readRound(tx, id);
    });
  }

  /** A round of all projects that a plan asks for. False: it is there already. */
  openPlanned(actor: { system: string; scopes: readonly string[] }, plan: OpenPlan, month: number): Promise<boolean> {
    return this.transactions.run(actor, async (tx) => {
      const { id: planId, fiscalYear, dueWorkingDays } = plan;
      const round = { fiscalYear, month, kind: 'SELF', planId, dueWorkingDays, selection: null } as const;
      const made = await tx.one(insertRound(newId(), plan.district, round));
      if (made) await open(tx, made);
      return made !== null;
    });
  }

  cancel(actor: Actor, id: string, version: number): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      const before = await lock(tx, id, version);
      await move(tx, before, 'cancel', { reason: null, reports: 0 });
      return readRound(tx, id);
    });
  }

  /** What is unfinished stays unfinished, and shows as overdue: somebody says why. */
  close(actor: Actor, id: string, version: number, reason: string | null): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      const before = await lock(tx, id, version);
      requireState(before, 'close');
      const unseen = await tx.one(countUnseen(id));
      if (unseen > 0 && reason === null) throw monitoringRoundErrors.unfinished({ count: unseen });
      await move(tx, before, 'close', { reason, reports: unseen });
      return readRound(tx, id);
    });
  }
}

/** One statement makes the form of every project; one entry of the trail tells of all of them. */
async function open(tx: Tx, before: MonitoringRound): Promise<void> {
  const after = await tx.one(moveRound(before, requireState(before, 'open')));
  if (!after) throw monitoringRoundErrors.calendarMissing();
  await record(tx, 'open', before, after, await tx.one(insertReports(after)));
}

async function move(
  tx: Tx,
  before: MonitoringRound,
  action: RoundAction,
  { reason, reports }: { readonly reason: string | null; readonly reports: number },
): Promise<void> {
  const after = await tx.one(moveRound(before, requireState(before, action), reason));
  if (!after) throw httpErrors.conflict();
  await record(tx, action, before, after, reports, reason);
}

function requireState({ state }: MonitoringRound, action: RoundAction): MonitoringRound['state'] {
  const to = nextState(roundLifecycle, state, action);
  if (!to) throw monitoringRoundErrors.stateForbids({ state, action });
  return to;
}

async function lock(tx: Tx, id: string, version: number): Promise<MonitoringRound> {
  const round = await tx.one(findRoundForUpdate(id));
  if (!round) throw httpErrors.notFound();
  if (round.version !== version) throw httpErrors.stale({ version: round.version });
  return round;
}

async function requireMonitored(tx: Tx, districtId: string, year: number, ids: readonly string[]): Promise<void> {
  const unknown = ids.length - (await tx.one(countMonitored(districtId, year, ids)));
  if (unknown > 0) throw monitoringRoundErrors.attentionUnknown({ count: unknown });
}

const toSelection = (request: RoundSelectionRequest): RoundSelection => ({
  isLagging: request.isLagging ?? false,
  executionBelow: request.executionBelow ?? null,
  amountFrom: request.amountFrom ?? null,
  attentionProjectIds: [...new Set((request.attentionProjectIds ?? []).map((id) => id.toLowerCase()))],
});

function record(
  tx: Tx,
  action: RoundAction | 'create',
  before: MonitoringRound | null,
  after: MonitoringRound,
  reports: number,
  reason: string | null = null,
): Promise<void> {
  const { fiscalYear, month, kind, number, dueOn, planId } = after;
  return recordChange(tx, {
    action: `monitoringRound.${action}`,
    event: EVENTS[action],
    object: { type: 'monitoringRound', id: after.id, version: after.version },
    districtId: after.districtId,
    unitPath: after.unitPath,
    ...(before ? { before } : {}),
    after,
    ...(reason ? { reason } : {}),
    payload: { fiscalYear, month, kind, number, dueOn, planId, reports },
  });
}

async function readRound(tx: Tx, id: string): Promise<JsonText> {
  return toRoundResponse(await tx.one(monitoringRoundDetail(id)));
}

export function toRoundResponse(detail: MonitoringRoundDetail | null): JsonText {
  if (!detail) throw httpErrors.notFound();
  const actions = allowedActions(ACTS, detail, monitoringRoundErrors.stateForbids().code);
  return { json: withAllowedActions(detail.json, actions), version: detail.version };
}
