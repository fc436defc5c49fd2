import fc from 'fast-check';
import { DECIDING_ROLES } from '../../src/modules/approval/approval.policy.js';
import { Approvals } from '../../src/modules/approval/approval.service.js';
import { ApprovalSubjects } from '../../src/modules/approval/approval-subjects.js';
import { ApprovalTaskService } from '../../src/modules/approval/approval-task.service.js';
import type { FlowDefinition, FlowNode } from '../../src/modules/approval/domain/flow-definition.js';
import { newId } from '../../src/platform/database/ids.js';
import { type Actor, Transactions } from '../../src/platform/database/transactions.js';
import { toDomainError } from '../../src/platform/http/problem.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { ApprovalModel } from '../support/approval-model.js';
import type { Act, Holder } from '../support/approval-table.js';
import type { Person } from '../support/world.js';

/** The engine on PostgreSQL against a small model, by random flows and random acts of random people. */
const RUNS = Number(process.env['MODEL_RUNS'] ?? 200);
const SEED = Number(process.env['MODEL_SEED'] ?? 20261124);
const HASH = 'c'.repeat(64);

/** p0 writes; p8 is a second account of p1. Names in the order in which the engine lists people. */
const ROLES_OF: Readonly<Record<string, readonly string[]>> = {
  p0: ['FIN_BUSINESS'],
  p1: ['FIN_BUSINESS'],
  p2: ['FIN_BUSINESS', 'FIN_LEADER'],
  p3: ['FIN_BUSINESS', 'FIN_PERF'],
  p4: ['FIN_PERF'],
  p5: ['FIN_PERF'],
  p6: ['FIN_LEADER'],
  p7: ['DEPT_REVIEWER'],
  p8: ['FIN_PERF'],
};
const NAMES = Object.keys(ROLES_OF);

let t: TestApp;
let engine: { approvals: Approvals; tasks: ApprovalTaskService; transactions: Transactions };
const people = new Map<string, Person>();
const papers = new Map<string, { n: number | null }>();

beforeAll(async () => {
  t = await startTestApp();
  const { path } = t.world.districts.wenjiang;
  // Whoever else worked there would be asked as well.
  await t.database.admin.query(`delete from app.role_grants where scope_path <@ $1`, [path]);
  for (const name of NAMES) {
    const personId = name === 'p8' ? people.get('p1')?.personId : undefined;
    const grants = (ROLES_OF[name] ?? []).map((role) => ({ role: role as 'FIN_PERF', path }));
    people.set(name, await t.world.hire(grants, personId ? { personId } : {}));
  }
  registerPapers();
  engine = {
    approvals: t.app.get(Approvals),
    tasks: t.app.get(ApprovalTaskService),
    transactions: t.app.get(Transactions),
  };
});
afterAll(() => t.close());

/** A kind of subject that is nothing but a number for conditions. */
function registerPapers(): void {
  const { districts, units } = t.world;
  t.app.get(ApprovalSubjects).register({
    type: 'paper',
    contextTypes: { n: { kind: 'NUMBER' } },
    mandatoryRoles: [],
    withdrawal: { action: 'paper.withdraw', roles: DECIDING_ROLES },
    snapshot: async (_tx, id) => ({
      version: 1,
      contentHash: HASH,
      title: '试纸',
      projectId: null,
      districtId: districts.wenjiang.id,
      unitId: units.foreignSchool.id,
      paths: {
        UNIT: units.foreignSchool.path,
        DEPARTMENT: units.foreignSchool.path,
        DISTRICT: districts.wenjiang.path,
      },
      authorIds: [person('p0').personId],
      context: { n: papers.get(id)?.n ?? null },
    }),
    contents: async () => ({ current: null, approved: null }),
    onOutcome: async () => undefined,
  });
}

const person = (name: string): Person => {
  const found = people.get(name);
  if (!found) throw new Error(`no ${name}`);
  return found;
};

const actorOf = (name: string): Actor => {
  const { accountId, personId, sessionId } = person(name);
  return { accountId, personId, sessionId, roles: DECIDING_ROLES, request: { id: newId(), ip: '127.0.0.1' } };
};

const nameOf = (accountId: string): string =>
  [...people].find(([, found]) => found.accountId === accountId)?.[0] ?? accountId;

