import { NAT_2020 } from '../../src/modules/evaluation/domain/published-rule-sets.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { AssessmentDesk } from '../support/assessment-desk.js';
import { type Answer, ifMatch } from '../support/client.js';
import { Execution } from '../support/execution.js';
import { expectStatus } from '../support/story.js';

let t: TestApp;
let execution: Execution;
beforeAll(async () => {
  t = await startTestApp();
  await t.world.moveClock('2026-07-10 10:00');
  execution = new Execution(t);
});
afterAll(() => t.close());

interface Entry {
  readonly action: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** The entries of one object, in the order of its versions. */
async function entriesOf(id: string): Promise<readonly Entry[]> {
  const { rows } = await t.database.admin.query(
    `select action, event::jsonb ->> 'before' as before, event::jsonb ->> 'after' as after from app.audit_entries
      where object_id = $1 order by object_version, id`,
    [id],
  );
  return rows;
}

/** Each entry begins where the one before it ended. */
function expectChain(entries: readonly Entry[], actions: readonly string[]): void {
  expect(entries.map(({ action }) => action)).toEqual(actions);
  for (const [at, { action, before, after }] of entries.entries()) {
    expect([action, after]).toEqual([action, expect.stringMatching(/^[0-9a-f]{64}$/)]);
    if (at > 0) expect([action, before]).toEqual([action, entries[at - 1]?.after]);
  }
}

const unit = (): ReturnType<TestApp['world']['as']> => t.world.as('unit');
const act = async (person: 'unit' | 'unithead' | 'department' | 'leader', path: string, body: object, read: Answer) =>
  expectStatus(200, await t.world.as(person).post(path, body, ifMatch(read)));

describe('the states that the audit trail names', () => {
  it('of an actual follow from each other, from its first correction on', async () => {
    const { indicators } = await execution.running();
    const { body, ...made } = await execution.report(indicators['培训人次']!, '2026-06', '100');
    const path = `/actuals/${body.id}`;
    const corrected = await act('unit', `${path}/correct`, { value: '90', reason: '重复计数' }, { body, ...made });
    const confirmed = await act('unithead', `${path}/confirm`, {}, corrected);
    await act('department', `${path}/verify`, {}, confirmed);
    const [, ...rest] = await entriesOf(body.id);
    expectChain(rest, ['actual.correct', 'actual.confirm', 'actual.verify']);
  });

  it('of a plan follow from each other', async () => {
    const { indicators } = await execution.running();
    const path = `/indicators/${indicators['培训人次']}/plan`;
    const quarters = (values: readonly string[]): object => ({
      points: values.map((planned, at) => ({ period: `2026-Q${at + 1}`, planned })),
    });
    for (const third of ['900', '950.00']) {
      const read = await unit().get(path);
      expectStatus(200, await unit().put(path, quarters(['200', '500', third, '1200']), ifMatch(read)));
    }
    expectChain(await entriesOf(indicators['培训人次']!), ['plan.update', 'plan.update']);
  });

  it('of a scoring rule set follow from each other', async () => {
    const { code: _, version: __, status: ___, ...rules } = NAT_2020;
    const districtId = t.world.districts.shuangliu.id;
    const draft = await t.world.as('finance').post('/scoring-rule-sets', { code: 'SL-TRAIL', districtId, rules });
    await act('leader', `/scoring-rule-sets/${draft.body.id}/publish`, {}, draft);
    expectChain(await entriesOf(draft.body.id), ['scoringRuleSet.create', 'scoringRuleSet.publish']);
  });

  it('of an approval flow follow from each other', async () => {
    const body = { districtId: t.world.districts.shuangliu.id, code: 'trail', subjectType: 'goal', name: '一级审批' };
    const step = {
      kind: 'STEP',
      key: 'performance',
      name: { zh: '绩效科', en: 'Performance division' },
      mode: 'ANY',
      assignees: [{ by: 'ROLE', role: 'FIN_PERF', scope: 'DISTRICT' }],
      mandatory: true,
      dueWorkingDays: 3,
    };
    const finance = t.world.as('finance');
    const definition = { steps: [step], distinctReviewers: true };
    const draft = expectStatus(201, await finance.post('/approval-flows', { ...body, definition }));
    const path = `/approval-flows/${draft.body.id}`;
    const changed = expectStatus(200, await finance.patch(path, { name: '绩效科审批' }, ifMatch(draft)));
    const published = await act('leader', `${path}/publish`, {}, changed);
    await act('leader', `${path}/retire`, {}, published);
    const verbs = ['create', 'update', 'publish', 'retire'];
    expectChain(
      await entriesOf(draft.body.id),
      verbs.map((verb) => `approvalFlow.${verb}`),
    );
  });

  it('of an ex-ante assessment follow from each other, whoever acts', async () => {
    const project = await execution.story.project({ attribute: 'NEW' });
    const { body } = await new AssessmentDesk(t).final(project.body.id);
    const verbs = ['create', 'update', 'submit', 'finalize'];
    expectChain(
      await entriesOf(body.id),
      verbs.map((verb) => `projectAssessment.${verb}`),
    );
  });

  it('of a district follow from each other when it chooses its monitoring rules', async () => {
    const { id } = t.world.districts.shuangliu;
    const path = '/monitoring-rule-sets/selection';
    for (const code of ['SC-2025', 'SL-DEFAULT']) {
      const read = await t.world.as('finance').get(`${path}?districtId=${id}`);
      expectStatus(200, await t.world.as('finance').put(path, { districtId: id, code }, ifMatch(read)));
    }
    expectChain(await entriesOf(id), ['monitoringRuleSet.select', 'monitoringRuleSet.select']);
  });

  it('of a goal follow from each other, its indicators included', async () => {
    const project = await execution.story.project();
    const goal = await execution.story.draft(project.body.id);
    const path = `/goals/${goal.body.id}`;
    const { items } = (await unit().get(`${path}/indicators`)).body;
    const kept = items.map(({ position, retired, ...rest }: Record<string, unknown>) => rest);
    for (const indicators of [kept, kept.slice(1)])
      expectStatus(200, await unit().put(`${path}/indicators`, { indicators }, ifMatch(await unit().get(path))));
    expectChain((await entriesOf(goal.body.id)).slice(-2), ['goal.update', 'goal.update']);
  });

  it('of a reversal begin with it: the payment that it takes back stays as it was', async () => {
    const { projectId } = await execution.running();
    const paid = await execution.pay(projectId, '100.00', '2026-06-30');
    const reversal = await t.world.as('business').post(`/payments/${paid.body.id}/reverse`, { reason: '退汇' });
    const [entry] = await entriesOf(reversal.body.id);
    expect(entry).toMatchObject({ action: 'payment.reverse', before: null, after: expect.any(String) });
  });
});
