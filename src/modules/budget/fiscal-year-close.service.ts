import { Injectable } from '@nestjs/common';
import type { Finding } from '../../kernel/domain-error.js';
import { nextState } from '../../kernel/lifecycle.js';
import { recordChange } from '../../platform/audit/record-change.js';
import { newId } from '../../platform/database/ids.js';
import { type Actor, Transactions, type Tx } from '../../platform/database/transactions.js';
import { httpErrors } from '../../platform/http/http.errors.js';
import type { JsonText } from '../../platform/http/json-text.js';
import {
  type FiscalYear,
  type FiscalYearAction,
  type FiscalYearState,
  fiscalYearLifecycle,
  lockFiscalYear,
  moveFiscalYear,
  sealFiscalYear,
} from '../organization/index.js';
import { closingCount, registerClosingCheck } from './closing-checks.js';
import { type ClosingRules, toClosingRules, USUAL_CLOSING_RULES } from './domain/fiscal-year-close.js';
import type { CloseFiscalYearRequest, FiscalYearActRequest } from './fiscal-year-close.dto.js';
import { fiscalYearCloseErrors } from './fiscal-year-close.errors.js';
import { countChecks, proposedRules, readClosing } from './fiscal-year-close.reader.js';
import {
  type FiscalYearAct,
  findActs,
  findGround,
  findLeftovers,
  findSpent,
  giveCarryOver,
  insertAct,
  type Leftover,
  lockClosingLines,
  openCarryOver,
  returnLeftovers,
  takeCarryOverBack,
  takeLeftovers,
} from './fiscal-year-close.store.js';

/** What an act leads to, for the event feed. */
const EVENTS: Readonly<Record<Exclude<FiscalYearAction, 'confirm'> | 'CLOSED' | 'OPEN', string>> = {
  close: 'fiscal-year.closing-proposed',
  reopen: 'fiscal-year.reopening-proposed',
  withdraw: 'fiscal-year.proposal-withdrawn',
  CLOSED: 'fiscal-year.closed',
  OPEN: 'fiscal-year.reopened',
};

interface Act {
  readonly id: string;
  readonly reason: string;
  readonly rules: ClosingRules | null;
  readonly figures: readonly Leftover[] | null;
}

/**
 * 年终结账与重开: proposed by one person, confirmed by another. A confirmation seals the year: it waits for all who write in it,
 * and who comes afterwards finds it closed. Locks go from the year to the next year to the lines in the order of their ids.
 */
@Injectable()
export class FiscalYearCloseService {
  constructor(private readonly transactions: Transactions) {
    registerClosingCheck({
      code: 'ADJUSTMENTS_OPEN',
      zh: '预算调整尚在审批或尚未记账',
      en: 'Budget adjustments under review, or signed and not yet posted',
      isBlocking: true,
      count: closingCount(
        'adjustments_open',
        `app.budget_adjustments where district_id = $1::uuid and fiscal_year = $2::smallint and state in ('IN_REVIEW', 'APPROVED')`,
      ),
    });
    registerClosingCheck({
      code: 'MONEY_HELD',
      zh: '预算行尚有冻结或已承诺额度,结账后留在本年度',
      en: 'Lines with frozen or committed money, which stays in the year',
      isBlocking: false,
      count: closingCount(
        'money_held',
        `app.budget_lines where district_id = $1::uuid and fiscal_year = $2::smallint and frozen + committed > 0`,
      ),
    });
  }

  close(actor: Actor, year: number, request: CloseFiscalYearRequest, version: number): Promise<JsonText> {
    const rules = toClosingRules(request.rules ?? {});
    return this.act(actor, year, request, version, 'close', async (tx, before) => {
      await requireReady(tx, before);
      return { rules, figures: await tx.one(findLeftovers(before, rules)) };
    });
  }

  reopen(actor: Actor, year: number, request: FiscalYearActRequest, version: number): Promise<JsonText> {
    return this.act(actor, year, request, version, 'reopen', async (tx, before) => {
      await requireUnspent(tx, before, closingOf(await tx.one(findActs(before))));
      return {};
    });
  }

  withdraw(actor: Actor, year: number, request: FiscalYearActRequest, version: number): Promise<JsonText> {
    return this.act(actor, year, request, version, 'withdraw', async () => ({}));
  }

