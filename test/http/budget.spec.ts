import { createHash, randomUUID } from 'node:crypto';
import { startTestApp, type TestApp } from '../support/app.js';
import { type Answer, Client, ifMatch } from '../support/client.js';

let t: TestApp;
beforeAll(async () => {
  t = await startTestApp();
});
afterAll(() => t.close());

let serial = 0;
const nextCode = (): string => `51011626T${String(++serial).padStart(12, '0')}`;

const draft = (over: object = {}): object => ({
  unitId: t.world.units.schoolA.id,
  code: nextCode(),
  name: '校舍维修',
  kind: 'PROJECT',
  attribute: 'NEW',
  periodFrom: '2026-01-01',
  periodTo: '2026-12-31',
  ...over,
});

async function aProject(over: object = {}): Promise<Answer> {
  const created = await t.world.as('business').post('/projects', draft(over));
  expect(created.status).toBe(201);
  return created;
}

const asNew = { 'if-match': '"0"' };
const fiscal = { source: 'FISCAL', initial: '1000.00', adjusted: '1000.00' };

/** A project of 双流第一小学 with 1,000 元 of 本年财政拨款 in 2026. */
async function aFundedProject(lines: object[] = [fiscal]): Promise<{ id: string; code: string }> {
  const { body } = await aProject();
  const set = await t.world.as('business').put(`/projects/${body.id}/budget`, { fiscalYear: 2026, lines }, asNew);
  expect(set.status).toBe(200);
  return { id: body.id, code: body.code };
}

const budgetOf = (id: string, year = 2026): Promise<Answer> =>
  t.world.as('finance').get(`/projects/${id}/budget?fiscalYear=${year}`);

const withoutRequestId = ({ body: { requestId: _, ...rest } }: Answer): object => rest;
const UNKNOWN = '018f0000-0000-7000-8000-000000000000';

