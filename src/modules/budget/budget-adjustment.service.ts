import { Injectable } from '@nestjs/common';
import { nextState } from '../../kernel/lifecycle.js';
import { recordChange } from '../../platform/audit/record-change.js';
import { newId } from '../../platform/database/ids.js';
import { type Actor, Transactions, type Tx } from '../../platform/database/transactions.js';
import { countOwnFiles } from '../../platform/files/files.store.js';
import { httpErrors } from '../../platform/http/http.errors.js';
import type { JsonText } from '../../platform/http/json-text.js';
import { Approvals } from '../approval/index.js';
import { holdFiscalYear } from '../organization/index.js';
import { budgetErrors } from './budget.errors.js';
import type { CreateBudgetAdjustmentRequest } from './budget-adjustment.dto.js';
import { budgetAdjustmentErrors } from './budget-adjustment.errors.js';
import { readBudgetAdjustment } from './budget-adjustment.reader.js';
import {
  type AdjustmentPlace,
  type BudgetAdjustment,
  type BudgetAdjustmentDraft,
  findBudgetAdjustmentForUpdate,
  insertBudgetAdjustment,
  moveBudgetAdjustment,
  saveBudgetAdjustment,
} from './budget-adjustment.store.js';
import { placeLegs } from './budget-adjustment-legs.js';
import { findMissing, postAdjustment } from './budget-posting.js';
import { amountOf } from './domain/budget-adjustment.js';
import {
  type BudgetAdjustmentAction,
  budgetAdjustmentLifecycle,
  DRAFT_STATES,
} from './domain/budget-adjustment.lifecycle.js';

export const BUDGET_ADJUSTMENT_SUBJECT = 'budget-adjustment';

/** Past tense of each act, for the event feed. */
const EVENTS: Readonly<Record<BudgetAdjustmentAction | 'create' | 'update', string>> = {
  create: 'budget-adjustment.created',
  update: 'budget-adjustment.updated',
  submit: 'budget-adjustment.submitted',
  withdraw: 'budget-adjustment.withdrawn',
  approve: 'budget-adjustment.approved',
  return: 'budget-adjustment.returned',
  reject: 'budget-adjustment.rejected',
  cancel: 'budget-adjustment.cancelled',
  post: 'budget-adjustment.posted',
  refuse: 'budget-adjustment.refused',
};

/**
 * 预算调整: the only way in which money moves on lines that are in execution. Locks go from the approval to the adjustment
 * to the year and the lines, in the order of their ids.
 */
@Injectable()
export class BudgetAdjustmentService {
  constructor(
    private readonly transactions: Transactions,
    private readonly approvals: Approvals,
  ) {}

  create(actor: Actor, request: CreateBudgetAdjustmentRequest): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      const { draft, place } = await toDraft(tx, request, []);
      const made = await tx.one(insertBudgetAdjustment(newId(), draft, place));
      if (!made) throw budgetAdjustmentErrors.beyondScope();
      await record(tx, 'create', null, made, null);
      return { ...(await readBudgetAdjustment(tx, made.id)), location: `/api/v1/budget-adjustments/${made.id}` };
    });
  }

  /** The whole draft anew, as it shall be. */
  update(actor: Actor, id: string, version: number, request: CreateBudgetAdjustmentRequest): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      const before = await this.lock(tx, id, version);
      if (!DRAFT_STATES.includes(before.state)) throw budgetAdjustmentErrors.frozen();
      const { draft, place } = await toDraft(tx, request, before.fileIds);
      const after = await tx.one(saveBudgetAdjustment(before, draft, place));
      if (!after) throw budgetAdjustmentErrors.beyondScope();
      await record(tx, 'update', before, after, null);
      return readBudgetAdjustment(tx, id);
    });
  }

  /** What is missing today is told today; it counts again on the day. */
  submit(actor: Actor, id: string, version: number): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      const before = await this.lock(tx, id, version);
      requireState(before, 'submit');
      await requireOpenYear(tx, before);
      const findings = await findMissing(tx, before);
      if (findings.length > 0) throw budgetAdjustmentErrors.insufficient({ count: findings.length }, findings);
      await move(tx, before, 'submit', null);
      await this.approvals.submit(tx, BUDGET_ADJUSTMENT_SUBJECT, id);
      return readBudgetAdjustment(tx, id);
    });
  }

  withdraw(actor: Actor, id: string, version: number, reason: string | null): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      requireState(await this.lock(tx, id, version), 'withdraw');
      await this.approvals.withdraw(tx, BUDGET_ADJUSTMENT_SUBJECT, id, reason);
      return readBudgetAdjustment(tx, id);
    });
  }

  cancel(actor: Actor, id: string, version: number, reason: string | null): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      await move(tx, await this.lock(tx, id, version), 'cancel', reason);
      return readBudgetAdjustment(tx, id);
    });
  }

  /** What follows from the approval's outcome, in its transaction: signed, it is posted at once if its day has come. */
  async conclude(
    tx: Tx,
    before: BudgetAdjustment,
    action: BudgetAdjustmentAction,
    reason: string | null,
  ): Promise<void> {
    const after = await move(tx, before, action, reason);
    if (after.state === 'APPROVED' && after.isDue) await this.post(tx, after);
  }

  /** All of it, or nothing and REFUSED with what was missing. */
  async post(tx: Tx, approved: BudgetAdjustment): Promise<void> {
    const refusal = await postAdjustment(tx, approved);
    if (refusal === 'OUT_OF_SIGHT') return; // of a decider who does not see every line; the job does
    await move(tx, approved, refusal ? 'refuse' : 'post', null, refusal);
  }

  private async lock(tx: Tx, id: string, version: number): Promise<BudgetAdjustment> {
    await this.approvals.lockSubject(tx, BUDGET_ADJUSTMENT_SUBJECT, id);
    const adjustment = await tx.one(findBudgetAdjustmentForUpdate(id));
    if (!adjustment) throw httpErrors.notFound();
    if (adjustment.version !== version) throw httpErrors.stale({ version: adjustment.version });
    return adjustment;
  }
}

