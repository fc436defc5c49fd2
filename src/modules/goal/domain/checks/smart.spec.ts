import type { CheckedIndicator } from '../goal-check.js';
import { codesOf, judged, QUALITATIVE } from './goal-judgement.fixture.js';
import type { ComparisonFacts } from './reasonableness.js';
import type { SmartVerdict } from './smart.js';

type Change = Partial<CheckedIndicator>;
const share: Change = { measureType: 'RATE', unitOfMeasure: '%', targetValue: '95', level2: '质量指标' };
const HISTORY: ComparisonFacts = {
  amount: null,
  past: [100, 105, 98, 110, 102].map((actual, at) => ({
    fiscalYear: 2021 + at,
    actual: `${actual}`,
    target: null,
    amount: null,
  })),
  peers: null,
};

/** Sector, letter, what fails it, what passes it. */
const LETTERS: readonly (readonly [string, keyof SmartVerdict, Change, Change, string])[] = [
  ['教育', 's', { ...share, name: '加强校园安全管理' }, { ...share, name: '校园安全隐患整改完成率' }, ''],
  ['卫生健康', 's', { ...share, name: '完成率' }, { ...share, name: '老年人健康体检完成率' }, ''],
  ['城乡建设', 's', { ...share, name: '持续推进老旧小区改造' }, { ...share, name: '推进老旧小区改造完成率' }, ''],
  [
    '交通',
    'm',
    { name: '农村公路养护里程', unitOfMeasure: '' },
    { name: '农村公路养护里程', unitOfMeasure: '公里' },
    '',
  ],
  [
    '文化体育',
    'm',
    { ...QUALITATIVE, name: '群众文化活动影响', dataSource: null },
    { ...QUALITATIVE, name: '群众文化活动影响', dataSource: '活动总结、媒体报道' },
    '',
  ],
  [
    '科技',
    'm',
    { ...QUALITATIVE, name: '科技成果转化环境', scoringStandard: '酌情评分' },
    { ...QUALITATIVE, name: '科技成果转化环境' },
    '',
  ],
  [
    '民政社保',
    'r',
    { ...share, name: '公交准点率' },
    { ...share, name: '高龄老人津贴发放及时率' },
    '按月为高龄老人发放津贴',
  ],
  [
    '社会治理',
    'r',
    { name: '绿化养护面积', unitOfMeasure: '亩' },
    { name: '网格巡查次数', unitOfMeasure: '次' },
    '网格员每日巡查,矛盾纠纷就地化解',
  ],
  [
    '农业农村',
    't',
    { name: '2027年底前建成高标准农田面积', unitOfMeasure: '亩' },
    { name: '建成高标准农田面积', unitOfMeasure: '亩' },
    '',
  ],
  [
    '生态环境',
    't',
    { ...share, name: '黑臭水体消除比例', reportingPeriod: 'MULTI_YEAR' },
    { ...share, name: '黑臭水体消除比例', reportingPeriod: 'YEAR' },
    '',
  ],
  [
    '交通',
    't',
    {
      name: '桥梁改造完工',
      measureType: 'DATE',
      operator: 'LE',
      targetValue: null,
      unitOfMeasure: null,
      targetOn: '2027-03-31',
    },
    {
      name: '桥梁改造完工',
      measureType: 'DATE',
      operator: 'LE',
      targetValue: null,
      unitOfMeasure: null,
      targetOn: '2026-11-30',
    },
    '',
  ],
  [
    '生态环境',
    't',
    { ...QUALITATIVE, name: '河道水质', targetText: '2025年底前消除劣五类' },
    { ...QUALITATIVE, name: '河道水质', targetText: '比2025年明显改善' },
    '',
  ],
];

describe('SMART, letter by letter', () => {
  it.each(LETTERS)('%s: %s fails, and passes when it is mended', (_, letter, faulty, sound, annualGoal) => {
    const goal = annualGoal ? { annualGoal } : {};
    expect(judged(faulty, { goal }).indicators[0]?.smart[letter]).toBe('FAIL');
    expect(
      judged(sound, { goal: { annualGoal: annualGoal || (sound.name as string) } }).indicators[0]?.smart[letter],
    ).toBe('PASS');
  });

  it('A is what the comparison says: out of reach fails, too easy does not, and without figures nobody knows', () => {
    const a = (targetValue: string, comparisons: ComparisonFacts[]) =>
      judged({ targetValue }, { facts: { comparisons } }).indicators[0]?.smart.a;
    expect(['150', '103', '60'].map((target) => a(target, [HISTORY]))).toEqual(['FAIL', 'PASS', 'PASS']);
    expect(a('150', [])).toBe('UNKNOWN');
  });

  it('R needs an objective or a duty, too; that is told once for the goal', () => {
    const apart = judged({}, { facts: { isAligned: false } });
    expect(apart.indicators[0]?.smart.r).toBe('FAIL');
    expect(apart.findings.filter(({ code }) => code === 'NOT_ALIGNED').map(({ pointer }) => pointer)).toEqual([
      '/alignment',
    ]);
    expect(judged({}).indicators[0]?.smart.r).toBe('PASS');
  });

  it('takes the wording of a library definition as defined', () => {
    expect(codesOf(judged({ name: '达标', definitionId: null }))).toContain('SMART_S');
    expect(codesOf(judged({ name: '达标', definitionId: 'definition-1' }))).not.toContain('SMART_S');
  });
});
