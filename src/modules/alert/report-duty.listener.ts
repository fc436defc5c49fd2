import { Injectable } from '@nestjs/common';
import { subscribe } from '../../platform/events/subscriptions.js';
import { openReportDuties } from './report-duty.processor.js';

/** What is due of a goal is opened as soon as it runs, not only with the next scan. */
@Injectable()
export class ReportDutyListener {
  constructor() {
    subscribe(['goal.execution-began'], {
      name: 'alert.on-execution',
      handle: async ({ subject }, tx) => {
        if (subject.id) await openReportDuties(tx, subject.id);
      },
    });
  }
}
