import { type Finding, fillText } from '../../kernel/domain-error.js';
import type { Tx } from '../../platform/database/transactions.js';
import { holdFiscalYear } from '../organization/index.js';
import type { BudgetAdjustment } from './budget-adjustment.store.js';
import { findBalances, lockBalances, moveLines, openLines } from './budget-movement.store.js';
import { findShortages, SHORTAGES, type Shortage, toMovements } from './domain/budget-adjustment.js';

const CLOSED = [{ code: 'FISCAL_YEAR_CLOSED', projectId: null, source: null, needed: null, present: null }] as const;

export type PostingRefusal = readonly Shortage[] | typeof CLOSED;

/** Moves the lines of an adjustment, all or none. Null: posted; else why not, or that not every line is in the caller's sight. */
export async function postAdjustment(
  tx: Tx,
  adjustment: BudgetAdjustment,
): Promise<PostingRefusal | 'OUT_OF_SIGHT' | null> {
  const { districtId, fiscalYear } = adjustment;
  const movements = toMovements(adjustment.kind, adjustment.legs);
  if ((await tx.one(holdFiscalYear(districtId, fiscalYear))) !== 'OPEN') return CLOSED;
  await tx.one(openLines(fiscalYear, movements));
  const lines = await tx.one(lockBalances(fiscalYear, movements));
  if (lines.length < movements.length) return 'OUT_OF_SIGHT';
  const shortages = findShortages(movements, lines);
  if (shortages.length > 0) return shortages;
  await tx.one(moveLines(adjustment, movements));
  return null;
}

/** What would be missing if it were posted now. */
export async function findMissing(tx: Tx, { kind, legs, fiscalYear }: BudgetAdjustment): Promise<readonly Finding[]> {
  const movements = toMovements(kind, legs);
  return findShortages(movements, await tx.one(findBalances(fiscalYear, movements))).map(
    ({ code, projectId, source, needed, present }) => {
      const { zh, en } = SHORTAGES[code];
      const params = { source, needed, present };
      const at = legs.findIndex((leg) => leg.projectId === projectId && leg.source === source);
      return { pointer: `/legs/${at}`, code, zh: fillText(zh, params), en: fillText(en, params), params };
    },
  );
}
