import { newId } from '../../src/platform/database/ids.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { type Answer, ifMatch, offersOf } from '../support/client.js';
import { arrangeGoal, ROAD } from '../support/evaluated-project.js';
import { expectStatus, INDICATORS, SIGNERS, Story } from '../support/story.js';
import type { WorldUnit } from '../support/world.js';

let t: TestApp;
let story: Story;
beforeAll(async () => {
  t = await startTestApp();
  story = new Story(t.world);
});
afterAll(() => t.close());

const unit = () => t.world.as('unit');
const codesOf = ({ body }: Answer): string[] => body.findings.map(({ code }: { code: string }) => code);
const checksOf = async (goalId: string): Promise<Answer> =>
  expectStatus(200, await unit().get(`/goals/${goalId}/checks`));
const withFirst = (over: object): object[] => [{ ...INDICATORS[0], ...over }, ...INDICATORS.slice(1)];

/** Past years of 指标 (个) at a unit, the latest 2025. */
async function remember(at: WorldUnit, name: string, actuals: readonly number[]): Promise<void> {
  for (const [index, actual] of [...actuals].reverse().entries())
    await t.database.admin.query(
      `insert into app.indicator_history (indicator_id, fiscal_year, comparison_key, measure_type, actual, unit_id, project_id, district_id, unit_path)
        values ($1, $2, app.indicator_name_key($3, '人次'), 'CUMULATIVE', $4, $5, $1, $6, $7)`,
      [newId(), 2025 - index, name, actual, at.id, at.districtId, at.path],
    );
}

async function draftOf(first: object, overrides: object = {}): Promise<Answer> {
  const project = await story.project();
  return story.draft(project.body.id, withFirst(first), overrides);
}

describe('the checks of a draft', () => {
  it('say what is wrong and what would make it right, in the reader’s language, and change nothing', async () => {
    const goal = await draftOf({ name: '村组干部735人' });
    const checks = await checksOf(goal.body.id);
    expect(checks.body).toMatchObject({
      passed: true,
      isFrozen: false,
      goalVersion: goal.body.version,
      checkedAt: null,
    });
    expect(codesOf(checks)).toEqual(expect.arrayContaining(['NOT_ALIGNED', 'NUMBER_IN_NAME', 'TARGET_UNCOMPARED']));
    const finding = checks.body.findings.find((each: { code: string }) => each.code === 'NUMBER_IN_NAME');
    expect(finding).toMatchObject({
      severity: 'WARN',
      pointer: '/indicators/0/name',
      params: { value: '735' },
      answer: null,
    });
    expect([finding.message, finding.advice].join()).toContain('名称');
    const english = await unit().get(`/goals/${goal.body.id}/checks`, { 'accept-language': 'en' });
    expect(english.body.findings.find((each: { code: string }) => each.code === 'NUMBER_IN_NAME').advice).toContain(
      'target',
    );
    expect(checks.body.indicators).toHaveLength(INDICATORS.length);
    expect(checks.body.indicators[1].smart).toEqual({ s: 'PASS', m: 'PASS', a: 'UNKNOWN', r: 'FAIL', t: 'PASS' });
    expect((await unit().get(`/goals/${goal.body.id}`)).body).toEqual(goal.body);
    expect((await t.world.as('siblingUnit').get(`/goals/${goal.body.id}/checks`)).status).toBe(404);
  });

  it('stop a submission only for errors: what is judged in words needs its levels', async () => {
    const words = {
      measureType: 'QUAL',
      operator: 'QUAL',
      direction: 'NEUTRAL',
      targetValue: undefined,
      unitOfMeasure: undefined,
    };
    const goal = await draftOf({ ...words, name: '学生体质', targetText: '明显改善' });
    const refused = await unit().post(`/goals/${goal.body.id}/submit`, {}, ifMatch(goal));
    expect([refused.status, refused.body.code]).toEqual([422, 'goal.checks-failed']);
    expect(refused.body.errors.map(({ code }: { code: string }) => code)).toEqual(['QUAL_LEVELS_MISSING']);
    const levels = '达成:明显改善;部分达成:有所改善;未达成:没有改善';
    const mended = { ...words, name: '学生体质', targetText: '明显改善', scoringStandard: levels };
    const put = await unit().put(`/goals/${goal.body.id}/indicators`, { indicators: withFirst(mended) }, ifMatch(goal));
    expect((await unit().post(`/goals/${goal.body.id}/submit`, {}, ifMatch(put))).status).toBe(200);
  });
});