async function toDraft(
  tx: Tx,
  { kind, fiscalYear, legs: requested, reason, legalBasis, effectiveOn, fileIds }: CreateBudgetAdjustmentRequest,
  attached: readonly string[],
): Promise<{ readonly draft: BudgetAdjustmentDraft; readonly place: AdjustmentPlace }> {
  const { legs, place } = await placeLegs(tx, kind, requested);
  const draft = { kind, fiscalYear, legs, amount: amountOf(legs), reason, legalBasis };
  const files = await ownFiles(tx, attached, fileIds ?? []);
  return { draft: { ...draft, effectiveOn: effectiveOn ?? null, fileIds: files }, place };
}

/** What a colleague has attached stays; what is new must be the caller's own. */
async function ownFiles(tx: Tx, attached: readonly string[], wanted: readonly string[]): Promise<readonly string[]> {
  const ids = [...new Set(wanted.map((id) => id.toLowerCase()))];
  const added = ids.filter((id) => !attached.includes(id));
  if ((await tx.one(countOwnFiles(added))) < added.length) throw budgetAdjustmentErrors.unknownFile();
  return ids;
}

async function requireOpenYear(tx: Tx, { districtId, fiscalYear: year }: BudgetAdjustment): Promise<void> {
  const state = await tx.one(holdFiscalYear(districtId, year));
  if (state === null) throw budgetErrors.fiscalYearUnknown({ year });
  if (state === 'CLOSED') throw budgetErrors.fiscalYearClosed({ year });
}

function requireState({ state }: BudgetAdjustment, action: BudgetAdjustmentAction): BudgetAdjustment['state'] {
  const to = nextState(budgetAdjustmentLifecycle, state, action);
  if (!to) throw budgetAdjustmentErrors.stateForbids({ state, action });
  return to;
}

async function move(
  tx: Tx,
  before: BudgetAdjustment,
  action: BudgetAdjustmentAction,
  reason: string | null,
  refusal: readonly object[] | null = null,
): Promise<BudgetAdjustment> {
  const after = await tx.one(moveBudgetAdjustment(before, requireState(before, action), refusal));
  if (!after) throw httpErrors.conflict();
  await record(tx, action, before, after, reason);
  return after;
}

function record(
  tx: Tx,
  action: keyof typeof EVENTS,
  before: BudgetAdjustment | null,
  after: BudgetAdjustment,
  reason: string | null,
): Promise<void> {
  const { kind, fiscalYear, amount, state, effectiveOn } = after;
  return recordChange(tx, {
    action: `budgetAdjustment.${action}`,
    event: EVENTS[action],
    object: { type: 'budgetAdjustment', id: after.id, version: after.version },
    districtId: after.districtId,
    unitPath: after.unitPath,
    projectId: after.projectId,
    ...(before ? { before } : {}),
    after,
    ...(reason ? { reason } : {}),
    payload: { kind, fiscalYear, amount, state, effectiveOn },
  });
}
