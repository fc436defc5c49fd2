import { createHash, randomUUID } from 'node:crypto';
import { startTestApp, type TestApp } from '../support/app.js';
import { Client } from '../support/client.js';
import { asNew, ProjectDesk, UNKNOWN, withoutRequestId } from '../support/project-desk.js';

let t: TestApp;
let desk: ProjectDesk;
beforeAll(async () => {
  t = await startTestApp();
  desk = new ProjectDesk(t);
});
afterAll(() => t.close());

describe('payments', () => {
  it('are recorded by project id or code, and show where their source of funds stands', async () => {
    const project = await desk.funded();
    const byId = await desk.pay(project, { amount: '130.5', payee: '双流建筑公司', memo: '一期' });
    expect(byId.status).toBe(201);
    expect(byId.headers['location']).toBe(`/api/v1/payments/${byId.body.id}`);
    expect(byId.body).toMatchObject({
      projectId: project.id,
      amount: '130.50',
      executed: '130.50',
      overExecuted: false,
    });
    const byCode = await desk.pay({}, { projectCode: project.code, amount: '1000.00' });
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
    const budget = await desk.budgetOf(project.id);
    expect(budget.body.lines[0]).toMatchObject({ executed: '1130.50', executionRate: '1.130500' });
  });

  it('leave an audit entry and an event that names project, year and month', async () => {
    const project = await desk.funded();
    const { body } = await desk.pay(project);
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
    const project = await desk.funded();
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
      const refused = await desk.pay(project, over);
      expect([over, refused.status, refused.body.code]).toEqual([over, status, code]);
    }
    await desk.pay(project, { amount: '0.00' }, key);
    expect((await desk.pay(project, {}, key)).status).toBe(201);
    expect((await desk.budgetOf(project.id)).body.total.executed).toBe('100.00');
  });

  it('need an Idempotency-Key, a finance role, and a project in scope', async () => {
    const project = await desk.funded();
    const body = desk.payment(project);
    const keyless = await t.world.as('business').send('POST', '/payments', body, {});
    expect([keyless.status, keyless.body.code]).toEqual([400, 'request.idempotency-key-required']);
    expect((await t.world.as('unit').post('/payments', body)).status).toBe(403);
    const foreign = await t.world.as('foreignFinance').post('/payments', body);
    const unknown = await t.world.as('foreignFinance').post('/payments', { ...body, projectId: UNKNOWN });
    expect(foreign.status).toBe(422);
    expect(withoutRequestId(foreign)).toEqual(withoutRequestId(unknown));
    const { body: paid } = await desk.pay(project);
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
    const project = await desk.funded();
    const body = desk.payment(project);
    const key = { 'idempotency-key': randomUUID() };
    const first = await t.world.as('business').post('/payments', body, key);
    await desk.moveYear(2026, 'CLOSED');
    try {
      expect((await desk.pay(project)).body.code).toBe('payment.fiscal-year-closed');
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
      await desk.moveYear(2026, 'OPEN');
    }
  });

  it('can be recorded by a division that manages one department only', async () => {
    const project = await desk.funded();
    const division = await t.world.hire([{ role: 'FIN_BUSINESS', path: t.world.units.education.path }]);
    expect((await division.client.post('/payments', desk.payment(project))).status).toBe(201);
    const water = await t.world.hire([{ role: 'FIN_BUSINESS', path: t.world.units.water.path }]);
    expect((await water.client.post('/payments', desk.payment(project))).body.code).toBe('payment.project-not-found');
  });

  it('come from the treasury’s key, which may do that and nothing else', async () => {
    const project = await desk.funded();
    const treasury = await t.world.hire([{ role: 'FIN_BUSINESS', path: t.world.districts.shuangliu.path }]);
    const id = randomUUID();
    const secret = 'k'.repeat(43);
    await t.database.admin.query(
      `insert into app.api_keys (id, account_id, session_id, name, secret_hash, scopes, cidrs, expires_at)
        values ($1, $2, $3, '国库集中支付', $4, '{payments:write}', '{127.0.0.0/8}', now() + interval '1 day')`,
      [id, treasury.accountId, treasury.sessionId, createHash('sha256').update(secret).digest()],
    );
    const key = new Client(t.app, `bpk_${id.replaceAll('-', '')}_${secret}`);
    expect((await key.post('/payments', desk.payment(project))).status).toBe(201);
    expect((await key.get(`/projects/${project.id}`)).status).toBe(403);
    expect((await key.put(`/projects/${project.id}/budget`, { fiscalYear: 2026, lines: [] }, asNew)).status).toBe(403);
  });

  it('with a code that two districts use need the id where both are in scope', async () => {
    const project = await desk.funded();
    const abroad = await t.world.hire([{ role: 'FIN_BUSINESS', path: t.world.districts.wenjiang.path }]);
    const twin = await abroad.client.post(
      '/projects',
      desk.draft({ unitId: t.world.units.foreignSchool.id, code: project.code }),
    );
    expect(twin.status).toBe(201);
    const province = await t.world.hire([{ role: 'FIN_BUSINESS', path: 'r' }]);
    const body = { ...desk.payment({}), projectCode: project.code };
    expect((await province.client.post('/payments', body)).body.code).toBe('payment.project-ambiguous');
    expect((await t.world.as('business').post('/payments', body)).status).toBe(201);
  });
});

