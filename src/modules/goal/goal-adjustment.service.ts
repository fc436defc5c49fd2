import { Injectable } from '@nestjs/common';
import { type Finding, fillText } from '../../kernel/domain-error.js';
import { nextState } from '../../kernel/lifecycle.js';
import { recordChange } from '../../platform/audit/record-change.js';
import { newId } from '../../platform/database/ids.js';
import { type Actor, Transactions, type Tx } from '../../platform/database/transactions.js';
import { countOwnFiles } from '../../platform/files/files.store.js';
import { httpErrors } from '../../platform/http/http.errors.js';
import type { JsonText } from '../../platform/http/json-text.js';
import { Approvals, approvalErrors } from '../approval/index.js';
import {
  ADJUSTMENT_FINDINGS,
  type AdjustmentFinding,
  findAdjustmentGaps,
  findIdentityFaults,
} from './domain/adjustment.js';
import { type AdjustmentAction, adjustmentLifecycle, OPEN_FOR_EDITING } from './domain/adjustment.lifecycle.js';
import { goalErrors } from './goal.errors.js';
import { GoalService } from './goal.service.js';
import { findGoalForUpdate, type Goal } from './goal.store.js';
import type { AdjustGoalRequest, UpdateGoalAdjustmentRequest } from './goal-adjustment.dto.js';
import { goalAdjustmentErrors } from './goal-adjustment.errors.js';
import { readAdjustment } from './goal-adjustment.reader.js';
import {
  type AdjustmentDraft,
  findAdjustmentForUpdate,
  findContentBefore,
  type GoalAdjustment,
  insertAdjustment,
  moveAdjustment,
  saveAdjustment,
  toContentIndicators,
} from './goal-adjustment.store.js';
import { freezeFindings } from './goal-check-gate.js';
import { errorsOf, judgeChangedGoal, toFindings } from './goal-findings.js';
import type { PutIndicatorsRequest } from './indicator.dto.js';
import { pinIndicators } from './indicator-pin.js';

export const ADJUSTMENT_SUBJECT = 'goal-adjustment';

/** Past tense of each act, for the event feed. */
const EVENTS: Readonly<Record<AdjustmentAction | 'create' | 'update', string>> = {
  create: 'goal-adjustment.created',
  update: 'goal-adjustment.updated',
  submit: 'goal-adjustment.submitted',
  withdraw: 'goal-adjustment.withdrawn',
  approve: 'goal-adjustment.approved',
  return: 'goal-adjustment.returned',
  reject: 'goal-adjustment.rejected',
  cancel: 'goal-adjustment.cancelled',
};

/**
 * 绩效目标调整. The goal is ADJUSTING from the first draft to the end, and lives by its old revision meanwhile; the approval
 * makes the next one. Locks go from the approval to the adjustment to the goal.
 */
@Injectable()
export class GoalAdjustmentService {
  constructor(
    private readonly transactions: Transactions,
    private readonly approvals: Approvals,
    private readonly goals: GoalService,
  ) {}

