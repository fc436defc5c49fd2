import fc from 'fast-check';
import { leafDigest, toCanonicalJson } from './digest.js';
import { type CheckedEntry, findBrokenEntries } from './entry-check.js';

const entryOf = (event: object, algorithm: 'sm3' | 'sha256' = 'sha256'): CheckedEntry => {
  const text = toCanonicalJson(event);
  return {
    id: 'e1',
    accountId: 'a1',
    action: 'goal.submit',
    objectId: 'g1',
    objectVersion: 3,
    event: text,
    leafDigest: leafDigest(text, algorithm).toString('hex'),
    algorithm,
  };
};
const EVENT = { v: 1, action: 'goal.submit', actor: { account: 'a1' }, object: { type: 'goal', id: 'g1', version: 3 } };

describe('a page of the audit trail', () => {
  it('is sound when every text has its digest, under either algorithm', () => {
    expect(findBrokenEntries([entryOf(EVENT), entryOf(EVENT, 'sm3')])).toEqual([]);
  });

  it('digests like RFC 9162: SHA-256 of one zero byte is the leaf of the empty entry', () => {
    expect(leafDigest('', 'sha256').toString('hex')).toBe(
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    );
  });

  it('shows a text that was edited afterwards, whatever was edited', () => {
    const sound = entryOf(EVENT);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: sound.event.length - 1 }), fc.string({ minLength: 1 }), (at, text) => {
        const event = sound.event.slice(0, at) + text + sound.event.slice(at + 1);
        fc.pre(event !== sound.event);
        expect(findBrokenEntries([{ ...sound, event }])).toEqual([{ id: 'e1', fault: 'DIGEST' }]);
      }),
    );
  });

  it('shows columns that contradict their text', () => {
    const sound = entryOf(EVENT);
    for (const change of [{ accountId: 'a2' }, { action: 'goal.read' }, { objectId: null }, { objectVersion: 4 }]) {
      expect(findBrokenEntries([{ ...sound, ...change }])).toEqual([{ id: 'e1', fault: 'COLUMNS' }]);
    }
  });
});
