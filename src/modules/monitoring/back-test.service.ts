import { Injectable } from '@nestjs/common';
import { recordChange } from '../../platform/audit/record-change.js';
import { newId } from '../../platform/database/ids.js';
import { type Actor, Transactions } from '../../platform/database/transactions.js';
import { httpErrors } from '../../platform/http/http.errors.js';
import type { JsonText } from '../../platform/http/json-text.js';
import { Operations } from '../../platform/operations/operations.service.js';
import { findDistrict, findEdition, findRolesInDistrict } from '../organization/index.js';
import type { StartBackTestRequest } from './back-test.dto.js';
import { BACK_TEST_OPERATION } from './back-test.processor.js';
import { backTestDetail, backTestsOf, insertBackTest } from './back-test.store.js';
import { latestMonth } from './domain/monitoring-calendar.js';
import { monitoringErrors } from './monitoring.errors.js';
import { backTestPolicy } from './monitoring.policy.js';
import { MONITORING_RULE_SETS } from './monitoring-rule-set.store.js';
import { readClock } from './recompute.store.js';

/** 规则试算: a rule set, published or still a draft, on the past months of a district. */
@Injectable()
export class BackTestService {
  constructor(
    private readonly transactions: Transactions,
    private readonly operations: Operations,
  ) {}

  async list(actor: Actor, ruleSetId: string): Promise<JsonText> {
    const list = await this.transactions.read(actor, backTestsOf(ruleSetId));
    if (!list) throw httpErrors.notFound();
    return list;
  }

  async detail(actor: Actor, id: string): Promise<JsonText> {
    const detail = await this.transactions.read(actor, backTestDetail(id));
    if (!detail) throw httpErrors.notFound();
    return detail;
  }

  start(actor: Actor, ruleSetId: string, { districtId, fiscalYear }: StartBackTestRequest): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      const ruleSet = await tx.one(findEdition(MONITORING_RULE_SETS, ruleSetId));
      const district = await tx.one(findDistrict(districtId));
      const held = await tx.one(findRolesInDistrict(districtId));
      const accepted = backTestPolicy.start.roles as readonly string[];
      if (!ruleSet || !district || !held.some((role) => accepted.includes(role))) throw httpErrors.notFound();
      if (ruleSet.districtId !== null && ruleSet.districtId !== districtId) throw monitoringErrors.ruleSetElsewhere();
      MONITORING_RULE_SETS.judge(ruleSet);
      const latest = latestMonth(fiscalYear, await tx.one(readClock()));
      if (latest === 0) throw monitoringErrors.yearInFuture();
      const { rules, version: ruleSetVersion } = ruleSet;
      const months = Array.from({ length: latest }, (_, at) => at + 1);
      const made = { id: newId(), ruleSetId, ruleSetVersion, rules, fiscalYear, months, districtId };
      await tx.one(insertBackTest({ ...made, unitPath: district.unitPath, personId: actor.personId }));
      await recordChange(tx, {
        action: 'monitoringBackTest.start',
        event: 'monitoring-back-test.started',
        object: { type: 'monitoringBackTest', id: made.id, version: 1 },
        districtId,
        unitPath: district.unitPath,
        after: made,
        payload: { ruleSetId, fiscalYear },
      });
      return this.operations.start(tx, BACK_TEST_OPERATION, { backTestId: made.id });
    });
  }
}