describe('a target', () => {
  it('is compared with the unit’s own past: 100, 105, 98, 110, 102', async () => {
    await remember(t.world.units.schoolA, '受资助人次', [100, 105, 98, 110, 102]);
    const judged = async (targetValue: string) => {
      const goal = await draftOf({ name: '受资助 人次', targetValue });
      const { body } = await checksOf(goal.body.id);
      return { body, reasonableness: body.indicators[0].reasonableness };
    };
    const low = await judged('60');
    expect(low.reasonableness).toMatchObject({ verdict: 'TOO_LOW', suggested: { from: '99.17', to: '104.13' } });
    expect(low.reasonableness.views[0].figures).toEqual({ n: 5, median: '102', mad: '3', z: '-9.44' });
    const finding = low.body.findings.find((each: { code: string }) => each.code === 'TARGET_TOO_LOW');
    expect(finding).toMatchObject({
      severity: 'WARN',
      pointer: '/indicators/0/targetValue',
      params: { range: '99.17–104.13' },
    });
    expect(finding.evidence).toHaveLength(5);
    expect((await judged('150')).reasonableness.verdict).toBe('TOO_HIGH');
    expect((await judged('150')).body.indicators[0].smart.a).toBe('FAIL');
    expect((await judged('112')).reasonableness.verdict).toBe('OK');
  });

  it('is compared with other units only where there are three, and none of their figures is told', async () => {
    const { education } = t.world.units;
    const filler = await t.world.hire([{ role: 'UNIT_FILLER', path: education.path }]);
    const peers = [40, 50, 60];
    const peersView = async () => {
      const goal = await draftOf({
        name: '食品安全抽检合格率',
        measureType: 'RATE',
        level2: '质量指标',
        unitOfMeasure: '%',
        targetValue: '5',
      });
      const checks = await checksOf(goal.body.id);
      return { checks, view: checks.body.indicators[0].reasonableness.views[1] };
    };
    for (const [index, target] of peers.entries()) {
      if (index === 2)
        expect((await peersView()).view).toEqual({ view: 'PEERS', verdict: 'INSUFFICIENT_DATA', figures: { n: 0 } });
      const school = await t.world.addUnit(`2019${index}`, `同类学校${index}`, 'INSTITUTION', education);
      const project = await filler.client.post('/projects', {
        unitId: school.id,
        code: `PEER${index}`,
        name: '食品安全',
        kind: 'PROJECT',
        attribute: 'NEW',
        periodFrom: '2026-01-01',
        periodTo: '2026-12-31',
      });
      const content = { fiscalYear: 2026, frame: 'V2021', weightTemplate: 'T-SC-90', annualGoal: '食品安全' };
      const goal = await filler.client.post('/goals', { projectId: project.body.id, ...content });
      const first = {
        name: '食品安全抽检合格率',
        measureType: 'RATE',
        level2: '质量指标',
        unitOfMeasure: '％',
        targetValue: String(target),
      };
      await filler.client.put(`/goals/${goal.body.id}/indicators`, { indicators: withFirst(first) }, ifMatch(goal));
      await t.database.admin.query(`update app.goals set state = 'IN_REVIEW', version = version + 1 where id = $1`, [
        goal.body.id,
      ]);
    }
    const { checks, view } = await peersView();
    expect(view).toMatchObject({
      verdict: 'TOO_LOW',
      figures: { n: 3, figure: '5.000000', percentile: '0.000000', median: '45.000000' },
    });
    expect(codesOf(checks)).toContain('TARGET_TOO_LOW');
    expect(
      (await unit().get('/goals?pageSize=200')).body.items.every(
        (goal: { unitId: string }) => goal.unitId === t.world.units.schoolA.id,
      ),
    ).toBe(true);
  });

  it('finds its history where a year has ended', async () => {
    const { goalId, indicatorIds } = await arrangeGoal(t.database.admin, t.world.units.schoolA, {
      indicators: [
        { ...ROAD[0]!, actuals: { 3: { value: '40' }, 6: { value: '50' }, 9: { value: '20' }, 12: { value: '10' } } },
      ],
    });
    await t.database.admin.query(`insert into app.dirty_indicators (indicator_id) select unnest($1::uuid[])`, [
      indicatorIds,
    ]);
    const counts = await t.outbox.tick('monitoring.recompute-dirty');
    expect(counts['history']).toBeGreaterThan(0);
    const { rows } = await t.database.admin.query(
      `select h.target::text, h.actual::text, h.amount::text from app.indicator_history h join app.indicators i on i.id = h.indicator_id
        where i.goal_id = $1 and i.name = '养护里程'`,
      [goalId],
    );
    expect(rows).toEqual([{ target: '120.000000', actual: '120.000000', amount: '1000000.00' }]);
    const again = await draftOf({ name: '养护里程', unitOfMeasure: '公里', targetValue: '130' });
    const { views } = (await checksOf(again.body.id)).body.indicators[0].reasonableness;
    expect(views[4]).toMatchObject({ view: 'LAST_YEAR', verdict: 'OK', figures: { actual: '120', target: '120' } });
  });
});

