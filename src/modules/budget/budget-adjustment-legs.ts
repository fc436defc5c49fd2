import { type Finding, fillText } from '../../kernel/domain-error.js';
import { moneyText, parseMoney } from '../../kernel/money.js';
import { Decimal } from '../../kernel/rounding.js';
import type { Tx } from '../../platform/database/transactions.js';
import { findDistrict } from '../organization/index.js';
import { paymentErrors } from './budget.errors.js';
import type { BudgetAdjustmentLegRequest } from './budget-adjustment.dto.js';
import { budgetAdjustmentErrors } from './budget-adjustment.errors.js';
import { type AdjustmentPlace, findNamedProjects, type NamedProject } from './budget-adjustment.store.js';
import {
  type AdjustmentLeg,
  type BudgetAdjustmentKind,
  findLegFaults,
  LEG_FAULTS,
} from './domain/budget-adjustment.js';

export interface PlacedLegs {
  readonly legs: readonly AdjustmentLeg[];
  readonly place: AdjustmentPlace;
}

/** The legs with their projects found, and where an adjustment of them lies; throws all that is wrong with them. */
export async function placeLegs(
  tx: Tx,
  kind: BudgetAdjustmentKind,
  requested: readonly BudgetAdjustmentLegRequest[],
): Promise<PlacedLegs> {
  const named = await tx.one(findNamedProjects(requested));
  const [first] = named;
  const unnamed = named.flatMap((project) => findNameFault(project, requested[project.at], first));
  if (unnamed.length > 0 || !first) throw budgetAdjustmentErrors.legsRefused({ count: unnamed.length }, unnamed);
  const legs = requested.map(({ source, amount, fromFrozen = false }, at) => ({
    projectId: (named[at] as NamedProject).projectId,
    source,
    amount: moneyText(parseMoney(amount) ?? new Decimal(Number.NaN)),
    fromFrozen,
  }));
  const faults = findLegFaults(kind, legs).map(({ code, pointer, params }) => {
    const { zh, en } = LEG_FAULTS[code];
    return { pointer, code, zh: fillText(zh, params), en: fillText(en, params), params };
  });
  if (faults.length > 0) throw budgetAdjustmentErrors.legsRefused({ count: faults.length }, faults);
  return { legs, place: await placeOf(tx, named, first) };
}

/** At the unit of all the projects, or else at their district. */
async function placeOf(tx: Tx, named: readonly NamedProject[], first: NamedProject): Promise<AdjustmentPlace> {
  const { districtId, unitId, unitPath, departmentId, projectId } = first;
  const isOneUnit = named.every((project) => project.unitId === unitId);
  const district = isOneUnit ? null : await tx.one(findDistrict(districtId));
  return {
    districtId,
    unitId,
    departmentId,
    unitPath: district?.unitPath ?? unitPath,
    projectId: named.every((project) => project.projectId === projectId) ? projectId : null,
  };
}

function findNameFault(
  { at, found, districtId }: NamedProject,
  leg: BudgetAdjustmentLegRequest | undefined,
  first: NamedProject | undefined,
): readonly Finding[] {
  const told = (make: (typeof paymentErrors)['projectNotFound']): Finding[] => {
    const { code, definition } = make();
    return [{ pointer: `/legs/${at}`, code, zh: definition.zh, en: definition.en, params: {} }];
  };
  if (Boolean(leg?.projectId) === Boolean(leg?.projectCode)) return told(paymentErrors.projectReference);
  if (found > 1) return told(paymentErrors.projectAmbiguous);
  // Money does not move between districts here: a project of another is as good as unknown.
  if (found === 0 || districtId !== first?.districtId) return told(paymentErrors.projectNotFound);
  return [];
}
