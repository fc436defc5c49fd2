import { Decimal } from '../../../kernel/rounding.js';
import { curveBy, PLAN_TEMPLATES, sharesOf } from './plan-template.js';

const numbers = (template: (typeof PLAN_TEMPLATES)[number], lastYear: readonly string[] | null = null): number[] =>
  (sharesOf(template, lastYear) ?? []).map((share) => share.toDecimalPlaces(4).toNumber());

describe('the templates of a plan', () => {
  it('spread a year evenly, towards its end, or as works are built', () => {
    expect(numbers('LINEAR')[5]).toBe(0.5);
    expect(numbers('BACK_LOADED')[5]).toBe(0.2692);
    expect(numbers('S_CURVE').map((share) => Math.round(share * 100))).toEqual([
      2, 7, 16, 26, 38, 50, 62, 74, 84, 93, 98, 100,
    ]);
  });

  it('take the course of last year, however much it came to', () => {
    const year = ['0', '0', '10', '10', '10', '40', '40', '40', '60', '60', '60', '80'];
    expect(numbers('LAST_YEAR', year)).toEqual([0, 0, 0.125, 0.125, 0.125, 0.5, 0.5, 0.5, 0.75, 0.75, 0.75, 1]);
    expect(sharesOf('LAST_YEAR', null)).toBeNull();
    expect(
      sharesOf(
        'LAST_YEAR',
        Array.from({ length: 12 }, () => '0'),
      ),
    ).toBeNull();
  });

  it.each(PLAN_TEMPLATES.filter((template) => template !== 'LAST_YEAR'))(
    '%s never falls and ends at the whole',
    (template) => {
      const curve = curveBy(sharesOf(template, null)!, '0', '1234567.89', 2).map((value) => new Decimal(value));
      expect(curve).toHaveLength(12);
      expect(curve[11]?.toFixed(2)).toBe('1234567.89');
      expect(curve.every((value, at) => value.gte(curve[at - 1] ?? 0))).toBe(true);
    },
  );
});
