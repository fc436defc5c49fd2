import { importsErrors } from '../imports/imports.errors.js';
import { RESULT_HEADER } from '../imports/table-columns.js';
import type { TablePlace } from '../imports/table-reading.js';
import { elementsOf, scannerOf } from './elements.js';
import { openWorkbook } from './xlsx-reading.js';
import { attribute, columnIndex, columnLetters, escapeXml } from './xml-text.js';
import { openPackage, packedBytes, readPart, readWholePart } from './zip-reading.js';
import { type PackedPart, packPart, packStream, writePackage } from './zip-writing.js';

/** What the copy says of one row: its text, and which cells are marked. */
export interface RowNote {
  readonly text: string;
  /** Column letter → how bad it is. */
  readonly cells: Readonly<Record<string, 'ERROR' | 'WARN'>>;
}

const FILLS = scannerOf('fills');
const FORMATS = scannerOf('cellXfs');
const FORMAT = scannerOf('xf');
const ROW = scannerOf('row');
const CELL = scannerOf('c');
const COLOURS = { ERROR: 'FFFFC7CE', WARN: 'FFFFEB9C' } as const;
const MAX_ROW_TEXT = 1_000_000;

/**
 * The user's own file with the faulty cells coloured and the column 校验结果 filled. Everything else in it stays as it
 * was, byte for byte: only the sheet and the styles are written anew.
 */
export async function annotateWorkbook(
  bytes: Buffer,
  sheet: string,
  place: TablePlace,
  notes: ReadonlyMap<number, RowNote>,
): Promise<Buffer> {
  const entries = openPackage(bytes);
  const { sheetPart } = await openWorkbook(bytes, entries, sheet);
  const stylesEntry = entries.get('xl/styles.xml');
  const painter = new Painter(stylesEntry ? await readWholePart(bytes, stylesEntry) : null);
  const sheetEntry = entries.get(sheetPart);
  if (!sheetEntry) throw importsErrors.notAPackage();
  const copy = await packStream(sheetPart, annotated(readPart(bytes, sheetEntry), place, notes, painter));
  const parts = [...entries.values()].map((entry): PackedPart => {
    if (entry.name === sheetPart) return copy;
    if (entry.name === 'xl/styles.xml' && painter.styles) return packPart(entry.name, painter.styles);
    return { ...entry, packed: packedBytes(bytes, entry) };
  });
  return writePackage(parts);
}

async function* annotated(
  pieces: AsyncIterable<string>,
  place: TablePlace,
  notes: ReadonlyMap<number, RowNote>,
  painter: Painter,
): AsyncGenerator<string> {
  let rest = '';
  let last = 0;
  for await (const piece of pieces) {
    rest += piece;
    let out = '';
    let at = 0;
    let next = ROW(rest);
    for (; typeof next !== 'number'; next = ROW(rest, at)) {
      last = Number(attribute(next.tag, 'r') ?? last + 1);
      const note = last === place.headerRow ? { text: RESULT_HEADER, cells: {} } : notes.get(last);
      const row = rest.slice(next.start, next.end);
      out +=
        rest.slice(at, next.start) +
        (note ? annotateRow(row, next.tag, next.content, last, note, place, painter) : row);
      at = next.end;
    }
    out += rest.slice(at, next);
    rest = rest.slice(next);
    if (rest.length > MAX_ROW_TEXT) throw importsErrors.rowTooLong({ row: last + 1 });
    yield out;
  }
  yield rest;
}

