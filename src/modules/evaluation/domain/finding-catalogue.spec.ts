import { FINDING_CATALOGUE, type FindingCode, fill, finding } from './finding-catalogue.js';

/* The table of domain 3.11, by severity. */
const SEVERITIES = {
  ERROR:
    'WEIGHT_SUM ARITHMETIC_MISMATCH GRADE_MISMATCH SCORE_MISMATCH TYPE MISSING_ACTUAL MISSING_TARGET MISSING_WEIGHT TARGET_ZERO BAND EXECUTION_BASE',
  WARN: 'UNEXPLAINED_DEDUCTION UNIT TEMPLATE_TEXT QUAL_UNREADABLE OVER_EXECUTION EXECUTION_REASON BUDGET_TRIMMED_TO_SPEND ADJUSTMENT_REASON OVERSHOOT MANUAL_REVIEW SINGLE_WEIGHT FRAME VALUE_LOOKS_LIKE_POINTS LOW_SAMPLE UNSUPPORTED_SATISFACTION INPUT_AS_OUTPUT',
  INFO: 'PARSE_WARNING STRICT_BOUNDARY NAME_HAS_TARGET',
};

describe('the catalogue of findings', () => {
  it.each(Object.entries(SEVERITIES))(
    'has the codes of the specification under %s, and no others',
    (severity, codes) => {
      const found = Object.entries(FINDING_CATALOGUE).filter(([, text]) => text.severity === severity);
      expect(found.map(([code]) => code).sort()).toEqual(codes.split(' ').sort());
    },
  );

  it.each(Object.keys(FINDING_CATALOGUE) as FindingCode[])('speaks both languages with the same places: %s', (code) => {
    const { zh, en } = FINDING_CATALOGUE[code];
    const places = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
    expect(places(en)).toEqual(places(zh));
    expect(zh).toMatch(/[\u4e00-\u9fff]/);
    expect(en).toMatch(/^[^\u4e00-\u9fff]*(?:[\u4e00-\u9fff, ]+or [\u4e00-\u9fff]+)?[^\u4e00-\u9fff]*$/);
  });

  it('fills the text with the parameters', () => {
    expect(finding('WEIGHT_SUM', '/indicators', { sum: '100', expected: '90' })).toEqual({
      code: 'WEIGHT_SUM',
      severity: 'ERROR',
      pointer: '/indicators',
      message: {
        zh: '指标权重合计为 100，应为 90（100 减预算执行率分值）；请调整权重。',
        en: 'The indicator weights add up to 100 instead of 90 (100 less the execution weight); correct the weights.',
      },
      params: { sum: '100', expected: '90' },
    });
  });

  it('never reads a parameter as a template', () => {
    expect(fill('{a} {b}', { a: '{b} $& $1', b: 'x' })).toBe('{b} $& $1 x');
    expect(fill('{toString} {missing}', {})).toBe('{toString} {missing}');
  });
});
