import { Injectable } from '@nestjs/common';
import { moneyText } from '../../kernel/money.js';
import { Decimal } from '../../kernel/rounding.js';
import { recordChange } from '../../platform/audit/record-change.js';
import { allowedActions } from '../../platform/auth/allowed-actions.js';
import { type Actor, Transactions, type Tx } from '../../platform/database/transactions.js';
import { httpErrors } from '../../platform/http/http.errors.js';
import type { JsonText } from '../../platform/http/json-text.js';
import {
  type DistrictSetting,
  findDistrictSettings,
  findRolesInDistrict,
  updateDistrictSetting,
} from '../organization/index.js';
import { assessmentErrors } from './assessment.errors.js';
import { projectAssessmentPolicy } from './assessment.policy.js';
import type {
  AssessmentDutyResponse,
  AssessmentRequirementResponse,
  SetAssessmentRequirementRequest,
} from './assessment-duty.dto.js';
import { findAssessmentDuty, REQUIREMENT_SETTING, toRequirement } from './assessment-duty.reader.js';

/** What a district requires before new money is asked for, and what that means for a project. */
@Injectable()
export class AssessmentDutyService {
  constructor(private readonly transactions: Transactions) {}

  duty(actor: Actor, projectId: string): Promise<AssessmentDutyResponse> {
    return this.transactions.run(
      actor,
      async (tx) => {
        const found = await findAssessmentDuty(tx, projectId);
        if (!found) throw httpErrors.notFound();
        const { duty, amount, assessmentId, outcome: conclusion } = found;
        return { projectId, duty, amount, assessmentId, conclusion };
      },
      { readOnly: true },
    );
  }

  requirement(actor: Actor, districtId: string): Promise<JsonText> {
    return this.transactions.run(actor, (tx) => readRequirement(tx, districtId), { readOnly: true });
  }

  require(
    actor: Actor,
    version: number,
    { districtId, minAmount, ...rest }: SetAssessmentRequirementRequest,
  ): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      const before = await findDistrict(tx, districtId);
      if (before.version !== version) throw httpErrors.stale({ version: before.version });
      const least = new Decimal(minAmount);
      if (least.isNegative()) throw assessmentErrors.amountNegative();
      const requirement = JSON.stringify({ ...rest, minAmount: moneyText(least) });
      // Seen from below, but not the caller's to change; or somebody else was faster.
      if (!(await tx.one(updateDistrictSetting(districtId, version, REQUIREMENT_SETTING, requirement))))
        throw httpErrors.conflict();
      const after = await findDistrict(tx, districtId);
      await recordChange(tx, {
        action: 'projectAssessment.require',
        event: 'project-assessment.required',
        object: { type: 'district', id: districtId, version: after.version },
        districtId,
        unitPath: after.unitPath,
        before,
        after,
      });
      return readRequirement(tx, districtId);
    });
  }
}

async function findDistrict(tx: Tx, id: string): Promise<DistrictSetting> {
  const [district] = await tx.one(findDistrictSettings(REQUIREMENT_SETTING, id));
  if (!district) throw httpErrors.notFound();
  return district;
}

async function readRequirement(tx: Tx, districtId: string): Promise<JsonText> {
  const { value, version } = await findDistrict(tx, districtId);
  const { kinds, attributes, minAmount, passingOutcomes } = toRequirement(value);
  const facts = { roles: await tx.one(findRolesInDistrict(districtId)), state: '' };
  const requirement: AssessmentRequirementResponse = {
    districtId,
    kinds: [...kinds],
    attributes: [...attributes],
    minAmount,
    passingOutcomes: [...passingOutcomes],
    isDefault: value === null,
    version,
    allowedActions: [...allowedActions([projectAssessmentPolicy.require], facts, '')],
  };
  return { json: JSON.stringify(requirement), version };
}
