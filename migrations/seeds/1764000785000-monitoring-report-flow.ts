/** As it was when this migration was written: never edited; a later change is a later migration. */

const role = (name: string, scope: string) => ({ by: 'ROLE', role: name, scope });

/** 绩效运行监控表审核: the unit's head confirms, the department checks, finance sees (四川省 2025; 财预〔2019〕136号). */
export const MONITORING_REPORT_FLOW_1764000785000 = {
  id: '019ac000-0785-7000-8000-000000000001',
  code: 'monitoring-report-standard',
  name: '绩效运行监控表确认、审核、查看',
  definition: {
    distinctReviewers: true,
    steps: [
      {
        kind: 'STEP',
        key: 'unit-head',
        name: { zh: '单位负责人确认', en: 'Head of the unit confirms' },
        mode: 'ANY',
        assignees: [role('UNIT_HEAD', 'UNIT')],
        superior: role('UNIT_HEAD', 'DEPARTMENT'),
        dueWorkingDays: 3,
      },
      {
        kind: 'STEP',
        key: 'department',
        name: { zh: '主管部门审核', en: 'Department checks' },
        mode: 'ANY',
        assignees: [role('DEPT_REVIEWER', 'DEPARTMENT')],
        superior: role('UNIT_HEAD', 'DEPARTMENT'),
        dueWorkingDays: 5,
      },
      {
        kind: 'STEP',
        key: 'finance',
        name: { zh: '绩效科查看', en: 'Finance sees' },
        mode: 'ANY',
        assignees: [role('FIN_PERF', 'DISTRICT')],
        superior: role('FIN_LEADER', 'DISTRICT'),
        mandatory: true,
        dueWorkingDays: 5,
      },
    ],
  },
};
