import type { ZipEntry } from '../files/zip-directory.js';
import type { RawCell } from '../imports/cell-reading.js';
import { importsErrors } from '../imports/imports.errors.js';
import { elementsOf, type Scanner, scannerOf } from './elements.js';
import { attribute, columnIndex, unescapeXml } from './xml-text.js';
import { readPart, readWholePart } from './zip-reading.js';

/** Where the sheet lies, and what its cells refer to. */
export interface Workbook {
  readonly sheetName: string;
  readonly sheetPart: string;
  readonly strings: readonly string[];
}

export interface SheetRow {
  readonly row: number;
  /** By column index; empty cells are absent. */
  readonly cells: ReadonlyMap<number, RawCell>;
}

/** No row of a form comes near it. */
const MAX_ROW_TEXT = 1_000_000;

const SHEET = scannerOf('sheet');
const RELATIONSHIP = scannerOf('Relationship');
const BOOK_SETTINGS = scannerOf('workbookPr');
const STRING = scannerOf('si');
const RUBY = scannerOf('rPh');
const TEXT = scannerOf('t');
const ROW = scannerOf('row');
const CELL = scannerOf('c');
const VALUE = scannerOf('v');
const FORMULA = /<(?:\w{1,20}:)?f[\s/>]/;
const MERGE = scannerOf('mergeCell');

/** The sheet of that name, or else the first that is visible. */
export async function openWorkbook(
  bytes: Buffer,
  parts: ReadonlyMap<string, ZipEntry>,
  wanted: string,
): Promise<Workbook> {
  const book = await readWholePart(bytes, parts.get('xl/workbook.xml'));
  const [settings] = elementsOf(BOOK_SETTINGS, book);
  if (/^(1|true)$/.test((settings && attribute(settings.tag, 'date1904')) ?? '')) throw importsErrors.datesFrom1904();
  const sheets = [...elementsOf(SHEET, book)].map(({ tag }) => tag);
  const visible = sheets.filter((tag) => (attribute(tag, 'state') ?? 'visible') === 'visible');
  const sheet = sheets.find((tag) => attribute(tag, 'name') === wanted) ?? visible[0];
  if (!sheet) throw importsErrors.notAPackage();
  const links = await readWholePart(bytes, parts.get('xl/_rels/workbook.xml.rels'));
  const id = attribute(sheet, '(?:\\w+:)id');
  const link = [...elementsOf(RELATIONSHIP, links)].find(({ tag }) => attribute(tag, 'Id') === id);
  const target = (link && attribute(link.tag, 'Target')) ?? '';
  const sheetPart = target.startsWith('/') ? target.slice(1) : `xl/${target}`;
  if (!parts.has(sheetPart)) throw importsErrors.notAPackage();
  const strings = parts.get('xl/sharedStrings.xml');
  return {
    sheetName: attribute(sheet, 'name') ?? wanted,
    sheetPart,
    strings: strings ? await readStrings(readPart(bytes, strings)) : [],
  };
}

async function readStrings(pieces: AsyncIterable<string>): Promise<string[]> {
  const strings: string[] = [];
  for await (const items of streamed(pieces, STRING)) for (const { content } of items) strings.push(textOf(content));
  return strings;
}

/** The texts of a shared or inline string; readings above the characters (ruby) are no part of them. */
function textOf(content: string): string {
  const own = content.includes('rPh') ? withoutRuby(content) : content;
  let text = '';
  for (let part = TEXT(own); typeof part !== 'number'; part = TEXT(own, part.end)) text += part.content;
  return unescapeXml(text);
}

function withoutRuby(content: string): string {
  let own = content;
  for (const ruby of elementsOf(RUBY, content)) own = own.replace(content.slice(ruby.start, ruby.end), '');
  return own;
}

/** The rows of a sheet in their order, a piece of text at a time; what the sheet says of its own size is not asked. */
export async function* readRows(
  pieces: AsyncIterable<string>,
  strings: readonly string[],
  onMerge: (range: string) => void,
): AsyncGenerator<readonly SheetRow[]> {
  let last = 0;
  for await (const elements of streamed(pieces, ROW, onMerge)) {
    const rows: SheetRow[] = [];
    for (const { tag, content } of elements) {
      last = Number(/\sr="(\d{1,9})"/.exec(tag)?.[1] ?? attribute(tag, 'r') ?? last + 1);
      const cells = readCells(content, strings);
      if (cells.size > 0) rows.push({ row: last, cells });
    }
    yield rows;
  }
}

/** Elements as the pieces come; merged cells stand behind the last row. */
async function* streamed(
  pieces: AsyncIterable<string>,
  scan: Scanner,
  onMerge?: (range: string) => void,
): AsyncGenerator<readonly { tag: string; content: string }[]> {
  let rest = '';
  let count = 0;
  for await (const piece of pieces) {
    rest += piece;
    const found: { tag: string; content: string }[] = [];
    let next = scan(rest);
    let at = 0;
    for (; typeof next !== 'number'; next = scan(rest, at)) {
      found.push(next);
      at = next.end;
    }
    if (onMerge) for (const { tag } of elementsOf(MERGE, rest.slice(at))) onMerge(attribute(tag, 'ref') ?? '');
    rest = rest.slice(next);
    count += found.length;
    if (rest.length > MAX_ROW_TEXT) throw importsErrors.rowTooLong({ row: count + 1 });
    yield found;
  }
}

/** As nearly every program writes a cell's tag: one look instead of two. */
const USUAL_TAG = /^<c r="([A-Z]{1,3})\d+"(?: s="\d+")?(?: t="(\w+)")?>$/;

function readCells(content: string, strings: readonly string[]): Map<number, RawCell> {
  const cells = new Map<number, RawCell>();
  let index = -1;
  for (let next = CELL(content); typeof next !== 'number'; next = CELL(content, next.end)) {
    const { tag, content: inner } = next;
    const usual = USUAL_TAG.exec(tag);
    const letters = usual?.[1] ?? /\sr\s*=\s*["']([A-Z]{1,3})\d/.exec(tag)?.[1];
    index = letters ? columnIndex(letters) : index + 1;
    if (inner === '') continue;
    const type = usual ? usual[2] : /\st\s*=\s*["'](\w+)["']/.exec(tag)?.[1];
    const cell = readCell(type ?? 'n', inner, strings);
    if (cell) cells.set(index, cell);
  }
  return cells;
}

function readCell(type: string, inner: string, strings: readonly string[]): RawCell | null {
  const isFormula = inner.includes('f') && FORMULA.test(inner);
  if (type === 'inlineStr' && !isFormula) return { kind: 'TEXT', text: textOf(inner) };
  const found = VALUE(inner);
  const value = typeof found === 'number' ? '' : found.content;
  if (isFormula) return { kind: 'FORMULA', text: unescapeXml(value) };
  if (value === '') return null;
  switch (type) {
    case 's':
      return { kind: 'TEXT', text: strings[Number(value)] ?? '' };
    case 'n':
      return { kind: 'NUMBER', text: value };
    case 'b':
      return { kind: 'BOOLEAN', text: value === '1' ? 'TRUE' : 'FALSE' };
    case 'e':
      return { kind: 'ERROR', text: value };
    default:
      return { kind: 'TEXT', text: unescapeXml(value) };
  }
}