const rule = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.constantFrom('FIN_BUSINESS', 'FIN_PERF', 'FIN_LEADER').map((role) => ({ by: 'ROLE' as const, role })),
  },
  {
    weight: 1,
    arbitrary: fc
      .uniqueArray(fc.constantFrom(...NAMES), { minLength: 1, maxLength: 3 })
      .map((names) => ({ by: 'ACCOUNTS' as const, names })),
  },
);
const assignee = fc.record({ rule, weight: fc.integer({ min: 1, max: 3 }), veto: fc.boolean() });
const when = fc.option(fc.integer({ min: 0, max: 9 }), { nil: undefined, freq: 2 });

const step = fc.record({
  kind: fc.constant('STEP' as const),
  when,
  mode: fc.constantFrom('ANY' as const, 'ANY' as const, 'ALL' as const, 'SEQUENTIAL' as const, 'VOTE' as const),
  assignees: fc.array(assignee, { minLength: 1, maxLength: 2 }),
  passWeight: fc.integer({ min: 1, max: 4 }),
  onFail: fc.constantFrom('RETURN' as const, 'REJECT' as const),
  superior: fc.boolean(),
  selfApproval: fc.constantFrom('FORBID' as const, 'SKIP' as const, 'SUPERIOR' as const),
});
type StepShape = typeof step extends fc.Arbitrary<infer S> ? S : never;
type NodeShape =
  | StepShape
  | { kind: 'FORK'; run: 'ALL' | 'FIRST'; branches: { when: number | undefined; steps: NodeShape[] }[] };

const nodes = (depth: number): fc.Arbitrary<NodeShape[]> =>
  fc.array(
    depth === 0
      ? step
      : fc.oneof(
          { weight: 3, arbitrary: step },
          {
            weight: 1,
            arbitrary: fc.record({
              kind: fc.constant('FORK' as const),
              run: fc.constantFrom('ALL' as const, 'FIRST' as const),
              branches: fc.array(fc.record({ when, steps: nodes(depth - 1) }), { minLength: 2, maxLength: 3 }),
            }),
          },
        ),
    { minLength: depth === 2 ? 1 : 0, maxLength: 3 },
  );

const acts = fc.array(
  fc.record({
    kind: fc.constantFrom(
      ...([
        'decide',
        'decide',
        'decide',
        'decide',
        'decide',
        'decide',
        'decide',
        'decide',
        'advise',
        'submit',
      ] as const),
      ...(['decide', 'decide', 'decide', 'decide'] as const),
      ...(['withdraw', 'remove', 'claim', 'unclaim', 'addSigners', 'addSigners', 'transfer', 'delegate'] as const),
    ),
    seat: fc.nat(),
    isOpen: fc.integer({ min: 0, max: 9 }),
    who: fc.nat(),
    isAsked: fc.integer({ min: 0, max: 9 }),
    whom: fc.constantFrom(...NAMES),
    outcome: fc.constantFrom(...(['APPROVE', 'APPROVE', 'APPROVE', 'APPROVE', 'RETURN', 'RETURN', 'REJECT'] as const)),
    to: fc.constantFrom('INITIATOR', 'PREVIOUS', 'PREVIOUS', 's1', 's2'),
    resume: fc.constantFrom('RESTART' as const, 'HERE' as const),
    place: fc.constantFrom('BEFORE' as const, 'AFTER' as const, 'BESIDE' as const),
  }),
  { minLength: 1, maxLength: 14 },
);
type ActShape = (typeof acts extends fc.Arbitrary<infer A> ? A : never)[number];

