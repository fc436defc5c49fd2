import { startTestApp, type TestApp } from '../support/app.js';
import { ifMatch } from '../support/client.js';

let t: TestApp;
beforeAll(async () => {
  t = await startTestApp();
});
afterAll(() => t.close());

describe('units', () => {
  it('are created by the system administrator and found below their department', async () => {
    const sysadmin = t.world.as('sysadmin');
    const created = await sysadmin.post('/units', {
      districtId: t.world.districts.shuangliu.id,
      code: '201009',
      name: '双流第九小学',
      kind: 'INSTITUTION',
      parentId: t.world.units.education.id,
    });
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({ code: '201009', departmentId: t.world.units.education.id, version: 1 });
    expect(created.headers['location']).toBe(`/api/v1/units/${created.body.id}`);
    const subtree = await t.world.as('department').get(`/units/${t.world.units.education.id}/subtree`);
    expect(subtree.body.items.map((unit: { code: string }) => unit.code)).toContain('201009');
  });

  it('refuse a code that the district has already, and everyone but the system administrator', async () => {
    const body = {
      districtId: t.world.districts.shuangliu.id,
      code: '201',
      name: '另一个教育局',
      kind: 'ADMINISTRATIVE',
    };
    const taken = await t.world.as('sysadmin').post('/units', body);
    expect([taken.status, taken.body.code]).toEqual([409, 'organization.unit-code-taken']);
    const refused = await t.world.as('finance').post('/units', { ...body, code: '299' });
    expect([refused.status, refused.body.code]).toEqual([403, 'request.forbidden']);
  });

  it('list every fault of a malformed body with its place, in the reader’s language', async () => {
    const answer = await t.world
      .as('sysadmin')
      .post('/units', { code: '', kind: 'PLANET', extra: 1 }, { 'accept-language': 'en' });
    expect(answer.status).toBe(400);
    expect(answer.body.errors.map((error: { pointer: string }) => error.pointer)).toEqual(
      expect.arrayContaining(['/districtId', '/code', '/kind', '/extra', '/name']),
    );
    expect(answer.headers['content-type']).toContain('application/problem+json');
  });

  it('change only for the version that was read', async () => {
    const sysadmin = t.world.as('sysadmin');
    const read = await sysadmin.get(`/units/${t.world.units.station.id}`);
    expect((await sysadmin.patch(`/units/${t.world.units.station.id}`, { name: '供水总站' })).status).toBe(428);
    const changed = await sysadmin.patch(`/units/${t.world.units.station.id}`, { name: '供水总站' }, ifMatch(read));
    expect([changed.status, changed.body.name, changed.etag]).toEqual([200, '供水总站', '"2"']);
    const stale = await sysadmin.patch(`/units/${t.world.units.station.id}`, { name: '供水站' }, ifMatch(read));
    expect([stale.status, stale.etag]).toEqual([412, '"2"']);
    expect((await sysadmin.get(`/units/${t.world.units.station.id}`, { 'if-none-match': '"2"' })).status).toBe(304);
  });

  it('of another unit answer exactly like unknown ones', async () => {
    const foreign = await t.world.as('unit').get(`/units/${t.world.units.station.id}`);
    const unknown = await t.world.as('unit').get('/units/018f0000-0000-7000-8000-000000000000');
    expect([foreign.status, unknown.status]).toEqual([404, 404]);
    const { requestId: _a, ...one } = foreign.body;
    const { requestId: _b, ...other } = unknown.body;
    expect(one).toEqual(other);
  });

  it('are filtered by a whitelist, paged at any depth, and exported as CSV', async () => {
    const finance = t.world.as('finance');
    const first = await finance.get('/units?pageSize=3&sort=code&withTotal=true');
    expect(first.body).toMatchObject({ page: 1, pageSize: 3, total: expect.any(Number) });
    const second = await finance.get(`/units?pageSize=3&sort=code&after=${encodeURIComponent(first.body.nextAfter)}`);
    const paged = await finance.get('/units?pageSize=3&page=2&sort=code');
    expect(second.body.items).toEqual(paged.body.items);
    expect((await finance.get('/units?after=forged.cursor')).body.code).toBe('request.bad-cursor');
    expect((await finance.get('/units?colour=red')).body.code).toBe('request.unknown-filter');
    expect((await finance.get('/units?sort=password')).body.code).toBe('request.unknown-sort');
    expect((await finance.get('/units?kind=PLANET')).body.code).toBe('request.invalid-filter');
    expect((await finance.get('/units?name[contains]=小学')).body.items.length).toBeGreaterThanOrEqual(2);
    const csv = await finance.get('/units?kind=FINANCE', { accept: 'text/csv' });
    expect(csv.headers['content-type']).toContain('text/csv');
    expect(csv.text).toContain('双流区财政局');
  });
});

describe('a repeated request', () => {
  it('gets the stored answer, and 422 when the key belongs to another one', async () => {
    const sysadmin = t.world.as('sysadmin');
    const body = { districtId: t.world.districts.shuangliu.id, code: '777', name: '一次', kind: 'OTHER' };
    const key = { 'idempotency-key': 'one-unit-please' };
    const answers = await Promise.all(Array.from({ length: 5 }, () => sysadmin.post('/units', body, key)));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201]);
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(answers.filter(({ headers }) => headers['idempotency-replayed'] === 'true')).toHaveLength(4);
    const other = await sysadmin.post('/units', { ...body, name: '两次' }, key);
    expect([other.status, other.body.code]).toEqual([422, 'request.idempotency-key-reused']);
  });
});

describe('districts, fiscal years and the calendar', () => {
  it('are kept by the administrator and read by those who work there', async () => {
    const sysadmin = t.world.as('sysadmin');
    const district = await sysadmin.post('/districts', { code: '510117', name: '成都市郫都区' });
    expect([district.status, district.body.path]).toEqual([201, 'r.d510117']);
    expect((await sysadmin.post('/districts', { code: '510117', name: '又一个' })).body.code).toBe(
      'organization.district-code-taken',
    );
    expect((await t.world.as('unit').post('/districts', { code: '510118', name: '新津区' })).status).toBe(403);
    expect((await t.world.as('finance').get('/districts')).body.items.map((d: { code: string }) => d.code)).toEqual([
      '510116',
    ]);
    const year = await sysadmin.post('/fiscal-years', { districtId: t.world.districts.shuangliu.id, year: 2027 });
    expect([year.status, year.body.state]).toEqual([201, 'OPEN']);
    expect(
      (await t.world.as('finance').get('/fiscal-years')).body.items.map((y: { year: number }) => y.year),
    ).toContain(2027);
    expect(
      (await t.world.as('supervisor').post('/fiscal-years', { districtId: t.world.districts.shuangliu.id, year: 2028 }))
        .status,
    ).toBe(403);
  });

  it('take a new year’s notice as a whole', async () => {
    const days = [
      { day: '2027-10-01', isWorking: false, name: '国庆节' },
      { day: '2027-10-09', isWorking: true },
    ];
    const loaded = await t.world.as('sysadmin').post('/working-days/import', { year: 2027, days });
    expect([loaded.status, loaded.body.loaded]).toEqual([200, 2]);
    const october = await t.world.as('unit').get('/working-days?day[gte]=2027-10-01&day[lte]=2027-10-09');
    expect(october.body.items.map((day: { isWorking: boolean }) => day.isWorking)).toEqual([
      false,
      false,
      false,
      true,
      true,
      true,
      true,
      true,
      true,
    ]);
    expect((await t.world.as('unit').post('/working-days/import', { year: 2027, days })).status).toBe(403);
  });
});
