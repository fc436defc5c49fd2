import { Decimal } from '../../../kernel/rounding.js';
import { NO_UNIT, readUnit, type Unit } from './printed-unit.js';
import type { QuantitativeOperator } from './quantitative-score.js';
import type { QualitativeLevel } from './scoring-rule-set.js';

/** A cell of a printed table as it arrives: text as printed, a number, or nothing. */
export type PrintedValue = string | number | null | undefined;

/** What a cell was read as. `text` is its cleaned text in every kind. */
export type Cell =
  | { kind: 'EMPTY'; text: '' }
  /** The form's own instruction, e.g. `(填写数值)`, `XX`, `……`. */
  | { kind: 'TEMPLATE'; text: string }
  | NumberCell
  /** `YYYY-MM-DD`; a month alone is its last day and irregular. */
  | { kind: 'DATE'; text: string; day: string; operator: QuantitativeOperator | null; isIrregular: boolean }
  | { kind: 'TEXT'; text: string };

export interface NumberCell {
  kind: 'NUMBER';
  text: string;
  value: Decimal;
  unit: Unit;
  /** A leading sign such as ≥, fine in a target and odd in an actual. */
  operator: QuantitativeOperator | null;
  /** Something besides operator, number and unit was printed (以上, 左右, a bracket) and ignored. */
  isIrregular: boolean;
}

/** No cell is read beyond this; whatever is longer is no cell of a form. */
const LONGEST_TEXT = 2000;
/** numeric(20,6) and some room; more digits aren't a measurement. */
const MOST_DIGITS = 15;
const MOST_DECIMALS = 12;

/**
 * Reads one cell by the rules of domain 3.11: full-width characters, spaces, thousands separators, a trailing unit, a leading
 * operator. Total: any value gives a cell, nothing throws, and the work is bounded.
 */
export function readCell(raw: unknown): Cell {
  const text = cleanText(raw);
  if (/^[-—–―－/\\|~]*$/.test(text)) return { kind: 'EMPTY', text: '' };
  if (isTemplateText(text)) return { kind: 'TEMPLATE', text };
  return readDate(text) ?? readNumber(text) ?? { kind: 'TEXT', text };
}

/** Full-width to half-width (NFKC), no spaces or control characters, at most 2,000 characters. Numbers in plain notation. */
export function cleanText(raw: unknown): string {
  if (typeof raw === 'number')
    return Number.isFinite(raw) ? new Decimal(raw).toDecimalPlaces(MOST_DECIMALS).toFixed().slice(0, 60) : String(raw);
  if (typeof raw === 'boolean') return String(raw);
  if (typeof raw !== 'string') return '';
  return raw
    .slice(0, LONGEST_TEXT)
    .replace(/㎡|m²/gu, '平方米')
    .replace(/m³/gu, '立方米')
    .normalize('NFKC')
    .replace(/[\s\p{Cc}\p{Cf}\p{Cs}]/gu, '')
    .replace(/−/gu, '-')
    .slice(0, LONGEST_TEXT);
}

/** Text as a message may quote it: cleaned, at most 60 characters, never half an emoji. */
export function quote(raw: unknown): string {
  const characters = [...cleanText(raw)];
  return characters.length > 60 ? `${characters.slice(0, 59).join('')}…` : characters.join('');
}

const OPERATORS: Readonly<Record<string, QuantitativeOperator | 'QUAL'>> = {
  '≥': 'GE',
  '≧': 'GE',
  '⩾': 'GE',
  '>=': 'GE',
  GE: 'GE',
  '>': 'GT',
  GT: 'GT',
  '=': 'EQ',
  '═': 'EQ',
  '==': 'EQ',
  EQ: 'EQ',
  '<': 'LT',
  LT: 'LT',
  '≤': 'LE',
  '≦': 'LE',
  '⩽': 'LE',
  '<=': 'LE',
  LE: 'LE',
  定性: 'QUAL',
  定性指标: 'QUAL',
  QUAL: 'QUAL',
};

/** 指标性质 from its cell; `null` for anything that is no operator. */
export function readOperator(raw: unknown): QuantitativeOperator | 'QUAL' | null {
  const text = cleanText(raw).toUpperCase();
  return Object.hasOwn(OPERATORS, text) ? OPERATORS[text]! : null;
}

export const OPERATOR_SIGNS: Readonly<Record<QuantitativeOperator, string>> = {
  GE: '≥',
  GT: '>',
  EQ: '=',
  LT: '<',
  LE: '≤',
};

