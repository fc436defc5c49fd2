import type { RawCell } from './cell-reading.js';

/** The records of a CSV text (RFC 4180), numbered as a spreadsheet shows them. Empty cells are absent. */
export function* readCsv(text: string): Generator<{ row: number; cells: ReadonlyMap<number, RawCell> }> {
  let at = text.startsWith('\ufeff') ? 1 : 0;
  for (let row = 1; at < text.length; row += 1) {
    const cells = new Map<number, RawCell>();
    for (let index = 0; ; index += 1) {
      const field = readField(text, at);
      if (field.text !== '') cells.set(index, { kind: 'TEXT', text: field.text });
      at = field.end;
      if (text[at] !== ',') break;
      at += 1;
    }
    if (text[at] === '\r') at += 1;
    if (text[at] === '\n') at += 1;
    yield { row, cells };
  }
}

const PLAIN = /[^,\r\n]*/y;

function readField(text: string, start: number): { text: string; end: number } {
  if (text[start] !== '"') {
    PLAIN.lastIndex = start;
    const plain = PLAIN.exec(text)?.[0] ?? '';
    return { text: plain, end: start + plain.length };
  }
  let value = '';
  let at = start + 1;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote < 0) return { text: value + text.slice(at), end: text.length };
    value += text.slice(at, quote);
    if (text[quote + 1] !== '"') {
      // What stands behind a closing quote is taken as it is: people write such files.
      PLAIN.lastIndex = quote + 1;
      const rest = PLAIN.exec(text)?.[0] ?? '';
      return { text: value + rest, end: quote + 1 + rest.length };
    }
    value += '"';
    at = quote + 2;
  }
}

/** One JSON object a line; null: the line is something else. Blank lines are left out. */
export function* readNdjson(text: string): Generator<{ row: number; cells: ReadonlyMap<string, RawCell> | null }> {
  let at = text.startsWith('\ufeff') ? 1 : 0;
  for (let row = 1; at < text.length; row += 1) {
    const newline = text.indexOf('\n', at);
    const end = newline < 0 ? text.length : newline;
    const line = text.slice(at, end).trim();
    if (line !== '') yield { row, cells: readLine(line) };
    at = end + 1;
  }
}

function readLine(line: string): ReadonlyMap<string, RawCell> | null {
  try {
    const object: unknown = JSON.parse(line);
    if (typeof object !== 'object' || object === null || Array.isArray(object)) return null;
    return new Map(Object.entries(object).map(([key, value]) => [key, toCell(value)]));
  } catch {
    return null;
  }
}

function toCell(value: unknown): RawCell {
  if (value === null) return { kind: 'TEXT', text: '' };
  switch (typeof value) {
    case 'string':
      return { kind: 'TEXT', text: value };
    case 'number':
      return { kind: 'JSON_NUMBER', text: String(value) };
    case 'boolean':
      return { kind: 'BOOLEAN', text: value ? 'TRUE' : 'FALSE' };
    default:
      return { kind: 'JSON_OTHER', text: JSON.stringify(value) };
  }
}
