/** As it was when this migration was written: never edited; a later change is a later migration. */

const role = (name: string, scope: string) => ({ by: 'ROLE', role: name, scope });

/** 绩效目标调整审核: 按照绩效目标管理程序审核 (财预〔2015〕88号), the line of a goal without its sheet. */
export const ADJUSTMENT_FLOW_1764000770000 = {
  id: '019ac000-0770-7000-8000-000000000001',
  code: 'goal-adjustment-standard',
  name: '绩效目标调整四级审核',
  definition: {
    distinctReviewers: true,
    steps: [
      {
        kind: 'STEP',
        key: 'unit-head',
        name: { zh: '单位负责人审核', en: 'Head of the unit' },
        mode: 'ANY',
        assignees: [role('UNIT_HEAD', 'UNIT')],
        superior: role('UNIT_HEAD', 'DEPARTMENT'),
        dueWorkingDays: 3,
      },
      {
        kind: 'STEP',
        key: 'department',
        name: { zh: '主管部门审核', en: 'Department' },
        mode: 'ANY',
        assignees: [role('DEPT_REVIEWER', 'DEPARTMENT')],
        superior: role('UNIT_HEAD', 'DEPARTMENT'),
        dueWorkingDays: 5,
      },
      {
        kind: 'STEP',
        key: 'business-division',
        name: { zh: '财政业务科室审核', en: 'Finance, business division' },
        mode: 'ANY',
        assignees: [{ ...role('FIN_BUSINESS', 'DEPARTMENT'), nearest: true }],
        superior: role('FIN_LEADER', 'DISTRICT'),
        dueWorkingDays: 5,
      },
      {
        kind: 'STEP',
        key: 'performance-division',
        name: { zh: '绩效科审核', en: 'Finance, performance division' },
        mode: 'ANY',
        assignees: [role('FIN_PERF', 'DISTRICT')],
        superior: role('FIN_LEADER', 'DISTRICT'),
        mandatory: true,
        dueWorkingDays: 5,
        escalateAfterWorkingDays: 3,
      },
    ],
  },
};
