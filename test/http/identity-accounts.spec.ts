import { randomUUID } from 'node:crypto';
import { startTestApp, type TestApp } from '../support/app.js';
import { type Answer, Client, ifMatch, offersOf } from '../support/client.js';

let t: TestApp;
let sysadmin: Client;
let secadmin: Client;

beforeAll(async () => {
  t = await startTestApp();
  sysadmin = t.world.as('sysadmin');
  secadmin = t.world.as('secadmin');
});
afterAll(() => t.close());

let count = 0;
function create(body: object = {}, headers = {}): Promise<Answer> {
  count += 1;
  return sysadmin.post('/accounts', { username: `account.${count}`, displayName: `账户${count}`, ...body }, headers);
}
const login = (username: string, password: string): Promise<Answer> =>
  t.world.nobody.post('/auth/login', { username, password });

describe('creating accounts', () => {
  it('answers a generated password once, which must be changed', async () => {
    const made = await create({ unitId: t.world.units.schoolA.id });
    expect(made.status).toBe(201);
    expect(made.etag).toBe('"1"');
    expect(made.headers['location']).toBe(`/api/v1/accounts/${made.body.id}`);
    expect(made.body).toMatchObject({
      state: 'ACTIVE',
      mustChangePassword: true,
      districtId: t.world.districts.shuangliu.id,
    });
    expect((await login(made.body.username, made.body.initialPassword)).status).toBe(200);
    expect((await sysadmin.get(`/accounts/${made.body.id}`)).body.initialPassword).toBeUndefined();
  });

  it('keeps no password under an Idempotency-Key', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const body = { username: 'repeated', displayName: '重复' };
    const first = await create(body, key);
    const again = await create(body, key);
    expect(again.headers['idempotency-replayed']).toBe('true');
    expect(again.body).toEqual({ ...first.body, initialPassword: null });
    const { rows } = await t.database.admin.query(
      `select 1 from app.idempotency_keys where answer like '%' || $1 || '%'`,
      [first.body.initialPassword],
    );
    expect(rows).toHaveLength(0);
  });

  it('accepts a given password that meets the rules and does not echo it', async () => {
    const made = await create({ password: 'Harvest-moon-42' });
    expect(made.body).toMatchObject({ initialPassword: null, mustChangePassword: true });
    expect((await create({ password: 'short' })).body.code).toBe('auth.weak-password');
  });

  it('refuses a taken username in any case, unknown units and unknown persons', async () => {
    await create({ username: 'taken' });
    expect((await create({ username: 'TAKEN' })).body.code).toBe('account.username-taken');
    expect((await create({ unitId: randomUUID() })).body.code).toBe('account.unknown-unit');
    expect((await create({ personId: randomUUID() })).body.code).toBe('account.unknown-person');
    expect((await create({ username: 'аdmin' })).status).toBe(400); // a Cyrillic а
    expect((await create({ state: 'DISABLED' })).status).toBe(400);
    expect((await create({ password: null, personId: null, unitId: null })).status).toBe(201);
  });

  it('gives one natural person a second account', async () => {
    const { personId } = t.world.people.unit;
    expect((await create({ personId })).body.personId).toBe(personId);
  });

  it('is the system administrator’s alone', async () => {
    for (const name of ['secadmin', 'auditadmin', 'finance', 'unit'] as const) {
      const answer = await t.world.as(name).post('/accounts', { username: 'nope', displayName: 'x' });
      expect([name, answer.status]).toEqual([name, 403]);
    }
    expect((await t.world.nobody.post('/accounts', {})).status).toBe(401);
  });
});

