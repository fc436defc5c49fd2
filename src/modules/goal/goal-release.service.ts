import { Injectable } from '@nestjs/common';
import { stateDigest } from '../../platform/audit/digest.js';
import { recordChange } from '../../platform/audit/record-change.js';
import { newId } from '../../platform/database/ids.js';
import { type Actor, Transactions, type Tx } from '../../platform/database/transactions.js';
import { httpErrors } from '../../platform/http/http.errors.js';
import type { JsonText } from '../../platform/http/json-text.js';
import { type ListRequest, listCall } from '../../platform/http/list.js';
import { findDistrict } from '../organization/index.js';
import { goalErrors } from './goal.errors.js';
import { GoalService } from './goal.service.js';
import { findGoalForUpdate, type Goal } from './goal.store.js';
import type { CreateGoalReleaseRequest } from './goal-release.dto.js';
import { goalReleaseDetail, goalReleaseList, insertRelease, lockGoalsForRelease } from './goal-release.store.js';
import { insertRevision } from './goal-revision.store.js';
import { findContent } from './indicator.store.js';

/** 批复: a finance act on a batch of passed goals, with number and date. It freezes what was approved. */
@Injectable()
export class GoalReleaseService {
  constructor(
    private readonly transactions: Transactions,
    private readonly goals: GoalService,
  ) {}

  list(actor: Actor, request: ListRequest): Promise<JsonText> {
    return this.transactions.read(actor, listCall(goalReleaseList, request));
  }

  async detail(actor: Actor, id: string): Promise<JsonText> {
    const detail = await this.transactions.read(actor, goalReleaseDetail(id));
    if (!detail) throw httpErrors.notFound();
    return detail;
  }

  /** All or none: one goal that has not passed stops the batch. */
  create(actor: Actor, request: CreateGoalReleaseRequest): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      const district = await tx.one(findDistrict(request.districtId));
      if (!district) throw httpErrors.notFound();
      const goals = await this.lockPassed(tx, request);
      const id = newId();
      await tx.one(insertRelease(id, district.unitPath, actor.personId, request));
      for (const goal of goals) {
        const approved = await this.goals.move(tx, goal, 'approve', null, id);
        const content = await tx.one(findContent(goal.id));
        await tx.one(insertRevision(approved, content, stateDigest(content)));
      }
      const made = await this.read(tx, id);
      await recordChange(tx, {
        action: 'goalRelease.create',
        event: 'goal-release.created',
        object: { type: 'goalRelease', id, version: 1 },
        districtId: district.id,
        unitPath: district.unitPath,
        after: made.json,
        payload: { number: request.number, goals: goals.length },
      });
      return { ...made, location: `/api/v1/goal-releases/${id}` };
    });
  }

  private async read(tx: Tx, id: string): Promise<JsonText> {
    const detail = await tx.one(goalReleaseDetail(id));
    if (!detail) throw httpErrors.notFound();
    return detail;
  }

  private async lockPassed(tx: Tx, request: CreateGoalReleaseRequest): Promise<readonly Goal[]> {
    const found = await tx.one(lockGoalsForRelease(request.districtId, request.fiscalYear, request.goalIds));
    const goals: Goal[] = [];
    for (const id of found) {
      const goal = await tx.one(findGoalForUpdate(id));
      if (goal) goals.push(goal);
    }
    const open = request.goalIds.length - goals.filter(({ state }) => state === 'PASSED').length;
    if (open > 0) throw goalErrors.notPassed({ count: open });
    return goals;
  }
}
