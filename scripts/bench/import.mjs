// Spreadsheets: a whole import against the bare streaming read of the same file, the clerk's round, and hostile files.
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import { JwtService } from '@nestjs/jwt';
import { INDICATOR_SCHEMA } from '../../dist/src/modules/goal/indicator-form.import.js';
import { Tokens } from '../../dist/src/platform/auth/tokens.js';
import { writeForm } from '../../dist/src/platform/workbook/form-writing.js';
import { packPart, writePackage } from '../../dist/src/platform/workbook/zip-writing.js';
import { figure, hasFailed, median, printSurroundings } from './report.mjs';
import { startServer } from './server.mjs';
import { DISTRICT, openWorld } from './world.mjs';

const YEAR = 2031;
const PEAK = 'VmHWM';

export async function run({ scale, rounds }) {
  const world = await openWorld(Math.min(scale, 0.1));
  printSurroundings();
  const server = await startServer(world, 'all');
  const desk = new Desk(world, server);
  try {
    await measureImport(world, desk, Math.round(100_000 * scale), Math.min(rounds, 3));
    await measureRound(world, desk);
    await measureHostile(desk);
  } finally {
    await server.stop();
    await world.close();
  }
  return hasFailed();
}

/** The clerk at the API. */
class Desk {
  constructor(world, server) {
    this.server = server;
    const tokens = new Tokens({ signingKey: fs.readFileSync(world.keyFile, 'utf8').trim() }, new JwtService({}));
    const { accountId: sub, personId: per, sessionId: sid } = world.clerk;
    this.headers = { authorization: `Bearer ${tokens.sign({ sub, per, sid })}` };
  }

  async get(path) {
    const answer = await fetch(`${this.server.url}${path}`, { headers: this.headers });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer;
  }

  async post(fields, bytes) {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    form.set('file', new Blob([bytes]), 'a.xlsx');
    const answer = await fetch(`${this.server.url}/api/v1/imports`, {
      method: 'POST',
      headers: this.headers,
      body: form,
    });
    return { status: answer.status, body: await answer.json() };
  }

  async ended(operation) {
    for (;;) {
      const body = await (await this.get(`/api/v1/operations/${operation.id}`)).json();
      if (body.status !== 'QUEUED' && body.status !== 'RUNNING') return body;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  /** The import of an accepted post, and the milliseconds since then. */
  async import(fields, bytes) {
    const start = performance.now();
    const { status, body } = await this.post({ kind: 'indicators', ...fields }, bytes);
    if (status !== 202) throw new Error(`refused: ${JSON.stringify(body)}`);
    const end = await this.ended(body);
    if (end.status !== 'SUCCEEDED') throw new Error(`ended ${end.status}: ${JSON.stringify(end.problem)}`);
    const ms = performance.now() - start;
    return { ms, body: await (await this.get(end.resultUrl)).json() };
  }

  async export(request) {
    const start = performance.now();
    const answer = await fetch(`${this.server.url}/api/v1/exports`, {
      method: 'POST',
      headers: { ...this.headers, 'content-type': 'application/json' },
      body: JSON.stringify(request),
    });
    const end = await this.ended(await answer.json());
    const bytes = Buffer.from(await (await this.get(end.resultUrl)).arrayBuffer());
    return { ms: performance.now() - start, bytes };
  }

  peakMb() {
    return (
      Number(new RegExp(`${PEAK}:\\s+(\\d+)`).exec(fs.readFileSync(`/proc/${this.server.pid}/status`, 'utf8'))?.[1]) /
      1024
    );
  }
}

/** Ten indicators to a goal, all of them new. */
async function measureImport(world, desk, rows, rounds) {
  const codes = await openGoals(world, Math.ceil(rows / 10));
  const bytes = await indicatorSheet(codes, rows);
  console.log(`${rows} rows, ${(bytes.length / 1e6).toFixed(1)} MB packed`);
  const readers = { ours: await ourReader(), exceljs: await exceljsReader() };
  const times = { ours: [], exceljs: [], validate: [], commit: [] };
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, read] of Object.entries(readers)) if (read) times[name].push(await timed(() => read(bytes)));
    const dry = await desk.import({ mode: 'VALIDATE' }, bytes);
    if (dry.body.stats.valid !== rows)
      throw new Error(JSON.stringify({ ...dry.body, issues: dry.body.issues.slice(0, 3) }));
    const done = await desk.import({ mode: 'COMMIT', confirmToken: dry.body.confirmToken }, bytes);
    if (done.body.stats.created !== rows) throw new Error(JSON.stringify(done.body.stats));
    times.validate.push(dry.ms);
    times.commit.push(done.ms);
    await world.admin.query(`delete from app.indicators where fiscal_year = $1`, [YEAR]);
  }
  const at = (name) => `${name} ${median(times[name]).toFixed(0)} ms`;
  console.log(
    `bare read: ${at('ours')}${readers.exceljs ? `, ${at('exceljs')}` : ''}; ${at('validate')}, ${at('commit')}; peak ${desk.peakMb().toFixed(0)} MB`,
  );
  const whole = times.validate.map((ms, round) => ms + times.commit[round]);
  const against = readers.exceljs ? times.exceljs : times.ours;
  if (!readers.exceljs)
    console.log('exceljs is not installed: compared with our own bare read (npm install --no-save exceljs@4.4.0)');
  figure('import.validate', median(times.validate.map((ms, round) => ms / against[round])), '<=', 1.5);
  figure('import.whole', median(whole.map((ms, round) => ms / against[round])), '<=', 1.5);
  await closeGoals(world);
}