describe('payments at the same time', () => {
  it('50 with one Idempotency-Key are one payment with one answer', async () => {
    const project = await desk.funded();
    const body = desk.payment(project);
    const key = { 'idempotency-key': randomUUID() };
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => t.world.as('business').post('/payments', body, key)),
    );
    expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect(answers[0]?.status).toBe(201);
    expect((await t.world.as('business').get(`/payments?projectId=${project.id}`)).body.items).toHaveLength(1);
    expect((await desk.budgetOf(project.id)).body.total.executed).toBe('100.00');
    const other = await t.world.as('business').post('/payments', { ...body, amount: '200.00' }, key);
    expect([other.status, other.body.code]).toEqual([422, 'request.idempotency-key-reused']);
  });

  it('50 to one line add up to the cent', async () => {
    const project = await desk.funded();
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, at) => desk.pay(project, { amount: `${at}.${String(at).padStart(2, '0')}` })),
    );
    const cents = Array.from({ length: 50 }, (_, at) => at * 100 + at).reduce((sum, value) => sum + value, 0);
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(49); // the one of 0.00 is refused
    const { executed } = (await desk.budgetOf(project.id)).body.total;
    expect(executed).toBe(`${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`);
  });

  it('30 with one source id under as many keys are one payment: 201 once, then 200', async () => {
    const project = await desk.funded();
    const body = desk.payment(project);
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
    const project = await desk.funded();
    const { body } = await desk.pay(project, { amount: '333.33' });
    await desk.pay(project, { amount: '0.01' });
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => t.world.as('business').post(`/payments/${body.id}/reverse`, { reason: '退汇' })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(7).fill(409)]);
    const won = answers.find(({ status }) => status === 201);
    expect(won?.body).toMatchObject({ amount: '-333.33', reversalOf: body.id, executed: '0.01', memo: '退汇' });
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe('payment.already-reversed');
    expect((await t.world.as('unit').get(`/payments/${body.id}`)).body.reversedBy).toBe(won?.body.id);
    expect((await desk.budgetOf(project.id)).body.total.executed).toBe('0.01');
    const ofReversal = await t.world.as('business').post(`/payments/${won?.body.id}/reverse`, { reason: '再冲' });
    expect([ofReversal.status, ofReversal.body.code]).toEqual([409, 'payment.is-reversal']);
  });

  it('with one key answers the same to each of 8', async () => {
    const project = await desk.funded();
    const { body } = await desk.pay(project);
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
