import fc from 'fast-check';
import { LIKELIHOODS } from './forecast.js';
import {
  type Filling,
  type FundFacts,
  findFormGaps,
  type IndicatorFacts,
  type IndicatorFilling,
  isDeviating,
  mergeFilling,
  toForm,
} from './monitoring-report.js';

const FUND: FundFacts = {
  source: 'FISCAL',
  initial: '1000000.00',
  adjusted: '1000000.00',
  executed: '399900.00',
  executionRate: '0.399900',
};

/** 1200 人次 in the year; at the end of July 560 of 700: 80 %. */
const INDICATOR: IndicatorFacts = {
  indicatorId: 'i1',
  measureType: 'CUMULATIVE',
  direction: 'POSITIVE',
  targetValue: '1200',
  status: 'DUE',
  dueMonth: 7,
  planned: '700',
  actual: '560',
  ratio: '0.800000',
  light: 'YELLOW',
  monthlyAmounts: [],
};

const filled = (over: Partial<IndicatorFilling> = {}): IndicatorFilling => ({
  indicatorId: 'i1',
  forecastValue: '960',
  forecastLevel: null,
  forecastOn: null,
  reasons: ['STAFF'],
  reasonText: '师资不足',
  likelihood: 'POSSIBLE',
  likelihoodReason: null,
  remark: null,
  ...over,
});

const NOTHING: Filling = { funds: [], indicators: [], remark: null };
const form = (facts: Partial<IndicatorFacts> = {}, filling: Partial<IndicatorFilling> = {}, forecast = '950000.00') =>
  toForm([FUND], [{ ...INDICATOR, ...facts }], {
    funds: [{ source: 'FISCAL', forecastExecution: forecast }],
    indicators: [filled(filling)],
    remark: null,
  });
const codes = (...given: Parameters<typeof form>): string[] => findFormGaps(form(...given)).map(({ code }) => code);

describe('the form', () => {
  it('that the unit has not touched shows all that is known and lists all that is missing, at once', () => {
    const empty = toForm([FUND], [INDICATOR], NOTHING);
    expect(empty.indicators[0]).toMatchObject({ actual: '560', forecastValue: null, likelihood: null });
    expect(findFormGaps(empty)).toMatchObject([
      { code: 'FORECAST_EXECUTION_MISSING', pointer: '/funds/0/forecastExecution' },
      { code: 'FORECAST_MISSING', pointer: '/indicators/0/forecastValue' },
      { code: 'REASONS_MISSING', pointer: '/indicators/0/reasons' },
      { code: 'LIKELIHOOD_MISSING', pointer: '/indicators/0/likelihood' },
    ]);
  });

  it('is complete with forecasts, reasons with their text, and a likelihood', () => {
    expect(codes()).toEqual([]);
    expect(form().forecastExecution).toBe('950000.00');
  });

  it('foresees no less money than has been spent: equal is enough', () => {
    expect(codes({}, {}, '399900.00')).toEqual([]);
    expect(codes({}, {}, '399899.99')).toEqual(['FORECAST_BELOW_EXECUTED']);
  });

  it('asks for a text with any reason, whether the indicator deviates or not', () => {
    expect(codes({}, { reasonText: ' ' })).toEqual(['REASON_TEXT_MISSING']);
    expect(codes({ light: 'GREEN' }, { reasons: [], reasonText: null })).toEqual([]);
    expect(codes({ light: 'GREEN' }, { reasonText: null })).toEqual(['REASON_TEXT_MISSING']);
  });

  it('takes a level for 定性, a day for 时限 and a number for the rest', () => {
    const qualitative = { measureType: 'QUAL', targetValue: null } as const;
    expect(codes(qualitative)).toEqual(['FORECAST_MISSING', 'FORECAST_KIND']);
    expect(codes(qualitative, { forecastValue: null, forecastLevel: 'PARTIAL' })).toEqual([]);
    const dated = { measureType: 'DATE', targetValue: null } as const;
    expect(codes(dated, { forecastValue: null, forecastOn: '2026-11-30' })).toEqual([]);
  });
});

