import { Injectable } from '@nestjs/common';
import { type FiscalPeriod, parseFiscalPeriod } from '../../kernel/fiscal-period.js';
import { nextState } from '../../kernel/lifecycle.js';
import { recordChange } from '../../platform/audit/record-change.js';
import { newId } from '../../platform/database/ids.js';
import { type Actor, Transactions, type Tx } from '../../platform/database/transactions.js';
import { httpErrors } from '../../platform/http/http.errors.js';
import type { JsonText } from '../../platform/http/json-text.js';
import { type GoalState, holdGoal, MONITORED_STATES, RUNNING_STATES } from '../goal/index.js';
import { holdFiscalYear } from '../organization/index.js';
import type { CorrectActualRequest, RecordActualRequest } from './actual.dto.js';
import { readActual } from './actual.reader.js';
import { judgeFigure, recordActual } from './actual.statement.js';
import { type Actual, correctActual, findActualForUpdate, keepRevision, moveActual } from './actual.store.js';
import { type ActualAction, type ActualState, actualLifecycle, findHandsProblem } from './domain/actual.lifecycle.js';
import { ACTUAL_REFUSALS, actualErrors } from './monitoring.errors.js';

const EVENTS: Readonly<Record<ActualAction, string>> = {
  correct: 'actual.corrected',
  confirm: 'actual.confirmed',
  verify: 'actual.verified',
};

/** 实际值: reported once for each period, then corrected, confirmed and verified, each by somebody else. */
@Injectable()
export class ActualService {
  constructor(private readonly transactions: Transactions) {}

  async record(actor: Actor, indicatorId: string, request: RecordActualRequest): Promise<JsonText> {
    const { period, ...figure } = request;
    return this.transactions.once(actor, recordActual(actor, newId(), indicatorId, readPeriod(period), figure));
  }

  correct(actor: Actor, id: string, version: number, request: CorrectActualRequest): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      const { actual, to } = await this.lock(tx, actor, id, version, 'correct');
      const { reason, ...figure } = request;
      const judged = await tx.one(judgeFigure(actual.indicatorId, readPeriod(actual.period.slice(0, 4)), figure));
      if (judged.refusal) throw ACTUAL_REFUSALS[judged.refusal]();
      const month = figure.doneOn ? judged.month : actual.month;
      await tx.one(keepRevision(newId(), actual, reason));
      const changed = await tx.one(correctActual(actual, to, { ...figure, value: judged.value, month }));
      return this.finish(tx, 'correct', actual, changed, reason);
    });
  }

  confirm(actor: Actor, id: string, version: number, comment: string | null): Promise<JsonText> {
    return this.move(actor, id, version, 'confirm', comment);
  }

  verify(actor: Actor, id: string, version: number, comment: string | null): Promise<JsonText> {
    return this.move(actor, id, version, 'verify', comment);
  }

  private move(
    actor: Actor,
    id: string,
    version: number,
    action: 'confirm' | 'verify',
    comment: string | null,
  ): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      const { actual, to } = await this.lock(tx, actor, id, version, action);
      const changed = await tx.one(moveActual(actual, to));
      return this.finish(tx, action, actual, changed, comment);
    });
  }

  private async lock(
    tx: Tx,
    actor: Actor,
    id: string,
    version: number,
    action: ActualAction,
  ): Promise<{ actual: Actual; to: ActualState }> {
    const actual = await tx.one(findActualForUpdate(id));
    if (!actual) throw httpErrors.notFound();
    if (actual.version !== version) throw httpErrors.stale({ version: actual.version });
    const to = nextState(actualLifecycle, actual.state, action);
    if (!to) throw actualErrors.stateForbids({ state: actual.state, action });
    // Figures are written only while the goal runs; looked at, also while it is suspended.
    await this.requireGround(tx, actual, action === 'correct' ? RUNNING_STATES : MONITORED_STATES);
    const problem = findHandsProblem(action, actual, actor.personId);
    if (problem) throw problem === 'OWN_FIGURE' ? actualErrors.ownFigure() : actualErrors.ownConfirmation();
    return { actual, to };
  }

  /** The year before the goal. Both stand until the end: what suspends or closes waits for us, or we see that it has. */
  private async requireGround(tx: Tx, actual: Actual, states: readonly GoalState[]): Promise<void> {
    const yearState = await tx.one(holdFiscalYear(actual.districtId, actual.fiscalYear));
    const goalState = await tx.one(holdGoal(actual.goalId));
    if (!goalState || !states.includes(goalState)) throw actualErrors.goalNotInExecution();
    if (yearState === 'CLOSED') throw actualErrors.fiscalYearClosed();
  }

  private async finish(
    tx: Tx,
    action: ActualAction,
    before: Actual,
    version: number | null,
    reason: string | null,
  ): Promise<JsonText> {
    const after = version === null ? null : await tx.one(findActualForUpdate(before.id));
    if (!after) throw httpErrors.conflict();
    await recordChange(tx, {
      action: `actual.${action}`,
      event: EVENTS[action],
      object: { type: 'actual', id: after.id, version: after.version },
      districtId: before.districtId,
      unitPath: before.unitPath,
      projectId: before.projectId,
      before,
      after,
      ...(reason ? { reason } : {}),
      payload: {
        indicatorId: before.indicatorId,
        projectId: before.projectId,
        fiscalYear: before.fiscalYear,
        month: before.month,
      },
    });
    return readActual(tx, before.id);
  }
}

function readPeriod(text: string): FiscalPeriod {
  const period = parseFiscalPeriod(text);
  if (!period) throw actualErrors.periodUnknown();
  return period;
}
