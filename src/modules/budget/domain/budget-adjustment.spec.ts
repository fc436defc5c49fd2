import fc from 'fast-check';
import { moneyText } from '../../../kernel/money.js';
import { Decimal } from '../../../kernel/rounding.js';
import {
  type AdjustmentLeg,
  amountOf,
  BUDGET_ADJUSTMENT_KINDS,
  type BudgetAdjustmentKind,
  findLegFaults,
  findShortages,
  toMovements,
} from './budget-adjustment.js';
import { FUNDING_SOURCES } from './budget-plan.js';

const leg = (amount: string, over: Partial<AdjustmentLeg> = {}): AdjustmentLeg => ({
  projectId: 'p',
  source: 'FISCAL',
  amount,
  fromFrozen: false,
  ...over,
});
const line = (available: string, frozen: string) =>
  [{ projectId: 'p', source: 'FISCAL', adjusted: '1000', available, frozen }] as const;

describe('the legs of an adjustment', () => {
  it.each<[string, BudgetAdjustmentKind, AdjustmentLeg[], string[]]>([
    ['stand once each', 'ADD', [leg('1'), leg('2')], ['LINE_TWICE']],
    ['add something', 'ADD', [leg('0')], ['AMOUNT_NOT_POSITIVE']],
    ['take a positive amount', 'RECOVER', [leg('-1')], ['AMOUNT_NOT_POSITIVE']],
    ['move something', 'TRANSFER', [leg('0')], ['AMOUNT_ZERO']],
    ['balance to the cent', 'TRANSFER', [leg('-1.00'), leg('0.99', { projectId: 'q' })], ['NOT_BALANCED']],
    [
      'balance within each source',
      'TRANSFER',
      [leg('-1'), leg('1', { source: 'OWN' })],
      ['NOT_BALANCED', 'NOT_BALANCED'],
    ],
    ['do not add frozen money', 'ADD', [leg('1', { fromFrozen: true })], ['NOT_FROM_FROZEN']],
    [
      'fit the ledger',
      'ADD',
      [leg('600000000000000000'), leg('600000000000000000', { projectId: 'q' })],
      ['TOO_LARGE'],
    ],
    ['recover frozen money', 'RECOVER', [leg('1', { fromFrozen: true })], []],
  ])('%s', (_, kind, legs, expected) => {
    expect(findLegFaults(kind, legs).map(({ code }) => code)).toEqual(expected);
  });

  it('count what is moved once: what goes out of a transfer comes in elsewhere', () => {
    expect(amountOf([leg('-300'), leg('100.5'), leg('199.50')])).toBe('300.00');
  });

  it.each<[BudgetAdjustmentKind, string, boolean, string, string]>([
    ['ADD', '5', false, '5.00', '0.00'],
    ['TRANSFER', '-5', false, '-5.00', '0.00'],
    ['TRANSFER', '-5', true, '-5.00', '-5.00'],
    ['RECOVER', '5', false, '-5.00', '0.00'],
    ['RECOVER', '5', true, '-5.00', '-5.00'],
    ['SUSPEND', '5', false, '0.00', '5.00'],
    ['STOP', '5', false, '0.00', '5.00'],
    ['FREEZE', '5', false, '0.00', '5.00'],
    ['UNFREEZE', '5', false, '0.00', '-5.00'],
  ])('%s of %s (frozen: %s) moves adjusted by %s and frozen by %s', (kind, amount, fromFrozen, adjusted, frozen) => {
    expect(toMovements(kind, [leg(amount, { fromFrozen })])).toEqual([
      { projectId: 'p', source: 'FISCAL', adjusted, frozen },
    ]);
  });

  it.each<[string, BudgetAdjustmentKind, AdjustmentLeg, ReturnType<typeof line> | [], string[]]>([
    ['the last cent can be taken', 'RECOVER', leg('10.00'), line('10.00', '0'), []],
    ['a cent too much cannot', 'RECOVER', leg('10.01'), line('10.00', '99'), ['AVAILABLE_SHORT']],
    ['frozen money cannot be frozen again', 'FREEZE', leg('1'), line('0', '99'), ['AVAILABLE_SHORT']],
    ['what is not frozen cannot be released', 'UNFREEZE', leg('2'), line('99', '1'), ['FROZEN_SHORT']],
    ['frozen money can be recovered', 'RECOVER', leg('1', { fromFrozen: true }), line('0', '1'), []],
    ['a line that is not there has nothing', 'RECOVER', leg('1'), [], ['AVAILABLE_SHORT']],
    ['but can be given something', 'ADD', leg('1'), [], []],
  ])('%s', (_, kind, taken, lines, expected) => {
    expect(findShortages(toMovements(kind, [taken]), lines).map(({ code }) => code)).toEqual(expected);
  });

  it('without a shortage leave no line below zero, and transfers without a fault change no sum', () => {
    const cents = fc.integer({ min: -500, max: 500 }).map((n) => moneyText(new Decimal(n).div(100)));
    const legs = fc.uniqueArray(
      fc.record({
        projectId: fc.constantFrom('p', 'q', 'r'),
        source: fc.constantFrom(...FUNDING_SOURCES),
        amount: cents,
        fromFrozen: fc.boolean(),
      }),
      { minLength: 1, maxLength: 8, selector: ({ projectId, source }) => projectId + source },
    );
    fc.assert(
      fc.property(fc.constantFrom(...BUDGET_ADJUSTMENT_KINDS), legs, cents, (kind, given, present) => {
        fc.pre(findLegFaults(kind, given).length === 0);
        const movements = toMovements(kind, given);
        const held = new Decimal(present).abs().toFixed(2);
        const lines = given.map(({ projectId, source }) => ({
          projectId,
          source,
          adjusted: new Decimal(held).times(2).toFixed(2),
          available: held,
          frozen: held,
        }));
        if (findShortages(movements, lines).length === 0)
          for (const { adjusted, frozen } of movements) {
            expect(new Decimal(held).plus(frozen).isNegative()).toBe(false);
            expect(new Decimal(held).plus(adjusted).minus(frozen).isNegative()).toBe(false);
          }
        const sum = movements.reduce((all, { adjusted }) => all.plus(adjusted), new Decimal(0));
        if (kind === 'TRANSFER') expect(sum.isZero()).toBe(true);
      }),
    );
  });
});
