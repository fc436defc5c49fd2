import { Injectable } from '@nestjs/common';
import type { Schema } from '../../kernel/expression/index.js';
import { stateDigest } from '../../platform/audit/digest.js';
import type { Tx } from '../../platform/database/transactions.js';
import {
  type ApprovalOutcome,
  type ApprovalSubject,
  ApprovalSubjects,
  type SubjectSnapshot,
} from '../approval/index.js';
import { findBudgetTotal, findProject } from '../budget/index.js';
import { findDistrict, findUnit } from '../organization/index.js';
import type { ReportAction } from './domain/monitoring-report.lifecycle.js';
import { ROUND_KINDS } from './domain/monitoring-round.js';
import { monitoringReportPolicy } from './monitoring-report.policy.js';
import { MonitoringReportService, REPORT_SUBJECT } from './monitoring-report.service.js';
import { findReport, findReportForUpdate } from './monitoring-report.store.js';

/** A report cannot be done without: whoever rejects it gives it back. */
const ACTIONS: Readonly<Record<ApprovalOutcome, ReportAction>> = {
  APPROVE: 'see',
  RETURN: 'return',
  REJECT: 'return',
  WITHDRAW: 'withdraw',
};

/** 绩效运行监控表审核: the head of the unit confirms, the department checks, finance sees. */
@Injectable()
export class MonitoringReportSubject implements ApprovalSubject {
  readonly type = REPORT_SUBJECT;
  readonly contextTypes: Schema = {
    amount: { kind: 'NUMBER', unit: '元' },
    fiscalYear: { kind: 'NUMBER' },
    month: { kind: 'NUMBER' },
    kind: { kind: 'TEXT', allowed: ROUND_KINDS },
  };
  /** 财政部门定期对绩效监控信息进行收集、审核 (财预〔2019〕136号): nothing is done before finance has seen it. */
  readonly mandatoryRoles = ['FIN_PERF'];
  readonly withdrawal = monitoringReportPolicy.withdraw;

  constructor(
    subjects: ApprovalSubjects,
    private readonly reports: MonitoringReportService,
  ) {
    subjects.register(this);
  }

  async snapshot(tx: Tx, id: string): Promise<SubjectSnapshot | null> {
    const report = await tx.one(findReport(id));
    const project = report && (await tx.one(findProject(report.projectId)));
    const district = report && (await tx.one(findDistrict(report.districtId)));
    const department = report && (await tx.one(findUnit(report.departmentId)));
    if (!report || !project || !district || !department) return null;
    const { version, projectId, districtId, unitId, unitPath, fiscalYear, month, kind, authorIds } = report;
    return {
      version,
      contentHash: stateDigest(report.content),
      title: `${project.name} ${fiscalYear} 年 1–${month} 月绩效运行监控表`,
      projectId,
      districtId,
      unitId,
      paths: { UNIT: unitPath, DEPARTMENT: department.unitPath, DISTRICT: district.unitPath },
      authorIds,
      context: { amount: await tx.one(findBudgetTotal(projectId, fiscalYear)), fiscalYear, month, kind },
    };
  }

  async contents(tx: Tx, id: string): Promise<{ readonly current: unknown; readonly approved: unknown }> {
    const report = await tx.one(findReport(id));
    return { current: report?.content ?? null, approved: null };
  }

  async onOutcome(tx: Tx, id: string, outcome: ApprovalOutcome, reason: string | null): Promise<void> {
    const report = await tx.one(findReportForUpdate(id));
    if (!report) throw new Error(`monitoring report ${id}: out of sight of its own decider`);
    await this.reports.move(tx, report, ACTIONS[outcome], reason);
  }
}