describe('the suggested likelihood', () => {
  it('follows the pace of the figures, not the wish of the unit', () => {
    // 560 ÷ (700 ÷ 1200) = 960; 960 ÷ 1200 = 0.8.
    expect(form().indicators[0]).toMatchObject({
      computedForecast: { method: 'RUN_RATE', value: '960.000000' },
      suggestedLikelihood: 'POSSIBLE',
    });
    expect(codes({}, { likelihood: 'CERTAIN', forecastValue: '1200' })).toEqual(['LIKELIHOOD_REASON_MISSING']);
    expect(codes({}, { likelihood: 'CERTAIN', likelihoodReason: '下半年集中办班' })).toEqual([]);
    expect(codes({ actual: '559' }, { likelihood: 'POSSIBLE' })).toEqual(['LIKELIHOOD_REASON_MISSING']);
  });

  it('looks at the last three months where an indicator is reported monthly', () => {
    const monthlyAmounts = ['50', '50', '50', '50', '60', '120', '180'];
    // 560 + 5 × 120 = 1160.
    expect(form({ monthlyAmounts }).indicators[0]?.computedForecast).toEqual({ method: 'LAST3', value: '1160.000000' });
  });

  it('follows the forecast of the unit where amounts do not add up, and says nothing without a direction', () => {
    const rate = { measureType: 'RATE', targetValue: '90', planned: '90', actual: '72' } as const;
    expect(form(rate, { forecastValue: '90' }).indicators[0]?.suggestedLikelihood).toBe('CERTAIN');
    expect(form(rate, { forecastValue: '71' }).indicators[0]?.suggestedLikelihood).toBe('IMPOSSIBLE');
    expect(form({ direction: 'NEUTRAL' }).indicators[0]?.suggestedLikelihood).toBeNull();
  });
});

describe('a deviation', () => {
  it('is anything below green, a figure that is missing, and below plan where there are no colours', () => {
    const judged = (status: IndicatorFacts['status'], light: IndicatorFacts['light'], ratio: string | null = null) =>
      isDeviating({ status, light, ratio });
    expect(['RED', 'ORANGE', 'YELLOW'].map((light) => judged('DUE', light as 'RED'))).toEqual([true, true, true]);
    expect(['GREEN', 'BLUE'].map((light) => judged('DUE', light as 'GREEN'))).toEqual([false, false]);
    expect([judged('NO_DATA', 'GREY'), judged('NOT_DUE', null), judged(null, null)]).toEqual([true, false, false]);
    expect([judged('DUE', null, '0.999999'), judged('DUE', null, '1')]).toEqual([true, false]);
  });
});

describe('what the unit fills in', () => {
  it('replaces the lines that it names, whole, and leaves the others', () => {
    const before: Filling = { funds: [], indicators: [filled(), filled({ indicatorId: 'i2' })], remark: '初稿' };
    const after = mergeFilling(before, { indicators: [filled({ forecastValue: '1000', reasons: [] })] });
    expect(after.indicators.map(({ indicatorId, forecastValue }) => [indicatorId, forecastValue])).toEqual([
      ['i1', '1000'],
      ['i2', '960'],
    ]);
    expect(after.remark).toBe('初稿');
    expect(mergeFilling(before, { remark: '' }).remark).toBe('');
  });

  it('is the same in one piece or in many, and asks for nothing that it has', () => {
    const line = fc.record({ id: fc.constantFrom('i1', 'i2', 'i3'), likelihood: fc.constantFrom(...LIKELIHOODS) });
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
        const indicators = lines.map(({ id, likelihood }) =>
          filled({ indicatorId: id, likelihood, likelihoodReason: '见说明' }),
        );
        const whole = mergeFilling(NOTHING, { indicators });
        const pieces = indicators.reduce((filling, each) => mergeFilling(filling, { indicators: [each] }), NOTHING);
        expect(pieces).toEqual(whole);
        const facts = ['i1', 'i2', 'i3'].map((indicatorId) => ({ ...INDICATOR, indicatorId }));
        const missing = findFormGaps(toForm([], facts, whole)).filter(({ code }) => code === 'LIKELIHOOD_MISSING');
        expect(missing).toHaveLength(3 - new Set(lines.map(({ id }) => id)).size);
      }),
    );
  });
});
