import { Injectable } from '@nestjs/common';
import { stateDigest } from '../../platform/audit/digest.js';
import type { Tx } from '../../platform/database/transactions.js';
import {
  type ApprovalOutcome,
  type ApprovalSubject,
  ApprovalSubjects,
  type SubjectSnapshot,
} from '../approval/index.js';
import { findDistrict, findUnit } from '../organization/index.js';
import { budgetAdjustmentPolicy } from './budget-adjustment.policy.js';
import { BUDGET_ADJUSTMENT_SUBJECT, BudgetAdjustmentService } from './budget-adjustment.service.js';
import { type BudgetAdjustment, findBudgetAdjustment } from './budget-adjustment.store.js';
import { BUDGET_ADJUSTMENT_KINDS } from './domain/budget-adjustment.js';
import type { BudgetAdjustmentAction } from './domain/budget-adjustment.lifecycle.js';

const ACTIONS: Readonly<Record<ApprovalOutcome, BudgetAdjustmentAction>> = {
  APPROVE: 'approve',
  RETURN: 'return',
  REJECT: 'reject',
  WITHDRAW: 'withdraw',
};

const TITLES: Readonly<Record<BudgetAdjustment['kind'], string>> = {
  ADD: '追加',
  TRANSFER: '调剂',
  RECOVER: '收回',
  SUSPEND: '暂缓拨款',
  STOP: '停止拨款',
  FREEZE: '冻结',
  UNFREEZE: '解冻',
};

/** 预算调整审批: conditions ask what is done and how much money it moves. */
@Injectable()
export class BudgetAdjustmentSubject implements ApprovalSubject {
  readonly type = BUDGET_ADJUSTMENT_SUBJECT;
  readonly contextTypes = {
    kind: { kind: 'TEXT', allowed: BUDGET_ADJUSTMENT_KINDS },
    amount: { kind: 'NUMBER', unit: '元' },
    fiscalYear: { kind: 'NUMBER' },
    lineCount: { kind: 'NUMBER' },
  } as const;
  readonly mandatoryRoles = ['FIN_PERF'];
  readonly withdrawal = budgetAdjustmentPolicy.withdraw;

  constructor(
    subjects: ApprovalSubjects,
    private readonly adjustments: BudgetAdjustmentService,
  ) {
    subjects.register(this);
  }

  async snapshot(tx: Tx, id: string): Promise<SubjectSnapshot | null> {
    const adjustment = await tx.one(findBudgetAdjustment(id));
    const district = adjustment && (await tx.one(findDistrict(adjustment.districtId)));
    const department = adjustment && (await tx.one(findUnit(adjustment.departmentId)));
    if (!adjustment || !district || !department) return null;
    const { version, kind, amount, fiscalYear, legs, projectId, districtId, unitId, unitPath, authorIds } = adjustment;
    return {
      version,
      contentHash: stateDigest(shown(adjustment)),
      title: `预算${TITLES[kind]} ${fiscalYear} ${amount} 元`,
      projectId,
      districtId,
      unitId,
      paths: { UNIT: unitPath, DEPARTMENT: department.unitPath, DISTRICT: district.unitPath },
      authorIds,
      context: { kind, amount, fiscalYear, lineCount: legs.length },
    };
  }

  async contents(tx: Tx, id: string): Promise<{ readonly current: unknown; readonly approved: unknown }> {
    return { current: shown(await findInSight(tx, id)), approved: null };
  }

  async onOutcome(tx: Tx, id: string, outcome: ApprovalOutcome, reason: string | null): Promise<void> {
    await this.adjustments.conclude(tx, await findInSight(tx, id), ACTIONS[outcome], reason);
  }
}

/** What a reviewer reads. */
const shown = ({ kind, fiscalYear, legs, reason, legalBasis, effectiveOn, fileIds }: BudgetAdjustment): object => ({
  kind,
  fiscalYear,
  legs,
  reason,
  legalBasis,
  effectiveOn,
  fileIds,
});

async function findInSight(tx: Tx, id: string): Promise<BudgetAdjustment> {
  const adjustment = await tx.one(findBudgetAdjustment(id));
  if (!adjustment) throw new Error(`budget adjustment ${id}: out of sight`);
  return adjustment;
}
