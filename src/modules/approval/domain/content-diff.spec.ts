import fc from 'fast-check';
import { diffContents, MAX_CHANGES } from './content-diff.js';

const changes = (before: unknown, after: unknown): readonly unknown[][] =>
  diffContents(before, after).changes.map((change) => [change.pointer, change.before, change.after]);

const goal = {
  annualGoal: '改善营养',
  indicators: [
    { id: 'a', name: '人次', targetValue: '735' },
    { id: 'b', name: '覆盖率', targetValue: '100' },
  ],
};

describe('the difference of two contents', () => {
  it('names each field that differs, with what it was and is', () => {
    const after = { ...goal, annualGoal: '改善营养和体质', overallGoal: '三年' };
    expect(changes(goal, after)).toEqual([
      ['/annualGoal', '改善营养', '改善营养和体质'],
      ['/overallGoal', null, '三年'],
    ]);
  });

  it('knows a row by its id, so that one inserted in front is one change and a moved one is none', () => {
    const [first, second] = goal.indicators as [object, object];
    const added = { id: 'c', name: '满意度', targetValue: '90' };
    expect(changes(goal, { ...goal, indicators: [added, second, { ...first, targetValue: '800' }] })).toEqual([
      ['/indicators/0', null, added],
      ['/indicators/2/targetValue', '735', '800'],
    ]);
    expect(changes(goal, { ...goal, indicators: [second] })).toEqual([['/indicators/0', first, null]]);
  });

  it('knows a row by its code where it has no id, and by its place where it has neither', () => {
    expect(changes([{ code: 'x', n: 1 }], [{ code: 'y', n: 1 }])).toEqual([
      ['/0', null, { code: 'y', n: 1 }],
      ['/0', { code: 'x', n: 1 }, null],
    ]);
    expect(changes([{ n: 1 }, { n: 2 }], [{ n: 1 }, { n: 3 }])).toEqual([['/1/n', 2, 3]]);
    const twins = [
      { id: 'a', n: 1 },
      { id: 'a', n: 2 },
    ];
    expect(changes(twins, twins)).toEqual([]);
  });

  it('takes a list of plain values as one, and what is absent as null', () => {
    expect(changes({ tags: ['a', 'b'] }, { tags: ['b'] })).toEqual([['/tags', ['a', 'b'], ['b']]]);
    expect(changes({ a: null }, {})).toEqual([]);
    expect(changes(null, undefined)).toEqual([]);
  });

  it('writes pointers as RFC 6901 does, and is not misled by names of the language', () => {
    expect(changes({ 'a/b': { '~': 1 } }, { 'a/b': { '~': 2 } })).toEqual([['/a~1b/~0', 1, 2]]);
    const strange = JSON.parse('{"__proto__": 1, "constructor": 2}');
    expect(changes({}, strange)).toEqual([
      ['/__proto__', null, 1],
      ['/constructor', null, 2],
    ]);
  });

  it('stops at its bound and says so', () => {
    const after = Object.fromEntries(Array.from({ length: MAX_CHANGES + 1 }, (_, n) => [`f${n}`, n]));
    expect(diffContents({}, after)).toMatchObject({ isTruncated: true });
    expect(diffContents({}, after).changes).toHaveLength(MAX_CHANGES);
  });

  describe('of anything', () => {
    const row = fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd'), n: fc.integer(), name: fc.string() });
    const rows = fc.uniqueArray(row, { selector: ({ id }) => id });
    const content = fc.oneof(fc.jsonValue(), fc.record({ title: fc.string(), rows, more: fc.jsonValue() }));

    it('with itself is nothing', () => {
      fc.assert(fc.property(content, (value) => diffContents(value, structuredClone(value)).changes.length === 0));
    });

    it('is found from both sides: what one calls before the other calls after', () => {
      const sides = (before: unknown, after: unknown): readonly string[] =>
        diffContents(before, after)
          .changes.map((change) => JSON.stringify([change.before, change.after]))
          .sort();
      fc.assert(
        fc.property(content, content, (a, b) => {
          const back = sides(b, a).map((text) => JSON.stringify((JSON.parse(text) as unknown[]).reverse()));
          expect(sides(a, b)).toEqual(back.sort());
        }),
      );
    });

    it('points at what is there: each pointer leads to the value that it names', () => {
      fc.assert(
        fc.property(content, content, (before, after) => {
          for (const change of diffContents(before, after).changes) {
            const [place, value] = change.after === null ? [before, change.before] : [after, change.after];
            expect(resolve(place, change.pointer)).toEqual(value);
          }
        }),
      );
    });

    it('of rows with ids is what was added, removed and changed, whatever their order', () => {
      fc.assert(
        fc.property(rows, rows, (before, after) => {
          const found = diffContents(before, after).changes;
          const ids = new Set(before.map(({ id }) => id));
          expect(found.filter((change) => change.before === null)).toHaveLength(
            after.filter(({ id }) => !ids.has(id)).length,
          );
        }),
      );
    });
  });
});

const resolve = (value: unknown, pointer: string): unknown =>
  pointer
    .split('/')
    .slice(1)
    .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], value);