/** Numbered in the order of the text; `toAccount` says what stands for a name. */
function define(shapes: readonly NodeShape[], distinct: boolean, toAccount: (name: string) => string): FlowDefinition {
  let serial = 0;
  let forks = 0;
  const condition = (limit: number | undefined): { when?: string } =>
    limit === undefined ? {} : { when: `n > ${limit}` };
  const build = (shape: NodeShape): FlowNode => {
    if (shape.kind === 'FORK') {
      forks += 1;
      const key = `f${forks}`;
      const branches = shape.branches.map((branch, index) => ({
        key: `${key}b${index}`,
        name: NAME,
        // The last branch of a choice takes everything else.
        ...(shape.run === 'ALL' || index < shape.branches.length - 1
          ? condition(branch.when ?? (shape.run === 'ALL' ? undefined : index))
          : {}),
        steps: branch.steps.map(build),
      }));
      return { kind: 'FORK', key, name: NAME, run: shape.run, branches };
    }
    serial += 1;
    const isVote = shape.mode === 'VOTE';
    return {
      kind: 'STEP',
      key: `s${serial}`,
      name: NAME,
      ...condition(shape.when),
      mode: shape.mode,
      assignees: shape.assignees.map(({ rule: found, weight, veto }) => ({
        ...(found.by === 'ROLE'
          ? { by: 'ROLE' as const, role: found.role, scope: 'DISTRICT' as const }
          : { by: 'ACCOUNTS' as const, accountIds: found.names.map(toAccount) }),
        ...(isVote ? { weight, veto } : {}),
      })),
      ...(isVote ? { passWeight: shape.passWeight, onFail: shape.onFail } : {}),
      ...(shape.superior ? { superior: { by: 'ROLE' as const, role: 'FIN_LEADER', scope: 'DISTRICT' as const } } : {}),
      selfApproval: shape.selfApproval,
      dueWorkingDays: 3,
    };
  };
  return { steps: shapes.map(build), distinctReviewers: distinct };
}

const NAME = { zh: '环节', en: 'step' };
const HOLDERS: ReadonlyMap<string, Holder> = new Map(
  NAMES.map((name) => [name, { person: name === 'p8' ? 'p1' : name, roles: ROLES_OF[name] ?? [] }]),
);

async function publish(definition: FlowDefinition): Promise<void> {
  await t.database.admin.query(
    `update app.approval_flows set version = version + 1, state = 'RETIRED' where subject_type = 'paper' and state = 'PUBLISHED'`,
  );
  await t.database.admin.query(
    `insert into app.approval_flows (id, code, revision, subject_type, name, definition, state)
      values (gen_random_uuid(), 'paper-' || gen_random_uuid(), 1, 'paper', '试纸', $1, 'PUBLISHED')`,
    [JSON.stringify(definition)],
  );
}

interface EngineTask {
  readonly id: string;
  readonly version: number;
  readonly step: string;
  readonly kind: string;
  readonly state: string;
  readonly asked: readonly string[] | { readonly role: string };
  readonly claimed: string | null;
}

async function tasksOf(subjectId: string): Promise<readonly EngineTask[]> {
  const { rows } = await t.database.admin.query(
    `select k.id, k.version, k.step_key as step, k.kind, k.state, k.assignee_id, k.candidate_ids, k.role, k.claimed_by
      from app.approval_tasks k join app.approvals a on a.id = k.approval_id where a.subject_id = $1 order by k.id`,
    [subjectId],
  );
  return rows.map((row) => ({
    id: row.id,
    version: row.version,
    step: row.step,
    kind: row.kind,
    state: row.state,
    asked: row.assignee_id
      ? [nameOf(row.assignee_id)]
      : row.candidate_ids.length > 0
        ? row.candidate_ids.map(nameOf)
        : { role: row.role ?? '' },
    claimed: row.claimed_by && nameOf(row.claimed_by),
  }));
}

async function approvalOf(subjectId: string): Promise<{ state: string; round: number } | undefined> {
  const { rows } = await t.database.admin.query(`select state, round from app.approvals where subject_id = $1`, [
    subjectId,
  ]);
  return rows[0];
}

/** What the engine says to an act: true, or the code of its refusal. Anything but a refusal is a defect, and thrown. */
async function perform(subjectId: string, act: Act, tasks: readonly EngineTask[]): Promise<true | string> {
  try {
    await send(subjectId, act, tasks);
    return true;
  } catch (error) {
    const refusal = toDomainError(error);
    if (!refusal || refusal.code === 'request.internal') throw error;
    return refusal.code;
  }
}

