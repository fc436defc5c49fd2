import { purgeEnded } from '../../src/platform/auth/session.store.js';
import { Bulk } from '../../src/platform/database/bulk.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { type Answer, Client, ifMatch } from '../support/client.js';

const PASSWORD = 'Harvest-moon-42';

let t: TestApp;
let count = 0;

beforeAll(async () => {
  t = await startTestApp();
});
afterAll(() => t.close());

const login = (username: string, password: string, headers = {}): Promise<Answer> =>
  t.world.nobody.post('/auth/login', { username, password }, headers);
const refresh = (refreshToken: string, headers = {}): Promise<Answer> =>
  t.world.nobody.post('/auth/refresh', { refreshToken }, headers);

/** A person with a password of his own. */
async function enrol(): Promise<{ id: string; username: string; client: Client; tokens: Answer['body'] }> {
  count += 1;
  const username = `person.${count}`;
  const made = await t.world.as('sysadmin').post('/accounts', { username, displayName: `第${count}人` });
  const first = await login(username, made.body.initialPassword);
  const changed = await new Client(t.app, first.body.accessToken).post('/auth/password', {
    currentPassword: made.body.initialPassword,
    newPassword: PASSWORD,
  });
  expect(changed.status).toBe(200);
  return { id: made.body.id, username, client: new Client(t.app, changed.body.accessToken), tokens: first.body };
}

async function audited(action: string): Promise<string[]> {
  const { rows } = await t.database.admin.query(`select event from app.audit_entries where action = $1 order by id`, [
    action,
  ]);
  return rows.map(({ event }) => event);
}

describe('signing in', () => {
  it('answers tokens that open the API', async () => {
    const { username, id } = await enrol();
    const answer = await login(username.toUpperCase(), PASSWORD);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ tokenType: 'Bearer', expiresIn: 600, mustChangePassword: false });
    const me = await new Client(t.app, answer.body.accessToken).get('/auth/me');
    expect(me.status).toBe(200);
    expect(me.body.account).toMatchObject({ id, username, kind: 'PERSON' });
    expect(me.body).toMatchObject({ unit: null, roles: [] });
  });

  it('answers a wrong password, an unknown name and a disabled account with one and the same body', async () => {
    const { username } = await enrol();
    const disabled = await enrol();
    const sysadmin = t.world.as('sysadmin');
    await sysadmin.post(
      `/accounts/${disabled.id}/disable`,
      {},
      ifMatch(await sysadmin.get(`/accounts/${disabled.id}`)),
    );
    const answers = await Promise.all([
      login(username, 'Wrong-password-1'),
      login('nobody.at.all', 'Wrong-password-1'),
      login(disabled.username, PASSWORD),
    ]);
    for (const { status, body } of answers) {
      expect(status).toBe(401);
      expect({ ...body, requestId: '' }).toEqual({ ...answers[0]?.body, requestId: '' });
      expect(body.code).toBe('auth.bad-credentials');
    }
  });

  it.each([{}, { username: 'a' }, { username: 1, password: 'x' }, { username: 'a', password: 'x', role: 'SYS_ADMIN' }])(
    'refuses the shape %j',
    async (body) => {
      expect((await t.world.nobody.post('/auth/login', body)).status).toBe(400);
    },
  );
});

