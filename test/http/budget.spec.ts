import { randomUUID } from 'node:crypto';
import { startTestApp, type TestApp } from '../support/app.js';
import { type Answer, type Client, ifMatch } from '../support/client.js';
import { asNew, fiscal, ProjectDesk, UNKNOWN, withoutRequestId } from '../support/project-desk.js';

let t: TestApp;
let desk: ProjectDesk;
beforeAll(async () => {
  t = await startTestApp();
  desk = new ProjectDesk(t);
});
afterAll(() => t.close());

describe('projects', () => {
  it('are drafted by the unit’s filler, who learns what he may do next', async () => {
    const created = await t.world
      .as('unit')
      .post('/projects', desk.draft({ leaderName: '王校长', basis: '义务教育法' }));
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
    const sibling = await t.world.as('unit').post('/projects', desk.draft({ unitId: t.world.units.schoolB.id }));
    const unknown = await t.world.as('unit').post('/projects', desk.draft({ unitId: UNKNOWN }));
    expect([sibling.status, sibling.body.code]).toEqual([422, 'project.unit-not-found']);
    expect(withoutRequestId(sibling)).toEqual(withoutRequestId(unknown));
    const { body } = await desk.project();
    const taken = await t.world.as('business').post('/projects', desk.draft({ code: body.code }));
    expect([taken.status, taken.body.code]).toEqual([409, 'project.code-taken']);
    const reversed = await t.world.as('unit').post('/projects', desk.draft({ periodFrom: '2027-01-01' }));
    expect([reversed.status, reversed.body.code]).toEqual([422, 'project.period-reversed']);
    const refused = await t.world.as('supervisor').post('/projects', desk.draft());
    expect([refused.status, refused.body.code]).toEqual([403, 'request.forbidden']);
  });

  it('of a sibling or a foreign unit answer exactly like unknown ones, to every act', async () => {
    const { body } = await desk.project();
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
    const { body } = await desk.project({ unitId: t.world.units.station.id, name, kind: 'POLICY' });
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
    const { body } = await desk.project();
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
    const { body } = await desk.project({ basis: '教育法', leaderName: '王校长' });
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
    const { body } = await desk.project();
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
    const { body } = await desk.project();
    const empty = await desk.budgetOf(body.id);
    expect([empty.etag, empty.body.lines]).toEqual(['"0"', []]);
    const nothing = {
      initial: '0.00',
      adjusted: '0.00',
      frozen: '0.00',
      committed: '0.00',
      executed: '0.00',
      closedOut: '0.00',
    };
    expect(empty.body.total).toEqual({ ...nothing, available: '0.00', overExecuted: '0.00', executionRate: null });
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
    expect((await desk.budgetOf(body.id)).etag).toBe(set.etag);
    expect((await t.world.as('finance').get(`/projects/${body.id}/budget`)).body.code).toBe('request.invalid-filter');
  });

  it('refuses an adjustment without a reason, a source named twice, and negative amounts, and says where', async () => {
    const { body } = await desk.project();
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
    expect((await desk.budgetOf(body.id)).etag).toBe('"0"');
  });

  it('is set for an open fiscal year, by the finance bureau', async () => {
    const { body } = await desk.project();
    const path = `/projects/${body.id}/budget`;
    const unknown = await t.world.as('business').put(path, { fiscalYear: 2031, lines: [] }, asNew);
    expect([unknown.status, unknown.body.code]).toEqual([422, 'budget.fiscal-year-unknown']);
    await desk.moveYear(2025, 'CLOSED');
    const closed = await t.world.as('business').put(path, { fiscalYear: 2025, lines: [] }, asNew);
    expect([closed.status, closed.body.code]).toEqual([409, 'budget.fiscal-year-closed']);
    expect((await t.world.as('unit').put(path, { fiscalYear: 2026, lines: [] }, asNew)).status).toBe(403);
    expect((await t.world.as('business').put(path, { fiscalYear: 2026, lines: [] })).status).toBe(428);
  });

  it('set twice at once from the same reading is set once', async () => {
    const { body } = await desk.project();
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
    const project = await desk.funded([fiscal, { ...fiscal, source: 'OWN' }]);
    const before = await desk.budgetOf(project.id);
    await desk.pay(project, { amount: '0.01' });
    const after = await desk.budgetOf(project.id);
    expect(after.etag).not.toBe(before.etag);
    const put = (lines: object[], read: Answer): Promise<Answer> =>
      t.world.as('business').put(`/projects/${project.id}/budget`, { fiscalYear: 2026, lines }, ifMatch(read));
    expect((await put([fiscal], before)).status).toBe(412);
    const spent = await put([{ ...fiscal, source: 'OWN' }], after);
    expect([spent.status, spent.body.code]).toEqual([422, 'budget.line-executed']);
    const without = await put([fiscal], after);
    expect(without.body.lines.map((line: { source: string }) => line.source)).toEqual(['FISCAL']);
    expect((await desk.pay(project, { source: 'OWN' })).body.code).toBe('payment.line-unknown');
    const again = await put([fiscal, { ...fiscal, source: 'OWN' }], without);
    expect([again.status, again.body.lines.length]).toEqual([200, 2]);
    expect((await desk.pay(project, { source: 'OWN' })).status).toBe(201);
  });
});