describe('answers of the author', () => {
  it('explain findings, follow their indicator, are frozen with the submission and shown to every reviewer', async () => {
    const goal = await draftOf({ name: '村组干部735人' });
    const path = `/goals/${goal.body.id}/check-answers`;
    const none = expectStatus(200, await unit().get(path));
    expect([none.body.version, none.body.answers, offersOf(none)]).toEqual([0, [], { answer: null }]);
    const answer = { code: 'NUMBER_IN_NAME', pointer: '/indicators/0/name', text: '名称沿用上级文件' };
    const unknown = await unit().put(path, { answers: [answer, { ...answer, code: 'SMART_S' }] }, ifMatch(none));
    expect([unknown.status, unknown.body.code, unknown.body.errors[0].pointer]).toEqual([
      422,
      'goal-check.nothing-to-answer',
      '/answers/1',
    ]);
    const saved = expectStatus(200, await unit().put(path, { answers: [answer] }, ifMatch(none)));
    expect(saved.body).toMatchObject({ version: 1, answers: [{ ...answer }] });
    expect((await unit().put(path, { answers: [] }, ifMatch(none))).status).toBe(412);
    expect((await t.world.as('siblingUnit').put(path, { answers: [] }, ifMatch(saved))).status).toBe(404);
    expect((await t.world.as('unithead').put(path, { answers: [] }, ifMatch(saved))).status).toBe(403);
    // The indicator moves to the second place; its answer goes with it.
    const kept = (await unit().get(`/goals/${goal.body.id}/indicators`)).body.items;
    const bare = kept.map((item: Record<string, unknown>) =>
      Object.fromEntries(Object.entries(item).filter(([, value]) => value !== null)),
    );
    const moved = await unit().put(
      `/goals/${goal.body.id}/indicators`,
      { indicators: [bare[1], bare[0], ...bare.slice(2)] },
      ifMatch(goal),
    );
    const live = (await checksOf(goal.body.id)).body.findings.find(
      (each: { code: string }) => each.code === 'NUMBER_IN_NAME',
    );
    expect([live.pointer, live.answer]).toEqual(['/indicators/1/name', answer.text]);
    expectStatus(200, await unit().post(`/goals/${goal.body.id}/submit`, {}, ifMatch(expectStatus(200, moved))));
    const late = await unit().put(path, { answers: [] }, ifMatch(saved));
    expect([late.status, late.body.code]).toEqual([409, 'goal-check.state-forbids']);
    expect(offersOf(await unit().get(path))).toEqual({ answer: 'goal-check.state-forbids' });
    await t.database.admin.query(`update app.indicator_history set actual = 1 where actual = 98`);
    const frozen = (await checksOf(goal.body.id)).body;
    expect([frozen.isFrozen, frozen.goalVersion, frozen.revision]).toEqual([true, moved.body.version, 0]);
    for (const name of SIGNERS.slice(0, 2)) {
      const task = await story.task(name, goal.body.id);
      expect(task.body.remarks.checks).toEqual(frozen);
      expect(task.body.remarks.checks.findings.map((each: { answer: string | null }) => each.answer)).toContain(
        answer.text,
      );
      await story.decide(name, goal.body.id, 'APPROVE');
    }
  });
});

