import { startTestApp, type TestApp } from '../support/app.js';
import type { Answer, Client } from '../support/client.js';

let t: TestApp;
beforeAll(async () => {
  t = await startTestApp();
});
afterAll(() => t.close());

const BOUNDARY = 'x-test-boundary';
const HEADERS = { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` };

function multipart(name: string, content: Buffer | string, field = 'file', claimed = 'application/pdf'): Buffer {
  return Buffer.concat([
    Buffer.from(
      `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${field}"; filename="${name}"\r\nContent-Type: ${claimed}\r\n\r\n`,
    ),
    Buffer.from(content),
    Buffer.from(`\r\n--${BOUNDARY}--\r\n`),
  ]);
}

const upload = (client: Client, name: string, content: Buffer | string, headers = {}): Promise<Answer> =>
  client.post('/files', multipart(name, content), { ...HEADERS, ...headers });

/** A ZIP file with empty, stored members: enough of an Office package to be recognised. */
function packageOf(...names: string[]): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const name of names.map((text) => Buffer.from(text))) {
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(name.length, 26);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(name.length, 28);
    central.writeUInt32LE(offset, 42);
    locals.push(local, name);
    centrals.push(central, name);
    offset += 30 + name.length;
  }
  const directory = Buffer.concat(centrals);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(names.length, 8);
  end.writeUInt16LE(names.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}

const PDF = '%PDF-1.7\n%âãÏÓ\n1 0 obj\n';
const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');

