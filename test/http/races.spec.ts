import { randomUUID } from 'node:crypto';
import { startTestApp, type TestApp } from '../support/app.js';
import type { Answer, Client } from '../support/client.js';
import { CONTENT_HASH, insertGoals, insertGoalsInReview, type ReviewTask } from '../support/goals-in-bulk.js';
import { expectStatus, Story } from '../support/story.js';

const GOALS = 300;
const HEADS = 8;
/** Goals that are decided upon at the same moment: 32 requests for ten connections. */
const WAVE = 4;

let t: TestApp;
let story: Story;

beforeAll(async () => {
  t = await startTestApp();
  story = new Story(t.world);
});
afterAll(() => t.close());

const parallel = (count: number, send: (index: number) => Promise<Answer>): Promise<Answer[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => send(index)));

/** `{ 200: 1, 412: 99 }` */
function statusesOf(answers: readonly Answer[]): Record<number, number> {
  const counts: Record<number, number> = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

const countOf = async (sql: string, values: readonly unknown[] = []): Promise<number> =>
  (await t.database.admin.query(`select count(*)::int as n ${sql}`, values as unknown[])).rows[0].n;

async function fundedProject(adjusted = '1000000.00'): Promise<string> {
  const { body } = await story.project();
  const budget = { fiscalYear: 2026, lines: [{ source: 'FISCAL', initial: adjusted, adjusted }] };
  expectStatus(200, await t.world.as('business').put(`/projects/${body.id}/budget`, budget, { 'if-match': '"0"' }));
  return body.id;
}

const payment = (projectId: string, change: object = {}): object => ({
  projectId,
  fiscalYear: 2026,
  source: 'FISCAL',
  sourceSystem: 'TREASURY',
  sourceId: randomUUID(),
  paidOn: '2026-03-31',
  amount: '100.00',
  ...change,
});

describe('approvals at the same moment', () => {
  it(`${GOALS} goals × ${HEADS} heads are decided exactly once each`, async () => {
    const tasks = await insertGoalsInReview(t, GOALS);
    const heads = await Promise.all(
      Array.from({ length: HEADS }, () => t.world.hire([{ role: 'UNIT_HEAD', path: t.world.units.schoolA.path }])),
    );
    const decide = ({ client }: { client: Client }, { taskId }: ReviewTask): Promise<Answer> =>
      client.post(
        `/approval-tasks/${taskId}/decisions`,
        { outcome: 'APPROVE', subjectVersion: 1, contentHash: CONTENT_HASH },
        { 'if-match': '"1"' },
      );
    const wrong: string[] = [];
    for (let at = 0; at < tasks.length; at += WAVE) {
      const wave = tasks.slice(at, at + WAVE);
      const answers = await Promise.all(wave.map((task) => Promise.all(heads.map((head) => decide(head, task)))));
      for (const each of answers) {
        const counts = statusesOf(each);
        const losers = (counts[409] ?? 0) + (counts[412] ?? 0);
        if (counts[200] !== 1 || losers !== HEADS - 1) wrong.push(JSON.stringify(counts));
      }
    }
    expect(wrong).toEqual([]);
    const ids = [tasks.map(({ approvalId }) => approvalId)];
    expect(await countOf('from app.approval_acts where approval_id = any ($1) and task_id is not null', ids)).toBe(
      GOALS,
    );
    expect(
      await countOf(
        `from app.approval_tasks where approval_id = any ($1) and step_key = 'department' and state = 'OPEN'`,
        ids,
      ),
    ).toBe(GOALS);
    expect(await countOf('from app.approval_tasks where approval_id = any ($1)', ids)).toBe(2 * GOALS);
    expect(
      await countOf(`from app.audit_entries where action = 'approvalTask.decide' and object_id = any ($1)`, ids),
    ).toBe(GOALS);
  }, 120_000);
});

describe('changes of one version', () => {
  it('100 at once are one 200 and 99 × 412', async () => {
    const [id] = await insertGoals(t, 1, 'DRAFT');
    const answers = await parallel(100, (index) =>
      t.world.as('unit').patch(`/goals/${id}`, { annualGoal: `第 ${index} 稿` }, { 'if-match': '"1"' }),
    );
    expect(statusesOf(answers)).toEqual({ 200: 1, 412: 99 });
    const winner = answers.find(({ status }) => status === 200);
    const { body } = await t.world.as('unit').get(`/goals/${id}`);
    expect([body.version, body.annualGoal]).toEqual([2, winner?.body.annualGoal]);
    for (const { status, etag } of answers) expect([status, etag]).toEqual([status, '"2"']);
    expect(await countOf(`from app.audit_entries where action = 'goal.update' and object_id = $1`, [id])).toBe(1);
  });

  it('20 submissions of one draft are one approval', async () => {
    const project = await story.project();
    const goal = await story.draft(project.body.id);
    const answers = await parallel(20, () =>
      t.world.as('unit').post(`/goals/${goal.body.id}/submit`, {}, { 'if-match': goal.etag }),
    );
    expect(statusesOf(answers)).toEqual({ 200: 1, 412: 19 });
    expect(await countOf('from app.approvals where subject_id = $1', [goal.body.id])).toBe(1);
  });
});

describe('requests with one Idempotency-Key', () => {
  it('50 creations at once are one project, with 50 equal answers', async () => {
    const { schoolA } = t.world.units;
    const body = {
      unitId: schoolA.id,
      code: 'RACE-1',
      name: '同键项目',
      kind: 'PROJECT',
      attribute: 'NEW',
      periodFrom: '2026-01-01',
      periodTo: '2026-12-31',
    };
    const key = { 'idempotency-key': randomUUID() };
    const answers = await parallel(50, () => t.world.as('unit').post('/projects', body, key));
    expect(statusesOf(answers)).toEqual({ 201: 50 });
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(answers.filter(({ headers }) => headers['idempotency-replayed'] === 'true')).toHaveLength(49);
    expect(await countOf(`from app.projects where code = 'RACE-1'`)).toBe(1);
    expect(await countOf(`from app.audit_entries where object_id = $1`, [answers[0]?.body.id])).toBe(1);
  });

  it('50 payments at once are one payment, with 50 equal answers', async () => {
    const projectId = await fundedProject();
    const body = payment(projectId);
    const key = { 'idempotency-key': randomUUID() };
    const answers = await parallel(50, () => t.world.as('business').post('/payments', body, key));
    expect(statusesOf(answers)).toEqual({ 201: 50 });
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(await countOf('from app.payments where project_id = $1', [projectId])).toBe(1);
  });

  it('two bodies under one key are one payment and one refusal, whichever comes first', async () => {
    const projectId = await fundedProject();
    const key = { 'idempotency-key': randomUUID() };
    const bodies = [payment(projectId), payment(projectId)];
    const answers = await parallel(20, (index) => t.world.as('business').post('/payments', bodies[index % 2], key));
    expect(statusesOf(answers)).toEqual({ 201: 10, 422: 10 });
    expect(await countOf('from app.payments where project_id = $1', [projectId])).toBe(1);
  });
});

describe('a batch of goals', () => {
  it('released 8 times at once is released once', async () => {
    const goalIds = await insertGoals(t, 40, 'PASSED');
    const districtId = t.world.districts.shuangliu.id;
    const answers = await parallel(8, (index) =>
      t.world.as('finance').post('/goal-releases', {
        districtId,
        fiscalYear: 2026,
        number: `竞速〔2026〕${index}号`,
        releasedOn: '2026-01-20',
        goalIds: index % 2 ? goalIds : [...goalIds].reverse(),
      }),
    );
    const counts = statusesOf(answers);
    expect([counts[201], (counts[409] ?? 0) + (counts[422] ?? 0)]).toEqual([1, 7]);
    expect(await countOf(`from app.goal_releases where number like '竞速%'`)).toBe(1);
    expect(await countOf('from app.goal_revisions where goal_id = any ($1)', [goalIds])).toBe(40);
    expect(await countOf(`from app.goals where id = any ($1) and state = 'APPROVED' and revision = 1`, [goalIds])).toBe(
      40,
    );
  });
});

describe('payments to one budget line', () => {
  it('100 at once, with reversals among them, add up to the cent', async () => {
    const projectId = await fundedProject();
    const first = await parallel(20, (index) =>
      t.world.as('business').post('/payments', payment(projectId, { amount: `${index + 1}.01` })),
    );
    const answers = await parallel(100, (index) => {
      const taken = first[Math.floor(index / 5)];
      if (index % 5 === 0)
        return t.world.as('business').post(`/payments/${taken?.body.id}/reverse`, { reason: '退汇' });
      return t.world.as('business').post('/payments', payment(projectId, { amount: `${index}.99` }));
    });
    expect(statusesOf(answers)).toEqual({ 201: 100 });
    const { rows } = await t.database.admin.query(
      `select l.executed::text, (select sum(amount)::text from app.payments where project_id = $1) as paid
        from app.budget_lines l where l.project_id = $1`,
      [projectId],
    );
    const cents = answers.reduce((sum, _, index) => (index % 5 === 0 ? sum : sum + index * 100 + 99), 0);
    const expected = `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`;
    expect(rows).toEqual([{ executed: expected, paid: expected }]);
  });

  it('one payment reversed 10 times at once is reversed once', async () => {
    const projectId = await fundedProject();
    const { body } = expectStatus(201, await t.world.as('business').post('/payments', payment(projectId)));
    const answers = await parallel(10, () =>
      t.world.as('business').post(`/payments/${body.id}/reverse`, { reason: '重复冲销' }),
    );
    expect(statusesOf(answers)).toEqual({ 201: 1, 409: 9 });
    expect(await countOf('from app.payments where reversal_of = $1', [body.id])).toBe(1);
  });
});

describe('a row that somebody holds for long', () => {
  it('is refused with 409 and Retry-After, not with a failure of the server, and answers again afterwards', async () => {
    const [id] = await insertGoals(t, 1, 'DRAFT');
    const projectId = await fundedProject();
    const change = (): Promise<Answer> =>
      t.world.as('unit').patch(`/goals/${id}`, { annualGoal: '等不到的修改' }, { 'if-match': '"1"' });
    const pay = (): Promise<Answer> => t.world.as('business').post('/payments', payment(projectId));
    await t.database.admin.query('begin');
    await t.database.admin.query('select 1 from app.goals where id = $1 for update', [id]);
    await t.database.admin.query('select 1 from app.budget_lines where project_id = $1 for update', [projectId]);
    const waiting = await Promise.all([change(), pay(), t.world.as('unit').get(`/goals/${id}`)]);
    await t.database.admin.query('rollback');
    const seen = waiting.map(({ status, body, headers }) => [status, body.code, headers['retry-after']]);
    expect(seen).toEqual([
      [409, 'request.contended', '1'],
      [409, 'request.contended', '1'],
      [200, undefined, undefined],
    ]);
    expect([(await change()).status, (await pay()).status]).toEqual([200, 201]);
  });
});
