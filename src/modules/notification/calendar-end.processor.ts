import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Transactions } from '../../platform/database/transactions.js';
import { Jobs } from '../../platform/queue/jobs.js';
import { findCalendarGap, ROOT_PATH } from '../organization/index.js';
import { notify } from './notify.js';

const EVERY_MS = 3_600_000;
/** The State Council's notice usually comes in November: time enough to load it. */
const AHEAD_DAYS = 60;
const WATCHER = { system: 'notification.calendar-end', scopes: ['r'] } as const;

/** Without the next year's calendar deadlines cannot be computed: the system administrator is told once for each year. */
@Injectable()
export class CalendarEndProcessor implements OnModuleInit {
  constructor(
    private readonly jobs: Jobs,
    private readonly transactions: Transactions,
  ) {}

  onModuleInit(): void {
    this.jobs.schedule({ name: WATCHER.system, everyMs: EVERY_MS, run: () => this.tell() });
  }

  private tell(): Promise<{ missing: number }> {
    return this.transactions.run(WATCHER, async (tx) => {
      const day = await tx.one(findCalendarGap(AHEAD_DAYS));
      if (day === null) return { missing: 0 };
      const year = day.slice(0, 4);
      await notify(tx, {
        kind: 'calendar.ends',
        subject: { type: 'calendarYear', id: `00000000-0000-4000-8000-00000000${year}`, version: 1 },
        districtId: null,
        severity: 'WARN',
        title: { zh: `${year}年工作日历尚未导入`, en: `The working-day calendar of ${year} is not loaded` },
        body: {
          zh: `工作日历缺少${day}起的日期,届时无法计算办理和报送期限;请按国务院办公厅的放假通知导入`,
          en: `The calendar has no days from ${day} on: tasks and reports will have no deadlines. Load the State Council's notice`,
        },
        to: { role: 'SYS_ADMIN', path: ROOT_PATH },
      });
      return { missing: 1 };
    });
  }
}
