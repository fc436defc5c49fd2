import { randomUUID } from 'node:crypto';
import { startTestApp, type TestApp } from '../support/app.js';
import { type Answer, Client, ifMatch } from '../support/client.js';

const DAY_MS = 86_400_000;

let t: TestApp;
let sysadmin: Client;
let service: Answer;
let count = 0;

beforeAll(async () => {
  t = await startTestApp();
  sysadmin = t.world.as('sysadmin');
});
beforeEach(async () => {
  count += 1;
  service = await sysadmin.post('/service-accounts', { username: `svc-${count}`, displayName: '财政一体化系统' });
});
afterAll(() => t.close());

const inDays = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString();
const createKey = (body: object = {}, client = sysadmin, headers = {}): Promise<Answer> =>
  client.post(
    `/service-accounts/${service.body.id}/keys`,
    { name: 'production', scopes: ['organization:read'], cidrs: ['127.0.0.0/8'], expiresAt: inDays(30), ...body },
    headers,
  );
const grantRead = (): Promise<Answer> =>
  t.world.as('secadmin').post('/role-grants', {
    accountId: service.body.id,
    role: 'SUPERVISOR',
    unitId: t.world.units.education.id,
    subtree: true,
  });
const withKey = (answer: Answer): Client => new Client(t.app, answer.body.key);

describe('service accounts', () => {
  it('are made by the system administrator and listed apart', async () => {
    expect(service.status).toBe(201);
    expect(service.body).toMatchObject({ kind: 'SERVICE', mustChangePassword: false });
    const list = await t.world.as('secadmin').get('/service-accounts?pageSize=200');
    expect(list.body.items.every(({ kind }: { kind: string }) => kind === 'SERVICE')).toBe(true);
    for (const name of ['secadmin', 'auditadmin', 'leader'] as const) {
      const answer = await t.world.as(name).post('/service-accounts', { username: 'svc-x', displayName: 'x' });
      expect([name, answer.status]).toEqual([name, 403]);
    }
    expect((await t.world.as('leader').get('/service-accounts')).status).toBe(403);
  });

  it('cannot sign in and have no password to reset', async () => {
    const login = await t.world.nobody.post('/auth/login', { username: service.body.username, password: 'x' });
    expect(login.status).toBe(401);
    const reset = await sysadmin.post(`/accounts/${service.body.id}/reset-password`, {}, ifMatch(service));
    expect(reset.body.code).toBe('account.without-password');
  });
});