async function send(subjectId: string, act: Act, tasks: readonly EngineTask[]): Promise<void> {
  const { approvals, tasks: service, transactions } = engine;
  if (act.kind === 'submit') return transactions.run(actorOf('p0'), (tx) => approvals.submit(tx, 'paper', subjectId));
  if (act.kind === 'withdraw')
    return transactions.run(actorOf('p0'), (tx) => approvals.withdraw(tx, 'paper', subjectId, null));
  const { id = newId(), version = 1 } = tasks[act.seat] ?? {};
  const actor = actorOf(act.who);
  switch (act.kind) {
    case 'decide':
      await service.decide(actor, id, version, {
        outcome: act.outcome,
        reason: '理由',
        returnTo: act.to,
        resume: act.resume,
        subjectVersion: 1,
        contentHash: HASH,
      });
      return;
    case 'advise':
      await service.advise(actor, id, version, '意见');
      return;
    case 'remove':
      await service.removeSigner(actor, id, version, null);
      return;
    case 'claim':
      await service.claim(actor, id, version);
      return;
    case 'unclaim':
      await service.unclaim(actor, id, version);
      return;
    case 'addSigners':
      await service.addSigners(actor, id, version, { accountIds: [person(act.whom).accountId], place: act.place });
      return;
    case 'transfer':
      await service.transfer(actor, id, version, person(act.whom).accountId, '理由');
      return;
    case 'delegate':
      await service.delegate(actor, id, version, person(act.whom).accountId, '理由');
  }
}

/** Mostly an open task, by one who is asked: else nearly every act would be refused. Sometimes any task, by anybody. */
function aim({ kind, ...shape }: ActShape, tasks: readonly EngineTask[], state: ApprovalModel['state']): Act {
  if ((state === 'RETURNED' || state === 'WITHDRAWN') && shape.isAsked > 1) return { kind: 'submit' };
  if (kind === 'submit' || kind === 'withdraw') return { kind };
  const open = tasks.flatMap(({ state }, index) => (state === 'OPEN' ? [index] : []));
  const pick = shape.isOpen > 0 && open.length > 0 ? open : tasks.map((_, index) => index);
  const seat = pick[shape.seat % Math.max(pick.length, 1)] ?? 0;
  const asked = tasks[seat]?.asked ?? [];
  const able = 'role' in asked ? NAMES.filter((name) => ROLES_OF[name]?.includes(asked.role)) : asked;
  const others = able.filter((name) => name !== 'p0');
  const from = shape.isAsked > 1 && others.length > 0 ? others : shape.isAsked > 0 && able.length > 0 ? able : NAMES;
  const who = from[shape.who % from.length] ?? 'p0';
  const actual = kind === 'decide' && tasks[seat]?.kind === 'ADVISE' && shape.isAsked > 2 ? 'advise' : kind;
  return { ...shape, kind: actual, seat, who } as Act;
}

const seatsOf = (model: ApprovalModel): readonly object[] =>
  model.seats.map(({ step: key, kind, state, asked, claimedBy }) => ({
    step: key,
    kind,
    state,
    asked,
    claimed: claimedBy,
  }));

const plain = (tasks: readonly EngineTask[]): readonly object[] => tasks.map(({ id: _, version: __, ...task }) => task);

/** The trail, performed again from the first line by another model: it must lead to the same table. */
async function replay(subjectId: string, model: ApprovalModel, tasks: readonly EngineTask[]): Promise<void> {
  const { rows } = await t.database.admin.query(
    `select c.act, c.account_id, coalesce(c.task_id, c.about_task_id) as task, c.detail from app.approval_acts c
      join app.approvals a on a.id = c.approval_id where a.subject_id = $1 order by c.id`,
    [subjectId],
  );
  for (const { act, account_id, task, detail } of rows) {
    const seat = tasks.findIndex(({ id }) => id === task);
    const who = nameOf(account_id);
    const whom = nameOf(detail.accountIds?.[0] ?? '');
    const performed: Record<string, Act> = {
      SUBMIT: { kind: 'submit' },
      WITHDRAW: { kind: 'withdraw' },
      ADVISE: { kind: 'advise', seat, who },
      REMOVE_SIGNER: { kind: 'remove', seat, who },
      CLAIM: { kind: 'claim', seat, who },
      UNCLAIM: { kind: 'unclaim', seat, who },
      ADD_SIGNERS: { kind: 'addSigners', seat, who, whom, place: detail.place },
      TRANSFER: { kind: 'transfer', seat, who, whom, place: 'BESIDE' },
      DELEGATE: { kind: 'delegate', seat, who, whom, place: 'BESIDE' },
    };
    const to = detail.returnTo ?? 'INITIATOR';
    const line = performed[act] ?? { kind: 'decide', seat, who, outcome: act, to, resume: detail.resume ?? 'RESTART' };
    expect([line, model.perform(line)]).toEqual([line, true]);
  }
  expect(seatsOf(model)).toEqual(plain(tasks));
}