describe('projects', () => {
  it('are drafted by the unit’s filler, who learns what he may do next', async () => {
    const created = await t.world.as('unit').post('/projects', draft({ leaderName: '王校长', basis: '义务教育法' }));
    expect(created.status).toBe(201);
    expect(created.headers['location']).toBe(`/api/v1/projects/${created.body.id}`);
    expect(created.body).toMatchObject({
      unitId: t.world.units.schoolA.id,
      departmentId: t.world.units.education.id,
      state: 'ACTIVE',
      version: 1,
      necessity: null,
      allowedActions: [
        { action: 'update', allowed: true, reason: null },
        { action: 'setBudget', allowed: false, reason: 'request.forbidden' },
        { action: 'close', allowed: false, reason: 'request.forbidden' },
      ],
    });
    const read = await t.world.as('business').get(`/projects/${created.body.id}`);
    expect(read.body.allowedActions.every((choice: { allowed: boolean }) => choice.allowed)).toBe(true);
    expect(read.etag).toBe('"1"');
  });

  it('belong to a unit in the scope of whoever drafts them, and have a code of their own in the district', async () => {
    const sibling = await t.world.as('unit').post('/projects', draft({ unitId: t.world.units.schoolB.id }));
    const unknown = await t.world.as('unit').post('/projects', draft({ unitId: UNKNOWN }));
    expect([sibling.status, sibling.body.code]).toEqual([422, 'project.unit-not-found']);
    expect(withoutRequestId(sibling)).toEqual(withoutRequestId(unknown));
    const { body } = await aProject();
    const taken = await t.world.as('business').post('/projects', draft({ code: body.code }));
    expect([taken.status, taken.body.code]).toEqual([409, 'project.code-taken']);
    const reversed = await t.world.as('unit').post('/projects', draft({ periodFrom: '2027-01-01' }));
    expect([reversed.status, reversed.body.code]).toEqual([422, 'project.period-reversed']);
    const refused = await t.world.as('supervisor').post('/projects', draft());
    expect([refused.status, refused.body.code]).toEqual([403, 'request.forbidden']);
  });

  it('of a sibling or a foreign unit answer exactly like unknown ones, to every act', async () => {
    const { body } = await aProject();
    const acts: [
      string,
      (client: Client, id: string) => Promise<Answer>,
      ('siblingUnit' | 'foreignUnit' | 'foreignFinance')[],
    ][] = [
      ['get', (client, id) => client.get(`/projects/${id}`), ['siblingUnit', 'foreignUnit', 'foreignFinance']],
      [
        'patch',
        (client, id) => client.patch(`/projects/${id}`, { name: '我的' }, { 'if-match': '"1"' }),
        ['siblingUnit', 'foreignUnit'],
      ],
      [
        'budget',
        (client, id) => client.get(`/projects/${id}/budget?fiscalYear=2026`),
        ['siblingUnit', 'foreignFinance'],
      ],
      [
        'set budget',
        (client, id) => client.put(`/projects/${id}/budget`, { fiscalYear: 2026, lines: [] }, asNew),
        ['foreignFinance'],
      ],
    ];
    for (const [name, act, people] of acts) {
      for (const person of people) {
        const foreign = await act(t.world.as(person), body.id);
        const unknown = await act(t.world.as(person), UNKNOWN);
        expect([name, person, foreign.status]).toEqual([name, person, 404]);
        expect(withoutRequestId(foreign)).toEqual(withoutRequestId(unknown));
      }
    }
    const list = await t.world.as('siblingUnit').get('/projects?withTotal=true');
    expect([list.body.items, list.body.total]).toEqual([[], 0]);
  });

  it('are found by code, name, unit, department, kind and state, in order of code or change', async () => {
    const name = `供水管网 ${randomUUID()}`;
    const { body } = await aProject({ unitId: t.world.units.station.id, name, kind: 'POLICY' });
    const finance = t.world.as('finance');
    for (const query of [
      `code=${body.code}`,
      `name[contains]=${encodeURIComponent(name.slice(3))}`,
      `unitId=${t.world.units.station.id}`,
      `departmentId=${t.world.units.water.id}`,
      `kind=POLICY&state=ACTIVE&sort=-updatedAt`,
    ]) {
      const found = await finance.get(`/projects?${query}`);
      expect([query, found.body.items.map((item: { id: string }) => item.id)]).toEqual([query, [body.id]]);
    }
    expect((await finance.get('/projects?colour=red')).status).toBe(400);
    expect((await t.world.nobody.get('/projects')).status).toBe(401);
  });

  it('change only for the version that was read: of 100 changes at once one wins', async () => {
    const { body } = await aProject();
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, at) =>
        t.world.as('business').patch(`/projects/${body.id}`, { name: `校舍维修 ${at}` }, { 'if-match': '"1"' }),
      ),
    );
    const statuses = answers.map(({ status }) => status);
    expect([statuses.filter((s) => s === 200).length, statuses.filter((s) => s === 412).length]).toEqual([1, 99]);
    expect((await t.world.as('business').get(`/projects/${body.id}`)).body.version).toBe(2);
    expect((await t.world.as('business').patch(`/projects/${body.id}`, { name: '谁的' })).status).toBe(428);
  });

  it('keep what a change does not name, and remember everybody who wrote them', async () => {
    const { body } = await aProject({ basis: '教育法', leaderName: '王校长' });
    const path = `/projects/${body.id}`;
    const changed = await t.world
      .as('unit')
      .patch(path, { leaderName: null, feasibility: '可行' }, { 'if-match': '"1"' });
    expect(changed.body).toMatchObject({ basis: '教育法', leaderName: null, feasibility: '可行', name: '校舍维修' });
    const { rows } = await t.database.admin.query('select authors from app.projects where id = $1', [body.id]);
    expect(rows[0].authors).toEqual([t.world.people.business.personId, t.world.people.unit.personId]);
    const reversed = await t.world.as('unit').patch(path, { periodTo: '2025-01-01' }, ifMatch(changed));
    expect(reversed.body.code).toBe('project.period-reversed');
    expect((await t.world.as('department').patch(path, { name: '改' }, ifMatch(changed))).status).toBe(403);
  });

  it('are closed by the finance division, once, and then stand still', async () => {
    const { body } = await aProject();
    const path = `/projects/${body.id}`;
    expect((await t.world.as('unit').post(`${path}/close`, {}, { 'if-match': '"1"' })).status).toBe(403);
    const closed = await t.world.as('business').post(`${path}/close`, {}, { 'if-match': '"1"' });
    expect([closed.status, closed.body.state, closed.etag]).toEqual([200, 'CLOSED', '"2"']);
    expect(closed.body.allowedActions.map(({ reason }: { reason: string }) => reason)).toEqual([
      'project.closed',
      'project.closed',
      'project.closed',
    ]);
    for (const again of [
      await t.world.as('business').post(`${path}/close`, {}, ifMatch(closed)),
      await t.world.as('unit').patch(path, { name: '改' }, ifMatch(closed)),
      await t.world.as('business').put(`${path}/budget`, { fiscalYear: 2026, lines: [fiscal] }, asNew),
    ]) {
      expect([again.status, again.body.code]).toEqual([409, 'project.closed']);
    }
  });
});