describe('keys', () => {
  it('open what their scopes and the account’s grants both open', async () => {
    const made = await createKey();
    expect(made.status).toBe(201);
    expect(made.body.key).toMatch(/^bpk_[0-9a-f]{32}_[A-Za-z0-9_-]{43}$/);
    expect((await withKey(made).get('/units')).status).toBe(403); // no grant yet
    await grantRead();
    const units = await withKey(made).get('/units');
    expect(units.body.items.map(({ code }: { code: string }) => code).sort()).toEqual(['201', '201001', '201002']);
  });

  it('may not do what their scopes do not name', async () => {
    await grantRead();
    const key = withKey(await createKey());
    expect((await key.post('/units', {})).status).toBe(403);
    expect((await key.get('/auth/me')).status).toBe(403);
    expect((await key.get('/accounts')).status).toBe(403);
    expect((await key.post('/auth/password', {})).status).toBe(403);
  });

  it('are refused from another network, which is audited', async () => {
    await grantRead();
    const made = await createKey({ cidrs: ['10.20.0.0/16', '2001:db8::/32'] });
    expect((await withKey(made).get('/units')).status).toBe(401);
    const { rows } = await t.database.admin.query(
      `select account_id from app.audit_entries where action = 'security.key-network'`,
    );
    expect(rows).toEqual([{ account_id: service.body.id }]);
  });

  it('are refused when expired, revoked, wrong or of a disabled account', async () => {
    await grantRead();
    const expired = await createKey();
    await t.database.admin.query(
      `update app.api_keys set expires_at = now() - interval '1 second', version = version + 1 where id = $1`,
      [expired.body.id],
    );
    expect((await withKey(expired).get('/units')).status).toBe(401);
    const live = await createKey();
    const other = `${live.body.key.slice(0, -2)}${live.body.key.endsWith('AA') ? 'BB' : 'AA'}`;
    expect((await new Client(t.app, other).get('/units')).status).toBe(401);
    expect((await new Client(t.app, 'bpk_x_y').get('/units')).status).toBe(401);
    await sysadmin.post(`/accounts/${service.body.id}/disable`, {}, ifMatch(service));
    expect((await withKey(live).get('/units')).status).toBe(401);
    expect((await createKey()).body.code).toBe('service-account.disabled');
  });

  it('end at once when revoked', async () => {
    await grantRead();
    const made = await createKey();
    const path = `/service-accounts/${service.body.id}/keys/${made.body.id}`;
    expect((await sysadmin.post(`${path}/revoke`)).status).toBe(428);
    expect((await t.world.as('leader').post(`${path}/revoke`, {}, ifMatch(made))).status).toBe(403);
    const revoked = await sysadmin.post(`${path}/revoke`, {}, ifMatch(await sysadmin.get(path)));
    expect(revoked.body).toMatchObject({ version: 2 });
    expect(revoked.body.revokedAt).not.toBeNull();
    expect((await withKey(made).get('/units')).status).toBe(401);
    expect((await sysadmin.post(`${path}/revoke`, {}, ifMatch(revoked))).body.code).toBe('service-account.key-revoked');
    expect(
      (await sysadmin.post(`/service-accounts/${service.body.id}/keys/${randomUUID()}/revoke`, {}, ifMatch(made)))
        .status,
    ).toBe(404);
  });

  it('are two at most, however many ask at once', async () => {
    const answers = await Promise.all([createKey(), createKey(), createKey(), createKey()]);
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(2);
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe('service-account.two-keys');
  });

  it('are kept as digests, shown once and not replayed', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const expiresAt = inDays(30);
    const made = await createKey({ expiresAt }, sysadmin, headers);
    const again = await createKey({ expiresAt }, sysadmin, headers);
    expect(again.body).toEqual({ ...made.body, key: null });
    const list = await t.world.as('secadmin').get(`/service-accounts/${service.body.id}/keys`);
    expect(list.body.items).toHaveLength(1);
    const { rows } = await t.database.admin.query(
      `select (select string_agg(k::text, '') from app.api_keys k) || (select string_agg(coalesce(i.answer, ''), '') from app.idempotency_keys i) as stored`,
    );
    expect(rows[0].stored).not.toContain(made.body.key.slice(-43));
  });

  it('need known scopes, networks, and an end within a year', async () => {
    const code = async (body: object): Promise<string> => (await createKey(body)).body.code;
    expect(await code({ scopes: ['everything'] })).toBe('service-account.unknown-scope');
    expect(await code({ scopes: [] })).toBe('request.invalid');
    expect(await code({ cidrs: [] })).toBe('request.invalid');
    expect(await code({ cidrs: ['anywhere'] })).toBe('request.invalid');
    expect(await code({ cidrs: ['999.1.1.1/8'] })).toBe('request.malformed');
    expect(await code({ expiresAt: inDays(-1) })).toBe('service-account.expiry');
    expect(await code({ expiresAt: inDays(400) })).toBe('service-account.expiry');
    expect((await createKey({}, t.world.as('secadmin'))).status).toBe(403);
    expect((await sysadmin.get(`/service-accounts/${randomUUID()}/keys`)).status).toBe(404);
    expect((await sysadmin.get(`/service-accounts/${t.world.people.unit.accountId}/keys`)).status).toBe(404);
  });
});
