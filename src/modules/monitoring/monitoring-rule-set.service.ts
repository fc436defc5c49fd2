import { Injectable } from '@nestjs/common';
import type { DomainError } from '../../kernel/domain-error.js';
import { recordChange } from '../../platform/audit/record-change.js';
import { type ActionFacts, allowedActions } from '../../platform/auth/allowed-actions.js';
import { type Actor, Transactions, type Tx } from '../../platform/database/transactions.js';
import { httpErrors } from '../../platform/http/http.errors.js';
import { type AllowedAction, type JsonText, withAllowedActions } from '../../platform/http/json-text.js';
import { type ListRequest, listCall } from '../../platform/http/list.js';
import { Operations } from '../../platform/operations/operations.service.js';
import {
  type DistrictSetting,
  findDistrictSettings,
  findRolesInDistrict,
  updateDistrictSetting,
} from '../organization/index.js';
import { chooseRuleSet, latestOf } from './domain/rule-set-choice.js';
import { monitoringErrors } from './monitoring.errors.js';
import { monitoringRuleSetPolicy } from './monitoring.policy.js';
import type { MonitoringRuleSetSelection, SelectMonitoringRuleSetRequest } from './monitoring-rule-set.dto.js';
import {
  findPublishedRuleSets,
  monitoringRuleSetDetail,
  monitoringRuleSetList,
  RULE_SET_SETTING,
} from './monitoring-rule-set.store.js';
import { RECOMPUTE_OPERATION, type RecomputeScope } from './recompute.processor.js';
import { readClock } from './recompute.store.js';

/** 监控规则: data, published in editions. A district chooses by code and follows the latest edition. */
@Injectable()
export class MonitoringRuleSetService {
  constructor(
    private readonly transactions: Transactions,
    private readonly operations: Operations,
  ) {}

  list(actor: Actor, request: ListRequest): Promise<JsonText> {
    return this.transactions.read(actor, listCall(monitoringRuleSetList, request));
  }

  async detail(actor: Actor, id: string): Promise<JsonText> {
    const detail = await this.transactions.read(actor, monitoringRuleSetDetail(id));
    if (!detail) throw httpErrors.notFound();
    return { json: withAllowedActions(detail.json, actsOn(detail)), version: detail.version };
  }

  selection(actor: Actor, districtId: string): Promise<JsonText> {
    return this.transactions.run(actor, (tx) => readSelection(tx, districtId), { readOnly: true });
  }

  /** What was computed this year is computed again under the new rules. */
  select(actor: Actor, version: number, { districtId, code }: SelectMonitoringRuleSetRequest): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      const before = await findDistrict(tx, districtId);
      if (before.version !== version) throw httpErrors.stale({ version: before.version });
      if (!latestOf(await tx.one(findPublishedRuleSets()), districtId, code))
        throw monitoringErrors.ruleSetUnknown({ code });
      if (!(await tx.one(updateDistrictSetting(districtId, version, RULE_SET_SETTING, code))))
        throw await notChanged(tx, districtId, version);
      const after = await findDistrict(tx, districtId);
      await recordChange(tx, {
        action: 'monitoringRuleSet.select',
        event: 'monitoring-rule-set.selected',
        object: { type: 'district', id: districtId, version: after.version },
        districtId,
        unitPath: after.unitPath,
        before,
        after,
        payload: { code },
      });
      const { year } = await tx.one(readClock());
      const scope: RecomputeScope = { fiscalYear: year, months: null, districtIds: [districtId] };
      await this.operations.start(tx, RECOMPUTE_OPERATION, scope);
      return readSelection(tx, districtId);
    });
  }
}

/** What has been published can be chosen. */
const actsOn = (facts: ActionFacts): readonly AllowedAction[] =>
  allowedActions([monitoringRuleSetPolicy.select], facts, monitoringErrors.ruleSetUnknown({ code: '' }).code);

async function findDistrict(tx: Tx, id: string): Promise<DistrictSetting> {
  const [district] = await tx.one(findDistrictSettings(RULE_SET_SETTING, id));
  if (!district) throw httpErrors.notFound();
  return district;
}

/** Somebody else was faster; or the district is seen, but not the caller's to change. */
async function notChanged(tx: Tx, districtId: string, expected: number): Promise<DomainError> {
  const { version } = await findDistrict(tx, districtId);
  return version === expected ? httpErrors.notFound() : httpErrors.stale({ version });
}

async function readSelection(tx: Tx, districtId: string): Promise<JsonText> {
  const { value, version } = await findDistrict(tx, districtId);
  const ruleSet = chooseRuleSet(await tx.one(findPublishedRuleSets()), districtId, value);
  if (!ruleSet) throw new Error('the default monitoring rule set is not published');
  const { id: ruleSetId, code, edition } = ruleSet;
  const roles = await tx.one(findRolesInDistrict(districtId));
  const selection: MonitoringRuleSetSelection = {
    districtId,
    code,
    ruleSetId,
    edition,
    isDefault: value === null,
    version,
    allowedActions: [...actsOn({ roles, state: 'PUBLISHED' })],
  };
  return { json: JSON.stringify(selection), version };
}
