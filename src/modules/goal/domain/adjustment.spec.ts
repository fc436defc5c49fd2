import fc from 'fast-check';
import {
  type AdjustableContent,
  type AdjustmentText,
  diffAdjustment,
  findAdjustmentGaps,
  findIdentityFaults,
  type NamedIndicator,
} from './adjustment.js';

const indicator = (over: Partial<NamedIndicator> & { targetValue?: string } = {}): NamedIndicator => ({
  id: 'a',
  name: '学生受资助人次',
  measureType: 'CUMULATIVE',
  unitOfMeasure: '人次',
  reportingPeriod: 'QUARTER',
  ...over,
});
const before: AdjustableContent = {
  annualGoal: '为全校学生提供营养餐',
  overallGoal: null,
  weightReason: null,
  indicators: [indicator(), indicator({ id: 'b', name: '供餐合格率', measureType: 'RATE', unitOfMeasure: '%' })],
};
const text: AdjustmentText = { trigger: 'POLICY', fileIds: ['f'], budgetDelta: '0.00' };
const known = new Set(['a', 'b']);

describe('the identity of an adjusted indicator', () => {
  it('stays with its id: a new target, name or weight is the same indicator', () => {
    const wanted = [indicator({ name: '受资助学生人次', targetValue: '600' }), { name: '新指标' }];
    expect(findIdentityFaults(wanted, before.indicators, known)).toEqual([]);
  });

  it.each([
    ['of another goal', [indicator({ id: 'z' })], 'UNKNOWN_INDICATOR', '/indicators/0/id'],
    ['listed twice', [indicator(), indicator()], 'LISTED_TWICE', '/indicators/1/id'],
    ['of another type', [indicator({ measureType: 'STOCK' })], 'IDENTITY_CHANGED', '/indicators/0/measureType'],
    ['in another unit', [indicator({ unitOfMeasure: '人' })], 'IDENTITY_CHANGED', '/indicators/0/unitOfMeasure'],
    [
      'of another period',
      [indicator({ reportingPeriod: 'YEAR' })],
      'IDENTITY_CHANGED',
      '/indicators/0/reportingPeriod',
    ],
  ])('is refused %s', (_, wanted, code, pointer) => {
    expect(findIdentityFaults(wanted, before.indicators, known)).toEqual([expect.objectContaining({ code, pointer })]);
  });

  it('is free for what the adjustment itself has added: it has no actuals', () => {
    const wanted = [indicator({ id: 'new', measureType: 'STOCK' })];
    expect(findIdentityFaults(wanted, before.indicators, new Set(['a', 'b', 'new']))).toEqual([]);
  });
});

describe('an adjustment', () => {
  const after = { ...before, annualGoal: '为全区学生提供营养餐' };

  it('with a reason, evidence and a change lacks nothing', () => {
    expect(findAdjustmentGaps(text, before, after)).toEqual([]);
  });

  it.each<[string, Partial<AdjustmentText>, AdjustableContent, string[]]>([
    ['that changes nothing', {}, before, ['NOTHING_CHANGED']],
    ['without evidence', { fileIds: [] }, after, ['EVIDENCE_MISSING']],
    ['for the budget that moves no money', { trigger: 'BUDGET_CHANGE' }, after, ['BUDGET_DELTA_ZERO']],
    [
      'with all of it',
      { trigger: 'BUDGET_CHANGE', fileIds: [] },
      before,
      ['NOTHING_CHANGED', 'EVIDENCE_MISSING', 'BUDGET_DELTA_ZERO'],
    ],
    ['that only moves money', { trigger: 'BUDGET_CHANGE', budgetDelta: '-0.01' }, before, []],
  ])('%s is told so', (_, over, content, codes) => {
    expect(findAdjustmentGaps({ ...text, ...over }, before, content).map(({ code }) => code)).toEqual(codes);
  });
});

describe('the comparison before and after', () => {
  it('names the indicator of each change, and tells what was added and removed', () => {
    const wanted = {
      ...before,
      annualGoal: '新目标',
      indicators: [indicator({ unitOfMeasure: '人' }), indicator({ id: 'c', name: '新指标' })],
    };
    const { changes } = diffAdjustment(before, wanted);
    expect(changes.map(({ pointer, kind, indicatorName }) => [pointer, kind, indicatorName])).toEqual([
      ['/annualGoal', 'CHANGED', null],
      ['/indicators/0/unitOfMeasure', 'CHANGED', '学生受资助人次'],
      ['/indicators/1', 'ADDED', '新指标'],
      ['/indicators/1', 'REMOVED', '供餐合格率'],
    ]);
  });

  it('is empty exactly when nothing but the order of indicators differs', () => {
    const contents = fc.uniqueArray(fc.record({ id: fc.uuid(), name: fc.string() }), { selector: ({ id }) => id });
    fc.assert(
      fc.property(contents, (rows) => {
        const indicators = rows.map((row) => indicator(row));
        const turned = diffAdjustment({ ...before, indicators }, { ...before, indicators: [...indicators].reverse() });
        expect(turned.changes).toEqual([]);
        if (indicators.length === 0) return;
        const fewer = diffAdjustment({ ...before, indicators }, { ...before, indicators: indicators.slice(1) });
        expect(fewer.changes.map(({ kind, indicatorId }) => [kind, indicatorId])).toEqual([['REMOVED', rows[0]?.id]]);
      }),
    );
  });
});
