import fc from 'fast-check';
import { type Declaration, type DeclaredGoal, EMPTY_DECLARATION, findForeignFields } from './declaration.js';
import { findDeclarationFaults } from './declaration-check.js';

const HEADER = { filler: '李经办', phone: '028-85800000', head: '张校长', filledOn: '2025-10-08' };

/** 1.1, filled in by its rules. */
const PROJECT: DeclaredGoal = {
  form: 'PROJECT',
  isNew: true,
  periodFrom: '2026-01-01',
  periodTo: '2028-12-31',
  budget: null,
  annualGoal: '为 735 名学生提供营养餐',
  overallGoal: '三年内覆盖全部学生',
  declaration: {
    ...EMPTY_DECLARATION,
    ...HEADER,
    leaderName: '王老师',
    basis: '国办发〔2011〕54号',
    necessity: '改善学生营养',
    feasibility: '已有食堂',
    totalAmount: '1200000.00',
    totalFiscal: '1000000.00',
    totalOther: '200000.00',
    yearAmount: '387664.62',
    fundingLines: [
      { source: 'FISCAL', amount: '300000.00', note: null },
      { source: 'OTHER', amount: '87664.62', note: '社会捐赠' },
    ],
    milestones: [
      { content: '招标', start: '2026-01-10', end: '2026-02-28' },
      { content: '供餐', start: '2026-03-01', end: '2028-12-31' },
    ],
    costEstimates: [
      {
        item: '餐费',
        formula: '735 人 × 527.44 元',
        amount: '387664.62',
        evidence: null,
        actualY1: null,
        actualY2: null,
      },
    ],
  },
};

/** 1.2, filled in by its rules. */
const WHOLE: DeclaredGoal = {
  ...PROJECT,
  form: 'DEPARTMENT_WHOLE',
  periodTo: '2026-12-31',
  overallGoal: null,
  declaration: {
    ...EMPTY_DECLARATION,
    ...HEADER,
    duties: '主管本区教育工作',
    totalBudget: '1000.00',
    fiscalAmount: '900.00',
    otherAmount: '100.00',
    basicAmount: '400.00',
    projectAmount: '600.00',
    threePublicAmount: '10.00',
    staffQuota: 20,
    staffActual: 19,
    subUnits: 2,
    tasks: ['义务教育', '学前教育', '教师队伍'].map((name) => ({
      name,
      content: '保障运转',
      total: '200.00',
      fiscal: '180.00',
      other: '20.00',
    })),
  },
};

const withForm = (goal: DeclaredGoal, changes: Partial<Declaration>): DeclaredGoal => ({
  ...goal,
  declaration: { ...(goal.declaration ?? EMPTY_DECLARATION), ...changes },
});

const told = (goal: DeclaredGoal): readonly string[] =>
  findDeclarationFaults(goal).map(({ code, severity, pointer }) => `${severity} ${code} ${pointer}`);

const cents = (n: number): string => `${Math.floor(n / 100)}.${String(n % 100).padStart(2, '0')}`;

describe('a complete form', () => {
  it('has no faults, of a project and of a whole department', () => {
    expect(told(PROJECT)).toEqual([]);
    expect(told(WHOLE)).toEqual([]);
  });
});