/**
 * Level of a qualitative actual: the target's own words and 达成 / 达成目标 / 达成预期指标 / 达成年度指标 are the first, 部分达成…
 * the second, 未达成… the third. `null`: the words name no level.
 */
export function readLevel(actual: string, target: string): QualitativeLevel | null {
  const first = ['达成', '达成目标', '达成预期指标', '达成年度指标', 'ACHIEVED'];
  if ((target !== '' && actual === target) || first.includes(actual)) return 'ACHIEVED';
  if (actual.startsWith('部分达成') || actual === 'PARTIAL') return 'PARTIAL';
  if (actual.startsWith('未达成') || actual === 'NOT_ACHIEVED') return 'NOT_ACHIEVED';
  return null;
}

/** Instructions and placeholders that forms come with. */
function isTemplateText(text: string): boolean {
  return (
    /^\(?(?:请填|请输入|请选择|填写|此处|例如|例:|如:|示例)/.test(text) ||
    /^(?:三级)?(?:指标|目标)\d*:?$/.test(text) ||
    /^[xX×*_.·…]{2,}$/.test(text) ||
    /XX|××/.test(text)
  );
}

const LEADING_OPERATOR = /^(>=|<=|==|≥|≧|⩾|≤|≦|⩽|>|<|=|═)/;

function splitOperator(text: string): { operator: QuantitativeOperator | null; rest: string } {
  const sign = LEADING_OPERATOR.exec(text)?.[1];
  if (sign === undefined) return { operator: null, rest: text };
  return { operator: OPERATORS[sign] as QuantitativeOperator, rest: text.slice(sign.length) };
}

function readNumber(text: string): NumberCell | null {
  const { operator, rest } = splitOperator(text);
  const match = /^([+-]?)(\d{1,3}(?:,\d{3})+|\d+|(?=\.\d))(\.\d+)?(.*)$/s.exec(rest);
  if (!match) return null;
  const [, sign, printed, decimals = '', tail] = match as unknown as [
    string,
    string,
    string,
    string | undefined,
    string,
  ];
  const digits = printed.replaceAll(',', '').replace(/^0+(?=\d)/, '') || '0';
  const end = readTail(tail);
  if (digits.length > MOST_DIGITS || end === null) return null;
  const value = new Decimal(`${sign === '-' ? '-' : ''}${digits}${decimals.slice(0, 40)}`).toDecimalPlaces(
    MOST_DECIMALS,
  );
  return { kind: 'NUMBER', text, value, operator, ...end };
}

/** What follows the digits must look like a unit: another digit or operator (`3/4`, `10-20`, `1e999`) makes it no number. */
function readTail(tail: string): { unit: Unit; isIrregular: boolean } | null {
  const bare = tail
    .replace(/[。;,、]$/, '')
    .replace(/\([^()]{0,20}\)$/, '')
    .replace(/(?:及?以[上下内]|左右|多|余)$/, '');
  const isIrregular = bare !== tail;
  if (bare === '') return { unit: NO_UNIT, isIrregular };
  if (/^m[23]$/.test(bare)) return { unit: readUnit(bare), isIrregular };
  if (bare.length > 20 || /[\d<>=≥≤≧≦═+~,.;:!?-]/.test(bare)) return null;
  return { unit: readUnit(bare), isIrregular };
}

function readDate(text: string): Cell | null {
  const { operator, rest } = splitOperator(text.slice(0, 30));
  const full = /^(\d{4})(?:年|[-/.])(\d{1,2})(?:月|[-/.])(\d{1,2})日?(?:之?前|以前)?$/.exec(rest);
  if (full) {
    const day = dayText(Number(full[1]), Number(full[2]), Number(full[3]));
    return day === null ? null : { kind: 'DATE', text, day, operator, isIrregular: false };
  }
  const month = /^(\d{4})年(\d{1,2})月(?:底|末)?(?:之?前|以前)?$/.exec(rest);
  if (!month) return null;
  const day = dayText(Number(month[1]), Number(month[2]), lastDay(Number(month[1]), Number(month[2])));
  return day === null ? null : { kind: 'DATE', text, day, operator, isIrregular: true };
}

function dayText(year: number, month: number, day: number): string | null {
  if (year < 1949 || month < 1 || month > 12 || day < 1 || day > lastDay(year, month)) return null;
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

function lastDay(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}