  /** The money moves here. What the proposal was made on is looked at again. */
  confirm(actor: Actor, year: number, request: FiscalYearActRequest, version: number): Promise<JsonText> {
    return this.act(actor, year, request, version, 'confirm', async (tx, before, id) => {
      const acts = await tx.one(findActs(before));
      if (acts[0]?.personId === actor.personId) throw fiscalYearCloseErrors.samePerson();
      if (before.state === 'REOPENING') {
        await giveBack(tx, before, closingOf(acts), id);
        return {};
      }
      await requireReady(tx, before);
      return { figures: await carryOver(tx, before, proposedRules(before, acts) ?? USUAL_CLOSING_RULES, id) };
    });
  }

  private act(
    actor: Actor,
    year: number,
    { districtId, reason }: FiscalYearActRequest,
    version: number,
    action: FiscalYearAction,
    work: (tx: Tx, before: FiscalYear, actId: string) => Promise<Partial<Pick<Act, 'rules' | 'figures'>>>,
  ): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      if (action === 'confirm') await tx.one(sealFiscalYear(districtId, year));
      const before = await tx.one(lockFiscalYear(districtId, year));
      if (!before) throw httpErrors.notFound();
      if (before.version !== version) throw httpErrors.stale({ version: before.version });
      const to = nextState<FiscalYearState, FiscalYearAction>(fiscalYearLifecycle, before.state, action);
      if (!to) throw fiscalYearCloseErrors.stateForbids({ state: before.state, action });
      const id = newId();
      const act = { id, reason, rules: null, figures: null, ...(await work(tx, before, id)) };
      const after = await tx.one(moveFiscalYear(before, to));
      if (!after) throw httpErrors.conflict();
      await tx.one(insertAct(after, { action, ...act }));
      await record(tx, action, before, after, act);
      return readClosing(tx, after);
    });
  }
}

async function requireReady(tx: Tx, year: FiscalYear): Promise<void> {
  const checks = await countChecks(tx, year, await tx.one(findGround(year)));
  const findings = checks
    .filter(({ isBlocking }) => isBlocking)
    .map(({ code, zh, en, count }): Finding => ({ pointer: '', code, zh, en, params: { count } }));
  if (findings.length > 0) throw fiscalYearCloseErrors.notReady({ count: findings.length }, findings);
}

/** The confirmation that closed the year; null: it was closed before closings were recorded, and nothing was moved. */
const closingOf = (acts: readonly FiscalYearAct[]): FiscalYearAct | null =>
  acts.find(({ action, state }) => action === 'confirm' && state === 'CLOSED') ?? null;

async function carryOver(tx: Tx, before: FiscalYear, rules: ClosingRules, id: string): Promise<readonly Leftover[]> {
  await tx.one(lockClosingLines(before));
  const figures = await tx.one(takeLeftovers(before, rules, id));
  await tx.all([openCarryOver(before.year + 1, id), giveCarryOver(before.year + 1, id)]);
  return figures;
}

async function giveBack(tx: Tx, before: FiscalYear, closing: FiscalYearAct | null, id: string): Promise<void> {
  if (!closing) return;
  await tx.one(findGround(before)); // holds the next year
  await tx.one(lockClosingLines(before));
  await requireUnspent(tx, before, closing);
  await tx.all([takeCarryOverBack(before.year + 1, closing.id, id), returnLeftovers(closing.id, id)]);
}

async function requireUnspent(tx: Tx, { year, ...rest }: FiscalYear, closing: FiscalYearAct | null): Promise<void> {
  if (!closing) return;
  const { nextYear } = await tx.one(findGround({ year, ...rest }));
  if (nextYear === 'CLOSED') throw fiscalYearCloseErrors.nextYearClosed();
  const spent = await tx.one(findSpent(year + 1, closing.id));
  const findings = spent.map(
    ({ projectId, needed, present }): Finding => ({
      pointer: '',
      code: 'CARRY_OVER_SPENT',
      zh: `项目 ${projectId} 结转 ${needed} 元,现可用 ${present} 元`,
      en: `Project ${projectId} was carried ${needed} yuan, and has ${present} available`,
      params: { projectId, needed, present },
    }),
  );
  if (findings.length > 0) throw fiscalYearCloseErrors.carriedMoneySpent({ count: findings.length }, findings);
}

function record(tx: Tx, action: FiscalYearAction, before: FiscalYear, after: FiscalYear, act: Act): Promise<void> {
  const { districtId, unitPath, year, state } = after;
  return recordChange(tx, {
    action: `fiscalYearClose.${action}`,
    event: EVENTS[action === 'confirm' ? (state === 'CLOSED' ? 'CLOSED' : 'OPEN') : action],
    object: { type: 'fiscalYear', id: after.id, version: after.version },
    districtId,
    unitPath,
    before,
    after: { ...after, act },
    reason: act.reason,
    payload: { year, state, actId: act.id, version: after.version },
  });
}
