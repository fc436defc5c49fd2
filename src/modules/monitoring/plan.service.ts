import { Injectable } from '@nestjs/common';
import { Decimal } from '../../kernel/rounding.js';
import { recordChange } from '../../platform/audit/record-change.js';
import { type Actor, Transactions, type Tx } from '../../platform/database/transactions.js';
import { httpErrors } from '../../platform/http/http.errors.js';
import type { JsonText } from '../../platform/http/json-text.js';
import { findGoalForUpdate, type GoalState, RUNNING_STATES } from '../goal/index.js';
import {
  completePlanCurve,
  defaultPlanCurve,
  findPlanCurveProblems,
  findRewrittenMonths,
  isPath,
  type PlanCurve,
  redrawPlanCurve,
} from './domain/plan-curve.js';
import { readPlanPoints } from './domain/plan-points.js';
import { curveBy, sharesOf } from './domain/plan-template.js';
import { planErrors } from './monitoring.errors.js';
import type { PlanResponse, PutPlanRequest } from './plan.dto.js';
import { findIndicator, findLastYear, findOutdatedCurves, type PlannedIndicator, saveCurve } from './plan.store.js';

/** Not under review: what reviewers read must not move. Not after its end. */
const PLANNING: readonly GoalState[] = ['DRAFT', 'RETURNED', 'APPROVED', ...RUNNING_STATES];

/** 分时段计划: the planned course of an indicator over its year. */
@Injectable()
export class PlanService {
  constructor(private readonly transactions: Transactions) {}

  async detail(actor: Actor, id: string): Promise<JsonText> {
    const indicator = await this.transactions.read(actor, findIndicator(id));
    if (!indicator) throw httpErrors.notFound();
    return toPlanResponse(indicator);
  }

  put(actor: Actor, id: string, version: number, request: PutPlanRequest): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      const before = await this.lock(tx, id, version);
      const curve = decideCurve(before, await this.read(tx, before, request));
      if ((await tx.one(saveCurve(before, curve))) === null) throw httpErrors.conflict();
      const after = await tx.one(findIndicator(id));
      if (!after) throw httpErrors.notFound();
      await record(tx, 'plan.update', 'plan.updated', before, after);
      return toPlanResponse(after);
    });
  }

  /** After an adjustment of the goal: curves that end at an earlier target lead to the one that stands. */
  async redraw(tx: Tx, goalId: string): Promise<void> {
    for (const id of await tx.one(findOutdatedCurves(goalId))) {
      const before = await tx.one(findIndicator(id));
      if (before?.target == null) continue;
      const curve = redrawPlanCurve({ ...before, target: before.target }, before.points);
      if ((await tx.one(saveCurve(before, curve))) === null) throw httpErrors.conflict();
      const after = await tx.one(findIndicator(id));
      if (after) await record(tx, 'plan.redraw', 'plan.redrawn', before, after);
    }
  }

  /** The curve that is asked for, by its points or by a template. */
  private async read(tx: Tx, indicator: PlannedIndicator, { points, template }: PutPlanRequest): Promise<PlanCurve> {
    if ((points === undefined) === (template === undefined)) throw planErrors.pointsOrTemplate();
    const subject = { ...indicator, target: indicator.target ?? '0' };
    if (template === undefined) {
      const read = readPlanPoints(indicator.fiscalYear, points ?? []);
      if (!read.ok) throw planErrors.curveInvalid({ count: read.problems.length }, read.problems);
      return completePlanCurve(subject, read.byMonth);
    }
    const { measureType, baseline, target } = subject;
    if (!isPath(measureType)) throw planErrors.templateForbids({ measureType });
    const lastYear = template === 'LAST_YEAR' ? await tx.one(findLastYear(indicator.id)) : null;
    const shares = sharesOf(template, lastYear);
    if (!shares) throw planErrors.lastYearUnknown();
    return curveBy(shares, measureType === 'STOCK' ? (baseline ?? '0') : '0', target, 6);
  }

  /** The goal is what its changes and this wait for. */
  private async lock(tx: Tx, id: string, version: number): Promise<PlannedIndicator> {
    const found = await tx.one(findIndicator(id));
    if (!found) throw httpErrors.notFound();
    await tx.one(findGoalForUpdate(found.goalId));
    const indicator = await tx.one(findIndicator(id));
    if (!indicator) throw httpErrors.notFound();
    if (indicator.version !== version) throw httpErrors.stale({ version: indicator.version });
    return indicator;
  }
}

function record(
  tx: Tx,
  action: string,
  event: string,
  before: PlannedIndicator,
  after: PlannedIndicator,
): Promise<void> {
  const { id, goalId, fiscalYear, districtId, unitPath, projectId } = before;
  return recordChange(tx, {
    action,
    event,
    object: { type: 'planCurve', id, version: after.version },
    districtId,
    unitPath,
    projectId,
    ...(before.version > 0 ? { before: before.points } : {}),
    after: after.points,
    payload: { indicatorId: id, goalId, fiscalYear },
  });
}

function decideCurve(indicator: PlannedIndicator, curve: PlanCurve): PlanCurve {
  if (!PLANNING.includes(indicator.goalState)) throw planErrors.goalForbids({ state: indicator.goalState });
  const subject = { ...indicator, target: indicator.target ?? '0' };
  const problems = findPlanCurveProblems(subject, curve);
  if (problems.length > 0) throw planErrors.curveInvalid({ count: problems.length }, problems);
  const rewritten = RUNNING_STATES.includes(indicator.goalState) ? findRewrittenMonths(indicator, curve) : [];
  if (rewritten.length > 0) throw planErrors.monthOver({ months: rewritten.join(', ') });
  return curve;
}

function toPlanResponse(indicator: PlannedIndicator): JsonText {
  const { id, fiscalYear, target, version } = indicator;
  const curve = version > 0 ? indicator.points : standingCurve(indicator);
  const response: PlanResponse = {
    indicatorId: id,
    fiscalYear,
    target,
    isDefault: version === 0,
    points: curve.map((planned, at) => ({
      period: `${fiscalYear}-${String(at + 1).padStart(2, '0')}`,
      month: at + 1,
      planned: new Decimal(planned).toFixed(),
    })),
    version,
  };
  return { json: JSON.stringify(response), version };
}

function standingCurve({ measureType, target, baseline }: PlannedIndicator): PlanCurve {
  if (target === null || measureType === 'DATE' || measureType === 'QUAL') return [];
  return defaultPlanCurve({ measureType, target, baseline });
}
