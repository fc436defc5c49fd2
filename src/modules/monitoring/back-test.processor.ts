import { Injectable } from '@nestjs/common';
import { Bulk } from '../../platform/database/bulk.js';
import { type OperationKind, OperationRunner } from '../../platform/operations/operation-runner.js';
import type { Operation } from '../../platform/operations/operations.store.js';
import {
  type BackTestResult,
  compareBackTest,
  stageDeviations,
  stageProgress,
  tryDeviations,
  tryProgress,
} from './back-test.statement.js';
import { findBackTest, finishBackTest } from './back-test.store.js';
import { asOfDay } from './domain/monitoring-calendar.js';
import { readClock } from './recompute.store.js';

export const BACK_TEST_OPERATION = 'monitoring.back-test';

/** 规则试算, in one transaction: every month under the rules on trial, beside what stands on record. Only its own row is written. */
@Injectable()
export class BackTestProcessor implements OperationKind {
  readonly kind = BACK_TEST_OPERATION;

  constructor(
    private readonly bulk: Bulk,
    operations: OperationRunner,
  ) {
    operations.register(this);
  }

  async run(
    { params }: Operation,
    progress: (done: number, total: number | null, stage: string) => Promise<boolean>,
  ): Promise<{ result: object; resultUrl?: string }> {
    const { backTestId } = params as { backTestId: string };
    const found = await this.bulk.run((execute) => this.compute(execute, backTestId, progress));
    if (!found) return { result: {} };
    const { newlyFlagged, noLongerFlagged } = found;
    return { result: { newlyFlagged, noLongerFlagged }, resultUrl: `/api/v1/monitoring-back-tests/${backTestId}` };
  }

  /** Null: it was cancelled. */
  private async compute(
    execute: Parameters<Parameters<Bulk['run']>[0]>[0],
    id: string,
    progress: (done: number, total: number, stage: string) => Promise<boolean>,
  ): Promise<BackTestResult | null> {
    const test = await execute(findBackTest(id));
    if (!test) throw new Error(`back-test ${id} is unknown`);
    const { fiscalYear, months, districtId, ruleSetId, rules } = test;
    const clock = await execute(readClock());
    await execute(stageDeviations());
    await execute(stageProgress());
    for (const [done, month] of months.entries()) {
      if (!(await progress(done, months.length, 'MONTHS'))) return null;
      const point = { fiscalYear, month, asOf: asOfDay(fiscalYear, month, clock), ruleSetId, rules };
      await execute(tryDeviations(point, districtId));
      await execute(tryProgress(point, districtId));
    }
    const result = await execute(compareBackTest(fiscalYear, months, districtId));
    await execute(finishBackTest(id, result));
    return result;
  }
}
