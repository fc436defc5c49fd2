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
import { findBudgetTotal, findProject, PROJECT_ATTRIBUTES, PROJECT_KINDS } from '../budget/index.js';
import { findDistrict, findUnit, UNIT_KINDS } from '../organization/index.js';
import type { GoalAction } from './domain/goal.lifecycle.js';
import { goalPolicy } from './goal.policy.js';
import { GoalService } from './goal.service.js';
import { findGoal, findGoalForUpdate } from './goal.store.js';
import { readChecks } from './goal-check.reader.js';
import { findLastRevision } from './goal-revision.store.js';
import { findContent } from './indicator.store.js';

/** What routing conditions may ask of a goal. */
const CONTEXT: Schema = {
  amount: { kind: 'NUMBER', unit: '元' },
  fiscalYear: { kind: 'NUMBER' },
  projectKind: { kind: 'TEXT', allowed: PROJECT_KINDS },
  projectAttribute: { kind: 'TEXT', allowed: PROJECT_ATTRIBUTES },
  unitKind: { kind: 'TEXT', allowed: UNIT_KINDS },
  industry: { kind: 'TEXT' },
};

const ACTIONS: Readonly<Record<ApprovalOutcome, GoalAction>> = {
  APPROVE: 'pass',
  RETURN: 'return',
  REJECT: 'reject',
  WITHDRAW: 'withdraw',
};

/** What the approval engine may know of a goal, and what its outcomes do to it: in the deciding transaction itself. */
@Injectable()
export class GoalSubject implements ApprovalSubject {
  readonly type = 'goal';
  readonly contextTypes = CONTEXT;
  /** 财政部门审核: no goal passes without the performance division. */
  readonly mandatoryRoles = ['FIN_PERF'];
  readonly withdrawal = goalPolicy.withdraw;

  constructor(
    subjects: ApprovalSubjects,
    private readonly goals: GoalService,
  ) {
    subjects.register(this);
  }

  async snapshot(tx: Tx, goalId: string): Promise<SubjectSnapshot | null> {
    const goal = await tx.one(findGoal(goalId));
    const project = goal && (await tx.one(findProject(goal.projectId)));
    const district = goal && (await tx.one(findDistrict(goal.districtId)));
    const department = goal && (await tx.one(findUnit(goal.departmentId)));
    const unit = goal && (await tx.one(findUnit(goal.unitId)));
    if (!goal || !project || !district || !department || !unit) return null;
    return {
      version: goal.version,
      contentHash: stateDigest(await tx.one(findContent(goalId))),
      title: `${project.name} ${goal.fiscalYear}`,
      projectId: goal.projectId,
      districtId: goal.districtId,
      unitId: goal.unitId,
      paths: { UNIT: goal.unitPath, DEPARTMENT: department.unitPath, DISTRICT: district.unitPath },
      authorIds: goal.authorIds,
      context: {
        amount: await tx.one(findBudgetTotal(goal.projectId, goal.fiscalYear)),
        fiscalYear: goal.fiscalYear,
        projectKind: project.kind,
        projectAttribute: project.attribute,
        unitKind: unit.kind,
        industry: unit.industry,
      },
    };
  }

  async contents(tx: Tx, goalId: string): Promise<{ readonly current: unknown; readonly approved: unknown }> {
    const approved = await tx.one(findLastRevision(goalId));
    return { current: JSON.parse(await tx.one(findContent(goalId))), approved };
  }

  /** 检查结果: reviewers see all of it, and what the author answered. */
  async remarks(tx: Tx, goalId: string): Promise<Readonly<Record<string, unknown>>> {
    return { checks: await readChecks(tx, goalId, 'zh') };
  }

  async onOutcome(tx: Tx, goalId: string, outcome: ApprovalOutcome, reason: string | null): Promise<void> {
    const goal = await tx.one(findGoalForUpdate(goalId));
    if (!goal) throw new Error(`goal ${goalId}: out of sight of its own decider`);
    await this.goals.move(tx, goal, ACTIONS[outcome], reason);
  }
}
