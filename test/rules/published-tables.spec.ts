import { PUBLISHED_TABLES } from '../../src/launcher/demo/published-tables.js';
import { findPublishedRuleSet } from '../../src/modules/evaluation/domain/published-rule-sets.js';
import { checkSelfEvaluation } from '../../src/modules/evaluation/domain/self-evaluation-check.js';

function checked(id: string) {
  const { table } = PUBLISHED_TABLES.find((candidate) => candidate.id === id)!;
  const result = checkSelfEvaluation(table, findPublishedRuleSet(table.ruleSet)!);
  return {
    execution: [result.executionRate, result.executionScore],
    scores: result.indicators.map(({ score }) => score),
    total: result.total,
    grade: result.grade,
    findings: result.findings.map(({ code, pointer }) => `${code} ${pointer}`),
  };
}

describe('six published self-evaluation tables', () => {
  it('are the six of the collection, with 43 indicators and 13 rows of funds', () => {
    expect(PUBLISHED_TABLES.map(({ id }) => id)).toEqual(['cn-a1', 'cn-a2', 'cn-a3', 'cn-a4', 'cn-a5', 'cn-a6']);
    expect(PUBLISHED_TABLES.flatMap(({ table }) => table.indicators)).toHaveLength(43);
    expect(PUBLISHED_TABLES.flatMap(({ table }) => table.funds)).toHaveLength(13);
  });

  it('永德县明朗中学: adds up, but two deductions have no reason and two satisfactions no survey', () => {
    expect(checked('cn-a1')).toEqual({
      execution: ['1.000000', '10.00'],
      scores: ['10.00', '10.00', '10.00', '10.00', '10.00', '9.80', '10.00', '10.00', '10.00'],
      total: '99.80',
      grade: '优',
      findings: [
        'UNEXPLAINED_DEDUCTION /indicators/2/reportedScore',
        'UNEXPLAINED_DEDUCTION /indicators/5/reportedScore',
        'UNSUPPORTED_SATISFACTION /indicators/7/actual',
        'UNSUPPORTED_SATISFACTION /indicators/8/actual',
      ],
    });
  });

  it('中江县水利局: weights and scores make 110 under a printed total of 100', () => {
    expect(checked('cn-a2')).toEqual({
      execution: ['1.000000', '10.00'],
      scores: ['10.00', '10.00', '20.00', '10.00', '10.00', '10.00', '10.00', '10.00', '10.00'],
      total: '110.00',
      grade: null,
      findings: [
        'PARSE_WARNING /indicators/0/actual',
        'PARSE_WARNING /indicators/1/actual',
        'PARSE_WARNING /indicators/3/actual',
        'PARSE_WARNING /indicators/4/actual',
        'PARSE_WARNING /indicators/6/actual',
        'PARSE_WARNING /indicators/8/actual',
        'UNSUPPORTED_SATISFACTION /indicators/8/actual',
        'WEIGHT_SUM /indicators',
        'ARITHMETIC_MISMATCH /reportedTotal',
      ],
    });
  });

  it('天长市水利局: six of nine rows carry neither target nor actual, so there is no total', () => {
    const missing = [2, 3, 4, 5, 6, 7].flatMap((row) => [
      `MISSING_TARGET /indicators/${row}/target`,
      `MISSING_ACTUAL /indicators/${row}/actual`,
    ]);
    expect(checked('cn-a3')).toEqual({
      execution: ['1.000000', '10.00'],
      scores: ['10.00', '10.00', null, null, null, null, null, null, '10.00'],
      total: null,
      grade: null,
      findings: [
        'PARSE_WARNING /indicators/0/operator',
        'PARSE_WARNING /indicators/1/operator',
        ...missing,
        'PARSE_WARNING /indicators/8/operator',
        'UNSUPPORTED_SATISFACTION /indicators/8/actual',
      ],
    });
  });

  it('棠溪镇: the total funds row was never filled, its parts are used; the stored page is cut off at 80 of 90 points', () => {
    expect(checked('cn-a4')).toEqual({
      execution: ['1.000000', '10.00'],
      scores: ['8.00', '8.00', '8.00', '8.00', '8.00', '10.00', '10.00', '10.00', '10.00'],
      total: '90.00',
      grade: null,
      findings: [
        'ARITHMETIC_MISMATCH /funds/0/initialBudget',
        'ARITHMETIC_MISMATCH /funds/0/adjustedBudget',
        'ARITHMETIC_MISMATCH /funds/0/executed',
        'ADJUSTMENT_REASON /funds/0/reason',
        'UNEXPLAINED_DEDUCTION /funds/0/reportedScore',
        'WEIGHT_SUM /indicators',
      ],
    });
  });

  it('青神县发展和改革局: published before it was filled', () => {
    expect(checked('cn-a5')).toEqual({
      execution: ['1.000000', '10.00'],
      scores: [null, null],
      total: null,
      grade: null,
      findings: [
        'ADJUSTMENT_REASON /funds/0/reason',
        'MISSING_ACTUAL /indicators/0/actual',
        'MISSING_ACTUAL /indicators/1/actual',
      ],
    });
  });

  it('襄阳市中心医院: Hubei, without weights; 6.47 against 5 is no overshoot of 30 %', () => {
    expect(checked('cn-a6')).toEqual({
      execution: ['1.000000', '20.00'],
      scores: [null, null, null, null, null],
      total: null,
      grade: null,
      findings: [
        'MISSING_WEIGHT /indicators/0/weight',
        'MISSING_WEIGHT /indicators/1/weight',
        'MISSING_WEIGHT /indicators/2/weight',
        'NAME_HAS_TARGET /indicators/2/name',
        'MISSING_WEIGHT /indicators/3/weight',
        'NAME_HAS_TARGET /indicators/3/name',
        'MISSING_WEIGHT /indicators/4/weight',
        'NAME_HAS_TARGET /indicators/4/name',
      ],
    });
  });
});
