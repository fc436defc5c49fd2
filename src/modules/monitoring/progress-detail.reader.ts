import { Injectable } from '@nestjs/common';
import { Decimal } from '../../kernel/rounding.js';
import { type Actor, Transactions } from '../../platform/database/transactions.js';
import { httpErrors } from '../../platform/http/http.errors.js';
import { computeEarnedValue, findUndefinedIndices } from './domain/earned-value.js';
import {
  FORECAST_METHODS,
  type ForecastFacts,
  findForecastGap,
  forecastYear,
  needsLikelihoodReason,
  suggestLikelihood,
} from './domain/forecast.js';
import { latestMonth } from './domain/monitoring-calendar.js';
import type { MonthPeriod } from './period-query.js';
import type {
  EarnedValueResponse,
  ForecastResponse,
  IndicatorProgressResponse,
  ProgressDetail,
} from './progress-detail.dto.js';
import { type IndicatorFacts, type ProgressFacts, progressFacts } from './progress-detail.store.js';
import { readClock } from './recompute.store.js';

/** One project at one month-end: what stands, and what the year may come to. */
@Injectable()
export class ProgressDetailReader {
  constructor(private readonly transactions: Transactions) {}

  detail(actor: Actor, projectId: string, period: MonthPeriod | null): Promise<ProgressDetail> {
    return this.transactions.run(
      actor,
      async (tx) => {
        const clock = await tx.one(readClock());
        const { fiscalYear, month } = period ?? { fiscalYear: clock.year, month: latestMonth(clock.year, clock) };
        const facts = await tx.one(progressFacts(projectId, fiscalYear, month));
        if (!facts) throw httpErrors.notFound();
        return toProgressDetail(facts);
      },
      { readOnly: true },
    );
  }
}

const toProgressDetail = (facts: ProgressFacts): ProgressDetail => ({
  ...(facts.item as ProgressDetail),
  indicators: facts.indicators.map(toIndicatorProgress),
  earnedValue: toEarnedValue(facts),
});

function toEarnedValue({ budget, achievement, executed, plannedShare }: ProgressFacts): EarnedValueResponse | null {
  if (budget === null || new Decimal(budget).lte(0) || achievement === null) return null;
  const value = computeEarnedValue({
    budgetAtCompletion: budget,
    plannedShare,
    goalShare: achievement,
    actualCost: executed,
  });
  return {
    budgetAtCompletion: budget,
    actualCost: executed,
    plannedShare: new Decimal(plannedShare).toFixed(6),
    ...value,
    notDefined: [...findUndefinedIndices(value, executed)],
  };
}

function toIndicatorProgress(facts: IndicatorFacts): IndicatorProgressResponse {
  const { monthlyAmounts: _, lastYearShare: __, yearsOfHistory: ___, manual, manualLikelihood, ...shown } = facts;
  const forecasts = foresee(facts);
  const preferred = (['SEASONAL', 'LAST3', 'RUN_RATE'] as const)
    .map((method) => forecasts.find((forecast) => forecast.method === method))
    .find((forecast) => forecast?.value != null);
  const suggestedLikelihood = preferred?.likelihood ?? null;
  return {
    ...shown,
    forecasts: [...forecasts, byHand(manual, manualLikelihood)],
    suggestedLikelihood,
    needsReason:
      manualLikelihood !== null &&
      suggestedLikelihood !== null &&
      needsLikelihoodReason(manualLikelihood, suggestedLikelihood),
  };
}

const byHand = (value: string | null, likelihood: ForecastResponse['likelihood']): ForecastResponse => ({
  method: 'MANUAL',
  value,
  likelihood,
  reason: value === null ? 'NOT_GIVEN' : null,
});

/** The computed methods, each with its value or the reason why there is none. Only amounts that add up have a year's end to foresee. */
function foresee(indicator: IndicatorFacts): ForecastResponse[] {
  const { measureType, actual, target, dueMonth: month, planned } = indicator;
  const computed = FORECAST_METHODS.filter((method) => method !== 'MANUAL');
  const without = (reason: ForecastResponse['reason']): ForecastResponse[] =>
    computed.map((method) => ({ method, value: null, likelihood: null, reason }));
  if ((measureType !== 'CUMULATIVE' && measureType !== 'COST') || target === null) return without('DOES_NOT_ADD_UP');
  if (actual === null || month === null) return without('NOT_REPORTED');
  const facts: ForecastFacts = { ...indicator, actual, target, month, planned };
  const forecasts = forecastYear(facts);
  const direction = measureType === 'COST' ? 'NEGATIVE' : indicator.direction;
  return computed.map((method) => {
    const value = forecasts.find((forecast) => forecast.method === method)?.value ?? null;
    if (value === null) return { method, value, likelihood: null, reason: findForecastGap(method, facts) };
    const likelihood = direction === 'NEUTRAL' ? null : suggestLikelihood(value, target, direction);
    return { method, value: new Decimal(value).toFixed(), likelihood, reason: null };
  });
}