describe('the budget of a project', () => {
  it('is empty with version 0 until the finance bureau sets it, and adds up to the cent', async () => {
    const { body } = await aProject();
    const empty = await budgetOf(body.id);
    expect([empty.etag, empty.body.lines]).toEqual(['"0"', []]);
    expect(empty.body.total).toEqual({ initial: '0.00', adjusted: '0.00', executed: '0.00', executionRate: null });
    const set = await t.world.as('finance').put(
      `/projects/${body.id}/budget`,
      {
        fiscalYear: 2026,
        lines: [
          { source: 'OWN', initial: '0.10', adjusted: '0.10' },
          { source: 'FISCAL', initial: '999999999999999999.99', adjusted: '0.2', reason: '年中收回' },
        ],
      },
      ifMatch(empty),
    );
    expect(set.status).toBe(200);
    expect(set.body.lines.map((line: { source: string }) => line.source)).toEqual(['FISCAL', 'OWN']);
    expect(set.body.lines[0]).toMatchObject({
      adjusted: '0.20',
      executed: '0.00',
      executionRate: '0.000000',
      reason: '年中收回',
    });
    expect(set.body.total).toMatchObject({ initial: '1000000000000000000.09', adjusted: '0.30' });
    expect((await budgetOf(body.id)).etag).toBe(set.etag);
    expect((await t.world.as('finance').get(`/projects/${body.id}/budget`)).body.code).toBe('request.invalid-filter');
  });

  it('refuses an adjustment without a reason, a source named twice, and negative amounts, and says where', async () => {
    const { body } = await aProject();
    const set = (lines: object[]): Promise<Answer> =>
      t.world.as('business').put(`/projects/${body.id}/budget`, { fiscalYear: 2026, lines }, asNew);
    for (const [line, code, pointer] of [
      [{ ...fiscal, adjusted: '1200.00' }, 'budget.adjustment-reason', '/lines/1/reason'],
      [{ ...fiscal, adjusted: '1200.00', reason: '  ' }, 'budget.adjustment-reason', '/lines/1/reason'],
      [{ ...fiscal, source: 'OWN' }, 'budget.source-twice', '/lines/1/source'],
      [{ ...fiscal, adjusted: '-0.01', reason: '退' }, 'budget.amount-negative', '/lines/1/adjusted'],
    ] as const) {
      const refused = await set([{ ...fiscal, source: 'OWN' }, line]);
      expect([refused.status, refused.body.code, refused.body.errors[0].pointer]).toEqual([422, code, pointer]);
    }
    const number = await set([{ ...fiscal, initial: 1000 }]);
    expect([number.status, number.body.errors[0].pointer]).toEqual([400, '/lines/0/initial']);
    expect((await budgetOf(body.id)).etag).toBe('"0"');
  });

  it('is set for an open fiscal year, by the finance bureau', async () => {
    const { body } = await aProject();
    const path = `/projects/${body.id}/budget`;
    const unknown = await t.world.as('business').put(path, { fiscalYear: 2031, lines: [] }, asNew);
    expect([unknown.status, unknown.body.code]).toEqual([422, 'budget.fiscal-year-unknown']);
    await closeYear(2025);
    const closed = await t.world.as('business').put(path, { fiscalYear: 2025, lines: [] }, asNew);
    expect([closed.status, closed.body.code]).toEqual([409, 'budget.fiscal-year-closed']);
    expect((await t.world.as('unit').put(path, { fiscalYear: 2026, lines: [] }, asNew)).status).toBe(403);
    expect((await t.world.as('business').put(path, { fiscalYear: 2026, lines: [] })).status).toBe(428);
  });

  it('set twice at once from the same reading is set once', async () => {
    const { body } = await aProject();
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, at) =>
        t.world
          .as('business')
          .put(
            `/projects/${body.id}/budget`,
            { fiscalYear: 2026, lines: [{ ...fiscal, initial: `${at}.00`, adjusted: `${at}.00` }] },
            asNew,
          ),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(7).fill(412)]);
  });

  it('gets another ETag from every payment, keeps what was spent, and lets an untouched line go and come back', async () => {
    const project = await aFundedProject([fiscal, { ...fiscal, source: 'OWN' }]);
    const before = await budgetOf(project.id);
    await pay(project, { amount: '0.01' });
    const after = await budgetOf(project.id);
    expect(after.etag).not.toBe(before.etag);
    const put = (lines: object[], read: Answer): Promise<Answer> =>
      t.world.as('business').put(`/projects/${project.id}/budget`, { fiscalYear: 2026, lines }, ifMatch(read));
    expect((await put([fiscal], before)).status).toBe(412);
    const spent = await put([{ ...fiscal, source: 'OWN' }], after);
    expect([spent.status, spent.body.code]).toEqual([422, 'budget.line-executed']);
    const without = await put([fiscal], after);
    expect(without.body.lines.map((line: { source: string }) => line.source)).toEqual(['FISCAL']);
    expect((await pay(project, { source: 'OWN' })).body.code).toBe('payment.line-unknown');
    const again = await put([fiscal, { ...fiscal, source: 'OWN' }], without);
    expect([again.status, again.body.lines.length]).toEqual([200, 2]);
    expect((await pay(project, { source: 'OWN' })).status).toBe(201);
  });
});

