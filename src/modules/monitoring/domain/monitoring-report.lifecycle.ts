import { defineLifecycle } from '../../../kernel/lifecycle.js';

export const REPORT_STATES = ['TASK_OPEN', 'UNIT_FILLING', 'IN_REVIEW', 'FINANCE_SEEN'] as const;
export type ReportState = (typeof REPORT_STATES)[number];
export type ReportAction = 'fill' | 'submit' | 'withdraw' | 'return' | 'see';

/**
 * 绩效运行监控表: opened, filled by the unit, confirmed by its head, checked by the department, seen by finance. Which of
 * the three an IN_REVIEW report waits for is read from its approval: UNIT_CONFIRMED and DEPT_CHECKED are stages, not states.
 */
export const reportLifecycle = defineLifecycle<ReportState, ReportAction>({
  name: 'monitoringReport',
  initial: 'TASK_OPEN',
  table: {
    TASK_OPEN: { fill: 'UNIT_FILLING' },
    UNIT_FILLING: { fill: 'UNIT_FILLING', submit: 'IN_REVIEW' },
    IN_REVIEW: { withdraw: 'UNIT_FILLING', return: 'UNIT_FILLING', see: 'FINANCE_SEEN' },
    FINANCE_SEEN: {},
  },
});
