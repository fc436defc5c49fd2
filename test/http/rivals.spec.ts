import pg from 'pg';
import { NAT_2020 } from '../../src/modules/evaluation/domain/published-rule-sets.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { type Answer, ifMatch } from '../support/client.js';
import { Execution, MONTHLY } from '../support/execution.js';
import { expectStatus } from '../support/story.js';

let t: TestApp;
let execution: Execution;
beforeAll(async () => {
  t = await startTestApp({ LOG_LEVEL: 'silent' });
  execution = new Execution(t);
});
afterAll(() => t.close());

/** Somebody else's transaction, on a connection of its own. */
async function meanwhile<T>(
  sql: string,
  values: readonly unknown[],
  work: (end: () => Promise<unknown>) => Promise<T>,
): Promise<T> {
  const { host, port, database, user, password } = t.database.admin;
  const other = new pg.Client({ host, port, database, user, password } as pg.ClientConfig);
  await other.connect();
  try {
    await other.query('begin');
    await other.query(sql, values as unknown[]);
    return await work(() => other.query('commit'));
  } finally {
    await other.end();
  }
}

/** So many wait for a lock of this database. */
async function waiting(count: number): Promise<void> {
  const sql = `select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
  for (let tries = 0; tries < 100; tries += 1) {
    if ((await t.database.admin.query(sql)).rows[0].n >= count) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Publishes one, then two drafts at the same moment: both have seen the first one, and neither the other. */
async function publishTwoAtOnce(
  path: string,
  table: string,
  bodies: readonly [object, object, object],
): Promise<Answer[]> {
  const drafts: Answer[] = [];
  for (const body of bodies) drafts.push(expectStatus(201, await t.world.as('finance').post(path, body)));
  const [first, ...rivals] = drafts as [Answer, Answer, Answer];
  const publish = (draft: Answer): Promise<Answer> =>
    t.world.as('leader').post(`${path}/${draft.body.id}/publish`, {}, ifMatch(draft));
  expectStatus(200, await publish(first));
  return meanwhile(`select 1 from ${table} where id = $1 for update`, [first.body.id], async (end) => {
    const answers = Promise.all(rivals.map(publish));
    await waiting(2);
    await end();
    return answers;
  });
}

const publishedIn = async (table: string, condition: string): Promise<number> =>
  (await t.database.admin.query(`select count(*)::int as n from ${table} where state = 'PUBLISHED' and ${condition}`))
    .rows[0].n;

const outcomes = (answers: readonly Answer[]): unknown[] =>
  answers.map(({ status, body }) => (status === 200 ? 200 : `${status} ${body.code}`)).sort();

describe('two drafts that are published at the same moment', () => {
  it('of flows for one kind of subject: one is, under whatever code, and the other is told', async () => {
    const step = {
      kind: 'STEP',
      key: 'finance-performance',
      name: { zh: '绩效科', en: 'Performance division' },
      mode: 'ANY',
      assignees: [{ by: 'ROLE', role: 'FIN_PERF', scope: 'DISTRICT' }],
      mandatory: true,
      dueWorkingDays: 3,
    };
    const body = (code: string) => ({
      districtId: t.world.districts.shuangliu.id,
      code,
      subjectType: 'goal',
      name: '绩效科审批',
      definition: { steps: [step], distinctReviewers: true },
    });
    const answers = await publishTwoAtOnce('/approval-flows', 'app.approval_flows', [
      body('one'),
      body('two'),
      body('three'),
    ]);
    expect(outcomes(answers)).toEqual([200, '409 approval.flow-published-meanwhile']);
    expect(await publishedIn('app.approval_flows', `district_id is not null`)).toBe(1);
  });

  it('of one scoring rule set: one is, and the other is told', async () => {
    const { code: _, version: __, status: ___, ...rules } = NAT_2020;
    const body = { code: 'SL-RACE', districtId: t.world.districts.shuangliu.id, rules };
    const answers = await publishTwoAtOnce('/scoring-rule-sets', 'app.scoring_rule_sets', [body, body, body]);
    expect(outcomes(answers)).toEqual([200, '409 evaluation.rule-set-published-meanwhile']);
    expect(await publishedIn('app.scoring_rule_sets', `code = 'SL-RACE'`)).toBe(1);
  });
});

describe('two choices of monitoring rules at the same moment', () => {
  it('are one choice, and one stale version', async () => {
    const { id: districtId } = t.world.districts.shuangliu;
    const finance = t.world.as('finance');
    const path = '/monitoring-rule-sets/selection';
    const before = await finance.get(`${path}?districtId=${districtId}`);
    const answers = await meanwhile(
      'select 1 from app.districts where id = $1 for update',
      [districtId],
      async (end) => {
        const choices = ['IFMIS-A', 'SC-2025'].map((code) => finance.put(path, { districtId, code }, ifMatch(before)));
        await waiting(2);
        await end();
        return Promise.all(choices);
      },
    );
    expect(outcomes(answers)).toEqual([200, '412 request.stale']);
  });
});

describe('one date', () => {
  it('that is told for two months at the same moment is kept once', async () => {
    await t.world.moveClock('2026-07-10 10:00');
    const dated = {
      ...MONTHLY,
      level2: '时效指标',
      name: '开工日期',
      measureType: 'DATE',
      operator: 'LE',
      targetValue: undefined,
      targetOn: '2026-06-10',
      reportingPeriod: 'YEAR',
    };
    const { indicators, projectId } = await execution.running([dated]);
    const id = indicators['开工日期'];
    const { path, districtId } = t.world.units.schoolA;
    const insert = `insert into app.actuals (id, indicator_id, fiscal_year, month, done_on, project_id, district_id, unit_path)
      values (gen_random_uuid(), $1, 2026, 4, '2026-04-20', $2, $3, $4)`;
    const answer = await meanwhile(insert, [id, projectId, districtId, path], async (end) => {
      const told = t.world.as('unit').post(`/indicators/${id}/actuals`, { period: '2026', doneOn: '2026-05-20' });
      await Promise.race([waiting(1), told]);
      await end();
      return told;
    });
    expect([answer.status, answer.body.code]).toEqual([409, 'actual.exists']);
    const { rows } = await t.database.admin.query('select done_on::text from app.actuals where indicator_id = $1', [
      id,
    ]);
    expect(rows).toEqual([{ done_on: '2026-04-20' }]);
  });
});

describe('what ends at the same moment', () => {
  /** Answers of requests that were sent after the end was written, and before it stood. */
  const during = (sql: string, id: string, ...send: readonly (() => Promise<Answer>)[]): Promise<Answer[]> =>
    meanwhile(sql, [id], async (end) => {
      const answers = Promise.all(send.map((each) => each()));
      await waiting(send.length);
      await end();
      return answers;
    });

  it('a goal that is suspended takes no correction any more', async () => {
    await t.world.moveClock('2026-07-10 10:00');
    const { indicators, goalId } = await execution.running();
    const actual = await execution.report(indicators['培训人次']!, '2026-06', '100');
    const correct = (): Promise<Answer> =>
      t.world
        .as('unit')
        .post(`/actuals/${actual.body.id}/correct`, { value: '90', reason: '重复计数' }, ifMatch(actual));
    const suspend = `update app.goals set state = 'SUSPENDED', version = version + 1 where id = $1`;
    expect(outcomes(await during(suspend, goalId, correct))).toEqual(['409 actual.goal-not-in-execution']);
    const { rows } = await t.database.admin.query('select value::int from app.actuals where id = $1', [actual.body.id]);
    expect(rows).toEqual([{ value: 100 }]);
  });

  it('a fiscal year that is closed takes no correction, no reversal and no budget any more', async () => {
    await t.world.moveClock('2026-07-10 10:00');
    const { indicators, projectId } = await execution.running();
    const actual = await execution.report(indicators['培训人次']!, '2026-06', '100');
    const paid = await execution.pay(projectId, '100.00', '2026-06-30');
    const budget = await t.world.as('finance').get(`/projects/${projectId}/budget?fiscalYear=2026`);
    const lines = [{ source: 'FISCAL', initial: '1.00', adjusted: '5000.00', reason: '调整' }];
    const { id } = t.world.districts.shuangliu;
    const move = (state: string): string =>
      `update app.fiscal_years set state = '${state}', version = version + 1 where district_id = $1 and year = 2026`;
    const answers = await during(
      move('CLOSED'),
      id,
      () =>
        t.world
          .as('unit')
          .post(`/actuals/${actual.body.id}/correct`, { value: '90', reason: '重复计数' }, ifMatch(actual)),
      () => t.world.as('business').post(`/payments/${paid.body.id}/reverse`, { reason: '退汇' }),
      () => t.world.as('finance').put(`/projects/${projectId}/budget`, { fiscalYear: 2026, lines }, ifMatch(budget)),
    );
    await t.database.admin.query(move('OPEN'), [id]);
    expect(outcomes(answers)).toEqual([
      '409 actual.fiscal-year-closed',
      '409 budget.fiscal-year-closed',
      '409 payment.fiscal-year-closed',
    ]);
  });

  it('a school may hold a fiscal year of its district, and change none', async () => {
    const { districtId, path } = t.world.units.schoolA;
    const school = t.database.admin;
    await school.query('begin');
    await school.query('set local role app_rw');
    await school.query(`select set_config('app.scopes', '', true), set_config('app.units', $1, true)`, [path]);
    const held = await school.query('select 1 from app.fiscal_years where district_id = $1 for share', [districtId]);
    expect(held.rowCount).toBe(2);
    const change = school.query(
      `update app.fiscal_years set state = 'CLOSED', version = version + 1 where district_id = $1`,
      [districtId],
    );
    await expect(change).rejects.toMatchObject({ code: '42501' });
    await school.query('rollback');
  });
});
