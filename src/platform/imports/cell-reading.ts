import { Decimal } from '../../kernel/rounding.js';
import type { CellFinding } from './cell-issues.js';
import type { CellValue, Choice, ImportColumn } from './import-schema.js';
import { unguardText } from './text-guard.js';

/** A cell as a file holds it. FORMULA: `text` is its cached result. JSON_NUMBER: a number outside quotes. */
export interface RawCell {
  readonly kind: 'TEXT' | 'NUMBER' | 'BOOLEAN' | 'ERROR' | 'FORMULA' | 'JSON_NUMBER' | 'JSON_OTHER';
  readonly text: string;
}

export interface ReadCell {
  readonly value: CellValue;
  readonly findings: readonly CellFinding[];
}

const CODE = /^[\p{L}\p{N}][\p{L}\p{N}_.-]*$/u;
/** Space of every kind, with what is invisible besides. */
const EDGES = /^[\s\u200b-\u200f\u2060\ufeff]+|[\s\u200b-\u200f\u2060\ufeff]+$/gu;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const CONTROL = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\p{Surrogate}]/u;
const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:E[+-]?\d{1,3})?$/i;
const THOUSANDS = /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$/;
const NOTHING: ReadCell = { value: null, findings: [] };
/** A double shows no more than so many digits; what follows is noise of the binary fraction. */
const SHOWN_DIGITS = 15;

/** What a cell says, as its column understands it. A pure function: it is the same for every format and every kind. */
export function readCell(column: ImportColumn, cell: RawCell | undefined): ReadCell {
  if (!cell) return empty(column);
  if (cell.kind === 'ERROR') return refused('CELL_ERROR');
  if (cell.kind === 'JSON_OTHER') return refused('NOT_TEXT');
  const text = cell.text.replace(EDGES, '');
  if (cell.kind === 'FORMULA' || /^[=＝]./.test(text)) return refused('FORMULA');
  if (text === '') return empty(column);
  if (CONTROL.test(text)) return refused('CONTROL_CHARACTER');
  const read = READERS[column.type](column, text, cell);
  const isTrimmed = text.length !== cell.text.length && read.value !== null;
  return isTrimmed ? { ...read, findings: [{ code: 'TRIMMED' }, ...read.findings] } : read;
}

const empty = (column: ImportColumn): ReadCell => (column.required ? refused('REQUIRED') : NOTHING);

const refused = (code: CellFinding['code'], params?: CellFinding['params']): ReadCell => ({
  value: null,
  findings: [params ? { code, params } : { code }],
});

type Reader = (column: ImportColumn, text: string, cell: RawCell) => ReadCell;

const READERS: Readonly<Record<ImportColumn['type'], Reader>> = {
  TEXT: readText,
  CODE: readCode,
  DECIMAL: readDecimal,
  INTEGER: readInteger,
  DATE: readDate,
  CHOICE: readChoice,
  YES_NO: readYesNo,
};

function readText({ maxLength = 200 }: ImportColumn, text: string, { kind }: RawCell): ReadCell {
  if (kind === 'BOOLEAN') return refused('NOT_TEXT');
  const plain = kind === 'NUMBER' ? (toDecimal(text)?.toFixed() ?? text) : unguardText(text);
  const { length } = [...plain];
  return length > maxLength ? refused('TOO_LONG', { length, max: maxLength }) : { value: plain, findings: [] };
}

function readCode({ maxLength = 40 }: ImportColumn, text: string, { kind }: RawCell): ReadCell {
  if (kind === 'NUMBER' || kind === 'JSON_NUMBER') {
    const code = toDecimal(text);
    if (!code?.isInteger() || code.isNegative()) return refused('BAD_CODE');
    return code.precision(true) > SHOWN_DIGITS ? refused('CODE_AS_NUMBER') : { value: code.toFixed(), findings: [] };
  }
  const plain = text.normalize('NFKC');
  if (!CODE.test(plain)) return refused('BAD_CODE');
  if ([...plain].length > maxLength) return refused('TOO_LONG', { length: [...plain].length, max: maxLength });
  return normalised(plain, text, plain);
}

function readDecimal(column: ImportColumn, text: string, cell: RawCell): ReadCell {
  if (cell.kind === 'JSON_NUMBER') return refused('NUMBER_NOT_TEXT');
  const plain = cell.kind === 'NUMBER' ? text : text.normalize('NFKC');
  const value = cell.kind === 'BOOLEAN' ? null : toDecimal(plain, cell.kind === 'NUMBER');
  if (!value) return refused('NOT_A_NUMBER');
  const { places = 2 } = column;
  if (value.decimalPlaces() > places) return refused('TOO_MANY_PLACES', { places });
  const outside = outsideOf(column, value);
  if (outside) return outside;
  return cell.kind === 'NUMBER' ? { value: value.toFixed(), findings: [] } : normalised(value.toFixed(), text, plain);
}

