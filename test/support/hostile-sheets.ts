import { crc32, deflateRawSync } from 'node:zlib';
import { type PackedPart, packPart, writePackage } from '../../src/platform/workbook/zip-writing.js';
import { type TestCell, workbookFrom, workbookOf } from './spreadsheets.js';

const ROWS = (content: string): string => `<?xml version="1.0"?><worksheet>${content}</worksheet>`;

/** A part of so many megabytes of nothing: a few hundred kilobytes packed. */
function bombPart(name: string, megabytes: number, claimed = megabytes * 1024 * 1024): PackedPart {
  const bytes = Buffer.alloc(megabytes * 1024 * 1024, ' ');
  return { name, method: 8, crc: crc32(bytes), size: claimed, packed: deflateRawSync(bytes, { level: 9 }) };
}

/** Not packed at all: a ratio of one. */
function stored(name: string, text: string): PackedPart {
  const packed = Buffer.from(text);
  return { name, method: 0, crc: crc32(packed), size: packed.length, packed };
}

const withSheet = (part: PackedPart): Buffer =>
  writePackage([
    packPart('[Content_Types].xml', '<Types/>'),
    packPart(
      'xl/workbook.xml',
      '<workbook><sheets><sheet name="绩效指标" sheetId="1" r:id="rId1"/></sheets></workbook>',
    ),
    packPart(
      'xl/_rels/workbook.xml.rels',
      '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
    ),
    part,
  ]);

/** Each as its bytes, and the code with which it must be refused: at the door or by the operation. */
export function refusedSheets(
  header: readonly TestCell[],
  row: readonly TestCell[],
): Record<string, { bytes: Buffer; code: string }> {
  const sheet = 'xl/worksheets/sheet1.xml';
  const many = Array.from({ length: 20_000 }, (_, at) => packPart(`xl/media/${at}.xml`, ''));
  const some = Array.from({ length: 500 }, (_, at) => packPart(`xl/media/${at}.xml`, ''));
  const clean = workbookOf([header, row]);
  const encrypted = Buffer.from(clean);
  for (let at = encrypted.indexOf('PK\x01\x02'); at >= 0; at = encrypted.indexOf('PK\x01\x02', at + 4))
    encrypted[at + 8] = 1;
  const doctype = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b SYSTEM "http://127.0.0.1:1/x">]>';
  return {
    'a bomb of 106 MB': { bytes: withSheet(bombPart(sheet, 106)), code: 'imports.unpacks-too-large' },
    'a part that lies about its size': {
      bytes: withSheet(bombPart(sheet, 60, 500_000)),
      code: 'imports.unpacks-too-large',
    },
    'a bomb in the shared strings': {
      bytes: workbookOf([header, row], { extra: [bombPart('xl/sharedStrings.xml', 90)] }),
      code: 'imports.unpacks-too-large',
    },
    'twenty thousand entries': { bytes: workbookOf([header, row], { extra: many }), code: 'files.type-not-accepted' },
    'five hundred entries': { bytes: workbookOf([header, row], { extra: some }), code: 'imports.too-many-parts' },
    'a password': { bytes: encrypted, code: 'imports.encrypted' },
    'a DOCTYPE': { bytes: workbookOf([header, row], { prolog: doctype }), code: 'imports.doctype' },
    'a DOCTYPE in the shared strings': {
      bytes: workbookOf([header, row], {
        extra: [packPart('xl/sharedStrings.xml', `<?xml version="1.0"?>${doctype}<sst/>`)],
      }),
      code: 'imports.doctype',
    },
    'a cell in row 1,048,576': {
      bytes: workbookFrom(
        ROWS(
          `<sheetData><row r="1">${'<c r="A1" t="inlineStr"><is><t>项目代码</t></is></c>'}</row><row r="1048576"><c r="A1048576"><v>1</v></c></row></sheetData>`,
        ),
      ),
      code: 'imports.too-many-rows',
    },
    'tags that are never closed': {
      bytes: withSheet(stored(sheet, `<sheetData>${'<row r="1"><c r="A1">'.repeat(100_000)}</sheetData>`)),
      code: 'imports.row-too-long',
    },
    'a tag that is never ended': {
      bytes: withSheet(stored(sheet, `<sheetData>${'<row '.repeat(400_000)}`)),
      code: 'imports.row-too-long',
    },
    'one row of two megabytes': {
      bytes: workbookOf([
        header,
        [{ xml: `<c r="A2" t="inlineStr"><is><t>${incompressible(2_000_000)}</t></is></c>` }],
      ]),
      code: 'imports.row-too-long',
    },
    'no sheet at all': { bytes: workbookFrom('nothing'), code: 'imports.header-missing' },
    'a header and nothing below': { bytes: workbookOf([header]), code: 'imports.no-rows' },
    'the columns of something else': {
      bytes: workbookOf([
        ['a', 'b'],
        ['1', '2'],
      ]),
      code: 'imports.header-missing',
    },
  };
}

/** Text that no ratio gives away. */
function incompressible(length: number): string {
  let text = '';
  for (let at = 0; text.length < length; at += 1) text += crc32(Buffer.from(String(at))).toString(36);
  return text;
}
