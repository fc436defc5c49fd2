import { Injectable } from '@nestjs/common';
import { recordChange, recordDeed } from '../../platform/audit/record-change.js';
import { newId } from '../../platform/database/ids.js';
import { type Actor, Transactions } from '../../platform/database/transactions.js';
import { httpErrors } from '../../platform/http/http.errors.js';
import type { JsonText } from '../../platform/http/json-text.js';
import { Operations } from '../../platform/operations/operations.service.js';
import { findRolesInDistrict } from '../organization/index.js';
import { tieAnswers } from './domain/checks/check-answer.js';
import { EDITABLE_STATES } from './domain/goal.lifecycle.js';
import { goalCheckPolicy } from './goal.policy.js';
import type { PutCheckAnswersRequest, StartGoalCheckRequest } from './goal-check.dto.js';
import { goalCheckErrors } from './goal-check.errors.js';
import { DISTRICT_CHECK } from './goal-check.processor.js';
import { toAnswersResponse } from './goal-check.reader.js';
import { findAnswers, lockAnswers, saveAnswers } from './goal-check.store.js';
import { judgeStoredGoal } from './goal-findings.js';

/** Answers of the author to what the checks found, and the checks of a whole district. */
@Injectable()
export class GoalCheckService {
  constructor(
    private readonly transactions: Transactions,
    private readonly operations: Operations,
  ) {}

  /** Set as a whole, while the goal is written; frozen with the result when it is submitted. */
  putAnswers(actor: Actor, goalId: string, version: number, { answers }: PutCheckAnswersRequest): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      const stored = await tx.one(lockAnswers(goalId));
      if (!stored) throw httpErrors.notFound();
      if (stored.version !== version) throw httpErrors.stale({ version: stored.version });
      if (!EDITABLE_STATES.includes(stored.state)) throw goalCheckErrors.stateForbids();
      const judged = await judgeStoredGoal(tx, goalId);
      if (!judged) throw httpErrors.notFound();
      const tied = tieAnswers(judged.judgement.findings, answers);
      const untied = tied.flatMap((answer, index) => (answer ? [] : [index]));
      if (untied.length > 0) throw nothingToAnswer(untied);
      const kept = tied.filter((answer) => answer !== null);
      const saved = await tx.one(saveAnswers(judged.goal, version, kept));
      if (saved === null) throw httpErrors.conflict();
      const { districtId, unitPath, projectId, fiscalYear } = judged.goal;
      await recordChange(tx, {
        action: 'goalCheck.answer',
        event: 'goal-check.answered',
        object: { type: 'goalCheckAnswers', id: goalId, version: saved },
        districtId,
        unitPath,
        projectId,
        ...(version > 0 ? { before: stored.answers } : {}),
        after: kept,
        payload: { goalId, fiscalYear, answers: kept.length },
      });
      return toAnswersResponse(goalId, await tx.one(findAnswers(goalId)));
    });
  }

  /** All goals of a district and year, as an operation; for whoever answers for the whole district. */
  start(actor: Actor, { districtId, fiscalYear }: StartGoalCheckRequest): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      const held = await tx.one(findRolesInDistrict(districtId));
      if (!held.some((role) => (goalCheckPolicy.start.roles as readonly string[]).includes(role)))
        throw httpErrors.notFound();
      await recordDeed(tx, {
        action: 'goalCheck.start',
        object: { type: 'goalCheck', id: newId(), version: 1 },
        after: { districtId, fiscalYear },
      });
      return this.operations.start(tx, DISTRICT_CHECK, { districtId, fiscalYear });
    });
  }
}

function nothingToAnswer(indexes: readonly number[]): Error {
  const { code, definition } = goalCheckErrors.nothingToAnswer();
  const params = { count: indexes.length };
  const findings = indexes.map((index) => ({
    pointer: `/answers/${index}`,
    code,
    zh: definition.zh,
    en: definition.en,
    params,
  }));
  return goalCheckErrors.nothingToAnswer(params, findings);
}
