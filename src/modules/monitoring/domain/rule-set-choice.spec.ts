import { describe, expect, it } from '@jest/globals';
import { chooseRuleSet, latestOf } from './rule-set-choice.js';

const set = (id: string, code: string, edition: number, districtId: string | null = null) => ({
  id,
  code,
  edition,
  districtId,
});
const PUBLISHED = [
  set('a1', 'SL-DEFAULT', 1),
  set('a2', 'SL-DEFAULT', 2),
  set('b1', 'IFMIS-A', 1),
  set('b9', 'IFMIS-A', 9),
  set('b2', 'IFMIS-A', 2, 'here'),
];

describe('the rule set of a district', () => {
  it.each([
    ['the latest default where nothing is chosen', 'there', null, 'a2'],
    ['the latest edition of what is chosen', 'there', 'IFMIS-A', 'b9'],
    ['its own edition before everybody’s', 'here', 'IFMIS-A', 'b2'],
    ['the default where the choice is published no longer', 'there', 'GONE', 'a2'],
  ])('is %s', (_, district, chosen, id) => {
    expect(chooseRuleSet(PUBLISHED, district, chosen)?.id).toBe(id);
  });

  it('can’t be another district’s', () => {
    expect(latestOf([set('x', 'OWN', 1, 'here')], 'there', 'OWN')).toBeNull();
  });
});
