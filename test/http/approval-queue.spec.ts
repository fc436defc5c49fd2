import { newId } from '../../src/platform/database/ids.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { type CrowdTask, insertCrowd } from '../support/task-crowd.js';
import type { Person } from '../support/world.js';

/** Somebody with the grants that count today, and those for whom he stands in. */
interface Member extends Person {
  readonly name: string;
  readonly grants: readonly { role: string; path: string; subtree: boolean }[];
}

const QUEUES = ['TODO', 'CLAIMABLE', 'DONE', 'COPIED'] as const;
type Queue = (typeof QUEUES)[number];

let t: TestApp;
let members: readonly Member[];
let tasks: readonly CrowdTask[];
/** absent → substitute */
let standIns: readonly (readonly [absent: string, substitute: string])[];

beforeAll(async () => {
  t = await startTestApp();
  const { education, schoolA, water } = t.world.units;
  const district = t.world.districts.shuangliu.path;
  const hire = async (name: string, ...grants: Member['grants']): Promise<Member> => ({
    ...(await t.world.hire(grants as never)),
    name,
    grants,
  });
  const head = { role: 'UNIT_HEAD', path: schoolA.path, subtree: false };
  const department = { role: 'DEPT_REVIEWER', path: education.path, subtree: true };
  const finance = { role: 'FIN_PERF', path: district, subtree: true };
  members = [
    await hire('head', head),
    await hire('department', department),
    await hire('department head, whose desks overlap', department, { ...department, path: schoolA.path }, head),
    await hire('finance', finance),
    await hire('finance by name only', { ...finance, subtree: false }),
    await hire('everything', { ...head, path: district, subtree: true }, { ...department, path: district }, finance),
    await hire('substitute', department),
    await hire('substitute of the substitute', department),
    await hire('water', { ...department, path: water.path }),
    await hire('leaver', { role: 'FIN_LEADER', path: district, subtree: true }),
  ];
  const [, , , financeMan, , all, substitute, second, , leaver] = members as [Member, ...Member[]] as Member[];
  await t.database.admin.query(
    `insert into app.role_grants (id, account_id, role, scope_path, subtree, valid_from, valid_to) values ($1, $2, 'FIN_PERF', $3, true, now() - interval '2 days', now() - interval '1 day')`,
    [newId(), leaver?.accountId, district],
  );
  standIns = [
    [financeMan?.accountId ?? '', substitute?.accountId ?? ''],
    [substitute?.accountId ?? '', second?.accountId ?? ''],
  ];
  const today = `app.app_today()`;
  for (const [absent, stand, from, to] of [
    ...standIns.map(([absent, stand]) => [absent, stand, `${today} - 1`, `${today} + 1`] as const),
    [all?.accountId, second?.accountId, `${today} - 9`, `${today} - 1`] as const,
  ])
    await t.database.admin.query(
      `insert into app.approval_substitutions (id, absent_id, substitute_id, valid_from, valid_to, reason, created_by)
        values ($1, $2, $3, ${from}, ${to}, '休假', $2)`,
      [newId(), absent, stand],
    );
  tasks = await insertCrowd(t, members, 400);
}, 120_000);
afterAll(() => t.close());

const isBelow = (path: string, scope: string): boolean => path === scope || path.startsWith(`${scope}.`);

/** His own account, and those for whom he stands in, each with the persons who would stand behind an act. */
function standsFor(member: Member): readonly { readonly held: Member; readonly persons: readonly string[] }[] {
  const found = [{ held: member, persons: [member.personId] }];
  for (const { held, persons } of found)
    for (const [absent, substitute] of standIns)
      if (substitute === held.accountId) {
        const next = members.find(({ accountId }) => accountId === absent) as Member;
        found.push({ held: next, persons: [...persons, next.personId] });
      }
  return found;
}

const holds = ({ accountId, grants }: Member, task: CrowdTask): boolean =>
  task.assigneeId === accountId ||
  task.candidateIds.includes(accountId) ||
  task.escalatedTo.includes(accountId) ||
  (task.assigneeId === null &&
    grants.some(
      ({ role, path, subtree }) =>
        role === task.role && (subtree ? isBelow(task.scopePath ?? '', path) : path === task.scopePath),
    ));

/** The specification again, as a loop over plain objects. */
function isInQueue(queue: Queue, member: Member, task: CrowdTask): boolean {
  if (queue === 'DONE')
    return task.state === 'DONE' && task.kind !== 'READ' && task.decidedBy.includes(member.personId);
  if (queue === 'COPIED')
    return task.kind === 'READ' && task.state !== 'CANCELLED' && task.assigneeId === member.accountId;
  if (task.state !== 'OPEN' || task.kind === 'READ') return false;
  if (queue === 'CLAIMABLE' && (task.assigneeId !== null || task.claimedBy !== null)) return false;
  return standsFor(member).some(
    ({ held, persons }) =>
      holds(held, task) &&
      (!task.claimedBy ||
        [member, held].some((one) => [task.claimedBy, ...task.escalatedTo].includes(one.accountId))) &&
      !persons.some((person) => task.authorIds.includes(person) || task.earlierBy.includes(person)),
  );
}

/** Row security: a subject outside the scope of his own grants is not there. */
const isVisible = ({ grants }: Member): boolean =>
  grants.some(({ path, subtree }) =>
    subtree ? isBelow(t.world.units.schoolA.path, path) : path === t.world.units.schoolA.path,
  );

