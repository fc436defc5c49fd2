import { Injectable } from '@nestjs/common';
import { type DomainError, type Finding, fillText } from '../../kernel/domain-error.js';
import { nextState } from '../../kernel/lifecycle.js';
import { recordChange } from '../../platform/audit/record-change.js';
import { newId } from '../../platform/database/ids.js';
import { type Actor, Transactions, type Tx } from '../../platform/database/transactions.js';
import { httpErrors } from '../../platform/http/http.errors.js';
import type { JsonText } from '../../platform/http/json-text.js';
import { holdFiscalYear } from '../organization/index.js';
import type { SetBudgetRequest } from './budget.dto.js';
import { budgetErrors, projectErrors } from './budget.errors.js';
import { budgetDetail, type LockedLine, lockBudget, lockLines, saveBudget, saveLines } from './budget.store.js';
import { type BudgetPlan, type PlanFault, planBudget } from './domain/budget-plan.js';
import { projectLifecycle } from './domain/project-lifecycle.js';
import { findProjectForUpdate, type Project } from './project.store.js';

interface Standing {
  readonly project: Project;
  readonly yearState: 'OPEN' | 'CLOSED' | null;
  readonly budget: { readonly id: string; readonly version: number } | null;
  readonly lines: readonly LockedLine[];
}

/** 预算编制与调整: the budget of a project and year, set as a whole. */
@Injectable()
export class BudgetService {
  constructor(private readonly transactions: Transactions) {}

  async detail(actor: Actor, projectId: string, fiscalYear: string | undefined): Promise<JsonText> {
    const year = /^(20\d\d|2100)$/.test(fiscalYear ?? '') ? Number(fiscalYear) : null;
    if (year === null) throw httpErrors.invalidFilter({ name: 'fiscalYear', expected: '2000–2100' });
    const detail = await this.transactions.read(actor, budgetDetail(projectId, year));
    if (!detail) throw httpErrors.notFound();
    return detail;
  }

  set(actor: Actor, projectId: string, version: number, { fiscalYear, lines }: SetBudgetRequest): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      const { project, yearState, budget, lines: standing } = await this.lock(tx, projectId, fiscalYear, version);
      if (!nextState(projectLifecycle, project.state, 'setBudget')) throw projectErrors.closed();
      requireOpenYear(yearState, fiscalYear);
      const plan = planBudget(
        standing,
        lines.map((line) => ({ ...line, reason: line.reason?.trim() || null })),
      );
      if (!plan.ok) throw toError(plan);
      const before = await this.read(tx, projectId, fiscalYear);
      const id = budget?.id ?? newId();
      if (!(await tx.one(saveBudget(id, project, fiscalYear, budget?.version ?? 0)))) throw httpErrors.conflict();
      await tx.one(
        saveLines(
          project,
          fiscalYear,
          plan.changes.map((change) => ({ ...change, id: newId() })),
        ),
      );
      const after = await this.read(tx, projectId, fiscalYear);
      await recordChange(tx, {
        action: 'project.setBudget',
        event: 'budget.set',
        object: { type: 'budget', id, version: after.version ?? 0 },
        districtId: project.districtId,
        unitPath: project.unitPath,
        projectId,
        before: budget ? before.json : undefined,
        after: after.json,
        payload: { projectId, fiscalYear },
      });
      return after;
    });
  }

  /** The project first, then the year, header and lines: always in this order; payments take a line, reversals the year before it. */
  private async lock(tx: Tx, projectId: string, fiscalYear: number, version: number): Promise<Standing> {
    const project = await tx.one(findProjectForUpdate(projectId));
    if (!project) throw httpErrors.notFound();
    const yearState = await tx.one(holdFiscalYear(project.districtId, fiscalYear));
    const budget = await tx.one(lockBudget(projectId, fiscalYear));
    const lines = await tx.one(lockLines(projectId, fiscalYear));
    const found = lines.reduce((sum, line) => sum + line.version, budget?.version ?? 0);
    if (found !== version) throw httpErrors.stale({ version: found });
    return { project, yearState, budget, lines };
  }

  private async read(tx: Tx, projectId: string, fiscalYear: number): Promise<JsonText> {
    const detail = await tx.one(budgetDetail(projectId, fiscalYear));
    if (!detail) throw httpErrors.notFound();
    return detail;
  }
}

function requireOpenYear(state: Standing['yearState'], year: number): void {
  if (state === null) throw budgetErrors.fiscalYearUnknown({ year });
  if (state === 'CLOSED') throw budgetErrors.fiscalYearClosed({ year });
}

const FAULTS: Readonly<Record<PlanFault, (params: { sources: string }, findings: readonly Finding[]) => DomainError>> =
  {
    SOURCE_TWICE: budgetErrors.sourceTwice,
    AMOUNT_NEGATIVE: budgetErrors.amountNegative,
    ADJUSTMENT_REASON: budgetErrors.adjustmentReason,
    LINE_EXECUTED: budgetErrors.lineExecuted,
    LINE_IN_EXECUTION: budgetErrors.lineInExecution,
  };

/** One error for the fault, with every place where it is met. */
function toError({ fault, places }: Extract<BudgetPlan, { ok: false }>): DomainError {
  const make = FAULTS[fault];
  const findings = places.map(({ at, source }) => {
    const params = { sources: source };
    const { code, definition } = make(params, []);
    return { pointer: at, code, zh: fillText(definition.zh, params), en: fillText(definition.en, params), params };
  });
  return make({ sources: places.map(({ source }) => source).join(', ') }, findings);
}