describe('reading accounts', () => {
  it('is for the system and the security administrator', async () => {
    const list = await secadmin.get('/accounts?kind=PERSON&pageSize=2&withTotal=true');
    expect(list.body.items).toHaveLength(2);
    expect(list.body.total).toBeGreaterThan(10);
    expect(list.text).not.toContain('argon2');
    expect((await t.world.as('finance').get('/accounts')).status).toBe(403);
    expect((await t.world.as('auditadmin').get('/accounts')).status).toBe(403);
    expect((await sysadmin.get(`/accounts/${randomUUID()}`)).status).toBe(404);
    expect((await sysadmin.get('/accounts?passwordHash=x')).status).toBe(400);
  });

  it('says what may be done with one, and why not', async () => {
    const made = await create();
    const forbidden = 'request.forbidden';
    const open = { update: null, disable: null, enable: 'request.conflict', resetPassword: null, unlock: forbidden };
    expect(offersOf(made)).toEqual(open);
    const off = await sysadmin.post(`/accounts/${made.body.id}/disable`, {}, ifMatch(made));
    expect(offersOf(off)).toEqual({ ...open, disable: 'request.conflict', enable: null });
    const ofAnother = { update: forbidden, disable: forbidden, enable: forbidden, resetPassword: forbidden };
    expect(offersOf(await secadmin.get(`/accounts/${made.body.id}`))).toEqual({ ...ofAnother, unlock: null });
    const { sysadmin: self, auditadmin } = t.world.people;
    const own = await sysadmin.get(`/accounts/${self.accountId}`);
    expect(offersOf(own)).toMatchObject({ update: 'account.own', disable: 'account.own' });
    const colleague = await sysadmin.get(`/accounts/${auditadmin.accountId}`);
    expect(offersOf(colleague)).toEqual({ ...open, resetPassword: 'account.of-administrator' });
    const service = await sysadmin.post('/service-accounts', { username: 'svc-offers', displayName: '系统' });
    expect(offersOf(service)).toEqual({ ...open, resetPassword: 'account.without-password' });
  });
});

describe('changing accounts', () => {
  it('needs what was read', async () => {
    const made = await create();
    const path = `/accounts/${made.body.id}`;
    expect((await sysadmin.patch(path, { displayName: '新名' })).status).toBe(428);
    const changed = await sysadmin.patch(path, { displayName: '新名', unitId: t.world.units.water.id }, ifMatch(made));
    expect(changed.body).toMatchObject({ displayName: '新名', unitId: t.world.units.water.id, version: 2 });
    expect((await sysadmin.patch(path, { displayName: '旧名' }, ifMatch(made))).status).toBe(412);
    expect((await sysadmin.patch(path, { unitId: null }, ifMatch(changed))).body.unitId).toBeNull();
    expect((await secadmin.patch(path, { displayName: 'x' }, ifMatch(changed))).status).toBe(403);
    const kept = await sysadmin.patch(path, { displayName: null, state: null }, { 'if-match': '"3"' });
    expect(kept.body).toMatchObject({ displayName: '新名', state: 'ACTIVE' });
    expect((await sysadmin.patch(path, { unitId: 'x' }, ifMatch(changed))).status).toBe(400);
    expect((await sysadmin.patch(path, { personId: randomUUID() }, ifMatch(changed))).status).toBe(400);
  });

  it('is never one’s own', async () => {
    const own = await sysadmin.get(`/accounts/${t.world.people.sysadmin.accountId}`);
    expect((await sysadmin.patch(`/accounts/${own.body.id}`, { displayName: '我' }, ifMatch(own))).body.code).toBe(
      'account.own',
    );
  });

  it('never changes the natural person, not even in the database', async () => {
    const move = t.database.admin.query(`update app.accounts set person_id = $2, version = version + 1 where id = $1`, [
      t.world.people.unit.accountId,
      t.world.people.leader.personId,
    ]);
    await expect(move).rejects.toMatchObject({ code: '42501' });
  });
});

