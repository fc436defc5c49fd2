import { setTimeout } from 'node:timers/promises';
import { Approvals } from '../../src/modules/approval/approval.service.js';
import { newId } from '../../src/platform/database/ids.js';
import { Transactions } from '../../src/platform/database/transactions.js';
import { startTestApp, type TestApp } from '../support/app.js';
import type { Answer } from '../support/client.js';
import { byName, FlowDesk, step } from '../support/flow-desk.js';
import { insertGoals } from '../support/goals-in-bulk.js';
import { dice } from '../support/task-crowd.js';
import type { Person } from '../support/world.js';

/** The suite races a few dozen approvals; `npm run approval:races -- 1000` as many as asked for. */
const INSTANCES = Number(process.env['RACE_INSTANCES'] ?? 30);
const SIGNERS = 16;
/** Approvals that are fought over at the same moment: some seventy requests. */
const WAVE = 4;
/** Until everybody who was brought in has signed as well. */
const PASSES = 4;

interface Seat {
  readonly id: string;
  readonly version: number;
  readonly state: string;
  readonly assigneeId: string | null;
}

interface Said {
  readonly choice: string;
  readonly answer: Answer;
}

/** What everybody has on his screen when the race begins. */
interface Table {
  readonly goalId: string;
  readonly goalVersion: number;
  readonly subjectVersion: number;
  readonly contentHash: string;
  readonly seats: readonly Seat[];
}

let t: TestApp;
let signers: readonly Person[];
let helpers: readonly Person[];
let goals: readonly string[];
const answers: Said[] = [];
const pick = dice(20_261_124);

beforeAll(
  async () => {
    t = await startTestApp();
    signers = await hire(SIGNERS);
    helpers = await hire(3);
    await new FlowDesk(t).publish([step('all', byName(signers), { mode: 'ALL' })], { distinctReviewers: false });
    goals = await submit(INSTANCES);
    for (let at = 0; at < goals.length; at += WAVE) {
      const wave = goals.slice(at, at + WAVE);
      for (let pass = 0; pass < PASSES; pass += 1) {
        const tables = await Promise.all(wave.map(tableOf));
        const mood = pass > 0 ? 'PEACE' : pick(['PEACE', 'WAR', 'TUMULT'] as const);
        answers.push(...(await Promise.all(tables.flatMap((table) => race(table, mood)))));
      }
    }
  },
  60_000 + INSTANCES * 2000,
);
afterAll(() => t.close());

function hire(count: number): Promise<readonly Person[]> {
  const { path } = t.world.districts.shuangliu;
  return Promise.all(Array.from({ length: count }, () => t.world.hire([{ role: 'FIN_BUSINESS', path }])));
}

/** Goals of the school's clerk, sent off as his. */
async function submit(count: number): Promise<readonly string[]> {
  const ids = await insertGoals(t, count, 'IN_REVIEW');
  const { accountId, personId, sessionId } = t.world.people.unit;
  await t.database.admin.query(
    'update app.goals set author_ids = array[$2::uuid], version = version + 1 where id = any ($1)',
    [ids, personId],
  );
  const author = { accountId, personId, sessionId, roles: ['UNIT_FILLER'], request: { id: newId(), ip: '127.0.0.1' } };
  for (const id of ids) {
    await t.app.get(Transactions).run(author, (tx) => t.app.get(Approvals).submit(tx, 'goal', id));
  }
  return ids;
}

async function tableOf(goalId: string): Promise<Table> {
  const { rows } = await t.database.admin.query(
    `select g.id as "goalId", g.version as "goalVersion", a.subject_version as "subjectVersion", a.content_hash as "contentHash",
      (select jsonb_agg(jsonb_build_object('id', k.id, 'version', k.version, 'state', k.state, 'assigneeId', k.assignee_id) order by k.id)
        from app.approval_tasks k where k.approval_id = a.id and k.step_key = 'all') as seats
      from app.goals g join app.approvals a on a.subject_id = g.id where g.id = $1`,
    [goalId],
  );
  return rows[0];
}

/** All who sit at the table act at once: nearly all approve; some send back, bring another in or hand on; the author takes it back. */
function race(table: Table, mood: 'PEACE' | 'WAR' | 'TUMULT'): readonly Promise<Said>[] {
  const acts = table.seats
    .filter(({ state, assigneeId }) => state === 'OPEN' && assigneeId)
    .map((seat) => {
      const person = [...signers, ...helpers].find(({ accountId }) => accountId === seat.assigneeId) as Person;
      return act(table, seat, person, pick(CHOICES[mood]), mood === 'TUMULT' ? pick([50, 100, 150]) : 0);
    });
  return mood === 'PEACE' ? acts : [...acts, takeBack(table, mood)];
}

/** In a tumult the author is a little ahead of the others. */
async function takeBack({ goalId, goalVersion }: Table, mood: 'WAR' | 'TUMULT'): Promise<Said> {
  if (mood === 'WAR') await setTimeout(5);
  const version = { 'if-match': `"${goalVersion}"` };
  return { choice: 'WITHDRAW', answer: await t.world.as('unit').post(`/goals/${goalId}/withdraw`, {}, version) };
}

