import { Injectable } from '@nestjs/common';
import { allowedActions } from '../../platform/auth/allowed-actions.js';
import { type Actor, Transactions, type Tx } from '../../platform/database/transactions.js';
import { httpErrors } from '../../platform/http/http.errors.js';
import { type JsonText, withAllowedActions } from '../../platform/http/json-text.js';
import { type FiscalYear, findFiscalYear } from '../organization/index.js';
import { type ClosingCheck, closingChecks } from './closing-checks.js';
import { type ClosingRules, USUAL_CLOSING_RULES } from './domain/fiscal-year-close.js';
import { fiscalYearCloseErrors } from './fiscal-year-close.errors.js';
import { fiscalYearClosePolicy } from './fiscal-year-close.policy.js';
import {
  type ClosingGround,
  type FiscalYearAct,
  findActs,
  findGround,
  findLeftovers,
} from './fiscal-year-close.store.js';

const ACTS = [
  fiscalYearClosePolicy.close,
  fiscalYearClosePolicy.reopen,
  fiscalYearClosePolicy.confirm,
  fiscalYearClosePolicy.withdraw,
];

export type CountedCheck = Omit<ClosingCheck, 'count'> & { readonly count: number };

/** 结账试算: what stands in the way, and what would be carried, by the figures of now. */
@Injectable()
export class FiscalYearCloseReader {
  constructor(private readonly transactions: Transactions) {}

  closing(actor: Actor, districtId: string, year: number): Promise<JsonText> {
    return this.transactions.run(
      actor,
      async (tx) => {
        const found = await tx.one(findFiscalYear(districtId, year));
        if (!found) throw httpErrors.notFound();
        return readClosing(tx, found);
      },
      { readOnly: true },
    );
  }
}

export async function readClosing(tx: Tx, year: FiscalYear): Promise<JsonText> {
  const acts = await tx.one(findActs(year));
  const rules = proposedRules(year, acts) ?? USUAL_CLOSING_RULES;
  const ground = await tx.one(findGround(year));
  const { districtId, state, version } = year;
  const checks = await countChecks(tx, year, ground);
  const leftovers = await tx.one(findLeftovers(year, rules));
  const closing = { districtId, year: year.year, state, version, rules, checks, leftovers, acts };
  const actions = allowedActions(ACTS, { roles: ground.roles, state }, fiscalYearCloseErrors.stateForbids().code);
  return { json: withAllowedActions(JSON.stringify(closing), actions), version };
}

/** Of the closing that waits for its confirmation. */
export const proposedRules = ({ state }: FiscalYear, [last]: readonly FiscalYearAct[]): ClosingRules | null =>
  state === 'CLOSING' ? (last?.rules ?? null) : null;

/** Those that count something; what blocks first. */
export async function countChecks(tx: Tx, year: FiscalYear, ground: ClosingGround): Promise<readonly CountedCheck[]> {
  const checks = closingChecks();
  const counts = await tx.all(checks.map((check) => check.count(year.districtId, year.year)));
  const counted = checks.map(({ count: _, ...check }, at) => ({ ...check, count: counts[at] ?? 0 }));
  return [...groundChecks(ground), ...counted]
    .filter(({ count }) => count > 0)
    .sort((a, b) => Number(b.isBlocking) - Number(a.isBlocking));
}

const groundChecks = ({ isOver, nextYear }: ClosingGround): readonly CountedCheck[] => [
  { code: 'YEAR_NOT_OVER', zh: '年度尚未终了', en: 'The year is not over', isBlocking: true, count: isOver ? 0 : 1 },
  {
    code: 'NEXT_YEAR_NOT_OPEN',
    zh: '下一预算年度尚未建立或已关闭',
    en: 'The next fiscal year has not been created, or is closed',
    isBlocking: true,
    count: nextYear === 'OPEN' ? 0 : 1,
  },
];
