import { check, checkRoad, codesOf, roadTable } from './self-evaluation.fixture.js';

describe('a self-evaluation table without a fault', () => {
  it('is computed in full and finds nothing', () => {
    const result = checkRoad({ table: { reportedTotal: '97.03', reportedGrade: '优' } });
    expect(result.findings).toEqual([]);
    expect(result).toMatchObject({ executionRate: '0.963000', executionScore: '9.63', total: '97.03', grade: '优' });
    expect(result.indicators.map(({ score, completion }) => [score, completion])).toEqual([
      ['30.00', '1.000000'],
      ['19.40', '0.970000'],
      ['28.00', null],
      ['10.00', '1.082353'],
    ]);
  });

  it('accepts JSON numbers as well as text', () => {
    const result = checkRoad({ rows: { 0: { target: 120, actual: 120, weight: 30, reportedScore: 30 } } });
    expect(result.findings).toEqual([]);
  });

  it('explains every row and the total', () => {
    const result = checkRoad();
    expect(result.indicators[1]!.explanation.text.zh).toBe(
      '完成值 97 未达到指标值 100，按比例计分：20 × 97 ÷ 100 = 19.4。',
    );
    expect(result.executionExplanation.text.en).toBe('Execution rate 96.3 ÷ 100 = 96.30%: 10 × min(1, 96.30%) = 9.63.');
    expect(result.totalExplanation.text.zh).toBe('各项得分相加：97.03。');
  });
});

describe('the vectors of the specification, on a table', () => {
  it('V37 asks for the reason of 86.20 % under SC-2025 only', () => {
    const funds = { initialBudget: null, adjustedBudget: '43.2', executed: '37.24', reportedScore: '8.62' };
    expect(codesOf(checkRoad({ funds }))).toEqual([]);
    const sichuan = checkRoad({ funds, table: { ruleSet: 'SC-2025' } });
    expect(codesOf(sichuan)).toEqual(['EXECUTION_REASON /funds/0/reason']);
    expect(sichuan).toMatchObject({ executionRate: '0.862037', executionScore: '8.62' });
  });

  it('V40 scales the table when nothing was budgeted and nothing spent', () => {
    const funds = { initialBudget: '0', adjustedBudget: '0', executed: '0', reportedScore: '/' };
    const rows = { 1: { actual: '68', reportedScore: '13.60' }, 2: { reportedScore: '27.4' } };
    expect(checkRoad({ funds, rows })).toMatchObject({
      executionRate: null,
      executionScore: null,
      total: '90.00',
      grade: '优',
    });
  });

  it('V45 is worth 20 points in Hubei, without a grade', () => {
    const rows = { 0: { weight: '20', reportedScore: '20' } };
    const result = checkRoad({
      table: { ruleSet: 'HUBEI-2020', reportedTotal: '96.66', reportedGrade: '良' },
      rows,
      funds: { reportedScore: '19.26' },
    });
    expect(codesOf(result)).toEqual([]);
    expect(result).toMatchObject({ executionScore: '19.26', total: '96.66', grade: null });
  });

  it('V54 finds 9+13+15+10+10+27+9 printed as 94', () => {
    const scores = ['13', '15', '10', '10', '27', '9'];
    const weights = ['13', '15', '15', '10', '27', '10'];
    const indicators = scores.map((reportedScore, index) => ({
      ...roadTable().indicators[0],
      weight: weights[index]!,
      reportedScore,
      reason: '按实扣分',
    }));
    const input = roadTable({
      table: { indicators, reportedTotal: '94' },
      funds: { reportedScore: '9', reason: '结余' },
    });
    expect(codesOf(check(input))).toEqual(['ARITHMETIC_MISMATCH /reportedTotal']);
    expect(check(input).findings[0]!.params).toEqual({ printed: '94.00', sum: '93.00' });
    expect(codesOf(check({ ...input, reportedTotal: '93' }))).toEqual([]);
    const withoutFunds = codesOf(check({ ...input, funds: [], reportedTotal: '85' }));
    expect(withoutFunds).toEqual(['MISSING_TARGET /funds', 'ARITHMETIC_MISMATCH /reportedTotal']);
  });

  it('V59 scales the table when the satisfaction does not apply', () => {
    const result = checkRoad({
      funds: { executed: '100', reportedScore: '10' },
      rows: {
        1: { actual: '90', reportedScore: '18' },
        2: { reportedScore: '28.5' },
        3: { notApplicable: true, actual: null, reportedScore: null },
      },
      table: { reportedTotal: '96.11', reportedGrade: '优' },
    });
    expect(result).toMatchObject({ total: '96.11', grade: '优' });
    expect(codesOf(result)).toEqual([]);
    expect(result.indicators[3]).toMatchObject({ score: null, basis: 'NOT_APPLICABLE' });
  });

  it('V61 refuses 完成 as the actual of ≤30 万元', () => {
    const cost = { operator: '≤', target: '30', unit: '万元', actual: '完成', level2: '成本指标', name: '养护成本' };
    const result = checkRoad({ rows: { 0: cost } });
    expect(codesOf(result)).toEqual(['TYPE /indicators/0/actual']);
    expect(result).toMatchObject({ total: null, grade: null });
    expect(result.indicators[0]).toMatchObject({ score: null, countedScore: null, basis: 'NONE' });
  });

  it('V62 reads ≥266米 as 266 and says so', () => {
    const result = checkRoad({ rows: { 0: { target: '≥266米', unit: '米', actual: '≥266米' } } });
    expect(result.findings).toMatchObject([
      {
        code: 'PARSE_WARNING',
        severity: 'INFO',
        pointer: '/indicators/0/actual',
        params: { text: '≥266米', read: '266米' },
      },
    ]);
    expect(result.indicators[0]!.score).toBe('30.00');
  });
});

