import { Injectable } from '@nestjs/common';
import type { Schema } from '../../kernel/expression/index.js';
import { stateDigest } from '../../platform/audit/digest.js';
import type { Tx } from '../../platform/database/transactions.js';
import {
  type ApprovalOutcome,
  type ApprovalSubject,
  ApprovalSubjects,
  type SubjectSnapshot,
} from '../approval/index.js';
import { ADJUSTMENT_TRIGGERS } from './domain/adjustment.js';
import type { AdjustmentAction } from './domain/adjustment.lifecycle.js';
import { GoalSubject } from './goal.subject.js';
import { goalAdjustmentPolicy } from './goal-adjustment.policy.js';
import { ADJUSTMENT_SUBJECT, GoalAdjustmentService } from './goal-adjustment.service.js';
import { findAdjustment, findContentBefore, type GoalAdjustment } from './goal-adjustment.store.js';
import { readAdjustmentChecks } from './goal-check.reader.js';

const ACTIONS: Readonly<Record<ApprovalOutcome, AdjustmentAction>> = {
  APPROVE: 'approve',
  RETURN: 'return',
  REJECT: 'reject',
  WITHDRAW: 'withdraw',
};

/** 绩效目标调整审核: it lies where its goal lies, and conditions may ask what may be asked of the goal, and why it changes. */
@Injectable()
export class GoalAdjustmentSubject implements ApprovalSubject {
  readonly type = ADJUSTMENT_SUBJECT;
  readonly contextTypes: Schema;
  /** As for goals: 绩效目标确需调整的,按照绩效目标管理程序审核. */
  readonly mandatoryRoles = ['FIN_PERF'];
  readonly withdrawal = goalAdjustmentPolicy.withdraw;

  constructor(
    subjects: ApprovalSubjects,
    private readonly goal: GoalSubject,
    private readonly adjustments: GoalAdjustmentService,
  ) {
    this.contextTypes = {
      ...goal.contextTypes,
      trigger: { kind: 'TEXT', allowed: ADJUSTMENT_TRIGGERS },
      budgetDelta: { kind: 'NUMBER', unit: '元' },
    };
    subjects.register(this);
  }

  async snapshot(tx: Tx, id: string): Promise<SubjectSnapshot | null> {
    const adjustment = await tx.one(findAdjustment(id));
    const goal = adjustment && (await this.goal.snapshot(tx, adjustment.goalId));
    if (!goal) return null;
    const { version, trigger, budgetDelta, authorIds } = adjustment;
    return {
      ...goal,
      version,
      contentHash: stateDigest(shown(adjustment)),
      title: `${goal.title} 目标调整`,
      authorIds,
      context: { ...goal.context, trigger, budgetDelta },
    };
  }

  async contents(tx: Tx, id: string): Promise<{ readonly current: unknown; readonly approved: unknown }> {
    const adjustment = await findInSight(tx, id);
    return { current: shown(adjustment), approved: await tx.one(findContentBefore(adjustment)) };
  }

  /** 检查结果 of the content as it shall be. */
  async remarks(tx: Tx, id: string): Promise<Readonly<Record<string, unknown>>> {
    return { checks: await readAdjustmentChecks(tx, id) };
  }

  async onOutcome(tx: Tx, id: string, outcome: ApprovalOutcome, reason: string | null): Promise<void> {
    await this.adjustments.conclude(tx, await findInSight(tx, id), ACTIONS[outcome], reason);
  }
}

/** What a reviewer reads: the content as it shall be, and why, with what evidence and money. */
const shown = ({ content, trigger, justification, budgetDelta, fileIds }: GoalAdjustment): object => ({
  ...content,
  adjustment: { trigger, justification, budgetDelta, fileIds },
});

async function findInSight(tx: Tx, id: string): Promise<GoalAdjustment> {
  const adjustment = await tx.one(findAdjustment(id));
  if (!adjustment) throw new Error(`adjustment ${id}: out of sight`);
  return adjustment;
}
