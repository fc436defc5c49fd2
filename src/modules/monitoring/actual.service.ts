import { Injectable } from '@nestjs/common';
import { type FiscalPeriod, parseFiscalPeriod } from '../../kernel/fiscal-period.js';
import { nextState } from '../../kernel/lifecycle.js';
import { recordChange } from '../../platform/audit/record-change.js';
import { newId } from '../../platform/database/ids.js';
import { type Actor, Transactions, type Tx } from '../../platform/database/transactions.js';
import { countOwnFiles } from '../../platform/files/files.store.js';
import { httpErrors } from '../../platform/http/http.errors.js';
import type { JsonText } from '../../platform/http/json-text.js';
import type { Language } from '../../platform/http/problem.js';
import { type GoalState, holdGoal, MONITORED_STATES, RUNNING_STATES } from '../goal/index.js';
import { holdFiscalYear } from '../organization/index.js';
import type { CorrectActualRequest, RecordActualRequest } from './actual.dto.js';
import { readActual, warned } from './actual.reader.js';
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

  async record(actor: Actor, indicatorId: string, request: RecordActualRequest, language: Language): Promise<JsonText> {
    const { period, ...given } = request;
    const figure = { ...given, fileIds: distinct(given.fileIds ?? []) };
    const call = recordActual(actor, newId(), indicatorId, readPeriod(period), figure);
    return warned(await this.transactions.once(actor, call), language);
  }

  async correct(
    actor: Actor,
    id: string,
    version: number,
    request: CorrectActualRequest,
    language: Language,
  ): Promise<JsonText> {
    const corrected = await this.transactions.run(actor, async (tx) => {
      const { actual, to } = await this.lock(tx, actor, id, version, 'correct');
      const { reason, ...figure } = request;
      const judged = await tx.one(judgeFigure(actual, figure));
      if (judged.refusal) throw ACTUAL_REFUSALS[judged.refusal]();
      const fileIds = await ownFiles(tx, actual.fileIds, figure.fileIds);
      const month = figure.doneOn ? judged.month : actual.month;
      await tx.one(keepRevision(newId(), actual, reason));
      const changed = await tx.one(correctActual(actual, to, { ...figure, ...judged, month, fileIds }));
      return this.finish(tx, 'correct', actual, changed, reason);
    });
    return warned(corrected, language);
  }

  /** With warnings as well: they stand beside the figure, and whoever looks at it decides. */
  async move(
    actor: Actor,
    id: string,
    version: number,
    action: 'confirm' | 'verify',
    comment: string | null,
    language: Language,
  ): Promise<JsonText> {
    const moved = await this.transactions.run(actor, async (tx) => {
      const { actual, to } = await this.lock(tx, actor, id, version, action);
      const changed = await tx.one(moveActual(actual, to));
      return this.finish(tx, action, actual, changed, comment);
    });
    return warned(moved, language);
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

/** What is attached stays attached unless another list is given; what is new must be the caller's own. */
async function ownFiles(
  tx: Tx,
  attached: readonly string[],
  wanted: readonly string[] = attached,
): Promise<readonly string[]> {
  const ids = distinct(wanted);
  const added = ids.filter((id) => !attached.includes(id));
  if ((await tx.one(countOwnFiles(added))) < added.length) throw actualErrors.unknownFile();
  return ids;
}

const distinct = (ids: readonly string[]): string[] => [...new Set(ids.map((id) => id.toLowerCase()))];

function readPeriod(text: string): FiscalPeriod {
  const period = parseFiscalPeriod(text);
  if (!period) throw actualErrors.periodUnknown();
  return period;
}
