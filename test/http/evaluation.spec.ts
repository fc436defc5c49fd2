import { NAT_2020 } from '../../src/modules/evaluation/domain/published-rule-sets.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { type Answer, type Client, ifMatch, offersOf } from '../support/client.js';
import { type ArrangedGoal, type ArrangedIndicator, arrangeGoal, ROAD } from '../support/evaluated-project.js';

let t: TestApp;
beforeAll(async () => {
  t = await startTestApp();
});
afterAll(() => t.close());

const UNKNOWN = '018f0000-0000-7000-8000-000000000000';
const unit = (): Client => t.world.as('unit');
const arrange = (options: Parameters<typeof arrangeGoal>[2] = {}): Promise<ArrangedGoal> =>
  arrangeGoal(t.database.admin, t.world.units.schoolA, options);

async function begin(
  options: Parameters<typeof arrangeGoal>[2] = {},
): Promise<{ goal: ArrangedGoal; created: Answer }> {
  const goal = await arrange(options);
  const created = await unit().post('/self-evaluations', { goalId: goal.goalId });
  expect(created.status).toBe(201);
  return { goal, created };
}

/** Everything that the road's form needs besides its facts. */
const complete = ({ indicatorIds }: ArrangedGoal): object => ({
  conclusion: '目标基本完成',
  indicators: [
    { indicatorId: indicatorIds[1], reason: '两处路段返工', reportedScore: '19.00' },
    { indicatorId: indicatorIds[5], actual: '92', actualReason: '入户问卷', sampleSize: 400, surveyMethod: '入户问卷' },
  ],
});

async function submitted(): Promise<{ goal: ArrangedGoal; answer: Answer; path: string }> {
  const { goal, created } = await begin();
  const path = `/self-evaluations/${created.body.id}`;
  const filled = await unit().patch(path, complete(goal), ifMatch(created));
  const answer = await unit().post(`${path}/submit`, {}, ifMatch(filled));
  expect([answer.status, answer.body.state]).toEqual([200, 'SUBMITTED']);
  return { goal, answer, path };
}

async function inReview(): Promise<{ goal: ArrangedGoal; answer: Answer; path: string }> {
  const { goal, answer, path } = await submitted();
  const reviewed = await t.world.as('department').post(`${path}/review`, {}, ifMatch(answer));
  expect([reviewed.status, reviewed.body.state]).toEqual([200, 'DEPT_REVIEW']);
  return { goal, answer: reviewed, path };
}

const codesOf = ({ body }: Answer): string[] =>
  (body.findings ?? body.errors).map(({ code, pointer }: { code: string; pointer: string }) => `${code} ${pointer}`);
const allowedOf = ({ body }: Answer): string[] =>
  body.allowedActions
    .filter(({ allowed }: { allowed: boolean }) => allowed)
    .map(({ action }: { action: string }) => action);

