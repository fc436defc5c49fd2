import type { AddressInfo } from 'node:net';
import { startTestApp, type TestApp } from '../support/app.js';
import { Execution, type Running } from '../support/execution.js';
import { expectStatus } from '../support/story.js';
import type { PersonName } from '../support/world.js';

interface Entry {
  readonly id: string;
  readonly kind: string;
  readonly projects: number;
  readonly executed: string;
  readonly [figure: string]: unknown;
}
interface Overview {
  readonly month: number;
  readonly node: Entry | null;
  readonly children: readonly Entry[];
}

let t: TestApp;
let execution: Execution;
let school: Running;
beforeAll(async () => {
  t = await startTestApp();
  execution = new Execution(t);
  await t.world.moveClock('2026-07-10 10:00');
  school = await execution.running();
  await execution.pay(school.projectId, '399900.00', '2026-06-15');
  await execution.reportMonths(school.indicators['培训人次'] ?? '', ['100', '100', '100', '100', '100', '80']);
  await execution.settle();
});
afterAll(() => t.close());

const overview = async (who: PersonName, query = ''): Promise<Overview> =>
  expectStatus(200, await t.world.as(who).get(`/api/v1/overview${query}`)).body;
const at = (nodeId: string): string => `?nodeId=${nodeId}&month=6`;

describe('the overview', () => {
  it('adds up money, achievement, lights and open alerts from the project to the district', async () => {
    const { education, schoolA, finance } = t.world.units;
    const figures = {
      projects: 1,
      adjustedBudget: '1000000.00',
      executed: '399900.00',
      executionRate: '0.399900',
      achievement: '0.483333',
      plannedAchievement: '0.500000',
      executionLags: 1,
      lights: { RED: 0, ORANGE: 0, YELLOW: 0, GREY: 0, BLUE: 0, GREEN: 1, NONE: 0 },
      openAlerts: { INFO: 0, WARN: 1, SERIOUS: 0, CRITICAL: 0 },
    };
    const district = await overview('finance', at(t.world.districts.shuangliu.id));
    expect(district.node).toMatchObject({ kind: 'DISTRICT', ...figures });
    expect(district.children.find(({ id }) => id === education.id)).toMatchObject({ kind: 'DEPARTMENT', ...figures });
    expect(district.children.find(({ id }) => id === finance.id)).toMatchObject({ projects: 0, executionRate: null });
    const department = await overview('finance', at(education.id));
    expect(department.children.find(({ id }) => id === schoolA.id)).toMatchObject({ kind: 'UNIT', ...figures });
    const unit = await overview('finance', at(schoolA.id));
    expect(unit.children).toEqual([expect.objectContaining({ kind: 'PROJECT', id: school.projectId, ...figures })]);
    expect((await overview('finance', at(school.projectId))).node).toMatchObject({ kind: 'PROJECT', ...figures });
  });

  it('leads to lists whose figures are those that it has added up', async () => {
    const { node } = await overview('finance', at(t.world.units.education.id));
    const links = node?.['links'] as { progress: string; alerts: string };
    expect((await t.world.as('finance').get(links.progress)).body.items).toHaveLength(1);
    expect((await t.world.as('finance').get(links.alerts)).body.items).toHaveLength(1);
  });

  it('is the same whether the queue has been folded or not, and at once after a change', async () => {
    const district = at(t.world.districts.shuangliu.id);
    const waiting = await overview('finance', district);
    await t.outbox.tick('overview.fold');
    expect(await overview('finance', district)).toEqual(waiting);
    await execution.pay(school.projectId, '100.00', '2026-06-16');
    await execution.settle();
    expect((await overview('finance', district)).node?.executed).toBe('400000.00');
  });

  it('begins at the caller’s own place, and shows nobody another unit’s figures', async () => {
    const { education, schoolA, water } = t.world.units;
    expect((await overview('department', '?month=6')).node).toMatchObject({ id: education.id, projects: 1 });
    expect((await overview('unit', '?month=6')).node).toMatchObject({ id: schoolA.id, projects: 1 });
    expect((await overview('waterDepartment', '?month=6')).node).toMatchObject({ id: water.id, projects: 0 });
    for (const hidden of [t.world.districts.shuangliu.id, education.id, schoolA.id, school.projectId]) {
      const { status, body } = await t.world.as('waterDepartment').get(`/api/v1/overview?nodeId=${hidden}`);
      expect([status, body.code]).toEqual([404, 'request.not-found']);
    }
    expect((await t.world.as('foreignFinance').get(`/api/v1/overview?nodeId=${schoolA.id}`)).status).toBe(404);
  });

  it('shows a clerk of one unit that unit’s own projects, not what lies below it', async () => {
    const clerk = await t.world.hire([{ role: 'UNIT_FILLER', path: t.world.units.education.path, subtree: false }]);
    const { body } = expectStatus(200, await clerk.client.get('/api/v1/overview?month=6'));
    expect(body).toMatchObject({ node: { id: t.world.units.education.id, projects: 0 }, children: [], childCount: 0 });
  });

  it('puts several places of one person side by side', async () => {
    const { schoolA, water } = t.world.units;
    const person = await t.world.hire([
      { role: 'DEPT_REVIEWER', path: water.path },
      { role: 'DEPT_REVIEWER', path: schoolA.path },
    ]);
    const { body } = expectStatus(200, await person.client.get('/api/v1/overview?month=6'));
    expect(body.node).toBeNull();
    expect(body.children.map(({ id }: Entry) => id).sort()).toEqual([water.id, schoolA.id].sort());
  });

  it('refuses a month and a year that are none', async () => {
    for (const query of ['?month=13', '?month=x', '?fiscalYear=1', '?nodeId=x', '?month=1&month=2']) {
      const { status } = await t.world.as('finance').get(`/api/v1/overview${query}`);
      expect([query, [400, 404].includes(status)]).toEqual([query, true]);
    }
  });
});

