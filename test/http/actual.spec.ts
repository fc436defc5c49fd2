import { randomUUID } from 'node:crypto';
import { startTestApp, type TestApp } from '../support/app.js';
import { type Answer, ifMatch } from '../support/client.js';
import { Execution, MONTHLY } from '../support/execution.js';
import { expectStatus } from '../support/story.js';
import type { PersonName } from '../support/world.js';

let t: TestApp;
let execution: Execution;
beforeAll(async () => {
  t = await startTestApp();
  execution = new Execution(t);
  await t.world.moveClock('2026-07-10 10:00');
});
afterAll(() => t.close());

const codes = ({ body }: Answer): string[] => body.warnings.map(({ code }: { code: string }) => code);

const FILE = `insert into app.files (id, account_id, name, media_type, size, digest, content)
  values (gen_random_uuid(), $1, '签到表.txt', 'text/plain', 6, 'sm3:' || repeat('0', 64), '签到') returning id`;

async function upload(name: PersonName): Promise<string> {
  const { rows } = await t.database.admin.query(FILE, [t.world.people[name].accountId]);
  return rows[0].id;
}

const HEADCOUNT = { ...MONTHLY, name: '在校生数', measureType: 'STOCK', targetValue: '600', baseline: '600' };

describe('evidence of a figure', () => {
  it('is served to whoever sees the figure, and stays with the version that it belonged to', async () => {
    const { indicators } = await execution.running();
    const [first, second] = [await upload('unit'), await upload('unit')];
    const made = await execution.report(indicators['培训人次']!, '2026-01', { value: '100', fileIds: [first] });
    expect(made.body.fileIds).toEqual([first]);
    const unit = t.world.as('unit');
    const path = `/actuals/${made.body.id}`;
    const kept = expectStatus(200, await unit.post(`${path}/correct`, { value: '90', reason: '重复' }, ifMatch(made)));
    expect(kept.body.fileIds).toEqual([first]);
    const change = { value: '91', reason: '补材料', fileIds: [second] };
    const changed = expectStatus(200, await unit.post(`${path}/correct`, change, ifMatch(kept)));
    expect(changed.body).toMatchObject({ fileIds: [second], revisions: [{ fileIds: [first] }, { fileIds: [first] }] });
    const head = t.world.as('unithead');
    for (const id of [first, second]) {
      const served = expectStatus(200, await head.get(`${path}/evidence/${id}`));
      expect(served.text).toBe('签到');
      expect((await t.world.as('siblingUnit').get(`${path}/evidence/${id}`)).status).toBe(404);
    }
    expect((await head.get(`${path}/evidence/${await upload('unit')}`)).status).toBe(404);
  });

  it("is one's own upload, with a colleague's already attached", async () => {
    const { indicators } = await execution.running();
    const path = `/indicators/${indicators['培训人次']}/actuals`;
    const unit = t.world.as('unit');
    const own = await upload('unit');
    for (const fileIds of [[await upload('unithead')], [own, randomUUID()]]) {
      const answer = await unit.post(path, { period: '2026-01', value: '100', fileIds });
      expect([answer.status, answer.body.code]).toEqual([422, 'actual.unknown-file']);
    }
    const many = Array.from({ length: 21 }, () => randomUUID());
    expect((await unit.post(path, { period: '2026-01', value: '100', fileIds: many })).status).toBe(400);
    const made = expectStatus(201, await unit.post(path, { period: '2026-01', value: '100', fileIds: [own] }));
    const wrong = { value: '1', reason: 'x', fileIds: [own, await upload('unithead')] };
    const refused = await unit.post(`/actuals/${made.body.id}/correct`, wrong, ifMatch(made));
    expect([refused.status, refused.body.code]).toEqual([422, 'actual.unknown-file']);
    const right = { value: '99', reason: 'x', fileIds: [own.toUpperCase(), await upload('unit')] };
    const corrected = expectStatus(200, await unit.post(`/actuals/${made.body.id}/correct`, right, ifMatch(made)));
    expect(corrected.body.fileIds).toHaveLength(2);
  });
});