const CHOICES = {
  PEACE: ['APPROVE'],
  WAR: ['APPROVE', 'APPROVE', 'APPROVE', 'APPROVE', 'APPROVE', 'APPROVE', 'APPROVE', 'RETURN', 'ADD', 'TRANSFER'],
  TUMULT: ['APPROVE', 'APPROVE', 'APPROVE', 'APPROVE', 'APPROVE', 'ADD', 'ADD', 'TRANSFER'],
} as const;

async function act(table: Table, seat: Seat, { client }: Person, choice: string, late: number): Promise<Said> {
  const { subjectVersion, contentHash } = table;
  const { accountId } = pick(helpers);
  const place = pick(['BEFORE', 'AFTER', 'BESIDE'] as const);
  await setTimeout(late);
  const send = (verb: string, body: object): Promise<Answer> =>
    client.post(`/approval-tasks/${seat.id}/${verb}`, body, { 'if-match': `"${seat.version}"` });
  if (choice === 'ADD') return { choice, answer: await send('add-signers', { accountIds: [accountId], place }) };
  if (choice === 'TRANSFER') return { choice, answer: await send('transfer', { accountId, reason: '出差' }) };
  const decision = { outcome: choice, reason: '数据不实', subjectVersion, contentHash };
  return { choice, answer: await send('decisions', decision) };
}

const rowsOf = async (sql: string): Promise<readonly Record<string, unknown>[]> =>
  (await t.database.admin.query(sql, [goals])).rows;

describe(`${SIGNERS} signers and the author at one 会签, ${INSTANCES} times`, () => {
  it('are answered with what they did or why not, and never with a failure', () => {
    const statuses = new Set(answers.map(({ answer }) => answer.status));
    expect([...statuses].filter((status) => ![200, 409, 412, 422].includes(status))).toEqual([]);
    expect(answers.length).toBeGreaterThan(INSTANCES * SIGNERS);
  });

  it('leave one act for each decision that was acknowledged, and none beside', async () => {
    const decided = answers.filter(
      ({ choice, answer }) => answer.status === 200 && ['APPROVE', 'RETURN'].includes(choice),
    );
    const [acts] =
      await rowsOf(`select count(*)::int as n, count(distinct task_id)::int as tasks from app.approval_acts c
      join app.approvals a on a.id = c.approval_id where a.subject_id = any ($1) and c.act in ('APPROVE', 'RETURN')`);
    expect(acts).toEqual({ n: decided.length, tasks: decided.length });
  });

  it('leave no approval stuck, and nothing open at one that has ended', async () => {
    const odd = await rowsOf(`select a.state, a.step_keys, count(k.id) filter (where k.state = 'OPEN')::int as open,
        count(k.id) filter (where k.state = 'WAITING')::int as waiting
      from app.approvals a join app.approval_tasks k on k.approval_id = a.id where a.subject_id = any ($1) group by a.id
      having (a.state = 'RUNNING') <> (count(k.id) filter (where k.state = 'OPEN') > 0)
        or (a.state <> 'RUNNING' and count(k.id) filter (where k.state = 'WAITING') > 0)`);
    expect(odd).toEqual([]);
  });

  it('end as the trail says: passed by all who were asked, or sent back by one, or taken back by the author before anybody acted', async () => {
    const ends = await rowsOf(`select a.state || ' ' || g.state || ' ' || array_to_string(a.step_keys, ',') as outcome,
        count(*) filter (where k.kind = 'DECIDE' and k.state not in ('DONE', 'CANCELLED') and k.step_key = 'all')::int as unsigned,
        max((select count(*)::int from app.approval_acts c where c.approval_id = a.id and c.act = 'RETURN')) as returns,
        max((select count(*)::int from app.approval_acts c where c.approval_id = a.id and c.task_id is not null)) as decisions,
        max((select count(distinct c.person_id)::int from app.approval_acts c where c.approval_id = a.id and c.act = 'APPROVE')) as signers
      from app.approvals a join app.goals g on g.id = a.subject_id join app.approval_tasks k on k.approval_id = a.id
      where a.subject_id = any ($1) group by a.id, g.id`);
    const odd = ends.filter(({ outcome, unsigned, returns, decisions, signers: who }) => {
      if (outcome === 'RUNNING IN_REVIEW finance-performance')
        return unsigned !== 0 || returns !== 0 || Number(who) > SIGNERS + helpers.length;
      if (outcome === 'RETURNED RETURNED ') return returns !== 1;
      return outcome !== 'WITHDRAWN DRAFT ' || decisions !== 0;
    });
    expect(odd).toEqual([]);
    // All three ends were met: a race that always ends alike shows nothing.
    expect(new Set(ends.map(({ outcome }) => outcome)).size).toBe(3);
  });
});
