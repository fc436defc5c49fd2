import { stringify } from 'csv-stringify/sync';

/** A spreadsheet would run what begins like this, full-width forms included. */
const FORMULA = /^[=+\-@\t\r＝＋－＠]/;
const PLAIN_NUMBER = /^-?\d+(\.\d+)?$/;

/** The items of a list answer as CSV with a byte-order mark, so that Excel reads the Chinese text. */
export function toCsv(json: string): string {
  const { items } = JSON.parse(json) as { items: Record<string, unknown>[] };
  const columns = [...new Set(items.flatMap((item) => Object.keys(item)))];
  const rows = items.map((item) => columns.map((column) => toCell(item[column])));
  return `\ufeff${stringify([columns, ...rows])}`;
}

function toCell(value: unknown): string {
  if (value === null || value === undefined) return '';
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return FORMULA.test(text) && !PLAIN_NUMBER.test(text) ? `'${text}` : text;
}
