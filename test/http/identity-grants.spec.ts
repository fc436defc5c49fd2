import { randomUUID } from 'node:crypto';
import { startTestApp, type TestApp } from '../support/app.js';
import { type Answer, type Client, ifMatch, offersOf } from '../support/client.js';
import type { Person } from '../support/world.js';

let t: TestApp;
let secadmin: Client;
let newcomer: Person;

beforeAll(async () => {
  t = await startTestApp();
  secadmin = t.world.as('secadmin');
});
beforeEach(async () => {
  newcomer = await t.world.hire([]);
});
afterAll(() => t.close());

const grant = (body: object = {}, client = secadmin): Promise<Answer> =>
  client.post('/role-grants', {
    accountId: newcomer.accountId,
    role: 'UNIT_FILLER',
    unitId: t.world.units.schoolA.id,
    subtree: false,
    ...body,
  });
const asRoot = { unitId: undefined, root: true, subtree: true };
/** Without the departments above, which everyone below them sees. */
const unitCodes = async (client: Client): Promise<string[]> =>
  ((await client.get('/units')).body.items ?? [])
    .map(({ code }: { code: string }) => code)
    .filter((code: string) => code !== '201');

describe('the roles', () => {
  it('are the policy table, read by role', async () => {
    const { body, status } = await t.world.as('unit').get('/roles');
    expect(status).toBe(200);
    const actions = (role: string): string[] =>
      body.items
        .find((item: { role: string }) => item.role === role)
        .actions.map((row: { action: string }) => row.action);
    expect(actions('SYS_ADMIN')).toContain('account.create');
    expect(actions('SYS_ADMIN')).not.toContain('roleGrant.create');
    expect(actions('SEC_ADMIN')).toContain('roleGrant.create');
    expect(actions('SEC_ADMIN')).not.toContain('account.create');
    expect((await t.world.nobody.get('/roles')).status).toBe(401);
  });
});

describe('granting', () => {
  it('opens the unit, and only it, with the next request', async () => {
    expect((await newcomer.client.get('/units')).status).toBe(403);
    const made = await grant();
    expect(made.status).toBe(201);
    expect(made.headers['location']).toBe(`/api/v1/role-grants/${made.body.id}`);
    expect(made.body).toMatchObject({
      role: 'UNIT_FILLER',
      scopePath: t.world.units.schoolA.path,
      subtree: false,
      grantedBy: t.world.people.secadmin.accountId,
      validTo: null,
    });
    expect(await unitCodes(newcomer.client)).toEqual(['201001']);
  });

  it('says whether it can be revoked', async () => {
    const made = await grant();
    expect(offersOf(made)).toEqual({ revoke: null });
    const revoked = await secadmin.post(`/role-grants/${made.body.id}/revoke`, {}, ifMatch(made));
    expect(offersOf(revoked)).toEqual({ revoke: 'role-grant.revoked' });
  });

  it('opens a district with everything below', async () => {
    const districtId = t.world.districts.wenjiang.id;
    const made = await grant({ role: 'FIN_PERF', unitId: undefined, districtId, subtree: true });
    expect(made.body).toMatchObject({ districtId, unitId: null, scopePath: 'r.d510115' });
    expect(await unitCodes(newcomer.client)).toEqual(['201001']);
  });

  it('is the security administrator’s alone', async () => {
    for (const name of ['sysadmin', 'auditadmin', 'leader'] as const) {
      expect([name, (await grant({}, t.world.as(name))).status]).toEqual([name, 403]);
      expect([name, (await t.world.as(name).get('/role-grants')).status]).toEqual([name, 403]);
    }
  });

  it('is never to oneself, by natural person', async () => {
    const { accountId, personId } = t.world.people.secadmin;
    expect((await grant({ accountId })).body.code).toBe('role-grant.own');
    const second = await t.world.hire([], { personId });
    expect((await grant({ accountId: second.accountId })).body.code).toBe('role-grant.own');
  });

  it('needs one place, a known account, a role and a period to come', async () => {
    const code = async (body: object): Promise<string> => (await grant(body)).body.code;
    expect(await code({ unitId: undefined })).toBe('role-grant.one-place');
    expect(await code({ root: true })).toBe('role-grant.one-place');
    expect(await code({ unitId: randomUUID() })).toBe('role-grant.unknown-place');
    expect(await code({ accountId: randomUUID() })).toBe('role-grant.unknown-account');
    expect(await code({ role: 'GOD' })).toBe('request.invalid');
    expect(await code({ validTo: '2020-01-01T00:00:00Z' })).toBe('role-grant.period');
    expect(await code({ validFrom: '2999-01-02T00:00:00Z', validTo: '2999-01-01T00:00:00Z' })).toBe(
      'role-grant.period',
    );
    expect(await code({ validTo: 'tomorrow' })).toBe('request.invalid');
  });

  it('is refused when the account holds the same already', async () => {
    expect((await grant()).status).toBe(201);
    expect((await grant()).body.code).toBe('role-grant.exists');
    expect((await grant({ subtree: true })).status).toBe(201);
    const projectId = randomUUID();
    expect((await grant({ projectId })).body.projectId).toBe(projectId);
  });

  it('counts only within its period', async () => {
    await grant({ validFrom: '2999-01-01T00:00:00+08:00' });
    expect((await newcomer.client.get('/units')).status).toBe(403);
  });
});

