import { type ListDefinition, listCall } from '../../src/platform/http/list.js';

const list: ListDefinition = {
  name: 'probes.list',
  from: 'app.probes t',
  filters: { code: { column: 't.code', type: 'code' }, year: { column: 't.year', type: 'integer' } },
  sorts: Object.fromEntries(['a', 'b', 'c', 'd', 'e'].map((name) => [name, { column: name, type: 'text' }])),
  defaultSort: 'a',
  item: `json_build_object('id', t.id)`,
};

const call = (parameters: Record<string, string>) => listCall(list, { parameters, asExport: false });
const refusal = (parameters: Record<string, string>): unknown => {
  try {
    return call(parameters).text && null;
  } catch (error) {
    const { code, params } = error as { code: string; params: { name: string } };
    return `${code} ${params.name}`;
  }
};
const years = (count: number): string => Array.from({ length: count }, (_, at) => String(at)).join(',');

describe('the query of a list', () => {
  it('is one statement in whatever order its parameters come', () => {
    const one = call({ code: 'A', 'year[gte]': '2025', 'year[lte]': '2026' });
    const other = call({ 'year[lte]': '2026', 'year[gte]': '2025', code: 'A' });
    expect([other.name, other.text, other.values]).toEqual([one.name, one.text, one.values]);
  });

  it.each([
    ['200 values of one filter', { 'year[in]': years(200) }, null],
    ['201 values of one filter', { 'year[in]': years(201) }, 'request.invalid-filter year[in]'],
    ['four sort keys', { sort: 'a,-b,c,-d' }, null],
    ['a fifth sort key', { sort: 'a,-b,c,-d,e' }, 'request.invalid-filter sort'],
    ['a sort key twice', { sort: 'a,-a' }, 'request.invalid-filter sort'],
    ['a sort key that it has not', { sort: 'a,z' }, 'request.unknown-sort z'],
    ['a total', { withTotal: 'true' }, null],
    ['no total', { withTotal: 'false' }, null],
    ['a doubtful total', { withTotal: 'foo' }, 'request.invalid-filter withTotal'],
  ])('%s', (_, parameters, expected) => {
    expect(refusal(parameters as unknown as Record<string, string>)).toBe(expected);
  });
});
