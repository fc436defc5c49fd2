import { Injectable } from '@nestjs/common';
import { allowedActions } from '../../platform/auth/allowed-actions.js';
import { type Actor, Transactions, type Tx } from '../../platform/database/transactions.js';
import { httpErrors } from '../../platform/http/http.errors.js';
import { type JsonText, withAllowedActions } from '../../platform/http/json-text.js';
import { type ListRequest, listCall } from '../../platform/http/list.js';
import { alertPolicy } from './alert.policy.js';
import { type AlertDetail, alertDetail, alertList, offTrackList } from './alert.store.js';
import { lastMonthBy } from './domain/alert-month.js';
import { readToday, reportDutyList } from './report-duty.store.js';

/** Reads of alerts, and of projects that are off their track. */
@Injectable()
export class AlertReader {
  constructor(private readonly transactions: Transactions) {}

  list(actor: Actor, request: ListRequest): Promise<JsonText> {
    return this.transactions.read(actor, listCall(alertList, request));
  }

  async detail(actor: Actor, id: string): Promise<JsonText> {
    return toAlertResponse(await this.transactions.read(actor, alertDetail(id)));
  }

  duties(actor: Actor, request: ListRequest): Promise<JsonText> {
    return this.transactions.read(actor, listCall(reportDutyList, request));
  }

  /** As of a day: the last month that was over by then. Absent: today. */
  async offTrack(actor: Actor, request: ListRequest): Promise<JsonText> {
    const { asOf, ...parameters } = request.parameters;
    const day = asOf === undefined ? await this.transactions.read(actor, readToday()) : readDay(asOf);
    const { fiscalYear, month } = lastMonthBy(day);
    const standing = { fiscalYear: String(fiscalYear), month: String(month) };
    return this.transactions.read(
      actor,
      listCall(offTrackList, { ...request, parameters: { ...standing, ...parameters } }),
    );
  }
}

/** The alert after a change, inside the change's transaction. */
export async function readAlert(tx: Tx, id: string): Promise<JsonText> {
  return toAlertResponse(await tx.one(alertDetail(id)));
}

function toAlertResponse(detail: AlertDetail | null): JsonText {
  if (!detail) throw httpErrors.notFound();
  const actions = allowedActions([alertPolicy.acknowledge], detail, 'alert.state-forbids');
  return { json: withAllowedActions(detail.json, actions), version: detail.version };
}

function readDay(text: string | string[]): string {
  const date = typeof text === 'string' && /^20\d{2}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : null;
  if (!date || Number.isNaN(date.getTime()) || !date.toISOString().startsWith(String(text)))
    throw httpErrors.invalidFilter({ name: 'asOf', expected: 'YYYY-MM-DD' });
  return String(text);
}
