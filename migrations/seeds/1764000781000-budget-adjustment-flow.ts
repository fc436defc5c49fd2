/** As it was when this migration was written: never edited; a later change is a later migration. */

const role = (name: string) => ({ by: 'ROLE', role: name, scope: 'DISTRICT' });

const LARGE = "amount >= 500000 or kind in ['SUSPEND', 'STOP', 'FREEZE'] and amount >= 100000";

/** 预算调整审批: the performance division, and above a limit a second person, the bureau's leader. Holding money back needs him sooner. */
export const BUDGET_ADJUSTMENT_FLOW_1764000781000 = {
  id: '019ac000-0781-7000-8000-000000000001',
  code: 'budget-adjustment-standard',
  name: '预算调整审批',
  definition: {
    distinctReviewers: true,
    steps: [
      {
        kind: 'STEP',
        key: 'performance-division',
        name: { zh: '绩效科审核', en: 'Finance, performance division' },
        mode: 'ANY',
        assignees: [role('FIN_PERF')],
        superior: role('FIN_LEADER'),
        selfApproval: 'SUPERIOR',
        mandatory: true,
        dueWorkingDays: 3,
      },
      {
        kind: 'STEP',
        key: 'finance-leader',
        name: { zh: '局领导审批', en: 'Leader of the finance bureau' },
        when: LARGE,
        mode: 'ANY',
        assignees: [role('FIN_LEADER')],
        dueWorkingDays: 3,
      },
    ],
    examples: [
      { name: '小额追加', context: { kind: 'ADD', amount: '499999.99' }, steps: ['performance-division'] },
      {
        name: '大额调剂',
        context: { kind: 'TRANSFER', amount: '500000.00' },
        steps: ['performance-division', 'finance-leader'],
      },
      {
        name: '暂缓拨款',
        context: { kind: 'SUSPEND', amount: '100000.00' },
        steps: ['performance-division', 'finance-leader'],
      },
    ],
  },
};
