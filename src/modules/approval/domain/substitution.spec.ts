import fc from 'fast-check';
import { findSubstitutionRefusal, MAX_CHAIN, type Standing } from './substitution.js';

const standing = (
  absentId: string,
  substituteId: string,
  validFrom = '2026-10-01',
  validTo = '2026-10-10',
): Standing => ({
  absentId,
  substituteId,
  validFrom,
  validTo,
});
const TODAY = '2026-09-30';
const judge = (wanted: Standing, ...others: readonly Standing[]) => findSubstitutionRefusal(wanted, others, TODAY);

describe('a substitution', () => {
  it('begins today or later, and does not end before it begins', () => {
    expect(judge(standing('张', '李', '2026-09-29'))).toBe('substitutionDates');
    expect(judge(standing('张', '李', '2026-10-02', '2026-10-01'))).toBe('substitutionDates');
    expect(judge(standing('张', '李', TODAY, TODAY))).toBeNull();
  });

  it('is the only one of the absent person on each day; both its days count', () => {
    expect(judge(standing('张', '李'), standing('张', '王', '2026-10-10', '2026-10-12'))).toBe('substitutionOverlaps');
    expect(judge(standing('张', '李'), standing('张', '王', '2026-10-11', '2026-10-12'))).toBeNull();
    expect(judge(standing('张', '李'), standing('王', '李'))).toBeNull();
  });

  it('closes no circle, of two or of three, but where the days do not meet', () => {
    expect(judge(standing('张', '李'), standing('李', '张'))).toBe('substitutionCycle');
    expect(judge(standing('张', '李'), standing('李', '王'), standing('王', '张'))).toBe('substitutionCycle');
    const late = standing('王', '张', '2026-10-06', '2026-10-20');
    expect(judge(standing('张', '李'), standing('李', '王', '2026-10-01', '2026-10-05'), late)).toBeNull();
  });

  it('makes no chain longer than three, counted to both sides', () => {
    expect(judge(standing('李', '王'), standing('张', '李'), standing('王', '赵'))).toBeNull();
    expect(judge(standing('赵', '钱'), standing('张', '李'), standing('李', '王'), standing('王', '赵'))).toBe(
      'substitutionChain',
    );
    expect(judge(standing('李', '王'), standing('张', '李'), standing('王', '赵'), standing('赵', '钱'))).toBe(
      'substitutionChain',
    );
  });

  it('whatever is accepted, one after the other, holds on every single day', () => {
    const day = fc.integer({ min: 1, max: 9 }).map((n) => `2026-10-0${n}`);
    const person = fc.constantFrom('张', '李', '王', '赵', '钱', '孙');
    const wishes = fc.array(fc.tuple(person, person, day, day), { maxLength: 25 });
    fc.assert(
      fc.property(wishes, (all) => {
        const accepted: Standing[] = [];
        for (const [absentId, substituteId, validFrom, validTo] of all) {
          const wanted = { absentId, substituteId, validFrom, validTo };
          if (absentId !== substituteId && !findSubstitutionRefusal(wanted, accepted, TODAY)) accepted.push(wanted);
        }
        for (let n = 1; n <= 9; n += 1) {
          const live = accepted.filter((one) => one.validFrom <= `2026-10-0${n}` && `2026-10-0${n}` <= one.validTo);
          for (const { absentId } of live) expect(stepsFrom(live, absentId)).toBeLessThanOrEqual(MAX_CHAIN);
        }
      }),
      { numRuns: 300 },
    );
  });
});

/** A circle would never end: eleven steps are more than there are people. */
function stepsFrom(live: readonly Standing[], absentId: string): number {
  let at = absentId;
  for (let steps = 0; steps < 11; steps += 1) {
    const found = live.filter((one) => one.absentId === at);
    expect(found.length).toBeLessThanOrEqual(1);
    if (!found[0]) return steps;
    at = found[0].substituteId;
  }
  return 11;
}