describe('reading a table', () => {
  it('brings 元, 万元 and 亿元 into one unit', () => {
    const cost = { operator: '≤', target: '30', unit: '万元', level2: '成本指标', name: '养护成本' };
    expect(checkRoad({ rows: { 0: { ...cost, actual: '300000元' } } }).indicators[0]!.score).toBe('30.00');
    expect(
      checkRoad({ rows: { 0: { ...cost, actual: '0.004亿元', reportedScore: '22.5' } } }).indicators[0]!.score,
    ).toBe('22.50');
    const yuan = checkRoad({ funds: { executed: '963000元' } });
    expect([yuan.executionScore, ...codesOf(yuan)]).toEqual(['9.63']);
  });

  it('normalises a percent sign on one side', () => {
    const result = checkRoad({ rows: { 1: { target: '100', actual: '97%' } } });
    expect([result.indicators[1]!.score, ...codesOf(result)]).toEqual(['19.40']);
    expect(codesOf(checkRoad({ rows: { 1: { target: '100百分比', unit: '百分比', actual: '97' } } }))).toEqual([]);
  });

  it('takes the operator from the target when its cell is blank, and else assumes ≥', () => {
    const signed = checkRoad({
      rows: { 0: { operator: '', target: '≤120公里', actual: '130', reportedScore: '27.69' } },
    });
    expect([signed.indicators[0]!.score, ...codesOf(signed)]).toEqual(['27.69']);
    const blank = checkRoad({ rows: { 0: { operator: '' } } });
    expect([blank.indicators[0]!.score, ...codesOf(blank)]).toEqual(['30.00', 'PARSE_WARNING /indicators/0/operator']);
    expect(codesOf(checkRoad({ rows: { 0: { operator: '大约' } } }))).toEqual(['PARSE_WARNING /indicators/0/operator']);
  });

  it('uses the parts of a total funds row that was never filled', () => {
    const zero = { initialBudget: '0', adjustedBudget: null, executed: '0', reportedScore: '9.63' };
    const parts = [{ item: '其中:财政拨款', initialBudget: '100', adjustedBudget: '100', executed: '96.3' }];
    const result = checkRoad({ funds: zero, parts });
    expect(result.executionScore).toBe('9.63');
    expect(codesOf(result)).toEqual([
      'ARITHMETIC_MISMATCH /funds/0/initialBudget',
      'ARITHMETIC_MISMATCH /funds/0/adjustedBudget',
      'ARITHMETIC_MISMATCH /funds/0/executed',
    ]);
  });

  it('counts the printed score of a judgement that it cannot read, and marks it', () => {
    const result = checkRoad({ rows: { 2: { actual: '道路通畅' } } });
    expect(result.indicators[2]).toMatchObject({ score: null, countedScore: '28.00', basis: 'REPORTED' });
    expect(result).toMatchObject({ total: '97.03', grade: '优' });
    const open = checkRoad({ rows: { 2: { actual: '道路通畅', reportedScore: null } } });
    expect(open).toMatchObject({ total: null });
    expect(codesOf(checkRoad({ rows: { 2: { actual: '道路通畅', reportedScore: '31' } } }))).toEqual([
      'QUAL_UNREADABLE /indicators/2/actual',
      'BAND /indicators/2/reportedScore',
    ]);
  });

  it('scores a qualitative row without a printed score only on its first level', () => {
    expect(checkRoad({ rows: { 2: { reportedScore: null } } }).indicators[2]!.score).toBe('30.00');
    expect(checkRoad({ rows: { 2: { actual: '部分达成', reportedScore: null } } })).toMatchObject({
      total: null,
      grade: null,
    });
  });

  it('scores deadlines', () => {
    const deadline = { level2: '时效指标', name: '完工时间', operator: '≤', target: '2025年10月31日', unit: '' };
    expect(checkRoad({ rows: { 0: { ...deadline, actual: '2025-10-20' } } }).indicators[0]!.score).toBe('30.00');
    const late = checkRoad({ rows: { 0: { ...deadline, actual: '2025-11-01' } } });
    expect([late.indicators[0]!.score, ...codesOf(late)]).toEqual([
      '0.00',
      'SCORE_MISMATCH /indicators/0/reportedScore',
    ]);
    expect(codesOf(checkRoad({ rows: { 0: { ...deadline, actual: '12' } } }))).toEqual(['TYPE /indicators/0/actual']);
  });

  it('takes the plain sum and gives no grade when the weights are wrong', () => {
    const result = checkRoad({ rows: { 0: { weight: '40', reportedScore: '40' }, 3: { notApplicable: true } } });
    expect(codesOf(result)).toEqual(['WEIGHT_SUM /indicators']);
    expect(result).toMatchObject({ total: '97.03', grade: null });
  });

  it('has an execution weight of its own', () => {
    const result = checkRoad({
      table: { executionWeight: '20' },
      rows: { 0: { weight: '20', reportedScore: '20' } },
      funds: { reportedScore: '19.26' },
    });
    expect([result.executionScore, ...codesOf(result)]).toEqual(['19.26']);
    expect(codesOf(checkRoad({ table: { executionWeight: '200' } }))).toEqual(['TYPE /executionWeight']);
  });

  it('reads no more than 500 rows and then gives no total', () => {
    const indicators = Array.from({ length: 501 }, () => roadTable().indicators[0]!);
    const result = checkRoad({ table: { indicators } });
    expect(codesOf(result)).toContain('TYPE /indicators');
    expect(result.indicators).toHaveLength(500);
    expect(result).toMatchObject({ total: null, grade: null });
  });
});
