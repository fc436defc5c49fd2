import { Injectable } from '@nestjs/common';
import { recordChange } from '../../platform/audit/record-change.js';
import { allowedActions } from '../../platform/auth/allowed-actions.js';
import { newId } from '../../platform/database/ids.js';
import { type Actor, Transactions, type Tx } from '../../platform/database/transactions.js';
import { httpErrors } from '../../platform/http/http.errors.js';
import { type AllowedAction, type JsonText, withAllowedActions } from '../../platform/http/json-text.js';
import { type ListRequest, listCall } from '../../platform/http/list.js';
import { type District, findDistrict } from '../organization/index.js';
import { findRuleSetProblems } from './domain/rule-set-problems.js';
import { evaluationErrors } from './evaluation.errors.js';
import { scoringRuleSetPolicy } from './evaluation.policy.js';
import type { CreateScoringRuleSetRequest } from './scoring-rule-set.dto.js';
import {
  findRuleSet,
  findRuleSetForUpdate,
  insertRuleSet,
  publishRuleSet,
  type RuleSetDetail,
  retirePublished,
  ruleSetDetail,
  ruleSetList,
  type ScoringRules,
  type StoredRuleSet,
} from './scoring-rule-set.store.js';

/** 评分规则: drafted by one person, published by another, frozen from then on. */
@Injectable()
export class ScoringRuleSetService {
  constructor(private readonly transactions: Transactions) {}

  list(actor: Actor, request: ListRequest): Promise<JsonText> {
    return this.transactions.read(actor, listCall(ruleSetList, request));
  }

  async detail(actor: Actor, id: string): Promise<JsonText> {
    return toRuleSetResponse(await this.transactions.read(actor, ruleSetDetail(id)));
  }

  /** A draft may still have problems; publishing names them. */
  create(actor: Actor, { code, districtId, rules }: CreateScoringRuleSetRequest): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      const district = await tx.one(findDistrict(districtId));
      if (!district) throw evaluationErrors.districtNotFound();
      const id = newId();
      await tx.one(insertRuleSet({ id, code, districtId, rules: rules as ScoringRules, authorId: actor.personId }));
      await this.record(tx, 'create', 'created', district, null, id);
      return { ...(await this.read(tx, id)), location: `/api/v1/scoring-rule-sets/${id}` };
    });
  }

  publish(actor: Actor, id: string, version: number): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      const ruleSet = await tx.one(findRuleSetForUpdate(id));
      if (!ruleSet) throw httpErrors.notFound();
      if (ruleSet.version !== version) throw httpErrors.stale({ version: ruleSet.version });
      // What belongs to all districts came with the product, published.
      const district = ruleSet.districtId ? await tx.one(findDistrict(ruleSet.districtId)) : null;
      if (ruleSet.state !== 'DRAFT' || !district) throw evaluationErrors.ruleSetNotDraft();
      if (ruleSet.authorId === actor.personId) throw evaluationErrors.ownRuleSet();
      const problems = findRuleSetProblems(ruleSet.rules);
      if (problems.length > 0)
        throw evaluationErrors.ruleSetInvalid({ count: problems.length, problems: problems.join('; ') });
      await tx.one(retirePublished(ruleSet));
      if (!(await tx.one(publishRuleSet(ruleSet, actor.personId)))) throw httpErrors.conflict();
      await this.record(tx, 'publish', 'published', district, ruleSet, id);
      return this.read(tx, id);
    });
  }

  private async record(
    tx: Tx,
    verb: string,
    past: string,
    district: District,
    before: StoredRuleSet | null,
    id: string,
  ): Promise<void> {
    const after = await tx.one(findRuleSet(id));
    if (!after) throw httpErrors.notFound();
    await recordChange(tx, {
      action: `scoringRuleSet.${verb}`,
      event: `scoring-rule-set.${past}`,
      object: { type: 'scoringRuleSet', id, version: after.version },
      districtId: district.id,
      unitPath: district.unitPath,
      ...(before ? { before } : {}),
      after,
      payload: { code: after.code },
    });
  }

  private async read(tx: Tx, id: string): Promise<JsonText> {
    return toRuleSetResponse(await tx.one(ruleSetDetail(id)));
  }
}

function toRuleSetResponse(detail: RuleSetDetail | null): JsonText {
  if (!detail) throw httpErrors.notFound();
  const actions = allowedActions([scoringRuleSetPolicy.publish], detail, evaluationErrors.ruleSetNotDraft().code);
  return {
    json: withAllowedActions(
      detail.json,
      actions.map((act) => withSeparation(act, detail)),
    ),
    version: detail.version,
  };
}

/** 起草人 ≠ 发布人. */
const withSeparation = (offered: AllowedAction, { isOwn }: RuleSetDetail): AllowedAction =>
  offered.allowed && isOwn ? { ...offered, allowed: false, reason: evaluationErrors.ownRuleSet().code } : offered;