const payment = (project: { id?: string; code?: string }, over: object = {}): object => ({
  projectId: project.id,
  fiscalYear: 2026,
  source: 'FISCAL',
  sourceSystem: 'TREASURY',
  sourceId: randomUUID(),
  paidOn: '2026-03-31',
  amount: '100.00',
  ...over,
});

const pay = (project: { id?: string; code?: string }, over: object = {}, headers = {}): Promise<Answer> =>
  t.world.as('business').post('/payments', payment(project, over), headers);

const closeYear = (year: number, state = 'CLOSED'): Promise<unknown> =>
  t.database.admin.query(
    `update app.fiscal_years set state = $2, version = version + 1 where district_id = $1 and year = $3`,
    [t.world.districts.shuangliu.id, state, year],
  );

describe('payments', () => {
  it('are recorded by project id or code, and show where their source of funds stands', async () => {
    const project = await aFundedProject();
    const byId = await pay(project, { amount: '130.5', payee: '双流建筑公司', memo: '一期' });
    expect(byId.status).toBe(201);
    expect(byId.headers['location']).toBe(`/api/v1/payments/${byId.body.id}`);
    expect(byId.body).toMatchObject({
      projectId: project.id,
      amount: '130.50',
      executed: '130.50',
      overExecuted: false,
    });
    const byCode = await pay({}, { projectCode: project.code, amount: '1000.00' });
    expect(byCode.body).toMatchObject({
      projectId: project.id,
      adjusted: '1000.00',
      executed: '1130.50',
      overExecuted: true,
    });
    const read = await t.world.as('unit').get(`/payments/${byId.body.id}`);
    expect(read.body).toMatchObject({
      amount: '130.50',
      payee: '双流建筑公司',
      paidOn: '2026-03-31',
      reversedBy: null,
    });
    expect(read.etag).toBe('"1"');
    const list = await t.world.as('unit').get(`/payments?projectId=${project.id}&sort=-amount`);
    expect(list.body.items.map((item: { amount: string }) => item.amount)).toEqual(['1000.00', '130.50']);
    const budget = await budgetOf(project.id);
    expect(budget.body.lines[0]).toMatchObject({ executed: '1130.50', executionRate: '1.130500' });
  });

  it('leave an audit entry and an event that names project, year and month', async () => {
    const project = await aFundedProject();
    const { body } = await pay(project);
    const { rows: entries } = await t.database.admin.query(
      `select action, account_id, object_version from app.audit_entries where object_type = 'payment' and object_id = $1`,
      [body.id],
    );
    expect(entries).toEqual([
      { action: 'payment.record', account_id: t.world.people.business.accountId, object_version: 1 },
    ]);
    const { rows: events } = await t.database.admin.query(
      `select type, project_id, district_id, unit_path::text as path, payload from app.events where subject_id = $1`,
      [body.id],
    );
    expect(events).toEqual([
      {
        type: 'payment.recorded',
        project_id: project.id,
        district_id: t.world.districts.shuangliu.id,
        path: t.world.units.schoolA.path,
        payload: { projectId: project.id, fiscalYear: 2026, month: 3 },
      },
    ]);
  });

  it('are refused, each for its own reason, and then leave nothing behind', async () => {
    const project = await aFundedProject();
    const key = { 'idempotency-key': `refused-${randomUUID()}` };
    for (const [over, status, code] of [
      [{ projectId: UNKNOWN }, 422, 'payment.project-not-found'],
      [{ projectId: undefined, projectCode: 'NOBODY' }, 422, 'payment.project-not-found'],
      [{ projectCode: project.code }, 400, 'payment.project-reference'],
      [{ projectId: undefined }, 400, 'payment.project-reference'],
      [{ amount: '0.00' }, 422, 'payment.amount-not-positive'],
      [{ amount: '-5.00' }, 422, 'payment.amount-not-positive'],
      [{ paidOn: '2025-12-31' }, 422, 'payment.paid-on-outside-year'],
      [{ fiscalYear: 2031, paidOn: '2031-01-01' }, 422, 'payment.fiscal-year-unknown'],
      [{ source: 'OTHER' }, 422, 'payment.line-unknown'],
      [{ amount: 100 }, 400, 'request.invalid'],
      [{ amount: '1.001' }, 400, 'request.invalid'],
      [{ sourceSystem: 'REVERSAL' }, 400, 'request.invalid'],
    ] as const) {
      const refused = await pay(project, over);
      expect([over, refused.status, refused.body.code]).toEqual([over, status, code]);
    }
    await pay(project, { amount: '0.00' }, key);
    expect((await pay(project, {}, key)).status).toBe(201);
    expect((await budgetOf(project.id)).body.total.executed).toBe('100.00');
  });

  it('need an Idempotency-Key, a finance role, and a project in scope', async () => {
    const project = await aFundedProject();
    const body = payment(project);
    const keyless = await t.world.as('business').send('POST', '/payments', body, {});
    expect([keyless.status, keyless.body.code]).toEqual([400, 'request.idempotency-key-required']);
    expect((await t.world.as('unit').post('/payments', body)).status).toBe(403);
    const foreign = await t.world.as('foreignFinance').post('/payments', body);
    const unknown = await t.world.as('foreignFinance').post('/payments', { ...body, projectId: UNKNOWN });
    expect(foreign.status).toBe(422);
    expect(withoutRequestId(foreign)).toEqual(withoutRequestId(unknown));
    const { body: paid } = await pay(project);
    for (const person of ['siblingUnit', 'foreignFinance'] as const) {
      const one = await t.world.as(person).get(`/payments/${paid.id}`);
      const other = await t.world.as(person).get(`/payments/${UNKNOWN}`);
      expect(one.status).toBe(404);
      expect(withoutRequestId(one)).toEqual(withoutRequestId(other));
    }
    const taken = await t.world.as('foreignFinance').post(`/payments/${paid.id}/reverse`, { reason: '误付' });
    expect(taken.status).toBe(404);
  });

  it('of a closed year are refused, but a repeated one is still recognised', async () => {
    const project = await aFundedProject();
    const body = payment(project);
    const key = { 'idempotency-key': randomUUID() };
    const first = await t.world.as('business').post('/payments', body, key);
    await closeYear(2026);
    try {
      expect((await pay(project)).body.code).toBe('payment.fiscal-year-closed');
      expect(
        (await t.world.as('business').post(`/payments/${first.body.id}/reverse`, { reason: '退汇' })).body.code,
      ).toBe('payment.fiscal-year-closed');
      const sameKey = await t.world.as('business').post('/payments', body, key);
      expect([sameKey.status, sameKey.text, sameKey.headers['idempotency-replayed']]).toEqual([
        201,
        first.text,
        'true',
      ]);
      const otherKey = await t.world.as('business').post('/payments', body);
      expect([otherKey.status, otherKey.body.id]).toEqual([200, first.body.id]);
    } finally {
      await closeYear(2026, 'OPEN');
    }
  });

  it('can be recorded by a division that manages one department only', async () => {
    const project = await aFundedProject();
    const division = await t.world.hire([{ role: 'FIN_BUSINESS', path: t.world.units.education.path }]);
    expect((await division.client.post('/payments', payment(project))).status).toBe(201);
    const water = await t.world.hire([{ role: 'FIN_BUSINESS', path: t.world.units.water.path }]);
    expect((await water.client.post('/payments', payment(project))).body.code).toBe('payment.project-not-found');
  });

  it('come from the treasury’s key, which may do that and nothing else', async () => {
    const project = await aFundedProject();
    const treasury = await t.world.hire([{ role: 'FIN_BUSINESS', path: t.world.districts.shuangliu.path }]);
    const id = randomUUID();
    const secret = 'k'.repeat(43);
    await t.database.admin.query(
      `insert into app.api_keys (id, account_id, session_id, name, secret_hash, scopes, cidrs, expires_at)
        values ($1, $2, $3, '国库集中支付', $4, '{payments:write}', '{127.0.0.0/8}', now() + interval '1 day')`,
      [id, treasury.accountId, treasury.sessionId, createHash('sha256').update(secret).digest()],
    );
    const key = new Client(t.app, `bpk_${id.replaceAll('-', '')}_${secret}`);
    expect((await key.post('/payments', payment(project))).status).toBe(201);
    expect((await key.get(`/projects/${project.id}`)).status).toBe(403);
    expect((await key.put(`/projects/${project.id}/budget`, { fiscalYear: 2026, lines: [] }, asNew)).status).toBe(403);
  });

  it('with a code that two districts use need the id where both are in scope', async () => {
    const project = await aFundedProject();
    const abroad = await t.world.hire([{ role: 'FIN_BUSINESS', path: t.world.districts.wenjiang.path }]);
    const twin = await abroad.client.post(
      '/projects',
      draft({ unitId: t.world.units.foreignSchool.id, code: project.code }),
    );
    expect(twin.status).toBe(201);
    const province = await t.world.hire([{ role: 'FIN_BUSINESS', path: 'r' }]);
    const body = { ...payment({}), projectCode: project.code };
    expect((await province.client.post('/payments', body)).body.code).toBe('payment.project-ambiguous');
    expect((await t.world.as('business').post('/payments', body)).status).toBe(201);
  });
});