describe('disabling an account', () => {
  it('ends its sessions at once and keeps it out until it is enabled', async () => {
    const made = await create();
    const tokens = await login(made.body.username, made.body.initialPassword);
    const path = `/accounts/${made.body.id}`;
    const disabled = await sysadmin.post(`${path}/disable`, {}, ifMatch(made));
    expect(disabled.body.state).toBe('DISABLED');
    expect((await new Client(t.app, tokens.body.accessToken).post('/auth/logout')).status).toBe(401);
    expect((await t.world.nobody.post('/auth/refresh', { refreshToken: tokens.body.refreshToken })).status).toBe(401);
    expect((await login(made.body.username, made.body.initialPassword)).status).toBe(401);
    expect((await sysadmin.post(`${path}/disable`, {}, ifMatch(disabled))).status).toBe(409);
    expect((await sysadmin.post(`${path}/enable`, {}, ifMatch(disabled))).body.state).toBe('ACTIVE');
    expect((await login(made.body.username, made.body.initialPassword)).status).toBe(200);
    expect((await new Client(t.app, tokens.body.accessToken).post('/auth/logout')).status).toBe(401);
  });

  it('works through the state as well', async () => {
    const made = await create();
    const off = await sysadmin.patch(`/accounts/${made.body.id}`, { state: 'DISABLED' }, ifMatch(made));
    expect(off.body.state).toBe('DISABLED');
  });

  it('is refused for the last administrator of his kind', async () => {
    const path = `/accounts/${t.world.people.secadmin.accountId}`;
    const answer = await sysadmin.post(`${path}/disable`, {}, ifMatch(await sysadmin.get(path)));
    expect(answer.status).toBe(409);
    expect(answer.body).toMatchObject({ code: 'account.last-administrator', params: { role: 'SEC_ADMIN' } });
    const successor = await t.world.hire([{ role: 'SEC_ADMIN', path: 'r' }]);
    expect((await sysadmin.post(`${path}/disable`, {}, ifMatch(await sysadmin.get(path)))).status).toBe(200);
    await sysadmin.post(`${path}/enable`, {}, ifMatch(await sysadmin.get(path)));
    expect((await secadmin.get('/accounts')).status).toBeLessThan(500);
    secadmin = successor.client;
  });

  it('is the system administrator’s alone', async () => {
    const made = await create();
    for (const act of ['disable', 'enable', 'reset-password']) {
      expect((await secadmin.post(`/accounts/${made.body.id}/${act}`, {}, ifMatch(made))).status).toBe(403);
      expect((await sysadmin.post(`/accounts/${made.body.id}/${act}`)).status).toBe(428);
    }
  });
});

describe('resetting a password', () => {
  it('ends the sessions and answers a new password once', async () => {
    const made = await create();
    const tokens = await login(made.body.username, made.body.initialPassword);
    const path = `/accounts/${made.body.id}/reset-password`;
    const reset = await sysadmin.post(path, {}, ifMatch(made));
    expect(reset.status).toBe(200);
    expect(reset.etag).toBe('"2"');
    expect(reset.body.mustChangePassword).toBe(true);
    expect((await new Client(t.app, tokens.body.accessToken).post('/auth/logout')).status).toBe(401);
    expect((await login(made.body.username, made.body.initialPassword)).status).toBe(401);
    expect((await login(made.body.username, reset.body.initialPassword)).body.mustChangePassword).toBe(true);
    expect((await sysadmin.post(path, {}, ifMatch(made))).status).toBe(412);
  });

  it('is refused for administrators: who resets could sign in as them', async () => {
    const path = `/accounts/${t.world.people.auditadmin.accountId}`;
    const answer = await sysadmin.post(`${path}/reset-password`, {}, ifMatch(await sysadmin.get(path)));
    expect(answer.status).toBe(403);
    expect(answer.body.code).toBe('account.of-administrator');
  });
});

describe('unlocking', () => {
  it('is refused to others than the security administrator, and needs what was read', async () => {
    const made = await create();
    const path = `/accounts/${made.body.id}/unlock`;
    expect((await sysadmin.post(path, {}, ifMatch(made))).status).toBe(403);
    expect((await secadmin.post(path)).status).toBe(428);
    expect((await secadmin.post(path, {}, { 'if-match': '"9"' })).status).toBe(412);
    expect((await secadmin.post(path, {}, ifMatch(made))).status).toBe(200);
    expect((await secadmin.post(`/accounts/${randomUUID()}/unlock`, {}, ifMatch(made))).status).toBe(404);
  });
});
