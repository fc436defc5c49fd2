import { notesOf, placeIssue } from '../../src/modules/exchange/import-report-assembly.js';
import { readFile } from '../../src/platform/imports/file-reading.js';
import { annotateWorkbook } from '../../src/platform/workbook/xlsx-annotating.js';
import { SAMPLE_SCHEMA, seededSheet } from '../support/seeded-sheet.js';
import { partOf, workbookFrom, workbookOf } from '../support/spreadsheets.js';

const read = (bytes: Buffer) => readFile(SAMPLE_SCHEMA, 'XLSX', bytes, () => undefined);
const foundIn = ({ reading }: Awaited<ReturnType<typeof read>>): string[] =>
  reading.issues.map(({ row, key, code }) => `${row}|${reading.place.letters[key ?? '']}|${code}`).sort();

describe('Reading a sheet', () => {
  it.each([1, 2, 3, 20261124])(
    'finds 1,000 strewn mistakes of 23 kinds, each at its cell, and invents none (seed %d)',
    async (seed) => {
      const { rows, expected, sum } = seededSheet(seed, 5000, 1000);
      const end = await read(workbookOf(rows, { sheetName: '样表' }));
      expect(foundIn(end)).toEqual([...expected].sort());
      const refused = expected.filter((place) => !/TRIMMED|NORMALISED/.test(place)).length;
      expect(end.reading).toMatchObject({ rows: 5000, valid: 5000 - refused, issuesOmitted: 0 });
      expect(Number(end.reading.controlTotals[0]?.sum).toFixed(2)).toBe(sum);
    },
  );

  it('finds the same again in the copy that it annotated, whose marks are no part of the data', async () => {
    const { rows, expected } = seededSheet(7, 3000, 500);
    const bytes = workbookOf(rows, { sheetName: '样表' });
    const { reading, sheet } = await read(bytes);
    const issues = reading.issues.map((issue) => placeIssue(issue, 'XLSX', sheet, reading.place));
    const copy = await annotateWorkbook(bytes, '样表', reading.place, notesOf(issues));
    const again = await read(copy);
    expect(foundIn(again)).toEqual([...expected].sort());
    expect(again.reading.rowDigest).toBe(reading.rowDigest);
  });

  it('finds nothing in a clean sheet', async () => {
    const { rows } = seededSheet(11, 2000, 0);
    const end = await read(workbookOf(rows, { sheetName: '样表' }));
    expect(end.reading).toMatchObject({ rows: 2000, valid: 2000, issues: [] });
  });

  it('reads the same whatever the prefix of the elements, and equal rows as often as they stand there', async () => {
    const { rows } = seededSheet(13, 300, 0);
    const same = [...rows, ...rows.slice(1)];
    const plain = workbookOf(same, { sheetName: '样表' });
    const sheet = (await partOf(plain, 'xl/worksheets/sheet1.xml')).replace(/<(\/?)(\w+)/g, '<$1x:$2');
    const [one, other] = [await read(plain), await read(workbookFrom(sheet, '样表'))];
    expect(other.reading).toEqual(one.reading);
    expect(one.reading).toMatchObject({ rows: 600, valid: 300 });
  });

  it('tells doubles by the row that was first', async () => {
    const { rows } = seededSheet(5, 3, 0);
    const [header, first, second, third] = rows;
    const twice = [header, first, second, third, first, second].map((row) => row ?? []);
    const { reading } = await read(workbookOf(twice, { sheetName: '样表' }));
    expect(reading.issues.map(({ row, key, code, message }) => [row, key, code, message])).toEqual([
      [5, 'year', 'DUPLICATE_KEY', '与第 2 行重复(P00000 / 2026)'],
      [6, 'year', 'DUPLICATE_KEY', '与第 3 行重复(P00001 / 2026)'],
    ]);
  });

  it('tells merged cells once, and makes their rows unusable', async () => {
    const { rows } = seededSheet(5, 5, 0);
    const merged = rows.map((row, at) =>
      at === 3 || at === 4 ? row.map((cell, index) => (index === 2 ? null : cell)) : row,
    );
    const tail = '<mergeCells count="1"><mergeCell ref="C3:C5"/></mergeCells>';
    const { reading } = await read(workbookOf(merged, { sheetName: '样表', tail }));
    expect(reading.issues.map(({ row, key, code }) => [row, key, code])).toEqual([[3, 'name', 'MERGED']]);
    expect(reading.spoiled).toEqual([[3, 5]]);
  });
});
