import { DEFAULT_CHECK_RULES } from '../../src/modules/goal/domain/checks/default-check-rules.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { type Answer, type Client, ifMatch, offersOf } from '../support/client.js';
import { expectStatus, Story } from '../support/story.js';

let t: TestApp;
let story: Story;
/** Another person of the performance division. */
let colleague: Client;
beforeAll(async () => {
  t = await startTestApp();
  story = new Story(t.world);
  const { path } = t.world.districts.shuangliu;
  colleague = (await t.world.hire([{ role: 'FIN_PERF', path }], { unit: t.world.units.finance })).client;
});
afterAll(() => t.close());

const refusal = ({ status, body }: Answer): [number, string] => [status, body.code];
const names = { nameZh: '双流区目标检查规则', nameEn: 'Check rules of Shuangliu' };

async function draft(rules: object): Promise<Answer> {
  const body = { districtId: t.world.districts.shuangliu.id, ...names, rules };
  return expectStatus(201, await t.world.as('finance').post('/goal-check-rule-sets', body));
}
const publish = (by: Client, made: Answer): Promise<Answer> =>
  by.post(`/goal-check-rule-sets/${made.body.id}/publish`, {}, ifMatch(made));

describe('the check rules of a district', () => {
  it('are drafted, edited by their author and published by another person; goals of the district are judged by them', async () => {
    const { body: project } = await story.project();
    const goal = await story.draft(project.id);
    const checks = async (): Promise<Answer['body']> =>
      (await t.world.as('unit').get(`/goals/${goal.body.id}/checks`)).body;
    const before = await checks();
    expect(before.findings.map(({ code }: { code: string }) => code)).toContain('NOT_ALIGNED');
    const made = await draft(DEFAULT_CHECK_RULES);
    const path = `/goal-check-rule-sets/${made.body.id}`;
    expect(made.body).toMatchObject({ code: 'GC-DEFAULT', edition: 1, state: 'DRAFT', ...names });
    expect(offersOf(made)).toMatchObject({ update: null, publish: 'goal-check-rule-set.own' });
    const rules = { ...DEFAULT_CHECK_RULES, severities: { ...DEFAULT_CHECK_RULES.severities, NOT_ALIGNED: 'OFF' } };
    const refused = await colleague.put(path, { ...names, rules }, ifMatch(made));
    expect(refusal(refused)).toEqual([403, 'goal-check-rule-set.not-author']);
    const edited = expectStatus(200, await t.world.as('finance').put(path, { ...names, rules }, ifMatch(made)));
    expect(refusal(await publish(t.world.as('finance'), edited))).toEqual([403, 'goal-check-rule-set.own']);
    const published = expectStatus(200, await publish(colleague, edited));
    expect(published.body).toMatchObject({ state: 'PUBLISHED', version: 3 });
    const after = await checks();
    expect(after.ruleSetId).toBe(made.body.id);
    expect(after.findings.map(({ code }: { code: string }) => code)).not.toContain('NOT_ALIGNED');
    const late = await t.world.as('finance').put(path, { ...names, rules }, ifMatch(published));
    expect(refusal(late)).toEqual([409, 'goal-check-rule-set.not-draft']);
    expect((await t.world.as('foreignFinance').get(path)).status).toBe(404);
  });

  it('are not published while a comparison could reject, or a bound is upside down', async () => {
    const { severities, thresholds } = DEFAULT_CHECK_RULES;
    const made = await draft({
      ...DEFAULT_CHECK_RULES,
      severities: { ...severities, TARGET_TOO_LOW: 'ERROR' },
      thresholds: { ...thresholds, minPeers: 2, lowZ: '3' },
    });
    const refused = await publish(colleague, made);
    expect(refusal(refused)).toEqual([422, 'goal-check-rule-set.invalid']);
    expect(refused.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
      '/rules/severities/TARGET_TOO_LOW',
      '/rules/thresholds/minPeers',
      '/rules/thresholds/lowZ',
    ]);
  });
});