describe('the approval engine', () => {
  it(
    `does what a small model does, in ${RUNS} random flows`,
    async () => {
      const counts = { accepted: 0, refused: 0, ended: 0 };
      console.log(`approval model: seed ${SEED}, ${RUNS} runs`);
      await fc.assert(
        fc.asyncProperty(
          nodes(2),
          fc.constantFrom(true, false, false),
          fc.option(fc.integer({ min: 0, max: 10 }), { freq: 5 }),
          acts,
          async (shapes, distinct, n, shaped) => {
            const subjectId = newId();
            papers.set(subjectId, { n });
            await publish(define(shapes, distinct, (name) => person(name).accountId));
            const inNames = define(shapes, distinct, (name) => name);
            const model = new ApprovalModel(inNames, HOLDERS, 'p0', n);
            let tasks: readonly EngineTask[] = [];
            for (const shape of [SUBMIT, ...shaped]) {
              const act = aim(shape, tasks, model.state);
              // What has ended may be submitted again, as another approval: here one is enough.
              const hasEnded = ['APPROVED', 'REJECTED'].includes(model.state);
              if (act.kind === 'submit' && hasEnded) break;
              const engineSays = await perform(subjectId, act, tasks);
              const modelSays = model.perform(act);
              expect([act, engineSays === true ? true : engineSays]).toEqual([
                act,
                modelSays ? true : expect.any(String),
              ]);
              counts[modelSays ? 'accepted' : 'refused'] += 1;
              if (model.state === 'NEW' || hasEnded) break;
              tasks = await tasksOf(subjectId);
              const approval = await approvalOf(subjectId);
              expect(approval?.state ?? 'NEW').toBe(model.state);
              expect(approval?.round ?? 0).toBe(model.round);
              expect(plain(tasks)).toEqual(seatsOf(model));
              expect(model.state !== 'RUNNING' || tasks.some(({ state }) => state === 'OPEN')).toBe(true);
              expect(model.state === 'RUNNING' || !tasks.some(({ state }) => ['OPEN', 'WAITING'].includes(state))).toBe(
                true,
              );
            }
            if (['APPROVED', 'REJECTED'].includes(model.state)) counts.ended += 1;
            await replay(subjectId, new ApprovalModel(inNames, HOLDERS, 'p0', n), tasks);
          },
        ),
        { numRuns: RUNS, seed: SEED, endOnFailure: RUNS > 1000 },
      );
      console.log(
        `approval model: ${counts.accepted} acts accepted, ${counts.refused} refused, ${counts.ended} approvals ended`,
      );
      // A generator that only produced refusals would prove nothing.
      expect(counts.accepted).toBeGreaterThan(counts.refused);
    },
    RUNS * 3000 + 60_000,
  );

  it('has let nobody decide his own, or twice, however the acts fell', async () => {
    const { rows } = await t.database.admin.query(
      `select (select count(*)::int from app.approval_acts c join app.approvals a on a.id = c.approval_id
          where c.task_id is not null and c.person_id = any (a.author_ids)) as own,
        (select count(*)::int from (select task_id from app.approval_acts where task_id is not null group by task_id having count(*) > 1) d) as twice,
        (select count(*)::int from app.approval_tasks k where k.state = 'DONE' and k.kind <> 'READ'
          and not exists (select 1 from app.approval_acts c where c.task_id = k.id)) as untraced,
        (select count(*)::int from app.approval_acts where task_id is not null) as decisions`,
    );
    expect(rows[0]).toMatchObject({ own: 0, twice: 0, untraced: 0 });
    expect(rows[0].decisions).toBeGreaterThan(RUNS / 4);
  });
});

const SUBMIT: ActShape = {
  kind: 'submit',
  seat: 0,
  isOpen: 1,
  who: 0,
  isAsked: 1,
  whom: 'p1',
  outcome: 'APPROVE',
  to: 'INITIATOR',
  resume: 'RESTART',
  place: 'BESIDE',
};