describe('payments at the same time', () => {
  it('50 with one Idempotency-Key are one payment with one answer', async () => {
    const project = await aFundedProject();
    const body = payment(project);
    const key = { 'idempotency-key': randomUUID() };
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => t.world.as('business').post('/payments', body, key)),
    );
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(answers[0]?.status).toBe(201);
    expect((await t.world.as('business').get(`/payments?projectId=${project.id}`)).body.items).toHaveLength(1);
    expect((await budgetOf(project.id)).body.total.executed).toBe('100.00');
    const other = await t.world.as('business').post('/payments', { ...body, amount: '200.00' }, key);
    expect([other.status, other.body.code]).toEqual([422, 'request.idempotency-key-reused']);
  });

  it('50 to one line add up to the cent', async () => {
    const project = await aFundedProject();
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, at) => pay(project, { amount: `${at}.${String(at).padStart(2, '0')}` })),
    );
    const cents = Array.from({ length: 50 }, (_, at) => at * 100 + at).reduce((sum, value) => sum + value, 0);
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(49); // the one of 0.00 is refused
    const { executed } = (await budgetOf(project.id)).body.total;
    expect(executed).toBe(`${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`);
  });

  it('30 with one source id under as many keys are one payment: 201 once, then 200', async () => {
    const project = await aFundedProject();
    const body = payment(project);
    const answers = await Promise.all(Array.from({ length: 30 }, () => t.world.as('business').post('/payments', body)));
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array(29).fill(200), 201]);
    expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1);
    const different = await t.world.as('business').post('/payments', { ...body, amount: '100.01' });
    expect([different.status, different.body.code]).toEqual([409, 'payment.source-id-reused']);
    const key = { 'idempotency-key': randomUUID() };
    const again = await t.world.as('business').post('/payments', body, key);
    const replayed = await t.world.as('business').post('/payments', body, key);
    expect([again.status, replayed.status, replayed.headers['idempotency-replayed']]).toEqual([200, 200, 'true']);
    expect(replayed.text).toBe(again.text);
  });
});

