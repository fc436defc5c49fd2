import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { MeasureType } from './monitoring-rule-set.js';
import {
  type CurveSubject,
  completePlanCurve,
  defaultPlanCurve,
  findPlanCurveProblems,
  redrawPlanCurve,
} from './plan-curve.js';

const roads: CurveSubject = { measureType: 'CUMULATIVE', target: '100', baseline: null };
const codes = (subject: CurveSubject, curve: readonly string[]): readonly string[] =>
  findPlanCurveProblems(subject, curve).map((problem) => problem.code.replace('plan-curve.', ''));

describe('the default plan curve', () => {
  it('grows evenly to the target', () => {
    expect(defaultPlanCurve(roads)[6]).toBe('58.333333');
    expect(defaultPlanCurve(roads)[11]).toBe('100.000000');
  });

  it('leads a stock from its baseline, up or down', () => {
    const poor: CurveSubject = { measureType: 'STOCK', target: '20', baseline: '80' };
    expect([0, 5, 11].map((at) => defaultPlanCurve(poor)[at])).toEqual(['75.000000', '50.000000', '20.000000']);
  });

  it('never scales a rate, a score or an event limit by time', () => {
    for (const measureType of ['RATE', 'SCORE', 'EVENT_COUNT'] as const) {
      expect(defaultPlanCurve({ measureType, target: '90', baseline: null })[0]).toBe('90.000000');
    }
  });

  it('has no problem of its own, whatever the target', () => {
    const anyType = fc.constantFrom<MeasureType>('CUMULATIVE', 'STOCK', 'RATE', 'SCORE', 'COST', 'EVENT_COUNT');
    const amount = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }).map((n) => (n / 1000).toFixed(3));
    fc.assert(
      fc.property(anyType, amount, amount, (measureType, target, baseline) => {
        const subject = { measureType, target, baseline };
        expect(codes(subject, defaultPlanCurve(subject))).toEqual([]);
      }),
    );
  });
});

describe('a plan curve', () => {
  const curve = ['0', '0', '10', '10', '10', '40', '40', '40', '70', '70', '70', '100'];

  it('given by quarters is made whole by holding each value', () => {
    const quarters = new Map([
      [3, '10'],
      [6, '40'],
      [9, '70'],
      [12, '100'],
    ]);
    expect(completePlanCurve(roads, quarters)).toEqual(curve);
    expect(codes(roads, curve)).toEqual([]);
  });

  it('of a sum may rest but not fall', () => {
    expect(findPlanCurveProblems(roads, curve.with(4, '9'))).toMatchObject([{ pointer: '/points/4' }]);
    expect(codes(roads, curve.with(0, '-1'))).toEqual(['falls']);
    expect(codes({ ...roads, measureType: 'COST' }, curve.with(4, '9'))).toEqual(['falls']);
    expect(codes({ ...roads, measureType: 'STOCK' }, curve.with(4, '9'))).toEqual([]);
  });

  it('ends at the target', () => expect(codes(roads, curve.with(11, '99'))).toEqual(['does-not-end-at-target']));

  it('is redrawn under an adjusted target with the share that each month had, and is a curve again', () => {
    const adjusted = { ...roads, target: '150' };
    const redrawn = redrawPlanCurve(adjusted, curve);
    expect([redrawn[5], redrawn[8], redrawn[11]]).toEqual(['60.000000', '105.000000', '150.000000']);
    expect(codes(adjusted, redrawn)).toEqual([]);
    const stock = { measureType: 'STOCK' as const, target: '300', baseline: '100' };
    expect(
      redrawPlanCurve(
        stock,
        Array.from({ length: 12 }, (_, at) => (at < 6 ? '100' : '200')),
      )[11],
    ).toBe('300.000000');
    expect(
      redrawPlanCurve(
        adjusted,
        Array.from({ length: 12 }, () => '0'),
      ),
    ).toEqual(defaultPlanCurve(adjusted));
    const steps = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 12, maxLength: 12 });
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 1_000_000 }), (given, target) => {
        const before = given.map((_, at) => String(given.slice(0, at + 1).reduce((sum, step) => sum + step, 0)));
        expect(
          codes({ ...roads, target: String(target) }, redrawPlanCurve({ ...roads, target: String(target) }, before)),
        ).toEqual([]);
      }),
    );
  });

  it('has twelve months', () => expect(codes(roads, ['100'])).toEqual(['not-twelve-months']));

  it('is not for dates and levels', () => {
    expect(codes({ ...roads, measureType: 'DATE' }, curve)).toEqual(['not-for-this-type']);
    expect(codes({ ...roads, measureType: 'QUAL' }, [])).toEqual(['not-for-this-type']);
  });
});
