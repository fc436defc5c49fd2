import { FINDING_CATALOGUE, type FindingCode } from './finding-catalogue.js';
import { checkRoad, codesOf, type RoadChange } from './self-evaluation.fixture.js';

/** Where a code is raised, the change that raises it, and the closest change that does not. */
interface Example {
  raised: RoadChange;
  at: string;
  quiet: RoadChange;
}

const costRow = { level2: '成本指标', name: '养护成本', operator: '≤', target: '30', unit: '万元', actual: '30' };
const pointRows = (third: string): RoadChange => ({
  rows: { 0: { actual: '30' }, 1: { actual: '20' }, 3: { actual: third } },
});
const split = (weight: string, rest: string): RoadChange => ({
  rows: {
    0: { weight, reportedScore: weight },
    1: { weight: rest, actual: '100', reportedScore: rest },
    2: { weight: '5', reportedScore: '5' },
  },
});

const EXAMPLES: Record<FindingCode, Example> = {
  WEIGHT_SUM: {
    raised: { rows: { 0: { weight: '30.01' } } },
    at: '/indicators',
    quiet: { rows: { 0: { weight: '30.00' } } },
  },
  ARITHMETIC_MISMATCH: {
    raised: { table: { reportedTotal: '97.04' } },
    at: '/reportedTotal',
    quiet: { table: { reportedTotal: '97.03' } },
  },
  GRADE_MISMATCH: {
    raised: { table: { reportedTotal: '97.03', reportedGrade: '良' } },
    at: '/reportedGrade',
    quiet: { table: { reportedTotal: '97.03', reportedGrade: '优秀' } },
  },
  SCORE_MISMATCH: {
    raised: { rows: { 1: { reportedScore: '19.41' } } },
    at: '/indicators/1/reportedScore',
    quiet: { rows: { 1: { reportedScore: '19.404' } } },
  },
  UNEXPLAINED_DEDUCTION: {
    raised: { rows: { 0: { reportedScore: '28', reason: '无' } } },
    at: '/indicators/0/reportedScore',
    quiet: { rows: { 0: { reportedScore: '28', reason: '验收资料不全' } } },
  },
  TYPE: {
    raised: { rows: { 0: { actual: '全部完成' } } },
    at: '/indicators/0/actual',
    quiet: { rows: { 0: { actual: '120 公里' } } },
  },
  UNIT: {
    raised: { rows: { 1: { unit: '件', target: '100', actual: '97' } } },
    at: '/indicators/1/unit',
    quiet: { rows: { 1: { unit: '百分比', target: '100', actual: '97%' } } },
  },
  PARSE_WARNING: {
    raised: { rows: { 0: { actual: '≥120' } } },
    at: '/indicators/0/actual',
    quiet: { rows: { 0: { target: '≥120' } } },
  },
  MISSING_ACTUAL: {
    raised: { rows: { 0: { actual: '' } } },
    at: '/indicators/0/actual',
    quiet: { rows: { 0: { actual: '', notApplicable: true } } },
  },
  MISSING_TARGET: {
    raised: { rows: { 0: { target: '—' } } },
    at: '/indicators/0/target',
    quiet: { rows: { 0: { target: '１２０' } } },
  },
  MISSING_WEIGHT: {
    raised: { rows: { 0: { weight: null } } },
    at: '/indicators/0/weight',
    quiet: { rows: { 0: { weight: '30分' } } },
  },
  TEMPLATE_TEXT: {
    raised: { rows: { 0: { name: '指标1：' } } },
    at: '/indicators/0/name',
    quiet: { rows: { 0: { name: '一级公路养护里程' } } },
  },
  TARGET_ZERO: {
    raised: { rows: { 0: { target: '0' } } },
    at: '/indicators/0/target',
    quiet: { rows: { 0: { operator: '≤', target: '0', actual: '0' } } },
  },
  BAND: {
    raised: { rows: { 2: { reportedScore: '23.99' } } },
    at: '/indicators/2/reportedScore',
    quiet: { rows: { 2: { reportedScore: '24' } } },
  },
  QUAL_UNREADABLE: {
    raised: { rows: { 2: { actual: '良好' } } },
    at: '/indicators/2/actual',
    quiet: { rows: { 2: { actual: '明显改善' } } },
  },
  OVER_EXECUTION: {
    raised: { funds: { executed: '100.01', reportedScore: '10' } },
    at: '/funds/0/executed',
    quiet: { funds: { executed: '100', reportedScore: '10' } },
  },
  EXECUTION_REASON: {
    raised: { table: { ruleSet: 'SC-2025' }, funds: { executed: '89.99', reportedScore: '9' } },
    at: '/funds/0/reason',
    quiet: { table: { ruleSet: 'SC-2025' }, funds: { executed: '90', reportedScore: '9' } },
  },
  EXECUTION_BASE: {
    raised: { funds: { initialBudget: null, adjustedBudget: '0', executed: '5', reportedScore: '0' } },
    at: '/funds/0/adjustedBudget',
    quiet: { funds: { initialBudget: null, adjustedBudget: '0', executed: '0', reportedScore: '/' } },
  },
  BUDGET_TRIMMED_TO_SPEND: {
    raised: { funds: { adjustedBudget: '79', executed: '79', reportedScore: '10', reason: '调减' } },
    at: '/funds/0/adjustedBudget',
    quiet: { funds: { adjustedBudget: '80', executed: '80', reportedScore: '10', reason: '调减' } },
  },
  ADJUSTMENT_REASON: {
    raised: { funds: { initialBudget: '99' } },
    at: '/funds/0/reason',
    quiet: { funds: { initialBudget: null } },
  },
  OVERSHOOT: {
    raised: { rows: { 0: { actual: '156' } } },
    at: '/indicators/0/actual',
    quiet: { rows: { 0: { actual: '155.9' } } },
  },
  STRICT_BOUNDARY: {
    raised: { rows: { 0: { operator: '>' } } },
    at: '/indicators/0/actual',
    quiet: { rows: { 0: { operator: '>', actual: '121' } } },
  },
  MANUAL_REVIEW: {
    raised: { rows: { 0: { target: '-3', actual: '-5', reportedScore: '0' } } },
    at: '/indicators/0/actual',
    quiet: { rows: { 0: { target: '-3', actual: '-2' } } },
  },
  SINGLE_WEIGHT: { raised: split('60.01', '14.99'), at: '/indicators/0/weight', quiet: split('60', '15') },
  FRAME: {
    raised: { rows: { 0: { level2: '经济成本指标' } } },
    at: '/indicators/0/level2',
    quiet: { rows: { 0: { level2: '时效指标等' } } },
  },
  VALUE_LOOKS_LIKE_POINTS: { raised: pointRows('10'), at: '/indicators', quiet: pointRows('10%') },
  LOW_SAMPLE: {
    raised: { rows: { 3: { sampleSize: '29' } } },
    at: '/indicators/3/sampleSize',
    quiet: { rows: { 3: { sampleSize: '200' } } },
  },
  UNSUPPORTED_SATISFACTION: {
    raised: { rows: { 3: { sampleSize: null, surveyMethod: '' } } },
    at: '/indicators/3/actual',
    quiet: { rows: { 3: { sampleSize: null } } },
  },
  INPUT_AS_OUTPUT: {
    raised: { rows: { 0: { ...costRow, level2: '数量指标' } } },
    at: '/indicators/0/unit',
    quiet: { rows: { 0: costRow } },
  },
  NAME_HAS_TARGET: {
    raised: { rows: { 0: { name: '完成养护120公里' } } },
    at: '/indicators/0/name',
    quiet: { rows: { 0: { name: '完成养护1120公里道路' } } },
  },
};

