import { createHash } from 'node:crypto';
import pg from 'pg';
import { type CheckedEntry, findBrokenEntries } from '../../src/platform/audit/entry-check.js';
import { hashSecret } from '../../src/platform/auth/api-keys.js';
import { newId } from '../../src/platform/database/ids.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { type Answer, Client } from '../support/client.js';

let t: TestApp;
beforeAll(async () => {
  t = await startTestApp();
});
afterAll(() => t.close());

describe('the event feed', () => {
  const insert = `insert into app.events (id, type, district_id, unit_path, subject_type, subject_id, payload)
    values ($1, $2, $3, $4, 'test', $1, '{}')`;
  const tell = (client: pg.Client, type: string, unitPath: string): Promise<unknown> =>
    client.query(insert, [newId(), type, t.world.districts.shuangliu.id, unitPath]);

  /** Transactions of neighbouring tests hold the feed back for a moment: it is cluster-wide. */
  async function follow(client: Client, query: string, count: number): Promise<Answer> {
    for (let tries = 0; ; tries += 1) {
      const answer = await client.get(`/events?${query}`);
      if (answer.body.items.length >= count || tries > 50) return answer;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  it('keeps back what comes after a transaction that is still running, and then tells both in commit order', async () => {
    const path = t.world.units.water.path;
    const finance = t.world.as('finance');
    const { host, port, database, user, password } = t.database.admin;
    const slow = new pg.Client({ host, port, database, user, password } as pg.ClientConfig);
    await slow.connect();
    try {
      await slow.query('begin');
      await tell(slow, 'order.early', path);
      await tell(t.database.admin, 'order.late', path);
      const before = await finance.get('/events?type[in]=order.early,order.late');
      expect(before.body).toEqual({ items: [], nextAfter: null });
      await slow.query('commit');
    } finally {
      await slow.end();
    }
    const both = await follow(finance, 'type[in]=order.early,order.late', 2);
    expect(both.body.items.map(({ type }: { type: string }) => type)).toEqual(['order.early', 'order.late']);
    const rest = await finance.get(`/events?type[prefix]=order.&after=${both.body.nextAfter}`);
    expect(rest.body).toEqual({ items: [], nextAfter: both.body.nextAfter });
  });

  it('is followed page by page without gap or repetition', async () => {
    for (let index = 0; index < 7; index += 1) await tell(t.database.admin, 'walk.step', t.world.units.schoolA.path);
    await follow(t.world.as('unithead'), 'type=walk.step', 7);
    const seen: string[] = [];
    let after = '';
    for (;;) {
      const page = await t.world.as('unithead').get(`/events?type=walk.step&limit=3${after}`);
      seen.push(...page.body.items.map(({ id }: { id: string }) => id));
      if (page.body.items.length === 0) break;
      after = `&after=${page.body.nextAfter}`;
    }
    expect(seen).toHaveLength(7);
    expect(seen).toEqual([...seen].sort());
  });

  it('shows each reader the events of his scope only, and administrators none', async () => {
    await tell(t.database.admin, 'scope.one', t.world.units.schoolA.path);
    await tell(t.database.admin, 'scope.two', t.world.units.station.path);
    await follow(t.world.as('finance'), 'type[prefix]=scope.', 2);
    const typesOf = async (name: 'unit' | 'stationUnit' | 'foreignFinance'): Promise<string[]> =>
      (await t.world.as(name).get('/events?type[prefix]=scope.')).body.items.map(({ type }: { type: string }) => type);
    expect(await typesOf('unit')).toEqual(['scope.one']);
    expect(await typesOf('stationUnit')).toEqual(['scope.two']);
    expect(await typesOf('foreignFinance')).toEqual([]);
    expect((await t.world.as('sysadmin').get('/events')).status).toBe(403);
    expect((await t.world.nobody.get('/events')).status).toBe(401);
  });

  it('is open to API keys that carry events:read', async () => {
    const keyOf = async (scopes: string[]): Promise<Client> => {
      const robot = await t.world.hire([{ role: 'FIN_PERF', path: t.world.districts.shuangliu.path }]);
      const id = newId();
      const secret = createHash('sha256').update(id).digest('base64url');
      await t.database.admin.query(
        `insert into app.api_keys (id, account_id, session_id, name, secret_hash, scopes, cidrs, expires_at)
          values ($1, $2, $3, 'robot', $4, $5, '{0.0.0.0/0}', now() + interval '1 day')`,
        [id, robot.accountId, robot.sessionId, hashSecret(secret), scopes],
      );
      return new Client(t.app, `bpk_${id.replaceAll('-', '')}_${secret}`);
    };
    expect((await (await keyOf(['events:read'])).get('/events')).status).toBe(200);
    expect((await (await keyOf(['organization:read'])).get('/events')).status).toBe(403);
  });

  it('refuses a forged cursor, an unknown filter and an absurd limit', async () => {
    const finance = t.world.as('finance');
    expect((await finance.get('/events?after=forged.cursor')).body.code).toBe('request.bad-cursor');
    expect((await finance.get('/events?colour=red')).body.code).toBe('request.unknown-filter');
    expect((await finance.get('/events?limit=100000')).body.code).toBe('request.invalid-filter');
    expect((await finance.get('/events?type=a&type=b')).body.code).toBe('request.invalid-filter');
  });
});

describe('the audit trail', () => {
  const entriesOf = async (query: string, count: number): Promise<CheckedEntry[]> => {
    for (let tries = 0; ; tries += 1) {
      const { body } = await t.world.as('auditadmin').get(`/audit/entries?${query}`);
      if (body.items.length >= count || tries > 50) return body.items;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };

  it('tells a change to the audit administrator, who can check it himself', async () => {
    const created = await t.world.as('sysadmin').post('/districts', { code: '510131', name: '成都市蒲江县' });
    const entries = await entriesOf(`objectId=${created.body.id}&action[prefix]=district.`, 1);
    expect(entries).toHaveLength(1);
    expect(entries[0]).toMatchObject({ action: 'district.create', accountId: t.world.people.sysadmin.accountId });
    expect(findBrokenEntries(entries)).toEqual([]);
    const [entry] = entries as [CheckedEntry];
    const forged = { ...entry, event: entry.event.replace('"result":"OK"', '"result":"NO"') };
    expect(findBrokenEntries([forged])).toEqual([{ id: entry.id, fault: 'DIGEST' }]);
  });

  it('notes that it was read: once, on the first page', async () => {
    const reader = await t.world.hire([{ role: 'AUDIT_ADMIN', path: 'r' }]);
    const first = await reader.client.get('/audit/entries?limit=1&action[prefix]=district.');
    await reader.client.get(`/audit/entries?limit=1&after=${first.body.nextAfter}`);
    const traces = await entriesOf(`accountId=${reader.accountId}`, 1);
    expect(traces.map(({ action }) => action)).toEqual(['audit.read']);
    expect(findBrokenEntries(traces)).toEqual([]);
  });

  it('is closed to everybody else, the other administrators included', async () => {
    for (const name of ['sysadmin', 'secadmin', 'finance', 'unit'] as const) {
      expect((await t.world.as(name).get('/audit/entries')).status).toBe(403);
    }
  });

  it('can be narrowed to a time', async () => {
    const future = '2999-01-01T00:00:00Z';
    expect(await entriesOf(`recordedAt[gte]=${future}`, 0)).toEqual([]);
    expect((await t.world.as('auditadmin').get('/audit/entries?recordedAt[gte]=yesterday')).status).toBe(400);
  });
});

describe('jobs', () => {
  it('are listed for the system and the audit administrator only', async () => {
    await t.database.admin.query(
      `insert into app.job_runs (name, last_started_at, runs, failures, last_error) values ('old.job', now(), 7, 1, 'oh')`,
    );
    const jobs = await t.world.as('sysadmin').get('/jobs');
    expect(jobs.body.items).toContainEqual(
      expect.objectContaining({ name: 'old.job', everyMs: null, runs: 7, failures: 1, lastError: 'oh' }),
    );
    expect((await t.world.as('auditadmin').get('/jobs')).status).toBe(200);
    expect((await t.world.as('finance').get('/jobs')).status).toBe(403);
  });
});

describe('the queue board', () => {
  const open = (headers: Record<string, string>, url = '/api/queues/'): Promise<{ statusCode: number; body: string }> =>
    t.app.inject({ method: 'GET', url, headers });

  it('refuses strangers, other roles, API keys and forged passes', async () => {
    const bearer = (client: Client): Record<string, string> => ({ authorization: `Bearer ${client.token}` });
    expect((await open({})).statusCode).toBe(401);
    expect((await open({}, '/api/queues/api/queues')).statusCode).toBe(401);
    expect((await open({}, '/api/queues/static/favicon.ico')).statusCode).toBe(401);
    expect((await open({ cookie: 'queue_board=eyJhIjoxfQ.AAAA' })).statusCode).toBe(401);
    expect((await open(bearer(t.world.as('finance')))).statusCode).toBe(403);
    expect((await open(bearer(t.world.as('auditadmin')))).statusCode).toBe(403);
    expect((await open({ authorization: `Bearer bpk_${'0'.repeat(32)}_${'a'.repeat(43)}` })).statusCode).toBe(403);
    expect((await t.world.as('secadmin').post('/queues/session')).status).toBe(403);
  });

  it('opens for the system administrator with a pass, on the PostgreSQL queues, to look only', async () => {
    const pass = await t.world.as('sysadmin').post('/queues/session');
    expect(pass.status).toBe(201);
    const cookie = String(pass.headers['set-cookie']);
    expect(cookie).toMatch(/^queue_board=[\w.-]+; Path=\/api\/queues; Max-Age=600; HttpOnly; SameSite=Strict$/);
    const headers = { cookie: cookie.split(';')[0] ?? '' };
    const page = await open(headers);
    expect([page.statusCode, page.body]).toEqual([200, expect.stringContaining('任务队列')]);
    const queues = JSON.parse((await open(headers, '/api/queues/api/queues')).body);
    expect(queues.queues.map(({ name }: { name: string }) => name).sort()).toEqual(['jobs', 'outbox']);
    expect(queues.queues.every(({ readOnlyMode }: { readOnlyMode: boolean }) => readOnlyMode)).toBe(true);
    const paused = await t.app.inject({ method: 'PUT', url: '/api/queues/api/queues/jobs/pause', headers });
    expect(paused.statusCode).toBeGreaterThanOrEqual(400);
  });

  it('closes at once when the session is revoked', async () => {
    const admin = await t.world.hire([{ role: 'SYS_ADMIN', path: 'r' }]);
    const pass = await admin.client.post('/queues/session');
    const headers = { cookie: String(pass.headers['set-cookie']).split(';')[0] ?? '' };
    expect((await open(headers)).statusCode).toBe(200);
    await t.database.admin.query('update app.sessions set revoked_at = now() where id = $1', [admin.sessionId]);
    await new Promise((resolve) => setTimeout(resolve, 1100));
    expect((await open(headers)).statusCode).toBe(401);
  });
});

describe('every answer', () => {
  it.each(['/', '/api/v1/me', '/api/v1/nowhere', '/health/live'])('%s carries the security headers', async (url) => {
    const { headers } = await t.app.inject({ method: 'GET', url });
    expect(headers).toMatchObject({
      'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'strict-transport-security': 'max-age=31536000; includeSubDomains',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    });
  });
});

describe('the pages', () => {
  const PAGES = ['/', '/docs', '/errors'];

  it.each(PAGES)('%s answers under a strict policy, without inline script or style', async (url) => {
    const page = await t.app.inject({ method: 'GET', url });
    expect(page.statusCode).toBe(200);
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    const policy = String(page.headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
    expect(page.body).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=|javascript:/i);
    expect(page.body).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
    const assets = [...page.body.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, asset]) => asset ?? '');
    for (const asset of new Set(assets)) {
      expect([asset, (await t.app.inject({ method: 'GET', url: asset })).statusCode]).toEqual([asset, 200]);
    }
  });

  it('name every error code with its anchor', async () => {
    const page = await t.app.inject({ method: 'GET', url: '/errors' });
    for (const code of ['request.stale', 'files.executable', 'organization.unit-code-taken']) {
      expect(page.body).toContain(`id="${code}"`);
    }
  });

  it('serve no file outside their list', async () => {
    for (const name of ['..%2f..%2fpackage.json', 'package.json', 'constructor', '__proto__']) {
      expect((await t.app.inject({ method: 'GET', url: `/assets/${name}` })).statusCode).toBe(404);
    }
  });

  it('show no markup that came with the Host header', async () => {
    const page = await t.app.inject({ method: 'GET', url: '/', headers: { host: '"><script>alert(1)</script>' } });
    expect(page.body).not.toContain('alert(1)');
  });
});