/** What a clerk does: export, edit, validate, commit. */
async function measureRound(world, desk) {
  const codes = await openGoals(world, 300);
  await desk
    .import({ mode: 'VALIDATE' }, await indicatorSheet(codes, 3000))
    .then(({ body }) => desk.import({ mode: 'COMMIT', confirmToken: body.confirmToken }, indicatorSheet.last));
  const out = await desk.export({ kind: 'indicators', content: 'TEMPLATE', format: 'XLSX', fiscalYear: YEAR });
  const dry = await desk.import({ mode: 'VALIDATE', strategy: 'UPDATE' }, out.bytes);
  const done = await desk.import(
    { mode: 'COMMIT', strategy: 'UPDATE', confirmToken: dry.body.confirmToken },
    out.bytes,
  );
  console.log(
    `300 goals × 10: export ${out.ms.toFixed(0)} ms, validate ${dry.ms.toFixed(0)} ms, commit ${done.ms.toFixed(0)} ms (${done.body.stats.updated} rows), peak ${desk.peakMb().toFixed(0)} MB`,
  );
  await closeGoals(world);
}

/** Each is refused while others read on: their p99 beside that of a quiet server. */
async function measureHostile(desk) {
  const quiet = await pace(desk, async () => new Promise((resolve) => setTimeout(resolve, 2000)));
  for (const [name, bytes] of Object.entries(hostileSheets())) {
    let ms = 0;
    let code = '';
    const busy = await pace(desk, async () => {
      const start = performance.now();
      const { status, body } = await desk.post({ kind: 'indicators', mode: 'VALIDATE' }, bytes);
      const end = status === 202 ? await desk.ended(body) : body;
      ms = performance.now() - start;
      code = status === 202 ? `${end.status} ${end.problem?.code ?? ''}` : body.code;
      await new Promise((resolve) => setTimeout(resolve, 500));
    });
    console.log(
      `${name.padEnd(26)} ${ms.toFixed(0).padStart(5)} ms ${code}; others p99 ${busy.toFixed(1)} ms (quiet ${quiet.toFixed(1)})`,
    );
    figure(`import.hostile.${name.replace(/\W+/g, '-')}`, ms / 2000, '<=', 1);
  }
}

