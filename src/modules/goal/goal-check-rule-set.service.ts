import { Injectable } from '@nestjs/common';
import { type Actor, Transactions } from '../../platform/database/transactions.js';
import type { JsonText } from '../../platform/http/json-text.js';
import {
  draftEdition,
  editionDetail,
  type NewEdition,
  publishEdition,
  readEdition,
  toEditionResponse,
  updateEdition,
} from '../organization/index.js';
import type { CreateGoalCheckRuleSetRequest, PutGoalCheckRuleSetRequest } from './goal-check-rule-set.dto.js';
import { CHECK_RULES_CODE, GOAL_CHECK_RULE_SETS } from './goal-check-rule-set.store.js';

/** 区划自定的目标检查规则. What was submitted under an edition keeps its findings; drafts are seen through the next one at once. */
@Injectable()
export class GoalCheckRuleSetService {
  constructor(private readonly transactions: Transactions) {}

  async detail(actor: Actor, id: string): Promise<JsonText> {
    const detail = await this.transactions.read(actor, editionDetail(GOAL_CHECK_RULE_SETS, id));
    return toEditionResponse(GOAL_CHECK_RULE_SETS, detail);
  }

  create(actor: Actor, request: CreateGoalCheckRuleSetRequest): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      const id = await draftEdition(tx, GOAL_CHECK_RULE_SETS, {
        districtId: request.districtId,
        key: CHECK_RULES_CODE,
        authorId: actor.personId,
        ...writtenIn(request),
      });
      const location = `/api/v1/goal-check-rule-sets/${id}`;
      return { ...(await readEdition(tx, GOAL_CHECK_RULE_SETS, id)), location };
    });
  }

  put(actor: Actor, id: string, version: number, request: PutGoalCheckRuleSetRequest): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      await updateEdition(tx, GOAL_CHECK_RULE_SETS, actor, { id, version }, writtenIn(request));
      return readEdition(tx, GOAL_CHECK_RULE_SETS, id);
    });
  }

  publish(actor: Actor, id: string, version: number): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      await publishEdition(tx, GOAL_CHECK_RULE_SETS, actor, id, version);
      return readEdition(tx, GOAL_CHECK_RULE_SETS, id);
    });
  }
}

const writtenIn = ({ nameZh, nameEn, rules }: PutGoalCheckRuleSetRequest): Pick<NewEdition, 'content' | 'names'> => ({
  content: rules,
  names: { name_zh: nameZh, name_en: nameEn },
});