describe('a self-evaluation', () => {
  it('begins prefilled from budget and monitoring, computed, and says where each point came from', async () => {
    const { goal, created } = await begin();
    expect(created.headers['location']).toBe(`/api/v1/self-evaluations/${created.body.id}`);
    expect(created.body).toMatchObject({
      goalId: goal.goalId,
      state: 'OPEN',
      ruleSetCode: 'SC-2025',
      executionRate: '0.963000',
      executionScore: '9.63',
      computedTotal: null,
      grade: null,
      reportedTotal: null,
    });
    expect(created.body.funds).toEqual([
      {
        source: null,
        item: '年度资金总额',
        initialBudget: '1000000.00',
        adjustedBudget: '1000000.00',
        executed: '963000.00',
        reportedScore: null,
        reason: null,
      },
      {
        source: 'FISCAL',
        item: '财政资金',
        initialBudget: '1000000.00',
        adjustedBudget: '1000000.00',
        executed: '963000.00',
        reportedScore: null,
        reason: null,
      },
    ]);
    const rows = created.body.indicators.map((row: Record<string, string>) => [
      row['actual'],
      row['actualSource'],
      row['computedScore'],
    ]);
    expect(rows).toEqual([
      ['120', 'MONITORING', '20.00'], // 40 + 50 + 30
      ['97', 'MONITORING', '19.40'], // the newest rate
      ['2025-11-20', 'MONITORING', '10.00'],
      ['0', 'MONITORING', '10.00'],
      ['达成年度指标', 'MONITORING', '20.00'],
      [null, null, null], // missing stays missing
    ]);
    expect(created.body.indicators[1].explanation.text).toContain('20 × 97 ÷ 100 = 19.4');
    expect(codesOf(created)).toEqual(['MISSING_ACTUAL /indicators/5/actual']);
    expect(allowedOf(created)).toEqual(['update', 'submit']);
    const used = await t.database.admin.query(`select used_at from app.scoring_rule_sets where code = 'SC-2025'`);
    expect(used.rows[0].used_at).not.toBeNull();
  });

  it('is begun for a goal in execution or closed, once, by who fills it, within his scope', async () => {
    const { goal } = await begin();
    const again = await unit().post('/self-evaluations', { goalId: goal.goalId });
    expect([again.status, again.body.code]).toEqual([409, 'evaluation.already-exists']);
    const draft = await unit().post('/self-evaluations', { goalId: (await arrange({ state: 'PASSED' })).goalId });
    expect([draft.status, draft.body.code]).toEqual([409, 'evaluation.goal-state']);
    const closed = await arrange({ state: 'CLOSED' });
    const foreign = await t.world.as('siblingUnit').post('/self-evaluations', { goalId: closed.goalId });
    expect([foreign.status, foreign.body.code]).toEqual([422, 'evaluation.goal-not-found']);
    expect((await t.world.as('department').post('/self-evaluations', { goalId: closed.goalId })).status).toBe(403);
    expect((await unit().post('/self-evaluations', { goalId: closed.goalId })).status).toBe(201);
  });

  it('is scored by the rule set asked for, if that leaves execution the goal’s points', async () => {
    const goal = await arrange();
    const unequal = await unit().post('/self-evaluations', { goalId: goal.goalId, ruleSet: 'HUBEI-2020' });
    expect([unequal.status, unequal.body.code]).toEqual([422, 'evaluation.rule-set-execution-weight']);
    expect(unequal.body.params).toMatchObject({ code: 'HUBEI-2020', ruleSet: '20', goal: '10.00' });
    const unknown = await unit().post('/self-evaluations', { goalId: goal.goalId, ruleSet: 'NOPE' });
    expect([unknown.status, unknown.body.code]).toEqual([422, 'evaluation.unknown-rule-set']);
    const asked = await unit().post('/self-evaluations', { goalId: goal.goalId, ruleSet: 'IFMIS-A' });
    expect([asked.status, asked.body.ruleSetCode]).toEqual([201, 'IFMIS-A']);
  });

  it('keeps what the unit reports beside what is computed, and computes anew', async () => {
    const { goal, created } = await begin();
    const path = `/self-evaluations/${created.body.id}`;
    const filled = await unit().patch(path, complete(goal), ifMatch(created));
    expect([filled.status, filled.body.state]).toEqual([200, 'FILLING']);
    expect(filled.body).toMatchObject({
      computedTotal: '99.03',
      grade: '优',
      reportedTotal: null,
      conclusion: '目标基本完成',
    });
    expect(filled.body.indicators[1]).toMatchObject({
      computedScore: '19.40',
      reportedScore: '19.00',
      reason: '两处路段返工',
    });
    expect(filled.body.indicators[5]).toMatchObject({
      actual: '92',
      actualSource: 'REPORTED',
      monitoredActual: null,
      actualReason: '入户问卷',
    });
    const stale = await unit().patch(path, { conclusion: '别的' }, ifMatch(created));
    expect([stale.status, stale.etag]).toEqual([412, filled.etag]);
    expect((await unit().patch(path, { conclusion: '别的' })).status).toBe(428);
    const row = { indicatorId: goal.indicatorIds[0], reportedScore: '20.01' };
    const tooHigh = await unit().patch(
      path,
      { execution: { reportedScore: '9.00', reason: '结算未完' }, indicators: [row] },
      ifMatch(filled),
    );
    expect(codesOf(tooHigh)).toEqual(['SCORE_MISMATCH /indicators/0/reportedScore']);
    expect(tooHigh.body.indicators[0].flags).toEqual(['SCORE_MISMATCH']);
    const cleared = await unit().patch(path, { indicators: [{ ...row, reportedScore: null }] }, ifMatch(tooHigh));
    expect(cleared.body.funds[0]).toMatchObject({ reportedScore: '9.00', reason: '结算未完' });
    expect(codesOf(cleared)).toEqual([]);
  });

  it('takes an actual only with its source, and only for its own indicators', async () => {
    const { goal, created } = await begin();
    const path = `/self-evaluations/${created.body.id}`;
    const row = { indicatorId: goal.indicatorIds[0], actual: '118' };
    const bare = await unit().patch(path, { indicators: [row] }, ifMatch(created));
    expect([bare.status, bare.body.code]).toEqual([422, 'evaluation.actual-reason']);
    const foreign = await unit().patch(
      path,
      { indicators: [{ indicatorId: UNKNOWN, reason: '无' }] },
      ifMatch(created),
    );
    expect([foreign.status, foreign.body.code]).toEqual([422, 'evaluation.unknown-indicator']);
    const stated = await unit().patch(path, { indicators: [{ ...row, actualReason: '竣工图' }] }, ifMatch(created));
    expect(stated.body.indicators[0]).toMatchObject({
      actual: '118',
      actualSource: 'REPORTED',
      monitoredActual: '120',
      computedScore: '19.67',
    });
    const back = await unit().patch(path, { indicators: [{ ...row, actual: null }] }, ifMatch(stated));
    expect(back.body.indicators[0]).toMatchObject({ actual: '120', actualSource: 'MONITORING', actualReason: null });
  });

  it('is submitted only when nothing is missing and every lost point is explained', async () => {
    const { goal, created } = await begin({ executed: '899999.99' });
    const path = `/self-evaluations/${created.body.id}`;
    const bare = await unit().post(`${path}/submit`, {}, ifMatch(created));
    expect([bare.status, bare.body.code]).toEqual([422, 'evaluation.checks-failed']);
    expect(codesOf(bare)).toEqual([
      'EXECUTION_REASON /funds/0/reason', // SC-2025: under 90 %
      'MISSING_ACTUAL /indicators/5/actual',
      'REASON_REQUIRED /indicators/1/reason',
    ]);
    const english = await unit().post(`${path}/submit`, {}, { ...ifMatch(created), 'accept-language': 'en' });
    expect(english.body.errors[2].detail).toBe('The score 19.40 is below the weight 20.00: state why');
    const filled = await unit().patch(
      path,
      { ...complete(goal), execution: { reason: '质保金未到期' } },
      ifMatch(created),
    );
    const done = await unit().post(`${path}/submit`, {}, ifMatch(filled));
    expect([done.status, done.body.state, done.body.round]).toEqual([200, 'SUBMITTED', 1]);
    // 得分 that nobody typed is the computed one: 9.00 + 20 + 19.00 + 10 + 10 + 20 + 10
    expect(done.body).toMatchObject({
      computedTotal: '98.40',
      reportedTotal: '98.00',
      grade: '优',
      reportedGrade: '优',
    });
    expect(done.body.indicators[0].reportedScore).toBe('20.00');
    expect((await unit().post(`${path}/submit`, {}, ifMatch(done))).body.code).toBe('evaluation.state-forbids');
    expect((await unit().patch(path, { conclusion: '改' }, ifMatch(done))).body.code).toBe('evaluation.frozen');
  });

  it('asks for a score where only a person can give one, and holds it to the band', async () => {
    const indicators = ROAD.map((one) =>
      one.measureType === 'QUAL' ? { ...one, actuals: { 12: { level: 'PARTIAL' } } } : one,
    );
    const { goal, created } = await begin({ indicators });
    const path = `/self-evaluations/${created.body.id}`;
    const filled = await unit().patch(path, complete(goal), ifMatch(created));
    const open = await unit().post(`${path}/submit`, {}, ifMatch(filled));
    expect(codesOf(open)).toEqual(['SCORE_REQUIRED /indicators/4/reportedScore']);
    const judged = (reportedScore: string, from: Answer): Promise<Answer> =>
      unit().patch(
        path,
        { indicators: [{ indicatorId: goal.indicatorIds[4], reportedScore, reason: '一处未达' }] },
        ifMatch(from),
      );
    const outside = await judged('16.00', filled);
    expect(codesOf(outside)).toEqual(['BAND /indicators/4/reportedScore']);
    const inside = await judged('15.99', outside);
    expect(inside.body).toMatchObject({ computedTotal: '95.02', findings: [] });
    expect((await unit().post(`${path}/submit`, {}, ifMatch(inside))).status).toBe(200);
  });
});

