import { Injectable } from '@nestjs/common';
import { type Change, changeCall, recordDeed } from '../../platform/audit/record-change.js';
import { newId } from '../../platform/database/ids.js';
import { type Actor, Transactions, type Tx } from '../../platform/database/transactions.js';
import { httpErrors } from '../../platform/http/http.errors.js';
import type { JsonText } from '../../platform/http/json-text.js';
import { type LateActor, lateActorOf } from '../../platform/operations/late-actor.js';
import { Operations } from '../../platform/operations/operations.service.js';
import { findDistrict, findUnit } from '../organization/index.js';
import { readGoal } from './goal.reader.js';
import type { Goal } from './goal.store.js';
import type { CreateGoalRollRequest } from './goal-roll.dto.js';
import { goalRollErrors } from './goal-roll.errors.js';
import { findRolesAt, findRollCandidate, type RollCandidate, rollGoals, type Succession } from './goal-roll.store.js';

export const GOAL_ROLL_OPERATION = 'goal.roll';

/** What the operation keeps: who ordered it, below which place and to which year. */
export interface GoalRollOrder {
  readonly actor: LateActor;
  readonly path: string;
  readonly fiscalYear: number;
}

/** 结转下年: a draft of the next year that says what the goal says, and knows where it comes from. */
@Injectable()
export class GoalRollService {
  constructor(
    private readonly transactions: Transactions,
    private readonly operations: Operations,
  ) {}

  roll(actor: Actor, goalId: string, fiscalYear: number): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      const candidate = await tx.one(findRollCandidate(goalId, fiscalYear));
      if (!candidate) throw httpErrors.notFound();
      if (candidate.refusal) throw goalRollErrors[candidate.refusal]({ year: candidate.fiscalYear + 1 });
      const [goal] = await this.rollMany(tx, fiscalYear, [candidate], [actor.personId]);
      if (!goal) throw goalRollErrors.exists();
      return { ...(await readGoal(tx, goal.id)), location: `/api/v1/goals/${goal.id}` };
    });
  }

  /** Copying is not writing: whoever rolls for others is no author, and may review what they make of it. */
  async rollMany(
    tx: Tx,
    fiscalYear: number,
    candidates: readonly RollCandidate[],
    authorIds: readonly string[],
  ): Promise<readonly (Goal & { readonly rolledFrom: string })[]> {
    const goals = candidates.map(({ id }): Succession => [id, newId()]);
    const indicators = candidates.flatMap(({ indicatorIds }) => indicatorIds.map((id): Succession => [id, newId()]));
    const rolled = await tx.one(rollGoals(fiscalYear, authorIds, goals, indicators));
    if (rolled.length > 0) await tx.all(rolled.map((goal) => changeCall(tx.actor, rolledChange(goal))));
    return rolled;
  }

  start(actor: Actor, { unitId, districtId, fiscalYear }: CreateGoalRollRequest): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      if ((unitId === undefined) === (districtId === undefined)) throw goalRollErrors.oneScope();
      const place = unitId ? await tx.one(findUnit(unitId)) : await tx.one(findDistrict(districtId ?? ''));
      const roles = place ? await tx.one(findRolesAt(place.unitPath)) : [];
      if (!place || !roles.some((role) => actor.roles.includes(role))) throw goalRollErrors.unknownScope();
      const order: GoalRollOrder = { actor: lateActorOf(actor), path: place.unitPath, fiscalYear };
      await recordDeed(tx, {
        action: 'goalRoll.create',
        object: { type: 'goalRoll', id: newId(), version: 1 },
        after: { path: place.unitPath, fiscalYear },
      });
      return this.operations.start(tx, GOAL_ROLL_OPERATION, order);
    });
  }
}

const rolledChange = (goal: Goal & { readonly rolledFrom: string }): Change => ({
  action: 'goal.roll',
  event: 'goal.rolled',
  object: { type: 'goal', id: goal.id, version: goal.version },
  districtId: goal.districtId,
  unitPath: goal.unitPath,
  projectId: goal.projectId,
  after: goal,
  payload: { fiscalYear: goal.fiscalYear, state: goal.state, rolledFrom: goal.rolledFrom },
});
