import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { findLifecycleProblems, nextState } from '../../../kernel/lifecycle.js';
import { type AlertAction, type AlertState, alertLifecycle } from './alert.lifecycle.js';
import { isClosed, isLastClosed, lastMonthBy } from './alert-month.js';
import { ALERT_KINDS, ALERT_SEVERITIES, SHIPPED_ALERT_RULES } from './alert-rule.js';

describe('the lifecycle of an alert', () => {
  it('is well formed', () => {
    expect(findLifecycleProblems(alertLifecycle)).toEqual([]);
  });

  it('is never acknowledged twice without having come back in between', () => {
    const acts: readonly AlertAction[] = ['acknowledge', 'resolve', 'reopen'];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...acts), { maxLength: 30 }), (sequence) => {
        let state: AlertState = 'FIRING';
        let reopened = true;
        for (const act of sequence) {
          const next: AlertState | null = nextState(alertLifecycle, state, act);
          if (!next) continue;
          if (act === 'acknowledge') {
            expect(reopened).toBe(true);
            reopened = false;
          }
          if (act === 'reopen') reopened = true;
          state = next;
        }
      }),
    );
  });
});

describe('the months of alerts', () => {
  it('close on the day after their last', () => {
    expect(isClosed({ fiscalYear: 2026, month: 6 }, '2026-06-30')).toBe(false);
    expect(isClosed({ fiscalYear: 2026, month: 6 }, '2026-07-01')).toBe(true);
    expect(isLastClosed({ fiscalYear: 2026, month: 5 }, '2026-07-01')).toBe(false);
    expect(isLastClosed({ fiscalYear: 2026, month: 6 }, '2026-07-31')).toBe(true);
    expect(isLastClosed({ fiscalYear: 2025, month: 12 }, '2026-07-31')).toBe(true);
  });

  it('are found by any day', () => {
    expect(lastMonthBy('2026-07-15')).toEqual({ fiscalYear: 2026, month: 6 });
    expect(lastMonthBy('2026-06-30')).toEqual({ fiscalYear: 2026, month: 6 });
    expect(lastMonthBy('2026-01-15')).toEqual({ fiscalYear: 2025, month: 12 });
  });
});

describe('the shipped rules', () => {
  it('cover every kind once, with known severities', () => {
    expect(SHIPPED_ALERT_RULES.map(({ kind }) => kind)).toEqual(ALERT_KINDS);
    for (const { definition } of SHIPPED_ALERT_RULES)
      for (const severity of Object.values(definition.severities)) expect(ALERT_SEVERITIES).toContain(severity);
  });
});
