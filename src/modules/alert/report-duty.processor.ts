import { Injectable } from '@nestjs/common';
import { lastDayOfMonth } from '../../kernel/working-days.js';
import { Transactions, type Tx } from '../../platform/database/transactions.js';
import { Jobs } from '../../platform/queue/jobs.js';
import { cancelReminders, planLadder, TASK_LADDER } from '../notification/index.js';
import { addWorkingDays } from '../organization/index.js';
import { type FiscalMonth, lastMonthBy } from './domain/alert-month.js';
import { REPORT_GRACE_WORKING_DAYS } from './domain/alert-rule.js';
import { fulfilDuties, openDuties, type ReportDuty, readToday } from './report-duty.store.js';

const EVERY_MS = 20_000;
const BATCH = 200;
const SUBJECT = 'reportDuty';
/** All units: a report is due wherever it is. */
const CLERK = { system: 'alert.report-deadlines', scopes: ['r'] } as const;

/** 报送提醒: opens what is due this month, plans its reminders, and ends them when the figures have come. */
@Injectable()
export class ReportDutyProcessor {
  constructor(
    private readonly transactions: Transactions,
    jobs: Jobs,
  ) {
    jobs.schedule({ name: 'alert.report-deadlines', everyMs: EVERY_MS, run: () => this.run() });
  }

  async run(): Promise<{ opened: number; fulfilled: number }> {
    return {
      opened: await this.repeat((tx) => openReportDuties(tx, null)),
      fulfilled: await this.repeat(async (tx) => {
        const ids = await tx.one(fulfilDuties(BATCH));
        for (const id of ids) await cancelReminders(tx, { type: SUBJECT, id });
        return ids.length;
      }),
    };
  }

  /** Batch by batch, each in a transaction of its own. */
  private async repeat(work: (tx: Tx) => Promise<number>): Promise<number> {
    let total = 0;
    for (;;) {
      const done = await this.transactions.run(CLERK, work);
      total += done;
      if (done === 0) return total;
    }
  }
}

/** This month's, and those of the month before while their deadline is ahead. Without a calendar there is no deadline. */
export async function openReportDuties(tx: Tx, goalId: string | null): Promise<number> {
  const today = await tx.one(readToday());
  const current = { fiscalYear: Number(today.slice(0, 4)), month: Number(today.slice(5, 7)) };
  let opened = 0;
  for (const month of [previous(current), current]) {
    const deadline = await tx.one(
      addWorkingDays(lastDayOfMonth(month.fiscalYear, month.month), REPORT_GRACE_WORKING_DAYS),
    );
    if (deadline === null || deadline < today) continue;
    const duties = await tx.one(openDuties(month, deadline, goalId, BATCH));
    for (const duty of duties) await remind(tx, duty, today);
    opened += duties.length;
  }
  return opened;
}

/** domain 6.7: −5, −2 and on the day to the clerk; overdue +1 to the head, +3 to the department, +5 to 绩效科. */
function remind(tx: Tx, duty: ReportDuty, today: string): Promise<void> {
  const { id, districtId, unitPath, projectId, projectName, fiscalYear, month, deadline } = duty;
  return planLadder(
    tx,
    {
      kind: 'monitoring.report-due',
      subject: { type: SUBJECT, id, version: 1 },
      districtId,
      unitPath,
      projectId,
      deadline,
      title: {
        zh: `报送提醒:${projectName}(${fiscalYear}年${month}月)`,
        en: `Report due: ${projectName} (${fiscalYear}-${month})`,
      },
      body: {
        zh: `请于${deadline}前报送截至${month}月的指标实际值`,
        en: `Please report the figures of month ${month} by ${deadline}`,
      },
    },
    TASK_LADDER,
    { anchor: deadline, openedOn: today },
    { RESPONSIBLE: { role: 'UNIT_FILLER' } },
  );
}

const previous = ({ fiscalYear, month }: FiscalMonth): FiscalMonth =>
  lastMonthBy(`${fiscalYear}-${String(month).padStart(2, '0')}-01`);