describe('the review of a self-evaluation', () => {
  it('goes from the department to the end when finance does not sample it, and then nothing moves any more', async () => {
    const { answer, path } = await inReview();
    expect(allowedOf(answer)).toEqual(['return', 'finalize']);
    const final = await t.world.as('department').post(`${path}/finalize`, { opinion: '同意' }, ifMatch(answer));
    expect([final.status, final.body.state, allowedOf(final)]).toEqual([200, 'FINAL', []]);
    const read = await t.world.as('supervisor').get(`${path}?expand=acts,project,ruleSet`);
    expect(read.body.acts.map(({ act, stage, reason }: Record<string, string>) => [act, stage, reason])).toEqual([
      ['SUBMIT', 'UNIT', null],
      ['REVIEW', 'DEPARTMENT', null],
      ['FINALIZE', 'DEPARTMENT', '同意'],
    ]);
    expect([read.body.project.name, read.body.ruleSet.code]).toEqual(['道路养护', 'SC-2025']);
    const late = await t.world.as('department').post(`${path}/return`, { reason: '再看' }, ifMatch(final));
    expect([late.status, late.body.code]).toEqual([409, 'evaluation.state-forbids']);
    for (const sql of [
      `update app.self_evaluations set conclusion = '另一个结论', version = version + 1 where id = $1`,
      `update app.self_evaluation_scores set reported_score = 1 where self_evaluation_id = $1`,
      `delete from app.self_evaluation_funds where self_evaluation_id = $1`,
    ]) {
      await expect(t.database.admin.query(sql, [final.body.id])).rejects.toMatchObject({
        constraint: 'ck_self_evaluations_frozen',
      });
    }
    await expect(t.database.admin.query(`delete from app.self_evaluation_acts`)).rejects.toMatchObject({
      code: '42501',
    });
  });

  it('marks a self-evaluation as distorted when the spot check ends ten points away', async () => {
    const { answer, path } = await inReview();
    const sampled = await t.world.as('finance').post(`${path}/sample`, {}, ifMatch(answer));
    expect([sampled.status, sampled.body.state, sampled.body.reportedTotal]).toEqual([
      200,
      'FINANCE_SPOT_CHECK',
      '98.63',
    ]);
    const late = await t.world.as('department').post(`${path}/finalize`, {}, ifMatch(sampled));
    expect([late.status, late.body.code]).toEqual([403, 'evaluation.not-your-stage']);
    const final = await t.world
      .as('finance')
      .post(`${path}/finalize`, { reviewedTotal: '88.63', opinion: '两项未达' }, ifMatch(sampled));
    expect(final.body).toMatchObject({
      state: 'FINAL',
      reviewedTotal: '88.63',
      isDistorted: true,
      reportedTotal: '98.63',
    });
    const list = await t.world
      .as('finance')
      .get('/self-evaluations?isDistorted=true&state=FINAL&fiscalYear=2025&withTotal=true');
    expect(list.body.items).toEqual([
      expect.objectContaining({ id: final.body.id, projectName: '道路养护', ruleSetCode: 'SC-2025' }),
    ]);
    expect((await t.world.as('siblingUnit').get('/self-evaluations')).body.items).toEqual([]);
  });

  it('returns to the unit from either stage, with the reason, and begins a new round', async () => {
    const { answer, path, goal } = await inReview();
    expect((await t.world.as('department').post(`${path}/return`, {}, ifMatch(answer))).status).toBe(400);
    const returned = await t.world.as('department').post(`${path}/return`, { reason: '补充佐证' }, ifMatch(answer));
    expect(returned.body).toMatchObject({ state: 'FILLING', round: 2, returnedCount: 1 });
    const filled = await unit().patch(
      path,
      { problems: '返工', indicators: [{ indicatorId: goal.indicatorIds[1], reportedScore: '18' }] },
      ifMatch(returned),
    );
    const again = await unit().post(`${path}/submit`, {}, ifMatch(filled));
    expect([again.body.state, again.body.reportedTotal]).toEqual(['SUBMITTED', '97.63']);
    const reviewed = await t.world.as('department').post(`${path}/review`, {}, ifMatch(again));
    const sampled = await t.world.as('finance').post(`${path}/sample`, {}, ifMatch(reviewed));
    const back = await t.world.as('leader').post(`${path}/return`, { reason: '复核不符' }, ifMatch(sampled));
    expect(back.body).toMatchObject({ state: 'FILLING', round: 3, returnedCount: 2 });
  });

  it('is never done by who wrote it, under whichever account, and never twice by one person', async () => {
    const { answer, path } = await submitted();
    const author = t.world.people['unit'].personId;
    const path2 = t.world.units.education.path;
    const secondAccount = await t.world.hire([{ role: 'DEPT_REVIEWER', path: path2 }], { personId: author });
    const own = await secondAccount.client.post(`${path}/review`, {}, ifMatch(answer));
    expect([own.status, own.body.code]).toEqual([403, 'evaluation.own-evaluation']);
    expect(await reasonOf(secondAccount.client, path, 'review')).toBe('evaluation.own-evaluation');
    const both = await t.world.hire([
      { role: 'DEPT_REVIEWER', path: path2 },
      { role: 'FIN_PERF', path: t.world.districts.shuangliu.path },
    ]);
    const reviewed = await both.client.post(`${path}/review`, {}, ifMatch(answer));
    const sampled = await both.client.post(`${path}/sample`, {}, ifMatch(reviewed));
    expect([sampled.status, sampled.body.code]).toEqual([403, 'evaluation.reviewed-before']);
    expect(await reasonOf(both.client, path, 'sample')).toBe('evaluation.reviewed-before');
    // The database has the last word.
    const forge = (personId: string, stage: string): Promise<unknown> =>
      t.database.admin.query(
        `insert into app.self_evaluation_acts (id, self_evaluation_id, act, stage, round, account_id, person_id, project_id, district_id, unit_path)
          select gen_random_uuid(), id, 'FINALIZE', $3, round, $2, $2, project_id, district_id, unit_path from app.self_evaluations where id = $1`,
        [answer.body.id, personId, stage],
      );
    await expect(forge(author, 'DEPARTMENT')).rejects.toMatchObject({ constraint: 'ck_self_evaluation_acts_own' });
    await expect(forge(both.personId, 'FINANCE')).rejects.toMatchObject({
      constraint: 'ck_self_evaluation_acts_two_reviewers',
    });
  });

  it('keeps to its order and its roles, and is out of sight elsewhere', async () => {
    const { answer, path } = await submitted();
    const early = await t.world.as('department').post(`${path}/finalize`, {}, ifMatch(answer));
    expect([early.status, early.body.code]).toEqual([409, 'evaluation.state-forbids']);
    expect((await t.world.as('finance').post(`${path}/sample`, {}, ifMatch(answer))).body.code).toBe(
      'evaluation.state-forbids',
    );
    expect((await unit().post(`${path}/review`, {}, ifMatch(answer))).status).toBe(403);
    expect((await t.world.as('department').post(`${path}/review`)).status).toBe(428);
    for (const stranger of ['siblingUnit', 'waterDepartment', 'foreignFinance'] as const) {
      expect((await t.world.as(stranger).get(path)).status).toBe(404);
    }
    const foreign = await t.world.as('waterDepartment').post(`${path}/review`, {}, ifMatch(answer));
    expect([foreign.status, foreign.body.code]).toEqual([404, 'request.not-found']);
    expect((await t.world.as('sysadmin').get(path)).status).toBe(403);
    expect((await unit().get(`${path}?expand=secrets`)).body.code).toBe('request.unknown-filter');
    const english = await unit().get(path, { 'accept-language': 'en' });
    expect(english.body.indicators[1].explanation.text).toContain('is short of');
    expect(english.body.executionExplanation.steps[0].text).toContain('Execution rate');
  });
});