describe('files', () => {
  it('come back as they went in, as an attachment that nothing sniffs or runs', async () => {
    const unit = t.world.as('unit');
    const stored = await upload(unit, '批复 2026(终稿).csv', '\ufeff单位,金额\n双流第一小学,100.00\n');
    expect([stored.status, stored.body.name, stored.body.mediaType]).toEqual([201, '批复 2026(终稿).csv', 'text/csv']);
    expect(stored.body.digest).toMatch(/^sm3:[0-9a-f]{64}$/);
    expect(stored.headers['location']).toBe(`/api/v1/files/${stored.body.id}`);
    expect((await unit.get(`/files/${stored.body.id}`)).body).toEqual(stored.body);
    const content = await unit.get(`/files/${stored.body.id}/content`);
    expect(content.text).toBe('\ufeff单位,金额\n双流第一小学,100.00\n');
    expect(content.headers['content-disposition']).toBe(
      `attachment; filename="__ 2026(__).csv"; filename*=UTF-8''%E6%89%B9%E5%A4%8D%202026%28%E7%BB%88%E7%A8%BF%29.csv`,
    );
    expect(content.headers['x-content-type-options']).toBe('nosniff');
    expect(content.headers['content-security-policy']).toBe("default-src 'none'; sandbox");
    expect((await unit.get(`/files/${stored.body.id}/content`, { 'if-none-match': content.etag })).status).toBe(304);
  });

  it('are seen by nobody but the account that uploaded them', async () => {
    const stored = await upload(t.world.as('unit'), 'a.pdf', PDF);
    for (const name of ['unithead', 'finance', 'sysadmin'] as const) {
      expect((await t.world.as(name).get(`/files/${stored.body.id}`)).status).toBe(404);
      expect((await t.world.as(name).get(`/files/${stored.body.id}/content`)).status).toBe(404);
    }
    expect((await upload(t.world.nobody, 'a.pdf', PDF)).status).toBe(401);
  });

  it.each([
    ['a.pdf', PDF, 'application/pdf'],
    ['a.PNG', PNG, 'image/png'],
    ['a.jpg', Buffer.from('ffd8ffe000104a464946', 'hex'), 'image/jpeg'],
    ['a.txt', '预算说明', 'text/plain'],
    [
      'a.xlsx',
      packageOf('[Content_Types].xml', 'xl/workbook.xml'),
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    ],
    [
      'a.docx',
      packageOf('[Content_Types].xml', 'word/document.xml'),
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    ],
  ])('are recognised by their content: %s', async (name, content, mediaType) => {
    const stored = await upload(t.world.as('unit'), name, content);
    expect([stored.status, stored.body.mediaType]).toEqual([201, mediaType]);
  });

  it.each([
    ['page.pdf', '  <!DOCTYPE html><script>alert(1)</script>', 'files.active-content'],
    ['page.txt', '\ufeff<html>', 'files.active-content'],
    ['note.txt', 'harmless\n<script src=x></script>', 'files.active-content'],
    ['logo.svg', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', 'files.active-content'],
    ['logo.png', '<?xml version="1.0"?><svg/>', 'files.active-content'],
    ['run.txt', '#!/bin/sh\nrm -rf /', 'files.active-content'],
    ['setup.exe', Buffer.from('4d5a90000300', 'hex'), 'files.executable'],
    ['setup.pdf', Buffer.from('4d5a90000300', 'hex'), 'files.executable'],
    ['lib.png', Buffer.from('7f454c4602010100', 'hex'), 'files.executable'],
    ['picture.pdf', PNG, 'files.name-does-not-fit'],
    ['report.pdf.exe', PDF, 'files.name-does-not-fit'],
    ['noextension', PDF, 'files.name-does-not-fit'],
    ['archive.zip', packageOf('a.txt'), 'files.type-not-accepted'],
    ['broken.xlsx', Buffer.from('504b0304ffffffffffff', 'hex'), 'files.type-not-accepted'],
    ['macro.xlsx', packageOf('[Content_Types].xml', 'xl/workbook.xml', 'xl/vbaProject.bin'), 'files.macros'],
    ['gbk.csv', Buffer.from([0xb5, 0xa5, 0xce, 0xbb]), 'files.not-utf8'],
    ['blob.bin', Buffer.from([0, 1, 2, 3, 0xff]), 'files.type-not-accepted'],
    ['nul.txt', Buffer.from('a\0b'), 'files.type-not-accepted'],
    ['empty.txt', '', 'files.empty'],
  ])('are refused with a reason: %s', async (name, content, code) => {
    const refused = await upload(t.world.as('unit'), name, content);
    expect([refused.status, refused.body.code]).toEqual([422, code]);
  });

  it.each([
    ['../../etc/passwd.txt', 'passwd.txt'],
    ['..\\\\..\\\\windows\\\\win.txt', 'win.txt'],
    ['.htaccess.txt', 'htaccess.txt'],
    ['a\u202etxt.fdp.txt', 'atxt.fdp.txt'],
    ['con.txt', '_con.txt'],
    ['a<b>|c?.txt', 'abc.txt'],
    [`${'长'.repeat(300)}.txt`, `${'长'.repeat(176)}.txt`],
  ])('get a safe name: %s', async (given, name) => {
    const stored = await upload(t.world.as('unit'), given, 'text');
    expect([stored.status, stored.body.name]).toEqual([201, name]);
  });

  it('are bounded: more than ten megabytes answer 413', async () => {
    const unit = t.world.as('unit');
    const most = Buffer.alloc(10 * 1024 * 1024, 'a');
    const largest = await upload(unit, 'large.txt', most);
    expect([largest.status, largest.body.size]).toEqual([201, 10_485_760]);
    const tooLarge = await upload(unit, 'larger.txt', Buffer.concat([most, Buffer.from('a')]));
    expect([tooLarge.status, tooLarge.body.code]).toEqual([413, 'request.too-large']);
  });

  it('need a well-formed multipart body with the field "file"', async () => {
    const unit = t.world.as('unit');
    expect((await unit.post('/files', {})).body.code).toBe('files.missing');
    expect((await unit.post('/files', multipart('a.pdf', PDF, 'other'), HEADERS)).body.code).toBe('files.missing');
    const cut = multipart('a.pdf', PDF).subarray(0, 150);
    expect((await unit.post('/files', cut, HEADERS)).status).toBe(400);
    const none = await unit.post('/files', multipart('a.pdf', PDF), { 'content-type': 'multipart/form-data' });
    expect(none.status).toBe(400);
  });

  it('are stored once under one Idempotency-Key, and other content under it is refused', async () => {
    const unit = t.world.as('unit');
    const key = { 'idempotency-key': 'one-file-please' };
    const first = await upload(unit, 'once.txt', 'one', key);
    const again = await upload(unit, 'once.txt', 'one', key);
    expect([again.status, again.body.id, again.headers['idempotency-replayed']]).toEqual([201, first.body.id, 'true']);
    const other = await upload(unit, 'once.txt', 'two', key);
    expect([other.status, other.body.code]).toEqual([422, 'request.idempotency-key-reused']);
  });
});
