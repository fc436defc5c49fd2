import { Injectable } from '@nestjs/common';
import { Decimal } from '../../kernel/rounding.js';
import { recordChange } from '../../platform/audit/record-change.js';
import { type Actor, Transactions, type Tx } from '../../platform/database/transactions.js';
import { httpErrors } from '../../platform/http/http.errors.js';
import type { JsonText } from '../../platform/http/json-text.js';
import { findBudgetTotal, findProjectForUpdate } from '../budget/index.js';
import { completePlanCurve, findPlanCurveProblems, findRewrittenMonths, type PlanCurve } from './domain/plan-curve.js';
import { readPlanPoints } from './domain/plan-points.js';
import { curveBy, sharesOf } from './domain/plan-template.js';
import { planErrors } from './monitoring.errors.js';
import type { PutSpendingPlanRequest, SpendingPlanResponse } from './spending-plan.dto.js';
import { findLastYearPayments, findSpendingPlan, type SpendingPlan, saveSpendingPlan } from './spending-plan.store.js';

/** 支出计划: the planned course of a project's money over one year. */
@Injectable()
export class SpendingPlanService {
  constructor(private readonly transactions: Transactions) {}

  async detail(actor: Actor, projectId: string, fiscalYear: number): Promise<JsonText> {
    return toSpendingPlanResponse(await this.transactions.read(actor, findSpendingPlan(projectId, fiscalYear)));
  }

  put(actor: Actor, projectId: string, version: number, request: PutSpendingPlanRequest): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      if (!(await tx.one(findProjectForUpdate(projectId)))) throw httpErrors.notFound();
      const before = await tx.one(findSpendingPlan(projectId, request.fiscalYear));
      if (!before) throw httpErrors.notFound();
      if (before.version !== version) throw httpErrors.stale({ version: before.version });
      const points = await decidePoints(tx, before, request);
      if (!(await tx.one(saveSpendingPlan(before, points)))) throw httpErrors.conflict();
      const { districtId, unitPath, fiscalYear } = before;
      await recordChange(tx, {
        action: 'spendingPlan.update',
        event: 'spending-plan.updated',
        object: { type: 'spendingPlan', id: projectId, version: version + 1 },
        districtId,
        unitPath,
        projectId,
        ...(version > 0 ? { before: before.points } : {}),
        after: points,
        payload: { projectId, fiscalYear },
      });
      return toSpendingPlanResponse(await tx.one(findSpendingPlan(projectId, fiscalYear)));
    });
  }
}

/** Money is a sum like any other: it never falls, and ends at the adjusted budget. */
async function decidePoints(
  tx: Tx,
  before: SpendingPlan,
  { points, template }: PutSpendingPlanRequest,
): Promise<PlanCurve> {
  if ((points === undefined) === (template === undefined)) throw planErrors.pointsOrTemplate();
  const { projectId, fiscalYear } = before;
  const target = await tx.one(findBudgetTotal(projectId, fiscalYear));
  if (target === null || new Decimal(target).lte(0)) throw planErrors.budgetUnknown();
  const subject = { measureType: 'COST', target, baseline: null } as const;
  let curve: PlanCurve;
  if (template === undefined) {
    const read = readPlanPoints(fiscalYear, points ?? []);
    if (!read.ok) throw planErrors.curveInvalid({ count: read.problems.length }, read.problems);
    curve = completePlanCurve(subject, read.byMonth);
  } else {
    const lastYear = template === 'LAST_YEAR' ? await tx.one(findLastYearPayments(projectId, fiscalYear)) : null;
    const shares = sharesOf(template, lastYear);
    if (!shares) throw planErrors.lastYearUnknown();
    curve = curveBy(shares, '0', target, 2);
  }
  const problems = findPlanCurveProblems(subject, curve);
  if (problems.length > 0) throw planErrors.curveInvalid({ count: problems.length }, problems);
  const rewritten = findRewrittenMonths(before, curve);
  if (rewritten.length > 0) throw planErrors.monthOver({ months: rewritten.join(', ') });
  return curve;
}

function toSpendingPlanResponse(plan: SpendingPlan | null): JsonText {
  if (!plan) throw httpErrors.notFound();
  const { projectId, fiscalYear, points, version } = plan;
  const response: SpendingPlanResponse = {
    projectId,
    fiscalYear,
    points: points.map((planned, at) => ({
      period: `${fiscalYear}-${String(at + 1).padStart(2, '0')}`,
      month: at + 1,
      planned,
    })),
    version,
  };
  return { json: JSON.stringify(response), version };
}
