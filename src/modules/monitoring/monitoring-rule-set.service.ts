import { Injectable } from '@nestjs/common';
import type { DomainError } from '../../kernel/domain-error.js';
import { recordChange } from '../../platform/audit/record-change.js';
import { type Actor, Transactions, type Tx } from '../../platform/database/transactions.js';
import { httpErrors } from '../../platform/http/http.errors.js';
import type { JsonText } from '../../platform/http/json-text.js';
import { type ListRequest, listCall } from '../../platform/http/list.js';
import { Operations } from '../../platform/operations/operations.service.js';
import {
  type DistrictSetting,
  draftEdition,
  editionDetail,
  findDistrictSettings,
  findEdition,
  findRolesInDistrict,
  type NewEdition,
  publishEdition,
  readEdition,
  toEditionResponse,
  updateDistrictSetting,
  updateEdition,
} from '../organization/index.js';
import { chooseRuleSet, latestOf } from './domain/rule-set-choice.js';
import { monitoringErrors } from './monitoring.errors.js';
import type {
  CreateMonitoringRuleSetRequest,
  MonitoringRuleSetSelection,
  PutMonitoringRuleSetRequest,
  SelectMonitoringRuleSetRequest,
} from './monitoring-rule-set.dto.js';
import {
  findPublishedRuleSets,
  MONITORING_RULE_SETS,
  type MonitoringRuleSet,
  monitoringRuleSetList,
  offersOf,
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
    return toEditionResponse(
      MONITORING_RULE_SETS,
      await this.transactions.read(actor, editionDetail(MONITORING_RULE_SETS, id)),
    );
  }

  create(actor: Actor, request: CreateMonitoringRuleSetRequest): Promise<JsonText> {
    const { code, districtId } = request;
    return this.transactions.run(actor, async (tx) => {
      const made = { districtId, key: code, authorId: actor.personId, ...writtenIn(request) };
      const id = await draftEdition(tx, MONITORING_RULE_SETS, made);
      const location = `/api/v1/monitoring-rule-sets/${id}`;
      return { ...(await readEdition(tx, MONITORING_RULE_SETS, id)), location };
    });
  }

  put(actor: Actor, id: string, version: number, request: PutMonitoringRuleSetRequest): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      await updateEdition(tx, MONITORING_RULE_SETS, actor, { id, version }, writtenIn(request));
      return readEdition(tx, MONITORING_RULE_SETS, id);
    });
  }

  /** A district that follows this code is seen through the new edition from now on. */
  publish(actor: Actor, id: string, version: number): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      await publishEdition(tx, MONITORING_RULE_SETS, actor, id, version);
      const { districtId } = (await tx.one(findEdition(MONITORING_RULE_SETS, id))) as MonitoringRuleSet & {
        districtId: string;
      };
      const { value } = await findDistrict(tx, districtId);
      if (chooseRuleSet(await tx.one(findPublishedRuleSets()), districtId, value)?.id === id)
        await this.recompute(tx, districtId);
      return readEdition(tx, MONITORING_RULE_SETS, id);
    });
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
      await this.recompute(tx, districtId);
      return readSelection(tx, districtId);
    });
  }

  private async recompute(tx: Tx, districtId: string): Promise<void> {
    const { year } = await tx.one(readClock());
    const scope: RecomputeScope = { fiscalYear: year, months: null, districtIds: [districtId] };
    await this.operations.start(tx, RECOMPUTE_OPERATION, scope);
  }
}

const writtenIn = ({ nameZh, nameEn, rules }: PutMonitoringRuleSetRequest): Pick<NewEdition, 'content' | 'names'> => ({
  content: rules,
  names: { name_zh: nameZh, name_en: nameEn },
});

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
    allowedActions: [...offersOf({ roles, state: 'PUBLISHED' })],
  };
  return { json: JSON.stringify(selection), version };
}