function annotateRow(
  row: string,
  tag: string,
  content: string,
  number: number,
  note: RowNote,
  place: TablePlace,
  painter: Painter,
): string {
  if (tag.endsWith('/>')) return row;
  const prefix = /^<(\w+:)?/.exec(tag)?.[1] ?? '';
  const cells = new Map<number, string>();
  let index = -1;
  for (const cell of elementsOf(CELL, content)) {
    const letters = /^([A-Z]{1,3})\d/.exec(attribute(cell.tag, 'r') ?? '')?.[1];
    index = letters ? columnIndex(letters) : index + 1;
    cells.set(index, content.slice(cell.start, cell.end));
  }
  for (const [letters, severity] of Object.entries(note.cells)) {
    const at = columnIndex(letters);
    const cell = cells.get(at) ?? `<${prefix}c r="${letters}${number}"/>`;
    cells.set(at, painter.paint(cell, severity));
  }
  const reference = `${columnLetters(place.resultIndex)}${number}`;
  const text = `<${prefix}is><${prefix}t xml:space="preserve">${escapeXml(note.text)}</${prefix}t></${prefix}is>`;
  cells.set(place.resultIndex, `<${prefix}c r="${reference}" t="inlineStr">${text}</${prefix}c>`);
  const inOrder = [...cells].sort(([a], [b]) => a - b).map(([, cell]) => cell);
  return `${tag.replace(/\sspans\s*=\s*(?:"[^"]*"|'[^']*')/, '')}${inOrder.join('')}</${prefix}row>`;
}

/** Gives cells a coloured twin of the format that they have. */
class Painter {
  private readonly twins = new Map<string, number>();
  private readonly formats: readonly string[];
  private readonly added: string[] = [];
  private readonly fillCount: number = 0;

  constructor(private readonly source: string | null) {
    const formats = source ? FORMATS(source) : 0;
    const fills = source ? FILLS(source) : 0;
    this.formats =
      typeof formats === 'number'
        ? []
        : [...elementsOf(FORMAT, formats.content)].map(({ start, end }) => formats.content.slice(start, end));
    if (typeof fills !== 'number') this.fillCount = [...elementsOf(scannerOf('fill'), fills.content)].length;
    if (this.fillCount === 0) this.formats = [];
  }

  paint(cell: string, severity: 'ERROR' | 'WARN'): string {
    const tag = /^<[^<>]*>/.exec(cell)?.[0] ?? '';
    const style = Number(attribute(tag, 's') ?? 0);
    const format = this.formats[style];
    if (!format) return cell;
    const twin = this.twinOf(style, format, severity);
    const bare = tag.replace(/\ss\s*=\s*(?:"\d*"|'\d*')/, '');
    return bare.replace(/^(<(?:\w+:)?c)/, `$1 s="${twin}"`) + cell.slice(tag.length);
  }

  private twinOf(style: number, format: string, severity: 'ERROR' | 'WARN'): number {
    const name = `${style}|${severity}`;
    const known = this.twins.get(name);
    if (known !== undefined) return known;
    const fill = this.fillCount + (severity === 'ERROR' ? 0 : 1);
    const bare = format.replace(/\s(?:fillId|applyFill)\s*=\s*(?:"[^"]*"|'[^']*')/g, '');
    this.added.push(bare.replace(/^(<(?:\w+:)?xf)/, `$1 fillId="${fill}" applyFill="1"`));
    this.twins.set(name, this.formats.length + this.added.length - 1);
    return this.formats.length + this.added.length - 1;
  }

  /** The style sheet with what was added; null: there was none, or nothing was painted. */
  get styles(): string | null {
    if (!this.source || this.added.length === 0) return null;
    const fills = Object.values(COLOURS).map(
      (colour) =>
        `<fill><patternFill patternType="solid"><fgColor rgb="${colour}"/><bgColor indexed="64"/></patternFill></fill>`,
    );
    const prefix = /<(\w+:)?fills[\s>]/.exec(this.source)?.[1] ?? '';
    const prefixed = fills.map((fill) => fill.replace(/<(\/?)(\w)/g, `<$1${prefix}$2`));
    return appended(appended(this.source, 'fills', prefixed), 'cellXfs', this.added);
  }
}

/** The list with more items at its end, and its count put right. */
function appended(styles: string, list: string, items: readonly string[]): string {
  const found = scannerOf(list)(styles);
  if (typeof found === 'number') return styles;
  const count = Number(attribute(found.tag, 'count') ?? 0) + items.length;
  const tag = found.tag.replace(/\scount\s*=\s*(?:"\d*"|'\d*')/, ` count="${count}"`);
  const contentAt = found.start + found.tag.length;
  const closeAt = contentAt + found.content.length;
  return styles.slice(0, found.start) + tag + found.content + items.join('') + styles.slice(closeAt);
}
