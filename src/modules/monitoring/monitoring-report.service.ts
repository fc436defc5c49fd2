import { Injectable } from '@nestjs/common';
import { type Finding, fillText } from '../../kernel/domain-error.js';
import { nextState } from '../../kernel/lifecycle.js';
import { recordChange } from '../../platform/audit/record-change.js';
import { type Actor, Transactions, type Tx } from '../../platform/database/transactions.js';
import { httpErrors } from '../../platform/http/http.errors.js';
import type { JsonText } from '../../platform/http/json-text.js';
import { Approvals } from '../approval/index.js';
import { type Filling, FORM_GAPS, type FormGap, findFormGaps, mergeFilling } from './domain/monitoring-report.js';
import { type ReportAction, type ReportState, reportLifecycle } from './domain/monitoring-report.lifecycle.js';
import type { FillMonitoringReportRequest } from './monitoring-report.dto.js';
import { monitoringReportErrors } from './monitoring-report.errors.js';
import { formOf, readReport } from './monitoring-report.reader.js';
import {
  type FrozenForm,
  findReportForUpdate,
  type MonitoringReport,
  type MonitoringReportDetail,
  monitoringReportDetail,
  moveReport,
  saveFilling,
} from './monitoring-report.store.js';

export const REPORT_SUBJECT = 'monitoring-report';

/** Past tense of each act, for the event feed. */
const EVENTS: Readonly<Record<ReportAction, string>> = {
  fill: 'monitoring-report.filled',
  submit: 'monitoring-report.submitted',
  withdraw: 'monitoring-report.withdrawn',
  return: 'monitoring-report.returned',
  see: 'monitoring-report.seen',
};

/**
 * 绩效运行监控表: what is known stands in it by itself and stays fresh until the submission; the unit adds forecasts, reasons
 * and likelihoods. Locks go from the approval to the report.
 */
@Injectable()
export class MonitoringReportService {
  constructor(
    private readonly transactions: Transactions,
    private readonly approvals: Approvals,
  ) {}

  fill(actor: Actor, id: string, version: number, request: FillMonitoringReportRequest): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      const before = await this.lock(tx, id, version);
      const to = nextState(reportLifecycle, before.state, 'fill');
      if (!to) throw monitoringReportErrors.frozen();
      const change = toFilling(request);
      requireKnownLines(await requireOpen(tx, id), change);
      const after = await tx.one(saveFilling(before, to, mergeFilling(before, change)));
      if (!after) throw httpErrors.conflict();
      await record(tx, 'fill', before, after, null);
      return readReport(tx, id);
    });
  }

  /** What the form lacks, all at once; then it is frozen as it is seen now, and the approval begins. */
  submit(actor: Actor, id: string, version: number): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      const before = await this.lock(tx, id, version);
      requireState(before, 'submit');
      const form = formOf(await requireOpen(tx, id));
      const gaps = findFormGaps(form).map(toFinding);
      if (gaps.length > 0) throw monitoringReportErrors.incomplete({ count: gaps.length }, gaps);
      if (form.ruleSetId === null) throw monitoringReportErrors.notComputed();
      await this.move(tx, before, 'submit', null, form);
      await this.approvals.submit(tx, REPORT_SUBJECT, id);
      return readReport(tx, id);
    });
  }

  withdraw(actor: Actor, id: string, version: number, reason: string | null): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      requireState(await this.lock(tx, id, version), 'withdraw');
      await this.approvals.withdraw(tx, REPORT_SUBJECT, id, reason);
      return readReport(tx, id);
    });
  }

  async move(
    tx: Tx,
    before: MonitoringReport,
    action: ReportAction,
    reason: string | null,
    content: FrozenForm | null = null,
  ): Promise<void> {
    const to = requireState(before, action);
    const after = await tx.one(moveReport(before, to, { isReturned: action === 'return', content }));
    if (!after) throw httpErrors.conflict();
    await record(tx, action, before, after, reason);
  }

  private async lock(tx: Tx, id: string, version: number): Promise<MonitoringReport> {
    await this.approvals.lockSubject(tx, REPORT_SUBJECT, id);
    const report = await tx.one(findReportForUpdate(id));
    if (!report) throw httpErrors.notFound();
    if (report.version !== version) throw httpErrors.stale({ version: report.version });
    return report;
  }
}

function requireState({ state }: MonitoringReport, action: ReportAction): ReportState {
  const to = nextState(reportLifecycle, state, action);
  if (!to) throw monitoringReportErrors.stateForbids({ state, action });
  return to;
}

/** The form of a report whose round takes reports. */
async function requireOpen(tx: Tx, id: string): Promise<MonitoringReportDetail> {
  const detail = await tx.one(monitoringReportDetail(id));
  if (!detail) throw httpErrors.notFound();
  if (!detail.isOpen) throw monitoringReportErrors.roundClosed();
  return detail;
}

function requireKnownLines({ funds, indicators }: MonitoringReportDetail, change: Partial<Filling>): void {
  const known = new Set([...funds.map(({ source }) => source), ...indicators.map(({ indicatorId }) => indicatorId)]);
  const unknown: Finding[] = [
    ...(change.funds ?? []).map(({ source }, at) => ({ line: source, pointer: `/funds/${at}/source` })),
    ...(change.indicators ?? []).map(({ indicatorId }, at) => ({
      line: indicatorId,
      pointer: `/indicators/${at}/indicatorId`,
    })),
  ]
    .filter(({ line }) => !known.has(line))
    .map(({ pointer, line }) => ({
      pointer,
      code: 'UNKNOWN_LINE',
      zh: `“${line}”不在监控表中`,
      en: `${line} is no line of the report`,
    }));
  if (unknown.length > 0) throw monitoringReportErrors.unknownLine({ count: unknown.length }, unknown);
}

/** A line is written whole: what is absent is empty. */
const toFilling = ({ funds, indicators, remark }: FillMonitoringReportRequest): Partial<Filling> => ({
  ...(funds ? { funds } : {}),
  ...(indicators
    ? {
        indicators: indicators.map((line) => ({
          indicatorId: line.indicatorId.toLowerCase(),
          forecastValue: line.forecastValue ?? null,
          forecastLevel: line.forecastLevel ?? null,
          forecastOn: line.forecastOn ?? null,
          reasons: line.reasons ?? [],
          reasonText: line.reasonText ?? null,
          likelihood: line.likelihood ?? null,
          likelihoodReason: line.likelihoodReason ?? null,
          remark: line.remark ?? null,
        })),
      }
    : {}),
  ...(remark === undefined ? {} : { remark }),
});

function toFinding({ code, pointer, params }: FormGap): Finding {
  const { zh, en } = FORM_GAPS[code];
  return { pointer, code, zh: fillText(zh, params), en: fillText(en, params), params };
}

function record(
  tx: Tx,
  action: ReportAction,
  before: MonitoringReport,
  after: MonitoringReport,
  reason: string | null,
): Promise<void> {
  const { roundId, goalId, fiscalYear, month, state } = after;
  return recordChange(tx, {
    action: `monitoringReport.${action}`,
    event: EVENTS[action],
    object: { type: 'monitoringReport', id: after.id, version: after.version },
    districtId: after.districtId,
    unitPath: after.unitPath,
    projectId: after.projectId,
    before,
    after,
    ...(reason ? { reason } : {}),
    payload: { roundId, goalId, fiscalYear, month, state },
  });
}
