import { Injectable } from '@nestjs/common';
import { type Actor, Transactions } from '../../platform/database/transactions.js';
import type { JsonText } from '../../platform/http/json-text.js';
import { type ListRequest, listCall } from '../../platform/http/list.js';
import { latestMonth, type MonitoringClock } from './domain/monitoring-calendar.js';
import { deviationList, progressList } from './progress.store.js';
import { readClock } from './recompute.store.js';

/** Reads of what was computed: projects and indicators, month by month. */
@Injectable()
export class ProgressReader {
  constructor(private readonly transactions: Transactions) {}

  async progress(actor: Actor, request: ListRequest): Promise<JsonText> {
    const clock = await this.transactions.read(actor, readClock());
    return this.transactions.read(actor, listCall(progressList, atOnePeriod(request, ['projectId'], clock)));
  }

  async deviations(actor: Actor, request: ListRequest): Promise<JsonText> {
    const clock = await this.transactions.read(actor, readClock());
    const subjects = ['indicatorId', 'projectId', 'goalId'];
    return this.transactions.read(actor, listCall(deviationList, atOnePeriod(request, subjects, clock)));
  }
}

/**
 * The history of one subject is told newest first; everything else is looked at in one month, the latest unless it is
 * named. So no list walks all months of all subjects, and every order has a unique end.
 */
function atOnePeriod(request: ListRequest, subjects: readonly string[], clock: MonitoringClock): ListRequest {
  const { parameters } = request;
  const isHistory = subjects.some((name) => parameters[name] !== undefined);
  const sort = parameters['sort'] ?? '-period';
  if (isHistory && (sort === 'period' || sort === '-period')) {
    return { ...request, parameters: { ...parameters, sort } };
  }
  const names = Object.keys(parameters).map((name) => name.replace(/\[\w+\]$/, ''));
  const year = names.includes('fiscalYear') ? Number(parameters['fiscalYear']) : clock.year;
  const standing: Record<string, string> = {};
  if (!names.includes('fiscalYear')) standing['fiscalYear'] = String(clock.year);
  if (!names.includes('month'))
    standing['month'] = String(latestMonth(Number.isInteger(year) ? year : clock.year, clock));
  return { ...request, parameters: { ...standing, ...parameters } };
}
