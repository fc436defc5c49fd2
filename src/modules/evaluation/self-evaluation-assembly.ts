import type { Tx } from '../../platform/database/transactions.js';
import type { Goal } from '../goal/index.js';
import {
  type Filling,
  fundsOf,
  levelText,
  NOTHING_FILLED,
  type SelfEvaluationForm,
} from './domain/self-evaluation-form.js';
import type { SelfEvaluationCheck } from './domain/self-evaluation-input.js';
import { evaluationErrors } from './evaluation.errors.js';
import type { IndicatorFillingRequest, UpdateSelfEvaluationRequest } from './self-evaluation.dto.js';
import type { SelfEvaluationResult } from './self-evaluation.store.js';
import { findBudgetLines, findMeasuredIndicators } from './self-evaluation-facts.store.js';
import { findExecutionFilling, findFillings } from './self-evaluation-part.store.js';

/** The form from the facts of this moment; `filledIn`: the self-evaluation whose filling it keeps, null for a new one. */
export async function assembleForm(tx: Tx, goal: Goal, filledIn: string | null): Promise<SelfEvaluationForm> {
  const lines = await tx.one(findBudgetLines(goal.projectId, goal.fiscalYear));
  const measured = await tx.one(findMeasuredIndicators(goal.id));
  const execution = filledIn ? await tx.one(findExecutionFilling(filledIn)) : null;
  const fillings = filledIn ? await tx.one(findFillings(filledIn)) : [];
  const byIndicator = new Map(fillings.map(({ indicatorId, ...filling }) => [indicatorId, filling]));
  return {
    frame: goal.frame,
    executionWeight: goal.executionWeight,
    funds: fundsOf(lines),
    executionReported: execution?.reportedScore ?? null,
    executionReason: execution?.reason ?? null,
    indicators: measured.map((indicator) => ({
      ...indicator,
      monitored: indicator.measureType === 'QUAL' ? levelText(indicator.monitored) : indicator.monitored,
      filling: byIndicator.get(indicator.id) ?? NOTHING_FILLED,
    })),
  };
}

/** What the request states, over what stood; null clears. */
export function fillForm(
  form: SelfEvaluationForm,
  { execution, indicators }: UpdateSelfEvaluationRequest,
  personId: string,
): SelfEvaluationForm {
  const rows = indicators ?? [];
  const stated = new Map(rows.map((row) => [row.indicatorId, row]));
  const known = new Set(form.indicators.map(({ id }) => id));
  const foreign = rows.find(({ indicatorId }) => !known.has(indicatorId));
  if (foreign) throw evaluationErrors.unknownIndicator({ id: foreign.indicatorId });
  return {
    ...form,
    executionReported: stating(execution?.reportedScore, form.executionReported),
    executionReason: stating(execution?.reason, form.executionReason),
    indicators: form.indicators.map((indicator) => {
      const row = stated.get(indicator.id);
      return row ? { ...indicator, filling: fill(indicator.filling, row, personId) } : indicator;
    }),
  };
}

/** The check's words in the row's. */
export const resultOf = (check: SelfEvaluationCheck): SelfEvaluationResult => ({
  executionRate: check.executionRate,
  executionScore: check.executionScore,
  executionExplanation: check.executionExplanation,
  computedTotal: check.total,
  totalExplanation: check.totalExplanation,
  grade: check.grade,
  reportedTotal: check.printedSum,
  reportedGrade: check.printedGrade,
  findings: check.findings,
});

function fill(filling: Filling, row: IndicatorFillingRequest, personId: string): Filling {
  return {
    reportedScore: stating(row.reportedScore, filling.reportedScore),
    reason: stating(row.reason, filling.reason),
    ...overriding(filling, row, personId),
    sampleSize: stating(row.sampleSize, filling.sampleSize),
    surveyMethod: stating(row.surveyMethod, filling.surveyMethod),
    notApplicable: row.notApplicable ?? filling.notApplicable,
  };
}

/** A figure beside that of monitoring needs a source, and whoever gave it answers for it. */
function overriding(
  filling: Filling,
  row: IndicatorFillingRequest,
  personId: string,
): Pick<Filling, 'actual' | 'actualReason' | 'actualBy'> {
  const actual = stating(row.actual, filling.actual);
  if (actual === null) return { actual: null, actualReason: null, actualBy: null };
  const actualReason = stating(row.actualReason, row.actual === undefined ? filling.actualReason : null)?.trim();
  if (!actualReason) throw evaluationErrors.actualReason();
  const isUntouched = row.actual === undefined && row.actualReason === undefined;
  return { actual, actualReason, actualBy: isUntouched ? filling.actualBy : personId };
}

const stating = <T>(stated: T | null | undefined, stood: T | null): T | null => (stated === undefined ? stood : stated);