describe('an empty form', () => {
  it('of a project lists everything that it lacks at once', () => {
    const empty = { ...PROJECT, overallGoal: ' ', annualGoal: '', declaration: EMPTY_DECLARATION };
    expect(told(empty)).toEqual([
      'ERROR FIELD_MISSING /annualGoal',
      'ERROR FIELD_MISSING /overallGoal',
      'ERROR FIELD_MISSING /declaration/basis',
      'ERROR FIELD_MISSING /declaration/necessity',
      'ERROR FIELD_MISSING /declaration/feasibility',
      'ERROR FIELD_MISSING /declaration/totalAmount',
      'ERROR FIELD_MISSING /declaration/totalFiscal',
      'ERROR FIELD_MISSING /declaration/totalOther',
      'ERROR FIELD_MISSING /declaration/yearAmount',
      ...Object.keys(HEADER).map((field) => `INFO FIELD_EMPTY /declaration/${field}`),
      'INFO FIELD_EMPTY /declaration/leaderName',
      'INFO FIELD_EMPTY /declaration/milestones',
      'ERROR FIELD_MISSING /declaration/fundingLines',
      'ERROR FIELD_MISSING /declaration/costEstimates',
    ]);
  });

  it('of a whole department likewise', () => {
    expect(told({ ...WHOLE, declaration: EMPTY_DECLARATION })).toEqual([
      ...['duties', 'totalBudget', 'fiscalAmount', 'otherAmount', 'basicAmount', 'projectAmount'].map(
        (field) => `ERROR FIELD_MISSING /declaration/${field}`,
      ),
      ...[...Object.keys(HEADER), 'threePublicAmount', 'staffQuota', 'staffActual', 'subUnits', 'tasks'].map(
        (field) => `INFO FIELD_EMPTY /declaration/${field}`,
      ),
    ]);
  });

  it('says what the missing field is called on the printed form', () => {
    const [fault] = findDeclarationFaults(withForm(PROJECT, { necessity: null }));
    expect(fault?.params).toEqual({ field: 'necessity', zh: '必要性（新增项目）', en: 'necessity (new project)' });
  });
});

describe('what is required only sometimes', () => {
  it('basis, necessity and feasibility: of a new project', () => {
    const without = withForm(PROJECT, { basis: null, necessity: '', feasibility: null });
    expect(told(without)).toHaveLength(3);
    expect(told({ ...without, isNew: false })).toEqual([]);
  });

  it.each([
    ['2026-01-01', '2026-12-31', false],
    ['2026-01-01', '2027-01-01', true],
    ['2026-03-01', '2027-02-28', false],
    ['2024-02-29', '2025-02-28', false],
    ['2024-02-29', '2025-03-01', true],
  ])('the overall goal: of a period longer than a year, %s to %s: %s', (periodFrom, periodTo, isRequired) => {
    const goal = { ...withForm(PROJECT, { milestones: [] }), overallGoal: null, periodFrom, periodTo };
    expect(told(goal).includes('ERROR FIELD_MISSING /overallGoal')).toBe(isRequired);
  });

  it('lines: of a year with money', () => {
    const none = { fundingLines: [], costEstimates: [] };
    expect(told(withForm(PROJECT, { ...none, yearAmount: '0.00' }))).toEqual([]);
    expect(told(withForm(PROJECT, none))).toHaveLength(2);
  });
});

describe('what must add up on the form of a project', () => {
  it('says by how much it does not', () => {
    const [fault] = findDeclarationFaults(withForm(PROJECT, { yearAmount: '387664.61', costEstimates: [] }));
    expect(fault).toEqual({
      code: 'FUNDING_SUM',
      severity: 'ERROR',
      pointer: '/declaration/fundingLines',
      params: { expected: '387664.61', sum: '387664.62', difference: '0.01' },
    });
    expect(told(withForm(PROJECT, { totalOther: '200000.01' }))).toEqual([
      'ERROR TOTAL_SPLIT /declaration/totalAmount',
    ]);
    expect(told(withForm(PROJECT, { totalAmount: '3.00', totalFiscal: '2.00', totalOther: '1.00' }))).toEqual([
      'WARN YEAR_OVER_TOTAL /declaration/yearAmount',
    ]);
  });

  it('and is not the budget of the project: a warning, on either form', () => {
    expect(told({ ...PROJECT, budget: '387664.6200' })).toEqual([]);
    expect(told({ ...PROJECT, budget: '387664.63' })).toEqual(['WARN BUDGET_DIFFERS /declaration/yearAmount']);
    expect(told({ ...WHOLE, budget: '0.00' })).toEqual(['WARN BUDGET_DIFFERS /declaration/totalBudget']);
  });

  const amounts = fc.array(fc.integer({ min: 0, max: 10 ** 15 }), { minLength: 1, maxLength: 100 });

  it('is exact to the cent, whatever the amounts', () => {
    fc.assert(
      fc.property(amounts, fc.integer({ min: -1, max: 1 }), (parts, off) => {
        const sum = parts.reduce((total, part) => total + BigInt(part), 0n) + BigInt(off);
        fc.pre(sum >= 0n);
        const yearAmount = `${sum / 100n}.${String(sum % 100n).padStart(2, '0')}`;
        const fundingLines = parts.map((part) => ({ source: 'FISCAL' as const, amount: cents(part), note: null }));
        const codes = told(withForm(PROJECT, { yearAmount, fundingLines, totalAmount: null }));
        expect(codes.includes('ERROR FUNDING_SUM /declaration/fundingLines')).toBe(off !== 0);
      }),
    );
  });

  it('does not depend on the order of the lines', () => {
    fc.assert(
      fc.property(amounts, (parts) => {
        const lines = (order: readonly number[]): string =>
          JSON.stringify(
            findDeclarationFaults(
              withForm(PROJECT, {
                fundingLines: order.map((part) => ({ source: 'OWN', amount: cents(part), note: null })),
              }),
            ),
          );
        expect(lines([...parts].reverse())).toBe(lines(parts));
      }),
    );
  });
});

