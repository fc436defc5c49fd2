/** What an alert is about (domain 4.3, 6.2, 6.3). */
export const ALERT_KINDS = [
  /** 亮红灯、橙灯: a project's or an indicator's light. */
  'LIGHT',
  /** 执行滞后: execution below the checkpoint of the month. */
  'EXECUTION_LAG',
  /** 目标滞后: goal achievement below the same checkpoint. */
  'GOAL_LAG',
  /** 资金与绩效不匹配. */
  'MISMATCH',
  /** 超预算执行: more was spent than planned. */
  'OVER_EXECUTION',
  /** 目标偏低(蓝灯): far more was reached than planned. */
  'TARGET_SUSPECT',
  /** 逾期未报: a due figure is missing after its deadline. */
  'NO_DATA',
] as const;
export type AlertKind = (typeof ALERT_KINDS)[number];

export const ALERT_SEVERITIES = ['INFO', 'WARN', 'SERIOUS', 'CRITICAL'] as const;
export type AlertSeverity = (typeof ALERT_SEVERITIES)[number];

/** One edition of a rule: data, frozen once it has been published. */
export interface AlertRuleDefinition {
  /** What the figures say → how grave that is; what is not named raises nothing. */
  readonly severities: Readonly<Record<string, AlertSeverity>>;
  /** NO_DATA: working days after the month's end in which the report may still come. */
  readonly graceWorkingDays?: number;
}

export interface ShippedAlertRule {
  readonly id: string;
  readonly code: string;
  readonly kind: AlertKind;
  readonly name: { readonly zh: string; readonly en: string };
  readonly definition: AlertRuleDefinition;
}

/** Reports of a month are due on this working day of the next one. */
export const REPORT_GRACE_WORKING_DAYS = 5;

/**
 * For all districts, when the product starts. Where the lines of a lag and the steps of a mismatch lie is said by the
 * monitoring rule set (SC-2025: 25, 40, 60, 80 percent; 10, 20, 40 points): here is said only how grave they are.
 */
export const SHIPPED_ALERT_RULES: readonly ShippedAlertRule[] = [
  {
    id: '019ac000-0000-7000-8000-000000000001',
    code: 'LIGHT',
    kind: 'LIGHT',
    name: { zh: '绩效亮灯预警', en: 'Red and orange lights' },
    definition: { severities: { RED: 'SERIOUS', ORANGE: 'WARN' } },
  },
  {
    id: '019ac000-0000-7000-8000-000000000002',
    code: 'EXECUTION-LAG',
    kind: 'EXECUTION_LAG',
    name: { zh: '执行进度滞后预警', en: 'Execution below the checkpoint' },
    definition: { severities: { LAG: 'WARN' } },
  },
  {
    id: '019ac000-0000-7000-8000-000000000003',
    code: 'GOAL-LAG',
    kind: 'GOAL_LAG',
    name: { zh: '绩效目标滞后预警', en: 'Results below the checkpoint' },
    definition: { severities: { LAG: 'WARN' } },
  },
  {
    id: '019ac000-0000-7000-8000-000000000004',
    code: 'MISMATCH',
    kind: 'MISMATCH',
    name: { zh: '资金与绩效不匹配预警', en: 'Money and results do not match' },
    definition: { severities: { WARN: 'WARN', SERIOUS: 'SERIOUS', CRITICAL: 'CRITICAL' } },
  },
  {
    id: '019ac000-0000-7000-8000-000000000005',
    code: 'OVER-EXECUTION',
    kind: 'OVER_EXECUTION',
    name: { zh: '超预算执行预警', en: 'More was spent than planned' },
    definition: { severities: { OVER: 'SERIOUS' } },
  },
  {
    id: '019ac000-0000-7000-8000-000000000006',
    code: 'TARGET-SUSPECT',
    kind: 'TARGET_SUSPECT',
    name: { zh: '目标值偏低提示', en: 'The target may be too low' },
    definition: { severities: { BLUE: 'INFO' } },
  },
  {
    id: '019ac000-0000-7000-8000-000000000007',
    code: 'NO-DATA',
    kind: 'NO_DATA',
    name: { zh: '逾期未报预警', en: 'A due figure is missing' },
    definition: { severities: { NO_DATA: 'WARN' }, graceWorkingDays: REPORT_GRACE_WORKING_DAYS },
  },
];