function readInteger(column: ImportColumn, text: string, cell: RawCell): ReadCell {
  const plain = text.normalize('NFKC');
  const value = cell.kind === 'BOOLEAN' ? null : toDecimal(plain, cell.kind === 'NUMBER');
  if (!value) return refused('NOT_A_NUMBER');
  if (!value.isInteger()) return refused('NOT_AN_INTEGER');
  return outsideOf(column, value) ?? normalised(value.toNumber(), text, plain);
}

/** `1,234.50` is a number for people; thousands separators anywhere else are a slip. */
function toDecimal(text: string, isBinary = false): Decimal | null {
  const plain = THOUSANDS.test(text) ? text.replaceAll(',', '') : text;
  if (plain.length > 60 || !NUMBER.test(plain)) return null;
  const value = new Decimal(plain);
  return isBinary ? value.toSignificantDigits(SHOWN_DIGITS) : value;
}

function outsideOf({ min = '-99999999999999', max = '99999999999999' }: ImportColumn, value: Decimal): ReadCell | null {
  return value.lt(min) || value.gt(max) ? refused('OUT_OF_RANGE', { min, max }) : null;
}

const DATE =
  /^(\d{4})(?:[-/.](\d{1,2})[-/.](\d{1,2})|年(\d{1,2})月(\d{1,2})日|(\d{2})(\d{2}))(?:[ T]0{1,2}:00(?::00)?)?$/;
/** Day 0 of the serial numbers of Excel; 29 February 1900, which it counts, lies before everything that we read. */
const SERIAL_ZERO = Date.UTC(1899, 11, 30);

function readDate(_: ImportColumn, text: string, { kind }: RawCell): ReadCell {
  if (kind === 'NUMBER' && /^\d{5,6}$/.test(text))
    return { value: toDay(SERIAL_ZERO + Number(text) * 86_400_000), findings: [] };
  const plain = text.normalize('NFKC');
  const parts = DATE.exec(plain)
    ?.slice(1)
    .filter((part) => part !== undefined);
  if (!parts) return refused('NO_SUCH_DATE');
  const [year = '', month = '', day = ''] = parts;
  const written = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const time = Date.parse(`${written}T00:00:00Z`);
  if (Number.isNaN(time) || toDay(time) !== written || year < '1900') return refused('NO_SUCH_DATE');
  return plain === text ? { value: written, findings: [] } : normalised(written, text, plain);
}

const toDay = (time: number): string => new Date(time).toISOString().slice(0, 10);

function readChoice({ choices = [] }: ImportColumn, text: string): ReadCell {
  const code = namesOf(choices).get(text.normalize('NFKC').toUpperCase());
  if (code !== undefined) return { value: code, findings: [] };
  return refused('NOT_A_CHOICE', { allowed: choices.map(({ label }) => label).join('、') });
}

const NAMES = new WeakMap<readonly Choice[], ReadonlyMap<string, string>>();

/** Every way to write a choice → its code. A sheet asks a hundred thousand times, so the answer is kept. */
function namesOf(choices: readonly Choice[]): ReadonlyMap<string, string> {
  const known = NAMES.get(choices);
  if (known) return known;
  const names = choices.flatMap(({ code, label, also = [] }) =>
    [code, label, ...also].map((name) => [name.normalize('NFKC').toUpperCase(), code] as const),
  );
  const made = new Map(names);
  NAMES.set(choices, made);
  return made;
}

const YES = ['是', 'Y', 'YES', 'TRUE', '1', '√'];
const NO = ['否', 'N', 'NO', 'FALSE', '0', '×'];

function readYesNo(_: ImportColumn, text: string): ReadCell {
  const wanted = text.normalize('NFKC').toUpperCase();
  if (YES.includes(wanted)) return { value: true, findings: [] };
  return NO.includes(wanted) ? { value: false, findings: [] } : refused('NOT_YES_NO');
}

/** Full-width digits and letters are read, and said so. */
function normalised(value: CellValue, given: string, plain: string): ReadCell {
  return { value, findings: given === plain ? [] : [{ code: 'NORMALISED', params: { read: String(value) } }] };
}
