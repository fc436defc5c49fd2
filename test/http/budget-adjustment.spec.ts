import { startTestApp, type TestApp } from '../support/app.js';
import { BudgetAdjustments } from '../support/budget-adjustments.js';
import { ifMatch } from '../support/client.js';
import { fiscal, ProjectDesk, UNKNOWN } from '../support/project-desk.js';

let t: TestApp;
let desk: ProjectDesk;
let adjustments: BudgetAdjustments;
beforeAll(async () => {
  t = await startTestApp();
  desk = new ProjectDesk(t);
  adjustments = new BudgetAdjustments(t);
});
afterAll(() => t.close());

const lineOf = async (id: string): Promise<Record<string, string>> => (await desk.budgetOf(id)).body.lines[0];

async function broken(): Promise<readonly string[]> {
  const { body } = await t.world.as('sysadmin').get('/ops/invariants');
  return body.items.filter(({ holds }: { holds: boolean }) => !holds).map(({ name }: { name: string }) => name);
}

describe('an adjustment of the budget', () => {
  it.each([
    ['ADD', '200.00', { adjusted: '1200.00', available: '1200.00', frozen: '0.00' }],
    ['RECOVER', '200.00', { adjusted: '800.00', available: '800.00', frozen: '0.00' }],
    ['FREEZE', '200.00', { adjusted: '1000.00', available: '800.00', frozen: '200.00' }],
    ['SUSPEND', '1000.00', { adjusted: '1000.00', available: '0.00', frozen: '1000.00' }],
    ['STOP', '0.01', { adjusted: '1000.00', available: '999.99', frozen: '0.01' }],
  ])('%s moves the line when it is approved, and the ledger names it', async (kind, amount, expected) => {
    const project = await desk.funded();
    const submitted = await adjustments.submitted(kind, [{ projectId: project.id, amount }]);
    expect([submitted.body.state, (await lineOf(project.id))['available']]).toEqual(['IN_REVIEW', '1000.00']);
    const posted = await adjustments.sign(submitted);
    expect(posted.body).toMatchObject({ state: 'POSTED', refusal: null, amount, projectId: project.id });
    expect(posted.body.decidedBy).toBe(t.world.people.finance.personId);
    expect(await lineOf(project.id)).toMatchObject(expected);
    const { body } = await t.world
      .as('finance')
      .get(`/projects/${project.id}/ledger?causeId=${posted.body.id}&kind=${kind}`);
    expect(body.items).toHaveLength(2);
    expect(await broken()).toEqual([]);
  });

  it('transfers between units, lines and projects by code, opens lines that were not there, and nets to nothing', async () => {
    const from = await desk.funded([fiscal, { ...fiscal, source: 'OWN' }]);
    const { body: to } = await desk.project({ unitId: t.world.units.station.id });
    const moved = await adjustments.posted('TRANSFER', [
      { projectId: from.id, amount: '-300.00' },
      { projectCode: to.code, amount: '300.00' },
    ]);
    expect(moved.body).toMatchObject({ state: 'POSTED', amount: '300.00', projectId: null });
    expect((await lineOf(from.id))['adjusted']).toBe('700.00');
    expect(await lineOf(to.id)).toMatchObject({ initial: '0.00', adjusted: '300.00', reason: '执行进度滞后' });
    const mixed = await adjustments.draft('TRANSFER', [
      { projectId: from.id, amount: '-1.00' },
      { projectId: from.id, source: 'OWN', amount: '1.00' },
    ]);
    expect([mixed.status, mixed.body.code]).toEqual([422, 'budget-adjustment.legs-refused']);
    expect(mixed.body.errors.map(({ code }: { code: string }) => code)).toEqual(['NOT_BALANCED', 'NOT_BALANCED']);
    expect(await broken()).toEqual([]);
  });

  it('takes frozen money where it says so, and gives it back by 解冻', async () => {
    const project = await desk.funded();
    const leg = (amount: string, over: object = {}): object[] => [{ projectId: project.id, amount, ...over }];
    await adjustments.posted('FREEZE', leg('900.00'));
    const short = await adjustments.submit(await adjustments.draft('RECOVER', leg('200.00')));
    expect([short.status, short.body.code]).toEqual([409, 'budget-adjustment.insufficient']);
    expect(short.body.errors[0]).toMatchObject({
      pointer: '/legs/0',
      code: 'AVAILABLE_SHORT',
      params: { source: 'FISCAL', needed: '200.00', present: '100.00' },
    });
    await adjustments.posted('RECOVER', leg('400.00', { fromFrozen: true }));
    expect(await lineOf(project.id)).toMatchObject({ adjusted: '600.00', frozen: '500.00', available: '100.00' });
    await adjustments.posted('UNFREEZE', leg('500.00'));
    expect(await lineOf(project.id)).toMatchObject({ frozen: '0.00', available: '600.00' });
  });

  it('that finds too little on its day is refused as a whole, and the ledger does not know it', async () => {
    const [first, second] = [await desk.funded(), await desk.funded()];
    const legs = [first, second].map(({ id }) => ({ projectId: id, amount: '800.00' }));
    const submitted = await adjustments.submitted('RECOVER', legs);
    await desk.pay(second, { amount: '300.00' });
    const refused = await adjustments.sign(submitted);
    expect(refused.body).toMatchObject({
      state: 'REFUSED',
      postedAt: null,
      refusal: [{ code: 'AVAILABLE_SHORT', projectId: second.id, needed: '800.00', present: '700.00' }],
    });
    expect((await lineOf(first.id))['adjusted']).toBe('1000.00');
    expect(await broken()).toEqual([]);
  });

  it('needs a second person above its limit, sooner where money is held back', async () => {
    const lines = [{ ...fiscal, initial: '2000000.00', adjusted: '2000000.00' }];
    const project = await desk.funded(lines);
    for (const [kind, amount, signers] of [
      ['ADD', '499999.99', ['finance']],
      ['ADD', '500000.00', ['finance', 'leader']],
      ['SUSPEND', '99999.99', ['finance']],
      ['SUSPEND', '100000.00', ['finance', 'leader']],
    ] as const) {
      const submitted = await adjustments.submitted(kind, [{ projectId: project.id, amount }]);
      const half = await adjustments.sign(submitted, signers.slice(0, -1));
      expect([kind, amount, half.body.state]).toEqual([kind, amount, 'IN_REVIEW']);
      expect((await adjustments.sign(submitted, signers.slice(-1))).body.state).toBe('POSTED');
    }
  });

  it('of the performance division is signed by somebody else', async () => {
    const project = await desk.funded();
    const draft = await adjustments.draft('ADD', [{ projectId: project.id, amount: '1.00' }], {}, 'finance');
    const submitted = await adjustments.submit(draft, 'finance');
    expect((await adjustments.sign(submitted, ['leader'])).body.state).toBe('POSTED');
  });

  it('waits for its day', async () => {
    const project = await desk.funded();
    const leg = [{ projectId: project.id, amount: '100.00' }];
    await t.world.moveClock('2026-06-01 10:00');
    const signed = await adjustments.posted('ADD', leg, { effectiveOn: '2026-07-01' });
    expect([signed.body.state, (await lineOf(project.id))['adjusted']]).toEqual(['APPROVED', '1000.00']);
    await t.outbox.tick('budget.post-adjustments');
    expect((await adjustments.read(signed)).body.state).toBe('APPROVED');
    await t.world.moveClock('2026-07-01 00:01');
    await t.outbox.tick('budget.post-adjustments');
    await t.world.moveClock(null);
    expect((await adjustments.read(signed)).body.state).toBe('POSTED');
    expect((await lineOf(project.id))['adjusted']).toBe('1100.00');
  });

  it('is rewritten as a draft only, withdrawn before anybody has acted, and given up', async () => {
    const project = await desk.funded();
    const legs = [{ projectId: project.id, amount: '5.00' }];
    const draft = await adjustments.draft('ADD', legs);
    const url = `/budget-adjustments/${draft.body.id}`;
    const business = t.world.as('business');
    const written = await business.put(url, adjustments.content('RECOVER', legs), ifMatch(draft));
    expect([written.status, written.body.kind, written.body.version]).toEqual([200, 'RECOVER', 2]);
    expect((await business.put(url, adjustments.content('ADD', legs), ifMatch(draft))).status).toBe(412);
    const submitted = await adjustments.submit(written);
    const frozen = await business.put(url, adjustments.content('ADD', legs), ifMatch(submitted));
    expect([frozen.status, frozen.body.code]).toEqual([409, 'budget-adjustment.frozen']);
    const withdrawn = await business.post(`${url}/withdraw`, {}, ifMatch(submitted));
    expect([withdrawn.status, withdrawn.body.state]).toEqual([200, 'DRAFT']);
    const cancelled = await business.post(`${url}/cancel`, { reason: '不再需要' }, ifMatch(withdrawn));
    expect([cancelled.status, cancelled.body.state]).toEqual([200, 'CANCELLED']);
    const again = await adjustments.submit(cancelled);
    expect([again.status, again.body.code]).toEqual([409, 'budget-adjustment.state-forbids']);
    const posted = await adjustments.posted('ADD', legs);
    await expect(
      t.database.admin.query(`update app.budget_adjustments set amount = 1, version = version + 1 where id = $1`, [
        posted.body.id,
      ]),
    ).rejects.toMatchObject({ constraint: 'ck_budget_adjustments_frozen' });
  });

  it('of a unit stays within the unit, and is seen by those who see it', async () => {
    const [own, sibling] = [await desk.funded(), await desk.project({ unitId: t.world.units.schoolB.id })];
    const drafted = await adjustments.draft('ADD', [{ projectId: own.id, amount: '1.00' }], {}, 'unit');
    expect(drafted.status).toBe(201);
    const foreign = [
      { projectId: sibling.body.id, amount: '1.00' },
      { projectId: UNKNOWN, amount: '1.00' },
      { amount: '1.00' },
    ];
    const refused = await adjustments.draft('ADD', foreign, {}, 'unit');
    expect(refused.body.errors.map(({ code }: { code: string }) => code)).toEqual([
      'payment.project-not-found',
      'payment.project-not-found',
      'payment.project-reference',
    ]);
    expect((await t.world.as('siblingUnit').get(`/budget-adjustments/${drafted.body.id}`)).status).toBe(404);
    expect((await t.world.as('supervisor').get(`/budget-adjustments/${drafted.body.id}`)).status).toBe(200);
    expect((await adjustments.draft('ADD', [{ projectId: own.id, amount: '1' }], {}, 'unithead')).status).toBe(403);
  });

  it('cannot post anything but its legs, whatever the code above does', async () => {
    const project = await desk.funded();
    const draft = await adjustments.draft('ADD', [{ projectId: project.id, amount: '5.00' }]);
    await expect(
      t.database.admin.query(
        `update app.budget_adjustments set state = 'POSTED', posted_at = now(), version = version + 1 where id = $1`,
        [draft.body.id],
      ),
    ).rejects.toMatchObject({ constraint: 'ck_budget_adjustments_conserved' });
  });
});