describe.each(Object.keys(FINDING_CATALOGUE) as FindingCode[])('%s', (code) => {
  const { raised, at, quiet } = EXAMPLES[code];

  it('is raised at its place, and its text has no open place', () => {
    const result = checkRoad(raised);
    expect(codesOf(result)).toContain(`${code} ${at}`);
    const found = result.findings.find((one) => one.code === code)!;
    expect(`${found.message.zh}${found.message.en}`).not.toMatch(/[{}]/);
    expect(found.severity).toBe(FINDING_CATALOGUE[code].severity);
  });

  it('is not raised by the nearest thing that is right', () => {
    expect(checkRoad(quiet).findings.map((one) => one.code)).not.toContain(code);
  });
});

describe('findings about reading', () => {
  it('names the missing parts of the funds', () => {
    expect(codesOf(checkRoad({ table: { funds: [] } }))).toEqual(['MISSING_TARGET /funds']);
    const empty = { initialBudget: null, adjustedBudget: null, executed: null, reportedScore: null };
    expect(codesOf(checkRoad({ funds: empty }))).toEqual([
      'MISSING_TARGET /funds/0/adjustedBudget',
      'MISSING_ACTUAL /funds/0/executed',
    ]);
    expect(codesOf(checkRoad({ funds: { executed: '若干' } }))).toEqual(['TYPE /funds/0/executed']);
  });

  it('tells the instruction of the form from a value, and that the value is missing', () => {
    expect(codesOf(checkRoad({ rows: { 0: { actual: '（填写完成值）' } } }))).toEqual([
      'TEMPLATE_TEXT /indicators/0/actual',
      'MISSING_ACTUAL /indicators/0/actual',
    ]);
  });

  it('finds the unit that contradicts the target, the actual, or 定性', () => {
    expect(codesOf(checkRoad({ rows: { 0: { unit: '件', target: '120公里' } } }))).toContain('UNIT /indicators/0/unit');
    expect(codesOf(checkRoad({ rows: { 0: { actual: '120个' } } }))).toEqual(['UNIT /indicators/0/actual']);
    expect(codesOf(checkRoad({ rows: { 2: { unit: '%' } } }))).toEqual(['UNIT /indicators/2/unit']);
    expect(codesOf(checkRoad({ funds: { executed: '96.3%' } }))).toEqual(['UNIT /funds/0/executed']);
  });

  it('holds a printed total against the computed one when the rows print no scores', () => {
    const rows = { 1: { reportedScore: null } };
    expect(codesOf(checkRoad({ rows, table: { reportedTotal: '98' } }))).toEqual(['SCORE_MISMATCH /reportedTotal']);
    expect(codesOf(checkRoad({ rows, table: { reportedTotal: '97' } }))).toEqual([]);
  });

  it('refuses negative weights, scores and amounts', () => {
    expect(codesOf(checkRoad({ rows: { 0: { weight: '-30' } } }))).toContain('TYPE /indicators/0/weight');
    expect(codesOf(checkRoad({ rows: { 0: { reportedScore: '-1' } } }))).toEqual(['TYPE /indicators/0/reportedScore']);
    expect(codesOf(checkRoad({ funds: { executed: '-5' } }))).toEqual(['TYPE /funds/0/executed']);
  });

  it('reads an unknown money unit as 元 and says so', () => {
    expect(codesOf(checkRoad({ table: { moneyUnit: '美元' } }))).toEqual(['PARSE_WARNING /moneyUnit']);
  });
});
