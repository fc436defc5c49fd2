import { Injectable } from '@nestjs/common';
import { type Actor, Transactions } from '../../platform/database/transactions.js';
import type { JsonText } from '../../platform/http/json-text.js';
import { type ListRequest, listCall } from '../../platform/http/list.js';
import { draftEdition, editionDetail, publishEdition, readEdition, toEditionResponse } from '../organization/index.js';
import type { CreateScoringRuleSetRequest } from './scoring-rule-set.dto.js';
import { ruleSetList, SCORING_RULE_SETS } from './scoring-rule-set.store.js';

/** 评分规则: drafted by one person, published by another, frozen from then on. */
@Injectable()
export class ScoringRuleSetService {
  constructor(private readonly transactions: Transactions) {}

  list(actor: Actor, request: ListRequest): Promise<JsonText> {
    return this.transactions.read(actor, listCall(ruleSetList, request));
  }

  async detail(actor: Actor, id: string): Promise<JsonText> {
    return toEditionResponse(
      SCORING_RULE_SETS,
      await this.transactions.read(actor, editionDetail(SCORING_RULE_SETS, id)),
    );
  }

  create(actor: Actor, { code, districtId, rules }: CreateScoringRuleSetRequest): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      const made = { districtId, key: code, content: rules, authorId: actor.personId };
      const id = await draftEdition(tx, SCORING_RULE_SETS, made);
      return { ...(await readEdition(tx, SCORING_RULE_SETS, id)), location: `/api/v1/scoring-rule-sets/${id}` };
    });
  }

  publish(actor: Actor, id: string, version: number): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      await publishEdition(tx, SCORING_RULE_SETS, actor, id, version);
      return readEdition(tx, SCORING_RULE_SETS, id);
    });
  }
}
