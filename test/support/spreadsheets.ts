import { randomUUID } from 'node:crypto';
import { readZipDirectory } from '../../src/platform/files/zip-directory.js';
import { readWholePart } from '../../src/platform/workbook/zip-reading.js';
import { type PackedPart, packPart, writePackage } from '../../src/platform/workbook/zip-writing.js';
import type { TestApp } from './app.js';
import type { Answer, Client } from './client.js';
import { expectStatus } from './story.js';

export const BOUNDARY = 'x-sheet-boundary';

/** A cell of a test: text, a number as Excel keeps it, or raw XML. */
export type TestCell = string | { readonly number: string } | { readonly xml: string } | null;

const letters = (index: number): string =>
  (index >= 26 ? letters(Math.floor(index / 26) - 1) : '') + String.fromCharCode(65 + (index % 26));
const escaped = (text: string): string =>
  text.replace(/[&<>]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[c] ?? c);

function cellXml(cell: TestCell, at: string): string {
  if (cell === null) return '';
  if (typeof cell === 'string')
    return `<c r="${at}" t="inlineStr"><is><t xml:space="preserve">${escaped(cell)}</t></is></c>`;
  return 'number' in cell ? `<c r="${at}"><v>${cell.number}</v></c>` : cell.xml.replaceAll('{at}', at);
}

export interface SheetParts {
  readonly sheetName?: string;
  /** Before and behind the rows, as XML. */
  readonly prolog?: string;
  readonly dimension?: string;
  readonly tail?: string;
  readonly extra?: readonly PackedPart[];
  readonly firstRow?: number;
}

/** A workbook as another program would write it: nothing of ours but the archive. */
export function workbookOf(rows: readonly (readonly TestCell[])[], parts: SheetParts = {}): Buffer {
  const { sheetName = '绩效指标', prolog = '', dimension = '', tail = '', extra = [], firstRow = 1 } = parts;
  const body = rows
    .map((row, at) => {
      const number = at + firstRow;
      return `<row r="${number}">${row.map((cell, index) => cellXml(cell, `${letters(index)}${number}`)).join('')}</row>`;
    })
    .join('');
  return workbookFrom(
    `<?xml version="1.0"?>${prolog}<worksheet>${dimension}<sheetData>${body}</sheetData>${tail}</worksheet>`,
    sheetName,
    extra,
  );
}

export function workbookFrom(sheet: string, sheetName = '绩效指标', extra: readonly PackedPart[] = []): Buffer {
  return writePackage([
    packPart('[Content_Types].xml', '<Types/>'),
    packPart(
      'xl/workbook.xml',
      `<workbook><sheets><sheet name="${sheetName}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ),
    packPart(
      'xl/_rels/workbook.xml.rels',
      '<Relationships><Relationship Id="rId1" Type="x" Target="worksheets/sheet1.xml"/></Relationships>',
    ),
    packPart('xl/worksheets/sheet1.xml', sheet),
    ...extra,
  ]);
}

/** One part of a workbook as text. */
export async function partOf(bytes: Buffer, name: string): Promise<string> {
  return readWholePart(
    bytes,
    readZipDirectory(bytes)?.find((entry) => entry.name === name),
  );
}

export interface ImportFields {
  readonly kind: string;
  readonly mode: 'VALIDATE' | 'COMMIT';
  readonly strategy?: string;
  readonly atomic?: string;
  readonly confirmToken?: string;
}

/** Posts a file with its fields as a form. */
export function postImport(
  client: Client,
  fields: ImportFields,
  bytes: Buffer | string,
  name = 'a.xlsx',
): Promise<Answer> {
  const parts = Object.entries(fields).map(
    ([key, value]) => `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${key}"\r\n\r\n${value}\r\n`,
  );
  const body = Buffer.concat([
    Buffer.from(
      `${parts.join('')}--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\n\r\n`,
    ),
    Buffer.from(bytes),
    Buffer.from(`\r\n--${BOUNDARY}--\r\n`),
  ]);
  return client.post('/imports', body, {
    'content-type': `multipart/form-data; boundary=${BOUNDARY}`,
    'idempotency-key': randomUUID(),
  });
}

/** The finished operation of a 202. */
export async function finish(t: TestApp, client: Client, accepted: Answer): Promise<Answer> {
  expectStatus(202, accepted);
  await t.outbox.deliver();
  return client.get(String(accepted.headers['location']).replace('/api/v1', ''));
}

/** The import behind a 202, once its operation has ended well. */
export async function importOf(t: TestApp, client: Client, accepted: Answer): Promise<Answer> {
  const { body } = await finish(t, client, accepted);
  if (body.status !== 'SUCCEEDED')
    throw new Error(`the operation ended ${body.status}: ${JSON.stringify(body.problem)}`);
  return client.get(body.resultUrl.replace('/api/v1', ''));
}

export const validate = async (
  t: TestApp,
  client: Client,
  bytes: Buffer | string,
  fields: Partial<ImportFields> = {},
  name = 'a.xlsx',
): Promise<Answer> =>
  importOf(t, client, await postImport(client, { kind: 'indicators', mode: 'VALIDATE', ...fields }, bytes, name));

/** Validates and commits the same bytes. */
export async function commit(
  t: TestApp,
  client: Client,
  bytes: Buffer | string,
  fields: Partial<ImportFields> = {},
  name = 'a.xlsx',
): Promise<Answer> {
  const { body } = await validate(t, client, bytes, fields, name);
  if (!body.confirmToken) throw new Error(`cannot be committed: ${JSON.stringify(body.issues.slice(0, 5))}`);
  const { confirmToken } = body;
  return importOf(
    t,
    client,
    await postImport(client, { kind: 'indicators', ...fields, mode: 'COMMIT', confirmToken }, bytes, name),
  );
}

/** The bytes that an export has written. */
export async function exported(t: TestApp, client: Client, request: object): Promise<Buffer> {
  const { body } = await finish(t, client, await client.post('/exports', request));
  if (body.status !== 'SUCCEEDED') throw new Error(`the export ended ${body.status}: ${JSON.stringify(body.problem)}`);
  return download(t, client, body.resultUrl);
}

export async function download(t: TestApp, client: Client, url: string): Promise<Buffer> {
  const reply = await t.app.inject({ method: 'GET', url, headers: { authorization: `Bearer ${client.token}` } });
  if (reply.statusCode !== 200) throw new Error(`${url}: ${reply.statusCode}`);
  return reply.rawPayload;
}
