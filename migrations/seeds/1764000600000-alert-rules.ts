/** As they were when this migration was written: never edited; a later change is a later migration. */
export const ALERT_RULES_1764000600000 = [
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
    definition: { severities: { NO_DATA: 'WARN' }, graceWorkingDays: 5 },
  },
] as const;