async function pace(desk, work) {
  let isOver = false;
  const done = work().finally(() => {
    isOver = true;
  });
  const times = [];
  while (!isOver) times.push(await timed(async () => (await desk.get('/api/v1/goals?pageSize=20')).text()));
  await done;
  return times.sort((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? 0;
}

async function timed(work) {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function ourReader() {
  const { openPackage, readPart } = await import('../../dist/src/platform/workbook/zip-reading.js');
  const { openWorkbook, readRows } = await import('../../dist/src/platform/workbook/xlsx-reading.js');
  return async (bytes) => {
    const parts = openPackage(bytes);
    const { sheetPart, strings } = await openWorkbook(bytes, parts, INDICATOR_SCHEMA.sheet);
    let n = 0;
    for await (const rows of readRows(readPart(bytes, parts.get(sheetPart)), strings, () => undefined))
      n += rows.length;
    return n;
  };
}

async function exceljsReader() {
  const found = await import('exceljs').catch(() => null);
  if (!found) return null;
  const { Readable } = await import('node:stream');
  return async (bytes) => {
    const reader = new found.default.stream.xlsx.WorkbookReader(Readable.from([bytes]), {
      sharedStrings: 'cache',
      worksheets: 'emit',
    });
    let n = 0;
    for await (const sheet of reader) for await (const row of sheet) n += row.cellCount ? 1 : 0;
    return n;
  };
}

/** Draft goals of their own year, on projects that the world has. */
async function openGoals(world, count) {
  await closeGoals(world); // an earlier run may have been cut short
  const { rows } = await world.admin.query(
    `with made as (insert into app.goals (id, district_id, unit_id, unit_path, department_id, project_id, fiscal_year, state, frame, weight_template,
        execution_weight, annual_goal, author_ids)
      select gen_random_uuid(), district_id, unit_id, unit_path, department_id, id, $1, 'DRAFT', 'V2021', 'T-SC-90', 10, '年度目标', '{}'
      from app.projects where district_id = $2 order by code limit $3 returning project_id)
    select p.code from made join app.projects p on p.id = made.project_id order by p.code`,
    [YEAR, DISTRICT, count],
  );
  if (rows.length < count)
    throw new Error(`the world has ${rows.length} projects; ${count} are needed: use a larger scale`);
  return rows.map(({ code }) => code);
}

async function closeGoals(world) {
  await world.admin.query(`delete from app.indicators where fiscal_year = $1`, [YEAR]);
  await world.admin.query(`delete from app.goals where fiscal_year = $1`, [YEAR]);
}

async function indicatorSheet(codes, rows) {
  const content = Array.from({ length: rows }, (_, at) => ({
    projectCode: codes[Math.floor(at / 10) % codes.length],
    fiscalYear: YEAR,
    level1: '产出指标',
    level2: '数量指标',
    name: `指标 ${at % 10} ${randomUUID().slice(0, 4)}`,
    measureType: 'CUMULATIVE',
    operator: 'GE',
    direction: 'POSITIVE',
    targetValue: String(100 + (at % 977)),
    unitOfMeasure: '人次',
    weight: '9',
    reportingPeriod: 'QUARTER',
  }));
  indicatorSheet.last = writeForm(INDICATOR_SCHEMA, content, []);
  return indicatorSheet.last;
}

function hostileSheets() {
  const book = (sheet, extra = []) =>
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
      typeof sheet === 'string' ? packPart('xl/worksheets/sheet1.xml', sheet) : sheet,
      ...extra,
    ]);
  const cell = '<c r="A1" t="inlineStr"><is><t>x</t></is></c>';
  const lie = packPart('xl/worksheets/sheet1.xml', ' '.repeat(60e6));
  return {
    'bomb of 106 MB': book(' '.repeat(106e6)),
    'bomb with a false size': book({ ...lie, size: 500_000 }),
    '20,000 entries': book(
      '',
      Array.from({ length: 20_000 }, (_, at) => packPart(`xl/media/${at}`, '')),
    ),
    doctype: book(
      `<!DOCTYPE a [<!ENTITY b "c">]><worksheet><sheetData><row r="1">${cell}</row></sheetData></worksheet>`,
    ),
    'row 1,048,576': book(
      `<worksheet><sheetData><row r="1">${cell}</row><row r="1048576">${cell}</row></sheetData></worksheet>`,
    ),
    'unclosed tags': book({
      ...packPart('xl/worksheets/sheet1.xml', ''),
      ...stored(`<sheetData>${'<row r="1"><c>'.repeat(500_000)}`),
    }),
    'a million random cells': book(
      `<worksheet><sheetData><row r="1">${cell}</row>${manyCells(1_000_000)}</sheetData></worksheet>`,
    ),
  };
}

function stored(text) {
  const { crc } = packPart('x', text);
  const packed = Buffer.from(text);
  return { method: 0, size: packed.length, packed, crc };
}

function manyCells(count) {
  let text = '';
  for (let at = 2; at < count / 20; at += 1)
    text += `<row r="${at}">${`<c><v>${Math.random()}</v></c>`.repeat(20)}</row>`;
  return text;
}