describe('三员分立', () => {
  it('keeps the three administrators apart, on one account', async () => {
    expect((await grant({ ...asRoot, role: 'AUDIT_ADMIN' })).status).toBe(201);
    for (const role of ['SYS_ADMIN', 'SEC_ADMIN', 'FIN_LEADER']) {
      const answer = await grant({ ...asRoot, role });
      expect([role, answer.status, answer.body.code]).toEqual([role, 409, 'role-grant.exclusive']);
    }
  });

  it('keeps them apart on all accounts of one natural person', async () => {
    const second = await t.world.hire([], { personId: newcomer.personId });
    expect((await grant()).status).toBe(201);
    expect((await grant({ ...asRoot, accountId: second.accountId, role: 'SYS_ADMIN' })).status).toBe(409);
  });

  it('holds when both are granted at the same moment', async () => {
    const second = await t.world.hire([], { personId: newcomer.personId });
    const answers = await Promise.all([
      grant({ ...asRoot, role: 'SYS_ADMIN' }),
      grant({ ...asRoot, accountId: second.accountId, role: 'AUDIT_ADMIN' }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
  });

  it('is held by the database itself', async () => {
    const insert = t.database.admin.query(
      `insert into app.role_grants (id, account_id, role, scope_path, subtree) values ($1, $2, 'FIN_LEADER', 'r', true)`,
      [randomUUID(), t.world.people.sysadmin.accountId],
    );
    await expect(insert).rejects.toMatchObject({ constraint: 'ck_role_grants_exclusive' });
  });

  it('allows another role after the administrator’s was revoked', async () => {
    const made = await grant({ ...asRoot, role: 'AUDIT_ADMIN' });
    await secadmin.post(`/role-grants/${made.body.id}/revoke`, {}, ifMatch(made));
    expect((await grant()).status).toBe(201);
  });

  it('has administrators of the whole only, and only persons', async () => {
    expect((await grant({ role: 'SYS_ADMIN' })).body.code).toBe('role-grant.administrator-scope');
    const service = await t.world.as('sysadmin').post('/service-accounts', { username: 'svc-admin', displayName: 'x' });
    const answer = await grant({ ...asRoot, role: 'SYS_ADMIN', accountId: service.body.id });
    expect(answer.body.code).toBe('role-grant.administrator-is-person');
  });

  it('shows no administrator any business data', async () => {
    for (const name of ['sysadmin', 'secadmin', 'auditadmin'] as const) {
      const me = await t.world.as(name).get('/auth/me');
      expect(me.body.roles).toHaveLength(1);
    }
    expect((await t.world.as('auditadmin').get('/units')).status).toBe(403);
  });
});

describe('revoking', () => {
  it('closes the unit with the next request, needs what was read, and happens once', async () => {
    const made = await grant();
    const path = `/role-grants/${made.body.id}`;
    expect((await secadmin.post(`${path}/revoke`)).status).toBe(428);
    expect((await secadmin.post(`${path}/revoke`, {}, { 'if-match': '"7"' })).status).toBe(412);
    expect((await t.world.as('sysadmin').post(`${path}/revoke`, {}, ifMatch(made))).status).toBe(403);
    const revoked = await secadmin.post(`${path}/revoke`, {}, ifMatch(made));
    expect(revoked.body.revokedAt).not.toBeNull();
    expect((await newcomer.client.get('/units')).status).toBe(403);
    expect((await secadmin.post(`${path}/revoke`, {}, ifMatch(revoked))).body.code).toBe('role-grant.revoked');
    expect((await secadmin.get(path)).etag).toBe('"2"');
    expect((await secadmin.get(`/role-grants/${randomUUID()}`)).status).toBe(404);
  });

  it('leaves no seat of the three empty', async () => {
    const list = await secadmin.get('/role-grants?role=SEC_ADMIN&isLive=true');
    expect(list.body.items).toHaveLength(1);
    const own = await secadmin.get(`/role-grants/${list.body.items[0].id}`);
    const answer = await secadmin.post(`/role-grants/${own.body.id}/revoke`, {}, ifMatch(own));
    expect(answer.body.code).toBe('account.last-administrator');
  });
});

describe('two roles in two scopes', () => {
  it('open for each route only what the accepted roles open', async () => {
    await grant();
    await grant({ role: 'SURVEY_MANAGER', ...asRoot }); // may not read units at all
    await grant({ role: 'SUPERVISOR', unitId: t.world.units.water.id, subtree: true });
    expect((await unitCodes(newcomer.client)).sort()).toEqual(['201001', '301', '301001']);
  });
});
