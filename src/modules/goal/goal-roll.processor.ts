import { Injectable } from '@nestjs/common';
import { type Actor, Transactions } from '../../platform/database/transactions.js';
import { wakeActor } from '../../platform/operations/late-actor.js';
import { type OperationKind, OperationRunner } from '../../platform/operations/operation-runner.js';
import type { Operation } from '../../platform/operations/operations.store.js';
import { goalRollErrors } from './goal-roll.errors.js';
import { goalRollPolicy } from './goal-roll.policy.js';
import { GOAL_ROLL_OPERATION, type GoalRollOrder, GoalRollService } from './goal-roll.service.js';
import { findRollCandidates, type RollCandidate } from './goal-roll.store.js';

const BATCH = 200;

/** One line of the report. A goal that an earlier run has rolled is ROLLED, too: a run may be repeated. */
interface RolledItem {
  readonly goalId: string;
  readonly status: 'ROLLED' | 'REFUSED';
  readonly rolledTo: string | null;
  readonly code: string | null;
}

/** 批量结转: batch by batch, each a transaction of its own in which the session of whoever ordered it is asked for again. */
@Injectable()
export class GoalRollProcessor implements OperationKind {
  readonly kind = GOAL_ROLL_OPERATION;

  constructor(
    private readonly transactions: Transactions,
    private readonly rolls: GoalRollService,
    runner: OperationRunner,
  ) {
    runner.register(this);
  }

  async run(
    { id, params }: Operation,
    progress: (done: number, total: number | null, stage: string) => Promise<boolean>,
  ): Promise<{ readonly result: object; readonly resultUrl: string }> {
    const order = params as unknown as GoalRollOrder;
    const items: RolledItem[] = [];
    for (let after: string | null = null; ; ) {
      const batch: readonly RolledItem[] = await this.rollBatch(
        wakeActor(order.actor, goalRollPolicy.create, id),
        order,
        after,
      );
      items.push(...batch);
      after = batch.at(-1)?.goalId ?? null;
      if (batch.length < BATCH || !(await progress(items.length, null, 'GOALS'))) break;
    }
    const rolled = items.filter(({ status }) => status === 'ROLLED').length;
    const result = { rolled, refused: items.length - rolled, items };
    return { result, resultUrl: `/api/v1/goals?fiscalYear=${order.fiscalYear}` };
  }

  private rollBatch(
    actor: Actor,
    { path, fiscalYear }: GoalRollOrder,
    after: string | null,
  ): Promise<readonly RolledItem[]> {
    return this.transactions.run(actor, async (tx) => {
      const candidates = await tx.one(findRollCandidates(path, fiscalYear, after, BATCH));
      const free = candidates.filter(({ refusal }) => refusal === null);
      const made = await this.rolls.rollMany(tx, fiscalYear, free, []);
      const rolledTo = new Map(made.map(({ rolledFrom, id }) => [rolledFrom, id]));
      return candidates.map((candidate) => reportOf(candidate, rolledTo.get(candidate.id) ?? candidate.rolledTo));
    });
  }
}

const reportOf = ({ id, refusal }: RollCandidate, rolledTo: string | null): RolledItem =>
  rolledTo
    ? { goalId: id, status: 'ROLLED', rolledTo, code: null }
    : { goalId: id, status: 'REFUSED', rolledTo: null, code: goalRollErrors[refusal ?? 'exists']({ year: 0 }).code };