const expected = (queue: Queue, member: Member, keep: (task: CrowdTask) => boolean = () => true): readonly string[] =>
  isVisible(member) ? tasks.filter((task) => isInQueue(queue, member, task) && keep(task)).map(({ id }) => id) : [];

/** Only what this file has made: earlier decisions of the crowd stand in DONE as well. */
async function listed(member: Member, query: string): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let after = ''; ; ) {
    const page = await member.client.get(`/approval-tasks?pageSize=7&${query}${after}`);
    expect([page.status, page.text.slice(0, 200)]).toEqual([200, expect.anything()]);
    ids.push(...page.body.items.map(({ id }: { id: string }) => id));
    if (!page.body.nextAfter) return ids;
    after = `&after=${encodeURIComponent(page.body.nextAfter)}`;
  }
}

const known = (ids: readonly string[]): readonly string[] =>
  ids.filter((id) => tasks.some((task) => task.id === id)).sort();

describe('the queues of many people', () => {
  it.each(QUEUES)('%s holds exactly what the specification says, page by page, each task once', async (queue) => {
    let total = 0;
    for (const member of members) {
      const ids = await listed(member, `queue=${queue}`);
      expect([member.name, new Set(ids).size]).toEqual([member.name, ids.length]);
      expect([member.name, known(ids)]).toEqual([member.name, [...expected(queue, member)].sort()]);
      total += ids.length;
    }
    expect(total).toBeGreaterThan(20);
  });

  it('to do is what the acts allow: the screen of a task offers a decision or an opinion exactly then', async () => {
    for (const member of members.filter(isVisible)) {
      const todo = new Set(expected('TODO', member));
      for (const { id, kind } of tasks.slice(0, 30)) {
        const { body } = await member.client.get(`/approval-tasks/${id}`);
        const act = kind === 'ADVISE' ? 'advise' : 'decide';
        const offer = body.allowedActions.find(({ action }: { action: string }) => action === act);
        expect([member.name, id, offer.allowed]).toEqual([member.name, id, todo.has(id)]);
      }
    }
  }, 120_000);

  it('have counts that equal the totals of their lists, all and overdue', async () => {
    for (const { client, name } of members) {
      const counts = (await client.get('/approval-tasks/counts')).body;
      for (const queue of QUEUES) {
        const of = async (filter: string): Promise<object> => {
          const { total, totalCapped } = (
            await client.get(`/approval-tasks?queue=${queue}&withTotal=true&pageSize=1${filter}`)
          ).body;
          return { total, totalCapped };
        };
        expect([name, queue, counts[queue.toLowerCase()]]).toEqual([
          name,
          queue,
          { all: await of(''), overdue: await of('&overdue=true') },
        ]);
      }
      const started = (await client.get('/approvals?startedByMe=true&withTotal=true&pageSize=1')).body;
      expect([name, counts.started.all.total]).toEqual([name, started.total]);
    }
  }, 120_000);

  it('are filtered by kind, amount, due date, overdue and step', async () => {
    const all = members.find(({ name }) => name === 'everything') as Member;
    const cases: readonly [query: string, keep: (task: CrowdTask) => boolean][] = [
      ['kind=ADVISE', ({ kind }) => kind === 'ADVISE'],
      ['amount[gte]=250000.00', ({ amount }) => Number(amount ?? -1) >= 250_000],
      ['amount[lte]=100', ({ amount }) => amount === '100.00'],
      ['dueOn[lte]=2026-03-31', ({ dueOn }) => (dueOn ?? '9') <= '2026-03-31'],
      ['overdue=true', ({ dueOn }) => (dueOn ?? '9') < '2026-11-01'],
      ['overdue=false', ({ dueOn }) => dueOn === '2099-12-31'],
      ['subjectType=goal&stepKey=department', () => true],
      ['subjectType=budget-adjustment', () => false],
    ];
    for (const [query, keep] of cases)
      expect([query, known(await listed(all, `queue=TODO&${query}`))]).toEqual([
        query,
        [...expected('TODO', all, keep)].sort(),
      ]);
    const stepId = (await all.client.get('/approval-tasks?pageSize=1')).body.items[0].stepId;
    expect((await listed(all, `stepId=${stepId}`)).length).toBe(1);
  });

  it('come in the order that was asked for, through all pages: what has no date comes last, what has no amount first', async () => {
    const all = members.find(({ name }) => name === 'everything') as Member;
    const byId = new Map(tasks.map((task, index) => [task.id, { ...task, index }]));
    const orders: readonly [sort: string, key: (id: string) => string | number][] = [
      ['openedAt', (id) => byId.get(id)?.index ?? -1],
      ['dueOn', (id) => byId.get(id)?.dueOn ?? '9'],
      ['amount', (id) => Number(byId.get(id)?.amount ?? 0)],
    ];
    for (const [sort, key] of orders) {
      const up = await listed(all, `queue=TODO&sort=${sort}`);
      const isSorted = up.every((id, index) => index === 0 || key(up[index - 1] ?? '') <= key(id));
      expect([sort, isSorted, up.length]).toEqual([sort, true, expected('TODO', all).length]);
      const down = await listed(all, `queue=TODO&sort=-${sort}`);
      expect([sort, down]).toEqual([sort, [...up].reverse()]);
    }
  });

  it('know no others', async () => {
    const [{ client }] = members as [Member];
    expect((await client.get('/approval-tasks?queue=STARTED')).status).toBe(400);
    expect((await t.world.as('unit').get('/approval-tasks/counts')).status).toBe(403);
  });
});