describe('warnings', () => {
  it('tell whoever reports, in his language and again on a repeat, and refuse nothing', async () => {
    const { indicators } = await execution.running();
    const path = `/indicators/${indicators['培训人次']}/actuals`;
    const unit = t.world.as('unit');
    const key = { 'idempotency-key': randomUUID() };
    const body = { period: '2026-01', value: '10000' };
    const made = expectStatus(201, await unit.post(path, body, key));
    const figures = { value: '10000', reference: '100', times: '100' };
    expect(made.body.warnings).toEqual([
      {
        code: 'UNIT_MAGNITUDE',
        severity: 'SERIOUS',
        message: '10000 是参照值 100(本期计划或以往中位数)的 100 倍,请核对计量单位(如元、万元)',
        figures,
      },
    ]);
    expect(made.body).not.toHaveProperty('facts');
    const again = expectStatus(201, await unit.post(path, body, { ...key, 'accept-language': 'en' }));
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(again.body.warnings[0]).toMatchObject({ message: expect.stringContaining('check the unit'), figures });
  });

  it('stay with the figure for whoever confirms it, until a correction is judged anew', async () => {
    const { indicators } = await execution.running();
    const id = indicators['培训人次']!;
    await execution.reportMonths(id, ['100', '110']);
    const made = await execution.report(id, '2026-03', '900000');
    expect(codes(made)).toEqual(['UNIT_MAGNITUDE', 'JUMP']);
    const path = `/actuals/${made.body.id}`;
    const head = t.world.as('unithead');
    const confirmed = expectStatus(200, await head.post(`${path}/confirm`, {}, ifMatch(await head.get(path))));
    expect([confirmed.body.state, codes(confirmed)]).toEqual(['CONFIRMED', ['UNIT_MAGNITUDE', 'JUMP']]);
    const feed = await t.world.as('department').get(`/indicators/${id}/actuals`);
    expect(feed.body.items.map(({ warnings }: { warnings: object[] }) => warnings.length)).toEqual([0, 0, 2]);
    const change = { value: '90', reason: '元误作万元' };
    const right = expectStatus(200, await t.world.as('unit').post(`${path}/correct`, change, ifMatch(confirmed)));
    expect(codes(right)).toEqual([]);
    expect(codes({ ...right, body: right.body.revisions[0] })).toEqual(['UNIT_MAGNITUDE', 'JUMP']);
  });

  it('know the plan that the unit has given, month by month', async () => {
    const { indicators } = await execution.running();
    const id = indicators['培训人次']!;
    const planned = Array.from({ length: 12 }, (_, at) => ({
      period: `2026-${String(at + 1).padStart(2, '0')}`,
      planned: String(at < 5 ? at + 1 : 1200),
    }));
    const match = { 'if-match': '"0"' };
    expectStatus(200, await t.world.as('unit').put(`/indicators/${id}/plan`, { points: planned }, match));
    expect(codes(await execution.report(id, '2026-05', '1'))).toEqual([]);
    expect(codes(await execution.report(id, '2026-06', '1100'))).toEqual(['UNIT_MAGNITUDE']);
  });

  it('know how past years of the project ended, and what evidence the library asks for', async () => {
    const { indicators } = await execution.running([HEADCOUNT]);
    const id = indicators['在校生数']!;
    // As it would have been pinned and recorded: a goal in execution is frozen.
    await t.database.admin.query(`set local session_replication_role = replica;
      with pinned as (
          update app.indicators i set definition_id = d.definition_id, definition_revision = d.revision
          from (select * from app.indicator_definitions where state = 'PUBLISHED' and evidence_kinds <> '{}' limit 1) d
          where i.id = '${id}' returning i.*, d.definition_id::text as key)
        insert into app.indicator_history (indicator_id, fiscal_year, comparison_key, measure_type, actual, unit_id, project_id, district_id,
          unit_path)
        select gen_random_uuid(), y, p.key, 'STOCK', 590 + y - 2020, g.unit_id, p.project_id, p.district_id, p.unit_path
        from pinned p join app.goals g on g.id = p.goal_id, generate_series(2020, 2025) y`);
    const made = await execution.report(id, '2026-01', '280');
    expect(codes(made)).toEqual(['JUMP', 'NO_EVIDENCE']);
    expect(made.body.warnings[0].figures).toEqual({ value: '280', before: '595' });
    const body = { value: '596', fileIds: [await upload('unit')] };
    expect(codes(await execution.report(id, '2026-02', body))).toEqual(['JUMP']);
  });

  it('are not told of levels and of dates within the year', async () => {
    const dated = {
      ...MONTHLY,
      name: '竣工',
      measureType: 'DATE',
      targetValue: null,
      targetOn: '2026-06-30',
      unitOfMeasure: null,
    };
    const { indicators } = await execution.running([dated]);
    const made = await execution.report(indicators['竣工']!, '2026-06', { doneOn: '2026-06-20' });
    expect(made.body.warnings).toEqual([]);
  });
});