describe('the stream of the overview', () => {
  let url: string;
  beforeAll(async () => {
    await t.app.listen(0, '127.0.0.1');
    url = `http://127.0.0.1:${(t.app.getHttpServer().address() as AddressInfo).port}/api/v1/overview/stream`;
  });

  const open = (token: string | null, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(url, { headers: { accept: 'text/event-stream', authorization: `Bearer ${token}`, ...headers } });

  /** Reads beside the test: what has come so far, and an end. */
  function listen(answer: Response): {
    text: () => string;
    until: (wanted: RegExp) => Promise<string>;
    ended: Promise<void>;
  } {
    let text = '';
    const read = async (): Promise<void> => {
      const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
      for (;;) {
        const { done, value = '' } = (await reader?.read()) ?? { done: true };
        if (done) return;
        text += value;
      }
    };
    const ended = read().catch(() => undefined);
    const until = async (wanted: RegExp): Promise<string> => {
      for (const giveUp = Date.now() + 20_000; Date.now() < giveUp && !wanted.test(text); )
        await new Promise((resolve) => setTimeout(resolve, 50));
      return text;
    };
    return { text: () => text, until, ended };
  }

  const spend = async (day: string): Promise<void> => {
    await execution.pay(school.projectId, '100.00', day);
    await execution.settle();
    await t.outbox.tick('overview.fold');
  };

  it('tells which places have changed, to those who see them, and goes on from where one was', async () => {
    const { education, schoolA } = t.world.units;
    await t.outbox.tick('overview.fold');
    const own = await open(t.world.as('finance').token);
    expect(own.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(own.headers.get('cache-control')).toBe('no-store');
    expect(own.headers.get('content-security-policy')).toContain("default-src 'none'");
    const [told, untold] = [listen(own), listen(await open(t.world.as('waterDepartment').token))];
    await told.until(/ready/);
    await spend('2026-06-17');
    const text = await told.until(/event: changed[\s\S]*\n\n/);
    const before = /^id: (\d+)\nevent: ready/m.exec(text)?.[1] ?? '';
    const [, id = '', data = ''] = /^id: (\d+)\nevent: changed\ndata: (.*)$/m.exec(text) ?? [];
    expect(Number(id)).toBeGreaterThan(Number(before));
    const nodes = JSON.parse(data).changes.map(({ nodeId }: { nodeId: string }) => nodeId);
    expect(nodes).toEqual(expect.arrayContaining([t.world.districts.shuangliu.id, education.id, schoolA.id]));
    const resumed = listen(await open(t.world.as('department').token, { 'last-event-id': before }));
    const again = await resumed.until(/event: changed[\s\S]*\n\n/);
    expect(again).toContain(education.id);
    expect(again).not.toContain(t.world.districts.shuangliu.id);
    expect(untold.text()).not.toContain('changed');
  });

  it('ends with the session', async () => {
    const person = await t.world.hire([{ role: 'SUPERVISOR', path: t.world.districts.shuangliu.path }]);
    const stream = listen(await open(person.client.token));
    await stream.until(/ready/);
    await t.database.admin.query('update app.sessions set revoked_at = now() where id = $1', [person.sessionId]);
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await spend('2026-06-18');
    await stream.ended;
    expect(stream.text()).not.toContain('changed');
  });

  it('is bounded per account, and free again when one is closed', async () => {
    const supervisor = t.world.as('supervisor').token;
    const answers = [];
    for (let each = 0; each < 5; each += 1) answers.push(await open(supervisor));
    const refused = await open(supervisor);
    expect([refused.status, (await refused.json()).code]).toEqual([429, 'overview.too-many-streams']);
    await answers[0]?.body?.cancel();
    await new Promise((resolve) => setTimeout(resolve, 1500));
    expect((await open(supervisor)).status).toBe(200);
  });

  it('is refused to whoever asks for something else', async () => {
    const { status, body } = await t.world.as('finance').get('/api/v1/overview/stream');
    expect([status, body.code]).toEqual([400, 'overview.not-as-stream']);
    const bent = await open(t.world.as('leader').token, { 'last-event-id': 'x' });
    expect([bent.status, (await bent.json()).code]).toEqual([400, 'request.malformed']);
    expect((await t.world.as('sysadmin').get('/api/v1/overview/stream')).status).toBe(403);
  });
});

describe('the page of the overview', () => {
  it('is a form without figures, in Chinese and in English, with nothing inline and nothing from elsewhere', async () => {
    const zh = await t.world.nobody.get('/overview');
    const en = await t.world.nobody.get('/overview?lang=en');
    expect(zh.text).toContain('绩效总览');
    expect(en.text).toContain('Performance overview');
    expect((await t.world.nobody.get('/overview', { 'accept-language': 'en-GB' })).text).toContain('<html lang="en">');
    for (const { text } of [zh, en]) expect(text).not.toMatch(/<script>|<style|style=|\son\w+=|https?:\/\//);
    for (const asset of ['/overview/page.js', '/overview/page.css'])
      expect((await t.world.nobody.get(asset)).status).toBe(200);
  });

  it('draws the figures of whoever has a token: charts as images, names as text', async () => {
    await t.database.admin.query(`update app.units set name = '<b>局</b>', version = version + 1 where id = $1`, [
      t.world.units.water.id,
    ]);
    expect((await t.world.nobody.get('/overview/figures')).status).toBe(401);
    const zh = await t.world.as('finance').get('/overview/figures?month=6');
    expect(zh.headers['cache-control']).toBe('no-store');
    expect(zh.text).toContain('&lt;b&gt;局');
    expect(zh.text).not.toMatch(/<b>局|<svg|style=|<script/);
    const images = [...zh.text.matchAll(/<img src="data:image\/svg\+xml;base64,([^"]+)"/g)];
    const charts = images.map(([, text = '']) => Buffer.from(text, 'base64').toString());
    expect(charts).toHaveLength(2);
    // An image must be well-formed: each attribute ends where the next begins.
    for (const chart of charts) expect(chart).not.toMatch(/="[^"]*"[^\s/>?]|<b>/);
    expect(charts[0]).toContain('&lt;b&gt;局');
    const en = await t.world.as('finance').get('/overview/figures?month=6&lang=en');
    expect(en.text).toContain('Jan–Jun 2026');
    expect((await t.world.as('waterDepartment').get(`/overview/figures?nodeId=${school.projectId}`)).status).toBe(404);
  });
});
