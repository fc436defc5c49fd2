import { issueBootstrapSecret } from '../../src/launcher/bootstrap-secret.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { type Answer, Client } from '../support/client.js';

let t: TestApp;
let secret: string;

beforeAll(async () => {
  t = await startTestApp();
  // The named world is removed: bootstrap is for a system without accounts.
  await t.database.admin.query(
    `truncate app.role_grants, app.refresh_tokens, app.sessions, app.password_history, app.api_keys, app.accounts cascade`,
  );
  secret = (await issueBootstrapSecret(t.database.urls.own)) ?? '';
});
afterAll(() => t.close());

const administrator = (username: string): object => ({
  username,
  password: 'Harvest-moon-42',
  displayName: `${username} 管理员`,
});

const bootstrap = (change: object = {}): Promise<Answer> =>
  t.world.nobody.post('/auth/bootstrap', {
    secret,
    sysadmin: administrator('first'),
    secadmin: administrator('second'),
    auditadmin: administrator('third'),
    ...change,
  });

describe('bootstrap', () => {
  it('refuses a wrong secret, equal usernames, weak passwords and a missing administrator', async () => {
    expect((await bootstrap({ secret: 'guess' })).body.code).toBe('auth.bootstrap-refused');
    expect((await bootstrap({ secadmin: administrator('First') })).body.code).toBe('auth.same-username');
    const weak = await bootstrap({ secadmin: { ...administrator('second'), password: 'second' } });
    expect(weak.body.code).toBe('auth.weak-password');
    expect(weak.body.errors[0].pointer).toBe('/secadmin/password');
    expect((await bootstrap({ auditadmin: undefined })).status).toBe(400);
  });

  it('makes the three administrators once, whoever asks at the same time', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => bootstrap()));
    const made = answers.filter(({ status }) => status === 201);
    expect(made).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(9);
    expect(made[0]?.body.administrators.map(({ role }: { role: string }) => role)).toEqual([
      'SYS_ADMIN',
      'SEC_ADMIN',
      'AUDIT_ADMIN',
    ]);
    const { rows } = await t.database.admin.query(
      `select count(*)::int as accounts, count(distinct person_id)::int as people from app.accounts`,
    );
    expect(rows[0]).toEqual({ accounts: 3, people: 3 });
    expect((await bootstrap()).body.code).toBe('auth.bootstrap-done');
  });

  it('gives each of them exactly his own work', async () => {
    const signIn = async (username: string): Promise<Client> => {
      const answer = await t.world.nobody.post('/auth/login', { username, password: 'Harvest-moon-42' });
      expect(answer.body.mustChangePassword).toBe(false);
      return new Client(t.app, answer.body.accessToken);
    };
    const [sys, sec, audit] = [await signIn('first'), await signIn('second'), await signIn('third')];
    const statuses = async (client: Client): Promise<number[]> => [
      (await client.get('/accounts')).status,
      (await client.get('/role-grants')).status,
      (await client.post('/accounts', { username: 'someone', displayName: '某人' })).status,
    ];
    expect(await statuses(sys)).toEqual([200, 403, 201]);
    expect(await statuses(sec)).toEqual([200, 200, 403]);
    expect(await statuses(audit)).toEqual([403, 403, 403]);
  });

  it('is over: no new secret is issued', async () => {
    expect(await issueBootstrapSecret(t.database.urls.own)).toBeNull();
  });
});
