import { Injectable } from '@nestjs/common';
import { allowedActions } from '../../platform/auth/allowed-actions.js';
import { type Actor, Transactions, type Tx } from '../../platform/database/transactions.js';
import { httpErrors } from '../../platform/http/http.errors.js';
import { type JsonText, withAllowedActions } from '../../platform/http/json-text.js';
import { type ListRequest, listCall } from '../../platform/http/list.js';
import { findFormGaps, toForm } from './domain/monitoring-report.js';
import { monitoringReportErrors } from './monitoring-report.errors.js';
import { monitoringReportPolicy } from './monitoring-report.policy.js';
import {
  type FrozenForm,
  type MonitoringReportDetail,
  monitoringReportDetail,
  monitoringReportList,
} from './monitoring-report.store.js';

const ACTS = [monitoringReportPolicy.fill, monitoringReportPolicy.submit, monitoringReportPolicy.withdraw];

/** Reads of 监控表. */
@Injectable()
export class MonitoringReportReader {
  constructor(private readonly transactions: Transactions) {}

  list(actor: Actor, request: ListRequest): Promise<JsonText> {
    return this.transactions.read(actor, listCall(monitoringReportList, request));
  }

  async detail(actor: Actor, id: string): Promise<JsonText> {
    return toReportResponse(await this.transactions.read(actor, monitoringReportDetail(id)));
  }
}

/** The report after a change, inside the change's transaction. */
export async function readReport(tx: Tx, id: string): Promise<JsonText> {
  return toReportResponse(await tx.one(monitoringReportDetail(id)));
}

/** As it was submitted; or, while it is with the unit, with what is known now. */
export const formOf = ({ content, basis, funds, indicators, filling }: MonitoringReportDetail): FrozenForm =>
  content ?? { ...basis, ...toForm(funds, indicators, filling) };

function toReportResponse(detail: MonitoringReportDetail | null): JsonText {
  if (!detail) throw httpErrors.notFound();
  const form = formOf(detail);
  const gaps = detail.content ? [] : findFormGaps(form).map(({ code, pointer }) => ({ code, pointer }));
  const json = `${detail.head.slice(0, -1)},${JSON.stringify({ ...form, gaps }).slice(1)}`;
  return { json: withAllowedActions(json, actionsOf(detail)), version: detail.version };
}

/** In a round that is closed nothing is filled in or submitted any more. */
const actionsOf = (detail: MonitoringReportDetail) =>
  allowedActions(ACTS, detail, monitoringReportErrors.stateForbids().code).map((offered) =>
    offered.allowed && !detail.isOpen && offered.action !== 'withdraw'
      ? { ...offered, allowed: false, reason: monitoringReportErrors.roundClosed().code }
      : offered,
  );
