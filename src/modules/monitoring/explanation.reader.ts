import { Injectable } from '@nestjs/common';
import { type Actor, Transactions, type Tx } from '../../platform/database/transactions.js';
import { httpErrors } from '../../platform/http/http.errors.js';
import type { MonitoringPoint } from './deviation.statement.js';
import { bandOf, explainDeviation, explainLight, explainRatio } from './domain/deviation-explanation.js';
import { asOfDay, latestMonth, type MonitoringClock } from './domain/monitoring-calendar.js';
import type { MonitoringRules } from './domain/monitoring-rule-set.js';
import { explainProgress } from './domain/progress-explanation.js';
import type { DeviationExplanation, ProgressExplanation } from './explanation.dto.js';
import { findDeviation, measureIndicator } from './measurement.statement.js';
import type { MonthPeriod } from './period-query.js';
import { findProgress, measureProgress } from './progress-measurement.statement.js';
import { readClock } from './recompute.store.js';

/**
 * 结果说明: what a computed result came from, in words, and the same computed now by the very statement that computed it.
 * Where the two differ, something has changed since, and its recomputation is on the way.
 */
@Injectable()
export class ExplanationReader {
  constructor(private readonly transactions: Transactions) {}

  deviation(actor: Actor, indicatorId: string, period: MonthPeriod | null): Promise<DeviationExplanation> {
    return this.reading(actor, period, async (tx, { fiscalYear, month }, clock) => {
      const stored = await tx.one(findDeviation(fiscalYear, month, indicatorId));
      if (!stored) throw httpErrors.notFound();
      const { rules, result, ruleSet, reportingPeriod, ...identity } = stored;
      const point = pointOf({ fiscalYear, month }, ruleSet.id, rules, clock);
      const now = await tx.one(measureIndicator(point, indicatorId));
      if (!now) throw httpErrors.notFound();
      const { measured, inputs } = now;
      const { measureType, operator, direction, target, targetOn, baseline, dueMonth } = measured;
      const facts = { measureType, operator, direction, target, targetOn, baseline, reportingPeriod, dueMonth };
      return {
        ...identity,
        period: periodOf({ fiscalYear, month }),
        asOf: point.asOf,
        inputs: { ...facts, planPoint: inputs.planPoint, actuals: [...inputs.actuals] },
        ruleSet,
        ratio: explainRatio(measured, point.asOf),
        deviation: explainDeviation(measured),
        band: bandOf(measured, rules),
        light: explainLight(measured, rules),
        result,
        recomputed: now.result,
        agrees: isSame(result, now.result),
      };
    });
  }

  progress(actor: Actor, projectId: string, period: MonthPeriod | null): Promise<ProgressExplanation> {
    return this.reading(actor, period, async (tx, { fiscalYear, month }, clock) => {
      const stored = await tx.one(findProgress(fiscalYear, month, projectId));
      if (!stored) throw httpErrors.notFound();
      const { rules, result, ruleSet, ...identity } = stored;
      const now = await tx.one(measureProgress(pointOf({ fiscalYear, month }, ruleSet.id, rules, clock), projectId));
      if (!now) throw httpErrors.notFound();
      const {
        base,
        line,
        shouldRate,
        indicators: [...indicators],
      } = now.figures;
      return {
        ...identity,
        period: periodOf({ fiscalYear, month }),
        inputs: { base: rules.execution.base, baseAmount: base, line, shouldRate, indicators: [...indicators] },
        ruleSet,
        formulas: explainProgress({ ...now.result, ...now.figures }, rules),
        result,
        recomputed: now.result,
        agrees: isSame(result, now.result),
      };
    });
  }

  private reading<T>(
    actor: Actor,
    period: MonthPeriod | null,
    read: (tx: Tx, period: MonthPeriod, clock: MonitoringClock) => Promise<T>,
  ): Promise<T> {
    return this.transactions.run(
      actor,
      async (tx) => {
        const clock = await tx.one(readClock());
        return read(tx, period ?? { fiscalYear: clock.year, month: latestMonth(clock.year, clock) }, clock);
      },
      { readOnly: true },
    );
  }
}

const pointOf = (
  { fiscalYear, month }: MonthPeriod,
  ruleSetId: string,
  rules: MonitoringRules,
  clock: MonitoringClock,
): MonitoringPoint => ({ fiscalYear, month, asOf: asOfDay(fiscalYear, month, clock), ruleSetId, rules });

const periodOf = ({ fiscalYear, month }: MonthPeriod): string => `${fiscalYear}-${String(month).padStart(2, '0')}`;

/** Both are built by the same text, so that their fields stand in the same order. */
const isSame = (one: object, other: object): boolean => JSON.stringify(one) === JSON.stringify(other);
