import type { CodeList } from '../imports/import-kinds.js';
import type { CellValue, ImportColumn, ImportSchema, RowContent } from '../imports/import-schema.js';
import { guardText } from '../imports/text-guard.js';
import { columnLetters, escapeXml } from './xml-text.js';
import { packPart, writePackage } from './zip-writing.js';

/** Rows below the filled ones that drop-downs and rules still cover. */
const SPARE_ROWS = 2000;
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const GUIDE = '填写说明';
const CODES = '代码表';
/** Places in STYLES' cellXfs. */
const STYLE = { PLAIN: 0, HEADER: 1, REQUIRED: 2, TEXT: 3, NUMBER: 4, DATE: 5, WRAP: 6 } as const;

/** 申报表格 / the form as a workbook: rows, drop-downs and rules in Chinese, a guide, and the codes behind the drop-downs. */
export function writeForm(schema: ImportSchema, rows: readonly RowContent[], codes: readonly CodeList[]): Buffer {
  const lists = listsOf(schema, codes);
  const sheets = [
    { name: schema.sheet, xml: dataSheet(schema, rows, lists) },
    { name: GUIDE, xml: guideSheet(schema) },
    { name: CODES, xml: codeSheet(lists) },
  ];
  return writePackage([
    packPart('[Content_Types].xml', contentTypes(sheets.length)),
    packPart('_rels/.rels', relationships([['officeDocument', 'xl/workbook.xml']])),
    packPart('xl/workbook.xml', workbook(sheets.map(({ name }) => name))),
    packPart(
      'xl/_rels/workbook.xml.rels',
      relationships([
        ...sheets.map((_, index) => ['worksheet', `worksheets/sheet${index + 1}.xml`] as const),
        ['styles', 'styles.xml'],
      ]),
    ),
    packPart('xl/styles.xml', STYLES),
    ...sheets.map(({ xml }, index) => packPart(`xl/worksheets/sheet${index + 1}.xml`, xml)),
  ]);
}

interface DropDown {
  readonly column: ImportColumn;
  readonly isClosed: boolean;
  readonly items: readonly { readonly value: string; readonly label: string }[];
}

function listsOf(schema: ImportSchema, codes: readonly CodeList[]): readonly DropDown[] {
  return schema.columns.flatMap((column): DropDown[] => {
    const list = codes.find(({ key }) => key === column.key);
    if (list) return [{ column, isClosed: true, items: list.codes.map(({ code, label }) => ({ value: code, label })) }];
    if (column.choices)
      return [
        { column, isClosed: true, items: column.choices.map(({ code, label }) => ({ value: label, label: code })) },
      ];
    if (column.suggestions)
      return [{ column, isClosed: false, items: column.suggestions.map((value) => ({ value, label: '' })) }];
    return [];
  });
}

function dataSheet(schema: ImportSchema, rows: readonly RowContent[], lists: readonly DropDown[]): string {
  const { columns } = schema;
  const header = columns.map((column, index) =>
    textCell(
      columnLetters(index),
      1,
      column.header + (column.required ? '*' : ''),
      column.required ? STYLE.REQUIRED : STYLE.HEADER,
    ),
  );
  const widths = columns.map((column, index) => {
    const width = Math.min(40, Math.max(12, column.header.length * 2 + 4, (column.maxLength ?? 0) / 6));
    const style = styleOf(column);
    return `<col min="${index + 1}" max="${index + 1}" width="${width}" style="${style}" customWidth="1"/>`;
  });
  let body = '';
  rows.forEach((row, at) => {
    body += `<row r="${at + 2}">`;
    columns.forEach((column, index) => {
      body += dataCell(columnLetters(index), at + 2, column, row[column.key] ?? null);
    });
    body += '</row>';
  });
  const rules = columns.map((column, index) => ruleOf(column, columnLetters(index), rows.length + SPARE_ROWS, lists));
  return `${HEAD}<worksheet ${MAIN}><sheetViews><sheetView workbookViewId="0" tabSelected="1"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${widths.join('')}</cols><sheetData><row r="1">${header.join('')}</row>${body}</sheetData><dataValidations count="${rules.length}">${rules.join('')}</dataValidations></worksheet>`;
}

function dataCell(letters: string, row: number, column: ImportColumn, value: CellValue): string {
  if (value === null) return '';
  const style = styleOf(column);
  switch (column.type) {
    case 'DECIMAL':
    case 'INTEGER':
      // A double keeps fifteen digits; what is longer stays text.
      return String(value).replace(/\D/g, '').length > 15
        ? textCell(letters, row, String(value), STYLE.TEXT)
        : `<c r="${letters}${row}" s="${style}"><v>${value}</v></c>`;
    case 'DATE':
      return `<c r="${letters}${row}" s="${style}"><v>${Date.parse(`${value}T00:00:00Z`) / 86_400_000 + 25_569}</v></c>`;
    default:
      return textCell(letters, row, formText(column, value), style);
  }
}

/** A value as the form prints it. */
export function formText(column: ImportColumn, value: CellValue): string {
  if (value === null) return '';
  if (column.type === 'YES_NO') return value ? '是' : '否';
  if (column.type === 'CHOICE') return column.choices?.find(({ code }) => code === value)?.label ?? String(value);
  return column.type === 'TEXT' ? guardText(String(value)) : String(value);
}

function styleOf({ type }: ImportColumn): number {
  if (type === 'DECIMAL' || type === 'INTEGER') return STYLE.NUMBER;
  return type === 'DATE' ? STYLE.DATE : STYLE.TEXT;
}