describe('benchmarks while a target is typed', () => {
  it('give percentiles of three units or more, the own years, and a suggestion', async () => {
    const { schoolA, schoolB, education, station } = t.world.units;
    const query = (at: WorldUnit, target = '103'): string =>
      `/indicator-benchmarks?unitId=${at.id}&fiscalYear=2026&name=${encodeURIComponent('培训教师人次')}&unitOfMeasure=${encodeURIComponent('人次')}&target=${target}`;
    await remember(schoolA, '培训教师人次', [100, 105, 98, 110, 102]);
    await remember(schoolB, '培训教师人次', [40]);
    const few = expectStatus(200, await unit().get(query(schoolA)));
    expect(few.body).toMatchObject({ district: null, verdict: 'OK', suggested: { from: '99.17', to: '104.13' } });
    expect(few.body.own.map(({ actual }: { actual: string }) => actual)).toEqual(['100', '105', '98', '110', '102']);
    await remember(station, '培训教师人次', [200]);
    const { body } = await unit().get(query(schoolA));
    expect(body.district).toMatchObject({ units: 3, figures: 7, p50: '102.000000', targetPercentile: '0.571429' });
    expect((await unit().get(query(schoolA, '60'))).body.verdict).toBe('TOO_LOW');
    // A department above is seen from below, but not its figures.
    expect((await unit().get(query(education))).body).toMatchObject({
      own: [],
      suggested: null,
      verdict: 'INSUFFICIENT_DATA',
    });
    expect((await unit().get(query(schoolB))).status).toBe(404);
    expect((await unit().get(`/indicator-benchmarks?unitId=${schoolA.id}&fiscalYear=2026`)).body.code).toBe(
      'request.invalid-filter',
    );
    expect((await unit().get(query(schoolA, 'viel'))).status).toBe(400);
  });
});

describe('the checks of a district', () => {
  it('are one operation that sums up what was found, for its performance division alone', async () => {
    const districtId = t.world.districts.shuangliu.id;
    await draftOf({ name: '村组干部735人' });
    const body = { districtId, fiscalYear: 2026 };
    const finance = t.world.as('finance');
    const started = await finance.post('/goal-checks', body);
    expect(started.status).toBe(202);
    await t.outbox.deliver();
    const done = expectStatus(200, await finance.get(`/operations/${started.body.id}`));
    expect(done.body.status).toBe('SUCCEEDED');
    const { rows } = await t.database.admin.query(
      `select count(*)::int as n from app.goals where district_id = $1 and fiscal_year = 2026 and state not in ('REJECTED', 'CANCELLED')`,
      [districtId],
    );
    expect(done.body.result.goals).toBe(rows[0].n);
    const code = done.body.result.byCode.find((each: { code: string }) => each.code === 'NUMBER_IN_NAME');
    expect(code.goals).toBeGreaterThan(0);
    expect(done.body.result.verdicts.TOO_LOW).toBeGreaterThan(0);
    expect((await t.world.as('foreignFinance').post('/goal-checks', body)).status).toBe(404);
    expect((await unit().post('/goal-checks', body)).status).toBe(403);
    expect((await finance.get('/goal-check-rule-sets')).body.items[0]).toMatchObject({
      code: 'GC-DEFAULT',
      edition: 1,
    });
  });
});
