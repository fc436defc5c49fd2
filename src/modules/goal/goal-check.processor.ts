import { Injectable } from '@nestjs/common';
import { Bulk } from '../../platform/database/bulk.js';
import { type OperationKind, OperationRunner } from '../../platform/operations/operation-runner.js';
import type { Operation } from '../../platform/operations/operations.store.js';
import { type CheckOutcome, outcomeOf, summarize } from './domain/checks/check-summary.js';
import { findGoalsToCheck } from './goal-check.statement.js';
import { findDeclaredGoals } from './goal-declaration.store.js';
import { judgeWithForm } from './goal-findings.js';

export const DISTRICT_CHECK = 'goal.check-district';
const BATCH = 200;

/** 全区检查: one statement reads all that the checks need, the domain judges it. Nothing is written to any goal. */
@Injectable()
export class GoalCheckProcessor implements OperationKind {
  readonly kind = DISTRICT_CHECK;

  constructor(
    private readonly bulk: Bulk,
    operations: OperationRunner,
  ) {
    operations.register(this);
  }

  async run(
    { params }: Operation,
    progress: (done: number, total: number, stage: string) => Promise<boolean>,
  ): Promise<{ result: object }> {
    const { districtId, fiscalYear } = params as { districtId: string; fiscalYear: number };
    const [goals, declared] = await this.bulk.run(async (execute) => [
      await execute(findGoalsToCheck(districtId, fiscalYear)),
      await execute(findDeclaredGoals(districtId, fiscalYear)),
    ]);
    const outcomes: CheckOutcome[] = [];
    for (const goal of goals) {
      // Between batches the process serves others, and hears of a cancellation.
      if (outcomes.length % BATCH === 0 && !(await progress(outcomes.length, goals.length, 'CHECKS'))) break;
      outcomes.push(outcomeOf(goal.id, judgeWithForm(goal, declared.get(goal.id) ?? null)));
    }
    return { result: summarize(outcomes) };
  }
}