  create(actor: Actor, goalId: string, goalVersion: number, request: AdjustGoalRequest): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      const goal = await tx.one(findGoalForUpdate(goalId));
      if (!goal) throw httpErrors.notFound();
      if (goal.version !== goalVersion) throw httpErrors.stale({ version: goal.version });
      await this.goals.move(tx, goal, 'adjust', request.justification);
      const fileIds = await ownFiles(tx, [], request.fileIds ?? []);
      const { trigger, justification, budgetDelta = '0' } = request;
      const made = await tx.one(insertAdjustment(newId(), goalId, { trigger, justification, fileIds, budgetDelta }));
      if (!made) throw goalErrors.stateForbids({ state: goal.state, action: 'adjust' });
      await record(tx, 'create', null, made, null);
      return { ...(await readAdjustment(tx, made.id)), location: `/api/v1/goal-adjustments/${made.id}` };
    });
  }

  update(actor: Actor, id: string, version: number, request: UpdateGoalAdjustmentRequest): Promise<JsonText> {
    return this.edit(actor, id, version, async (tx, before) => {
      const { trigger, justification, budgetDelta, fileIds, ...texts } = request;
      return {
        trigger: trigger ?? before.trigger,
        justification: justification ?? before.justification,
        budgetDelta: budgetDelta ?? before.budgetDelta,
        fileIds: fileIds ? await ownFiles(tx, before.fileIds, fileIds) : before.fileIds,
        content: { ...before.content, ...texts },
      };
    });
  }

  /** The whole list; an indicator that keeps its id keeps its actuals, and one that is missing ends with the approval. */
  putIndicators(actor: Actor, id: string, version: number, request: PutIndicatorsRequest): Promise<JsonText> {
    return this.edit(actor, id, version, async (tx, before) => {
      const goal = await tx.one(findGoalForUpdate(before.goalId));
      if (!goal) throw httpErrors.notFound();
      const named = request.indicators.map((each) => (each.id ? { ...each, id: each.id.toLowerCase() } : each));
      const pinned = await pinIndicators(tx, goal, named);
      const approved = (await tx.one(findContentBefore(before))).indicators;
      const known = new Set([...approved, ...before.content.indicators].map((indicator) => indicator.id));
      const faults = findIdentityFaults(pinned, approved, known);
      if (faults.length > 0)
        throw goalAdjustmentErrors.indicatorsRefused({ count: faults.length }, faults.map(toFinding));
      const listed = pinned.map((indicator) => ({ ...indicator, id: indicator.id ?? newId() }));
      const indicators = await tx.one(toContentIndicators(listed));
      return { ...before, content: { ...before.content, indicators } };
    });
  }

  /** What the draft lacks and what the checks of a goal find in its content, all at once; then the approval. */
  submit(actor: Actor, id: string, version: number): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      const before = await this.lock(tx, id, version);
      requireState(before, 'submit');
      const goal = await tx.one(findGoalForUpdate(before.goalId));
      if (!goal || isStale(before, goal))
        throw goalAdjustmentErrors.stale({
          revision: goal?.revision ?? 0,
          state: goal?.state ?? '—',
          beforeRevision: before.beforeRevision,
        });
      const gaps = findAdjustmentGaps(before, await tx.one(findContentBefore(before)), before.content);
      const checked = await judgeChangedGoal(tx, goal.id, before.content);
      const findings = [...gaps.map(toFinding), ...toFindings(errorsOf(checked.judgement))];
      if (findings.length > 0) throw goalAdjustmentErrors.incomplete({ count: findings.length }, findings);
      await freezeFindings(tx, checked, before);
      await this.move(tx, before, 'submit', null);
      await this.approvals.submit(tx, ADJUSTMENT_SUBJECT, id);
      return readAdjustment(tx, id);
    });
  }

  withdraw(actor: Actor, id: string, version: number, reason: string | null): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      requireState(await this.lock(tx, id, version), 'withdraw');
      await this.approvals.withdraw(tx, ADJUSTMENT_SUBJECT, id, reason);
      return readAdjustment(tx, id);
    });
  }

  cancel(actor: Actor, id: string, version: number, reason: string): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      await this.conclude(tx, await this.lock(tx, id, version), 'cancel', reason);
      return readAdjustment(tx, id);
    });
  }

  /** What follows from the approval's outcome, or from a cancellation, in the same transaction. */
  async conclude(tx: Tx, adjustment: GoalAdjustment, action: AdjustmentAction, reason: string | null): Promise<void> {
    const goal = await tx.one(findGoalForUpdate(adjustment.goalId));
    if (!goal) throw new Error(`goal ${adjustment.goalId}: out of sight of its own adjustment`);
    if (action === 'approve' && isStale(adjustment, goal))
      throw approvalErrors.subjectChanged({ version: adjustment.version });
    const after = await this.move(tx, adjustment, action, reason);
    if (after.state === 'APPROVED') await this.goals.revise(tx, goal, after.content, after.justification);
    else if ((after.state === 'REJECTED' || after.state === 'CANCELLED') && goal.state === 'ADJUSTING')
      await this.goals.move(tx, goal, 'settle', reason);
  }

  private async move(
    tx: Tx,
    before: GoalAdjustment,
    action: AdjustmentAction,
    reason: string | null,
  ): Promise<GoalAdjustment> {
    const after = await tx.one(moveAdjustment(before, requireState(before, action)));
    if (!after) throw httpErrors.conflict();
    await record(tx, action, before, after, reason);
    return after;
  }

  private edit(
    actor: Actor,
    id: string,
    version: number,
    change: (tx: Tx, before: GoalAdjustment) => Promise<AdjustmentDraft>,
  ): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      const before = await this.lock(tx, id, version);
      if (!OPEN_FOR_EDITING.includes(before.state)) throw goalAdjustmentErrors.frozen();
      const after = await tx.one(saveAdjustment(before, await change(tx, before)));
      if (!after) throw httpErrors.conflict();
      await record(tx, 'update', before, after, null);
      return readAdjustment(tx, id);
    });
  }

  private async lock(tx: Tx, id: string, version: number): Promise<GoalAdjustment> {
    await this.approvals.lockSubject(tx, ADJUSTMENT_SUBJECT, id);
    const adjustment = await tx.one(findAdjustmentForUpdate(id));
    if (!adjustment) throw httpErrors.notFound();
    if (adjustment.version !== version) throw httpErrors.stale({ version: adjustment.version });
    return adjustment;
  }
}

/** The goal is no longer what the adjustment was written against. */
const isStale = ({ beforeRevision }: GoalAdjustment, { state, revision }: Goal): boolean =>
  state !== 'ADJUSTING' || revision !== beforeRevision;

function requireState({ state }: GoalAdjustment, action: AdjustmentAction): GoalAdjustment['state'] {
  const to = nextState(adjustmentLifecycle, state, action);
  if (!to) throw goalAdjustmentErrors.stateForbids({ state, action });
  return to;
}

/** What a colleague has attached stays; what is new must be the caller's own. */
async function ownFiles(tx: Tx, attached: readonly string[], wanted: readonly string[]): Promise<readonly string[]> {
  const ids = [...new Set(wanted.map((id) => id.toLowerCase()))];
  const added = ids.filter((id) => !attached.includes(id));
  if ((await tx.one(countOwnFiles(added))) < added.length) throw goalAdjustmentErrors.unknownFile();
  return ids;
}

function toFinding({ code, pointer, params }: AdjustmentFinding): Finding {
  const { zh, en } = ADJUSTMENT_FINDINGS[code];
  return { pointer, code, zh: fillText(zh, params), en: fillText(en, params), params };
}

function record(
  tx: Tx,
  action: keyof typeof EVENTS,
  before: GoalAdjustment | null,
  after: GoalAdjustment,
  reason: string | null,
): Promise<void> {
  const { goalId, state, trigger, budgetDelta, beforeRevision, afterRevision } = after;
  return recordChange(tx, {
    action: `goalAdjustment.${action}`,
    event: EVENTS[action],
    object: { type: 'goalAdjustment', id: after.id, version: after.version },
    districtId: after.districtId,
    unitPath: after.unitPath,
    projectId: after.projectId,
    ...(before ? { before } : {}),
    after,
    ...(reason ? { reason } : {}),
    payload: { goalId, state, trigger, budgetDelta, beforeRevision, afterRevision },
  });
}