describe('milestones', () => {
  const of = (...days: (readonly [string, string])[]): readonly string[] =>
    told(withForm(PROJECT, { milestones: days.map(([start, end]) => ({ content: '实施', start, end })) }));

  it('end after they begin, stand in order, and lie inside the project’s period', () => {
    expect(of(['2026-01-01', '2026-01-01'], ['2026-01-01', '2028-12-31'])).toEqual([]);
    expect(of(['2026-02-01', '2026-01-31'])).toEqual(['ERROR MILESTONE_DATES /declaration/milestones/0/end']);
    expect(of(['2026-02-01', '2026-03-01'], ['2026-01-31', '2026-02-01'])).toEqual([
      'ERROR MILESTONE_ORDER /declaration/milestones/1/start',
    ]);
    expect(of(['2025-12-31', '2026-01-01'], ['2028-12-31', '2029-01-01'])).toEqual([
      'ERROR MILESTONE_OUTSIDE /declaration/milestones/0',
      'ERROR MILESTONE_OUTSIDE /declaration/milestones/1',
    ]);
  });
});

describe('what must add up on the form of a whole department', () => {
  const [task] = WHOLE.declaration?.tasks ?? [];
  const tasks = (count: number, total = '100.00', fiscal = total, other = '0.00') =>
    Array.from({ length: count }, () => ({ name: '任务', content: '内容', ...task, total, fiscal, other }));

  it.each([
    ['fiscal and other funds', { otherAmount: '100.01' }, 'ERROR BUDGET_BY_SOURCE /declaration/totalBudget'],
    ['basic and project spending', { basicAmount: '0.00' }, 'ERROR BUDGET_BY_TYPE /declaration/totalBudget'],
    [
      'no more 三公 than the budget',
      { threePublicAmount: '1000.01' },
      'ERROR THREE_PUBLIC /declaration/threePublicAmount',
    ],
    ['no more tasks than the budget', { tasks: tasks(5, '200.01') }, 'ERROR TASK_SUM /declaration/tasks'],
    ['each task', { tasks: tasks(3, '100.00', '90.00', '9.99') }, 'ERROR TASK_SPLIT /declaration/tasks/2/total'],
    ['a usual number of tasks', { tasks: tasks(2) }, 'INFO TASK_COUNT /declaration/tasks'],
    ['not too many tasks', { tasks: tasks(9) }, 'INFO TASK_COUNT /declaration/tasks'],
    ['staff within the posts', { staffActual: 21 }, 'WARN STAFF_OVER_QUOTA /declaration/staffActual'],
  ])('%s', (_, changes, fault) => {
    expect(told(withForm(WHOLE, changes))).toContain(fault);
  });

  it('at its limits', () => {
    expect(told(withForm(WHOLE, { threePublicAmount: '1000.00', tasks: tasks(8, '125.00'), staffActual: 20 }))).toEqual(
      [],
    );
    expect(told(withForm(WHOLE, { tasks: tasks(3, '0.00') }))).toEqual([]);
  });
});

describe('the fields of a form', () => {
  it('are those of its own kind', () => {
    expect(findForeignFields('PROJECT', ['basis', 'duties', 'tasks', 'yearAmount'])).toEqual(['duties', 'tasks']);
    expect(findForeignFields('DEPARTMENT_WHOLE', ['basis', 'duties', 'tasks'])).toEqual(['basis']);
  });
});
