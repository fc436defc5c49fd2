import { Injectable } from '@nestjs/common';
import { type Actor, Transactions } from '../../platform/database/transactions.js';
import { httpErrors } from '../../platform/http/http.errors.js';
import type { JsonText } from '../../platform/http/json-text.js';
import { overviewOf, overviewOfAll } from './overview.statement.js';
import { findRoots } from './overview.store.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Where one looks, as the query says it. */
export interface OverviewQuery {
  readonly nodeId?: string | undefined;
  readonly fiscalYear?: string | undefined;
  readonly month?: string | undefined;
}

@Injectable()
export class OverviewReader {
  constructor(private readonly transactions: Transactions) {}

  /** Without a node: the caller's own place; where he has several, these side by side. */
  async read(actor: Actor, query: OverviewQuery): Promise<JsonText> {
    const fiscalYear = wholeNumber('fiscalYear', query.fiscalYear, 2000, 2100);
    const month = wholeNumber('month', query.month, 1, 12);
    const { nodeId } = query;
    if (nodeId !== undefined) {
      const found = UUID.test(nodeId) && (await this.transactions.read(actor, overviewOf(nodeId, fiscalYear, month)));
      if (!found) throw httpErrors.notFound();
      return found;
    }
    const roots = await this.transactions.read(actor, findRoots());
    const [only] = roots;
    const found =
      roots.length === 1 && only ? await this.transactions.read(actor, overviewOf(only, fiscalYear, month)) : null;
    return found ?? this.transactions.read(actor, overviewOfAll(roots, fiscalYear, month));
  }
}

function wholeNumber(name: string, text: string | undefined, least: number, most: number): number | null {
  if (text === undefined) return null;
  const number = /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
  if (!(number >= least && number <= most)) throw httpErrors.invalidFilter({ name, expected: `${least}–${most}` });
  return number;
}