describe('the lock', () => {
  it('closes after five failures, for the right password too, until the security administrator opens it', async () => {
    const { id, username } = await enrol();
    for (let attempt = 1; attempt <= 5; attempt += 1)
      expect((await login(username, 'Wrong-password-1')).status).toBe(401);
    const locked = await login(username, PASSWORD);
    expect(locked.status).toBe(429);
    expect(locked.body.code).toBe('auth.locked');
    expect(Number(locked.headers['retry-after'])).toBeGreaterThan(890);
    expect(Number(locked.headers['retry-after'])).toBeLessThanOrEqual(900);
    const seen = await t.world.as('secadmin').get(`/accounts/${id}`);
    expect(seen.body.lockedUntil).not.toBeNull();
    expect((await t.world.as('sysadmin').post(`/accounts/${id}/unlock`, {}, ifMatch(seen))).status).toBe(403);
    expect(
      (await t.world.as('secadmin').post(`/accounts/${id}/unlock`, {}, ifMatch(seen))).body.lockedUntil,
    ).toBeNull();
    expect((await login(username, PASSWORD)).status).toBe(200);
    const trail = (await audited('auth.login')).join('\n');
    expect(trail).toContain('now-locked:account');
    expect(trail).toContain('"reason":"locked"');
  });

  it('closes for names that do not exist just the same', async () => {
    for (let attempt = 1; attempt <= 5; attempt += 1) await login('ghost', 'Wrong-password-1');
    expect((await login('ghost', 'Wrong-password-1')).status).toBe(429);
  });

  it('is not passed by guessing many times at once', async () => {
    const { username } = await enrol();
    const guesses = await Promise.all(Array.from({ length: 12 }, () => login(username, 'Wrong-password-1')));
    expect(guesses.filter(({ status }) => status === 401)).toHaveLength(5);
    expect(guesses.filter(({ status }) => status === 429)).toHaveLength(7);
  });

  it('opens by itself, and closes for longer the next time', async () => {
    for (let attempt = 1; attempt <= 5; attempt += 1) await login('ghost.two', 'x');
    await t.database.admin.query(
      `update app.login_failures set locked_until = now() - interval '1 second' where subject = 'account:ghost.two'`,
    );
    for (let attempt = 1; attempt <= 5; attempt += 1) expect((await login('ghost.two', 'x')).status).toBe(401);
    expect(Number((await login('ghost.two', 'x')).headers['retry-after'])).toBeGreaterThan(1700);
  });

  it('counts wrong passwords of a change as well', async () => {
    const { client } = await enrol();
    const change = (): Promise<Answer> =>
      client.post('/auth/password', { currentPassword: 'Wrong-password-1', newPassword: 'Another-good-1' });
    for (let attempt = 1; attempt <= 5; attempt += 1) expect((await change()).body.code).toBe('auth.wrong-password');
    expect((await change()).status).toBe(429);
  });
});

describe('refresh tokens', () => {
  it('work once each and keep the session going', async () => {
    const { tokens } = await enrol();
    const second = await refresh(tokens.refreshToken);
    expect(second.status).toBe(200);
    expect(second.body.refreshToken).not.toBe(tokens.refreshToken);
    expect((await new Client(t.app, second.body.accessToken).get('/auth/me')).status).toBe(200);
    expect((await refresh(second.body.refreshToken)).status).toBe(200);
  });

  it('give the same successor again to the same client whose answer was lost', async () => {
    const { tokens } = await enrol();
    const [first, again] = await Promise.all([refresh(tokens.refreshToken), refresh(tokens.refreshToken)]);
    expect(first.status).toBe(200);
    expect(again.body.refreshToken).toBe(first.body.refreshToken);
    expect((await refresh(first.body.refreshToken)).status).toBe(200);
  });

  it('end the session when another client brings a used one', async () => {
    const { tokens } = await enrol();
    const mine = await refresh(tokens.refreshToken, { 'user-agent': 'mine' });
    const thief = await refresh(tokens.refreshToken, { 'user-agent': 'thief' });
    expect(thief.status).toBe(401);
    expect(thief.body.code).toBe('auth.session-ended');
    expect((await refresh(mine.body.refreshToken, { 'user-agent': 'mine' })).status).toBe(401);
    expect((await audited('security.refresh-reuse')).length).toBe(1);
  });

  it('end the session when a used one comes after its successor was used, or late', async () => {
    const { tokens } = await enrol();
    const second = await refresh(tokens.refreshToken);
    await refresh(second.body.refreshToken);
    expect((await refresh(tokens.refreshToken)).status).toBe(401);
    const other = await enrol();
    const next = await refresh(other.tokens.refreshToken);
    await t.database.admin.query(`update app.refresh_tokens set used_at = used_at - interval '11 seconds'`);
    expect((await refresh(other.tokens.refreshToken)).status).toBe(401);
    expect((await new Client(t.app, next.body.accessToken).post('/auth/logout')).status).toBe(401);
  });

  it.each(['expires_at', 'idle_until'])('end with the session: %s', async (column) => {
    const { tokens, id } = await enrol();
    await t.database.admin.query(
      `update app.sessions set ${column} = now() - interval '1 second' where account_id = $1`,
      [id],
    );
    expect((await refresh(tokens.refreshToken)).status).toBe(401);
  });

  it('are kept as digests only', async () => {
    const { tokens } = await enrol();
    await refresh(tokens.refreshToken);
    const { rows } = await t.database.admin.query(`select r::text as row from app.refresh_tokens r`);
    const bytes = Buffer.from(tokens.refreshToken).toString('hex');
    expect(rows.some(({ row }) => row.includes(bytes) || row.includes(tokens.refreshToken))).toBe(false);
  });

  it('are purged with the sessions that ended long ago, and with no others', async () => {
    const { tokens, id } = await enrol();
    const other = await enrol();
    await t.database.admin.query(
      `update app.sessions set revoked_at = now() - interval '2 days' where account_id = $1`,
      [id],
    );
    expect(await t.app.get(Bulk).run((execute) => execute(purgeEnded()))).toBe(1);
    expect((await refresh(tokens.refreshToken)).status).toBe(401);
    expect((await refresh(other.tokens.refreshToken)).status).toBe(200);
  });

  it('refuse what is no token', async () => {
    expect((await refresh('x'.repeat(43))).status).toBe(401);
    expect((await refresh('short')).status).toBe(400);
  });
});