const textCell = (letters: string, row: number, text: string, style: number): string =>
  `<c r="${letters}${row}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(text)}</t></is></c>`;

/** The drop-down or rule of a column, with its prompt: the same words as in the guide and in the report. */
function ruleOf(column: ImportColumn, letters: string, lastRow: number, lists: readonly DropDown[]): string {
  const at = lists.findIndex((list) => list.column === column);
  const list = lists[at];
  const isOpen = list?.isClosed === false;
  const about = `allowBlank="1" showInputMessage="1" showErrorMessage="${isOpen ? 0 : 1}" errorTitle="${escapeXml(column.header.slice(0, 32))}" error="${escapeXml(column.hint.slice(0, 220))}" promptTitle="${escapeXml(column.header.slice(0, 32))}" prompt="${escapeXml((column.required ? '必填。' : '') + column.hint.slice(0, 220))}" sqref="${letters}2:${letters}${lastRow}"`;
  if (list) {
    const source = columnLetters(at * 2);
    const range = `${CODES}!$${source}$2:$${source}$${Math.max(2, list.items.length + 1)}`;
    return `<dataValidation type="list" ${about}><formula1>${range}</formula1></dataValidation>`;
  }
  switch (column.type) {
    case 'YES_NO':
      return `<dataValidation type="list" ${about}><formula1>"是,否"</formula1></dataValidation>`;
    case 'DECIMAL':
    case 'INTEGER': {
      const type = column.type === 'DECIMAL' ? 'decimal' : 'whole';
      const { min = '-99999999999999', max = '99999999999999' } = column;
      return `<dataValidation type="${type}" operator="between" ${about}><formula1>${min}</formula1><formula2>${max}</formula2></dataValidation>`;
    }
    case 'DATE':
      return `<dataValidation type="date" operator="greaterThan" ${about}><formula1>29221</formula1></dataValidation>`;
    default:
      return `<dataValidation type="textLength" operator="lessThanOrEqual" ${about}><formula1>${column.maxLength ?? 200}</formula1></dataValidation>`;
  }
}

const TYPE_NAMES: Readonly<Record<ImportColumn['type'], string>> = {
  CODE: '编码',
  TEXT: '文本',
  DECIMAL: '数字',
  INTEGER: '整数',
  DATE: '日期',
  CHOICE: '下拉选择',
  YES_NO: '是/否',
};

function guideSheet({ columns }: ImportSchema): string {
  const lines = [
    ['列', '必填', '类型', '填写要求', '可填内容'],
    ...columns.map((column) => [
      column.header,
      column.required ? '是' : '',
      TYPE_NAMES[column.type],
      column.hint,
      (column.choices?.map(({ label }) => label) ?? column.suggestions ?? []).join('、'),
    ]),
  ];
  return plainSheet(lines, [20, 8, 12, 60, 60], STYLE.WRAP);
}

/** Each drop-down takes two columns: what is chosen, and what it stands for. */
function codeSheet(lists: readonly DropDown[]): string {
  const length = Math.max(0, ...lists.map(({ items }) => items.length));
  const lines = [
    lists.flatMap(({ column }) => [column.header, '说明']),
    ...Array.from({ length }, (_, at) =>
      lists.flatMap(({ items }) => [items[at]?.value ?? '', items[at]?.label ?? '']),
    ),
  ];
  return plainSheet(
    lines,
    lists.flatMap(() => [24, 32]),
    STYLE.TEXT,
  );
}

function plainSheet(lines: readonly (readonly string[])[], widths: readonly number[], style: number): string {
  const cols = widths.map(
    (width, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`,
  );
  const rows = lines.map((line, at) => {
    const cells = line.map((text, index) =>
      text === '' ? '' : textCell(columnLetters(index), at + 1, text, at === 0 ? STYLE.HEADER : style),
    );
    return `<row r="${at + 1}">${cells.join('')}</row>`;
  });
  return `${HEAD}<worksheet ${MAIN}>${cols.length > 0 ? `<cols>${cols.join('')}</cols>` : ''}<sheetData>${rows.join('')}</sheetData></worksheet>`;
}

const contentTypes = (sheets: number): string =>
  `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>${Array.from({ length: sheets }, (_, index) => `<Override PartName="/xl/worksheets/sheet${index + 1}.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`).join('')}</Types>`;

const relationships = (links: readonly (readonly [type: string, target: string])[]): string =>
  `${HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${links.map(([type, target], index) => `<Relationship Id="rId${index + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`).join('')}</Relationships>`;

const workbook = (names: readonly string[]): string =>
  `${HEAD}<workbook ${MAIN} xmlns:r="${OFFICE}"><sheets>${names.map((name, index) => `<sheet name="${escapeXml(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`).join('')}</sheets></workbook>`;

const STYLES = `${HEAD}<styleSheet ${MAIN}><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts><fonts count="3"><font><sz val="11"/><name val="宋体"/></font><font><b/><sz val="11"/><name val="宋体"/></font><font><b/><sz val="11"/><color rgb="FFC00000"/><name val="宋体"/></font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFDDEBF7"/><bgColor indexed="64"/></patternFill></fill></fills><borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border><left style="thin"/><right style="thin"/><top style="thin"/><bottom style="thin"/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="7"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="1" fillId="2" borderId="1" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1"/><xf numFmtId="49" fontId="2" fillId="2" borderId="1" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;