async function reasonOf(client: Client, path: string, action: string): Promise<string | null> {
  const { body } = await client.get(path);
  return body.allowedActions.find((one: { action: string }) => one.action === action).reason;
}

describe('scoring rule sets', () => {
  const { code: _, version: __, status: ___, ...rules } = NAT_2020;

  it('ship published for all districts and are read by who works with them', async () => {
    const list = await unit().get('/scoring-rule-sets?state=PUBLISHED');
    expect(
      list.body.items.map(({ code, revision }: { code: string; revision: number }) => `${code} ${revision}`),
    ).toEqual(expect.arrayContaining(['HUBEI-2020 1', 'IFMIS-A 1', 'NAT-2020 1', 'SC-2025 1']));
    const one = await unit().get(`/scoring-rule-sets/${list.body.items[0].id}`);
    expect([one.status, one.body.rules.indicatorTotal]).toEqual([200, '80']);
    expect((await t.world.as('sysadmin').get('/scoring-rule-sets')).status).toBe(403);
    expect((await unit().get(`/scoring-rule-sets/${UNKNOWN}`)).status).toBe(404);
  });

  it('are drafted by one person and published by another, and then score in their district', async () => {
    const districtId = t.world.districts.shuangliu.id;
    const body = {
      code: 'SL-2026',
      districtId,
      rules: { ...rules, jurisdiction: '成都市双流区', negative: { method: 'LINEAR_OVER' } },
    };
    expect((await t.world.as('leader').post('/scoring-rule-sets', body)).status).toBe(403);
    expect((await t.world.as('foreignFinance').post('/scoring-rule-sets', body)).body.code).toBe(
      'evaluation.district-not-found',
    );
    const draft = await t.world.as('finance').post('/scoring-rule-sets', body);
    expect([draft.status, draft.body.state, draft.body.revision]).toEqual([201, 'DRAFT', 1]);
    const path = `/scoring-rule-sets/${draft.body.id}`;
    const offers = [draft, await t.world.as('leader').get(path), await unit().get(path)].map(offersOf);
    expect(offers.map(({ publish }) => publish)).toEqual(['evaluation.own-rule-set', null, 'request.forbidden']);
    expect((await t.world.as('foreignFinance').get(path)).status).toBe(404);
    const own = await t.world.as('finance').post(`${path}/publish`, {}, ifMatch(draft));
    expect([own.status, own.body.code]).toEqual([403, 'evaluation.own-rule-set']);
    expect((await t.world.as('leader').post(`${path}/publish`)).status).toBe(428);
    const published = await t.world.as('leader').post(`${path}/publish`, {}, ifMatch(draft));
    expect([published.status, published.body.state]).toEqual([200, 'PUBLISHED']);
    expect(offersOf(published)).toEqual({ publish: 'evaluation.rule-set-not-draft' });
    expect((await t.world.as('leader').post(`${path}/publish`, {}, ifMatch(published))).body.code).toBe(
      'evaluation.rule-set-not-draft',
    );
    const next = await t.world.as('finance').post('/scoring-rule-sets', body);
    await t.world.as('leader').post(`/scoring-rule-sets/${next.body.id}/publish`, {}, ifMatch(next));
    expect([next.body.revision, (await unit().get(path)).body.state]).toEqual([2, 'RETIRED']);
    await t.database.admin.query(
      `update app.districts set settings = '{"scoringRuleSet": "SL-2026"}', version = version + 1 where id = $1`,
      [districtId],
    );
    const { created } = await begin();
    expect([created.body.ruleSetCode, created.body.ruleSetRevision]).toEqual(['SL-2026', 2]);
    await t.database.admin.query(`update app.districts set settings = '{}', version = version + 1 where id = $1`, [
      districtId,
    ]);
    await expect(
      t.database.admin.query(`update app.scoring_rule_sets set rules = '{}', version = version + 1 where id = $1`, [
        next.body.id,
      ]),
    ).rejects.toMatchObject({ constraint: 'ck_scoring_rule_sets_frozen' });
  });

  it('with a gap are kept as drafts and not published; without their shape they are refused', async () => {
    const districtId = t.world.districts.shuangliu.id;
    const gap = { ...rules, grades: [{ code: '优', lo: '90', hi: '100' }], indicatorTotal: '80' };
    const draft = await t.world.as('finance').post('/scoring-rule-sets', { code: 'SL-GAP', districtId, rules: gap });
    const refused = await t.world.as('leader').post(`/scoring-rule-sets/${draft.body.id}/publish`, {}, ifMatch(draft));
    expect([refused.status, refused.body.code]).toEqual([422, 'evaluation.rule-set-invalid']);
    expect(refused.body.params.problems).toContain('nothing covers 0 to 90');
    const shapeless = {
      ...rules,
      execution: { ...rules.execution, curve: { method: 'STEPS' } },
      rounding: null,
      magic: 1,
    };
    const malformed = await t.world
      .as('finance')
      .post('/scoring-rule-sets', { code: 'SL-BAD', districtId, rules: shapeless });
    expect(malformed.status).toBe(400);
    expect(malformed.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(
      expect.arrayContaining(['/rules/magic', '/rules/rounding', '/rules/execution/curve/steps']),
    );
  });
});

describe('an indicator of every measure', () => {
  it('takes the newest level of a stock, the sum of a cost, and no zero for nothing', async () => {
    const plain: Omit<ArrangedIndicator, 'name' | 'measureType'> = {
      operator: 'LE',
      direction: 'NEGATIVE',
      target: '50',
      unit: '万元',
      weight: '45',
      level2: '成本指标',
    };
    const { created } = await begin({
      indicators: [
        { ...plain, name: '养护成本', measureType: 'COST', actuals: { 3: { value: '20.5' }, 9: { value: '30.25' } } },
        {
          ...plain,
          name: '在岗人数',
          measureType: 'STOCK',
          operator: 'GE',
          direction: 'POSITIVE',
          unit: '人',
          level2: '数量指标',
          actuals: { 3: { value: '60' }, 9: { value: '45' } },
        },
      ],
    });
    const rows = created.body.indicators.map((row: Record<string, string>) => [row['actual'], row['computedScore']]);
    expect(rows).toEqual([
      ['50.75', '44.33'],
      ['45', '40.50'],
    ]);
  });
});