describe('signing out', () => {
  it('ends the session for access and refresh tokens', async () => {
    const { client, tokens } = await enrol();
    expect((await client.post('/auth/logout')).status).toBe(204);
    expect((await client.post('/auth/logout')).status).toBe(401);
    expect((await refresh(tokens.refreshToken)).status).toBe(401);
  });
});

describe('the password', () => {
  it('must be changed first when an administrator gave it', async () => {
    const made = await t.world.as('sysadmin').post('/accounts', { username: 'newcomer', displayName: '新人' });
    const first = await login('newcomer', made.body.initialPassword);
    expect(first.body.mustChangePassword).toBe(true);
    const client = new Client(t.app, first.body.accessToken);
    expect((await client.get('/roles')).body.code).toBe('request.password-change-required');
    expect((await client.get('/auth/me')).body.mustChangePassword).toBe(true);
    const demanded = await refresh(first.body.refreshToken);
    expect((await new Client(t.app, demanded.body.accessToken).get('/roles')).status).toBe(403);
    const body = { currentPassword: made.body.initialPassword, newPassword: PASSWORD };
    const changed = await client.post('/auth/password', body);
    expect(changed.body).toMatchObject({ mustChangePassword: false, expiresIn: 600 });
    expect((await new Client(t.app, changed.body.accessToken).get('/roles')).status).toBe(200);
  });

  it('must be changed after 90 days', async () => {
    const { username, id } = await enrol();
    await t.database.admin.query(
      `update app.accounts set password_changed_at = now() - interval '91 days', version = version + 1 where id = $1`,
      [id],
    );
    expect((await login(username, PASSWORD)).body.mustChangePassword).toBe(true);
  });

  it('ends the other sessions, not the own one', async () => {
    const { username, client } = await enrol();
    const other = await login(username, PASSWORD);
    const body = { currentPassword: PASSWORD, newPassword: 'Another-good-1' };
    expect((await client.post('/auth/password', body)).status).toBe(200);
    expect((await refresh(other.body.refreshToken)).status).toBe(401);
    expect((await client.post('/auth/logout')).status).toBe(204);
    expect((await login(username, PASSWORD)).status).toBe(401);
    expect((await login(username, 'Another-good-1')).status).toBe(200);
  });

  it('is refused when it is weak, or one of the last five', async () => {
    const { client } = await enrol();
    const weak = await client.post('/auth/password', { currentPassword: PASSWORD, newPassword: 'password' });
    expect(weak.status).toBe(422);
    expect(weak.body.errors.map(({ code }: { code: string }) => code)).toContain('auth.password-too-short');
    const same = await client.post('/auth/password', { currentPassword: PASSWORD, newPassword: PASSWORD });
    expect(same.body.code).toBe('auth.password-used-before');
  });

  it('changes once when it is changed twice at once', async () => {
    const { client } = await enrol();
    const answers = await Promise.all(
      ['Another-good-1', 'Another-good-2'].map((newPassword) =>
        client.post('/auth/password', { currentPassword: PASSWORD, newPassword }),
      ),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });
});