describe('a reversal', () => {
  it('takes a payment back once, however many ask for it', async () => {
    const project = await aFundedProject();
    const { body } = await pay(project, { amount: '333.33' });
    await pay(project, { amount: '0.01' });
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => t.world.as('business').post(`/payments/${body.id}/reverse`, { reason: '退汇' })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(7).fill(409)]);
    const won = answers.find(({ status }) => status === 201);
    expect(won?.body).toMatchObject({ amount: '-333.33', reversalOf: body.id, executed: '0.01', memo: '退汇' });
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe('payment.already-reversed');
    expect((await t.world.as('unit').get(`/payments/${body.id}`)).body.reversedBy).toBe(won?.body.id);
    expect((await budgetOf(project.id)).body.total.executed).toBe('0.01');
    const ofReversal = await t.world.as('business').post(`/payments/${won?.body.id}/reverse`, { reason: '再冲' });
    expect([ofReversal.status, ofReversal.body.code]).toEqual([409, 'payment.is-reversal']);
  });

  it('with one key answers the same to each of 8', async () => {
    const project = await aFundedProject();
    const { body } = await pay(project);
    const key = { 'idempotency-key': randomUUID() };
    const answers = await Promise.all(
      Array.from({ length: 8 }, () =>
        t.world.as('business').post(`/payments/${body.id}/reverse`, { reason: '退汇' }, key),
      ),
    );
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(answers[0]?.status).toBe(201);
    expect((await t.world.as('unit').post(`/payments/${body.id}/reverse`, { reason: '退' })).status).toBe(403);
    expect((await t.world.as('business').post(`/payments/${body.id}/reverse`, {})).status).toBe(400);
  });
});
