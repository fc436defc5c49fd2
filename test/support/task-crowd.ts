import { newId } from '../../src/platform/database/ids.js';
import type { TestApp } from './app.js';
import { CONTENT_HASH, insertGoals } from './goals-in-bulk.js';
import type { Person } from './world.js';

/** One task, and what the queues ask of its approval. */
export interface CrowdTask {
  readonly id: string;
  readonly approvalId: string;
  readonly kind: 'DECIDE' | 'ADVISE' | 'READ';
  readonly state: 'OPEN' | 'WAITING' | 'DONE' | 'CANCELLED';
  readonly role: string | null;
  readonly scopePath: string | null;
  readonly assigneeId: string | null;
  readonly candidateIds: readonly string[];
  readonly escalatedTo: readonly string[];
  readonly claimedBy: string | null;
  readonly dueOn: string | null;
  readonly amount: string | null;
  readonly decidedBy: readonly string[];
  readonly authorIds: readonly string[];
  /** Persons who decided another step of the approval. */
  readonly earlierBy: readonly string[];
}

/** Numbers that look like chance and are the same in every run. */
export function dice(seed: number): <T>(choices: readonly T[]) => T {
  let state = seed;
  return (choices) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return choices[Math.floor((state / 2_147_483_648) * choices.length)] as (typeof choices)[number];
  };
}

/** Tasks of the first school in every constellation, made by SQL: each in an approval of its own. */
export async function insertCrowd(t: TestApp, people: readonly Person[], count: number): Promise<readonly CrowdTask[]> {
  const pick = dice(20_260_101);
  const { schoolA, education, finance, water } = t.world.units;
  const account = (): string => pick(people).accountId;
  const some = <T>(make: () => T): readonly T[] => (pick([true, false, false]) ? [...new Set([make(), make()])] : []);
  const goals = await insertGoals(t, count, 'IN_REVIEW');
  const tasks = goals.map((): CrowdTask => {
    const kind = pick(['DECIDE', 'DECIDE', 'DECIDE', 'ADVISE', 'READ'] as const);
    const state = pick(['OPEN', 'OPEN', 'OPEN', 'OPEN', 'WAITING', 'DONE', 'CANCELLED'] as const);
    const isDesk = kind === 'DECIDE' && pick([true, true, false]);
    const candidateIds = isDesk || kind === 'READ' ? [] : some(account);
    const isGroup = isDesk || candidateIds.length > 0;
    return {
      id: newId(),
      approvalId: newId(),
      kind,
      state,
      role: isDesk ? pick(['UNIT_HEAD', 'DEPT_REVIEWER', 'FIN_PERF']) : null,
      scopePath: isDesk
        ? pick([schoolA.path, education.path, finance.path, water.path, t.world.districts.shuangliu.path])
        : null,
      assigneeId: isGroup ? null : account(),
      candidateIds,
      escalatedTo: kind === 'DECIDE' ? some(account) : [],
      claimedBy: isGroup && pick([true, false, false, false]) ? account() : null,
      dueOn: kind === 'READ' ? null : pick(['2026-01-05', '2026-03-31', '2099-12-31']),
      amount: pick([null, '100.00', '250000.00', '9000000.00']),
      decidedBy: state === 'DONE' ? [pick(people).personId] : [],
      authorIds: [pick(people).personId],
      earlierBy: some(() => pick(people).personId),
    };
  });
  await t.database.admin.query(INSERT, [
    JSON.stringify(tasks.map((task, index) => ({ ...task, goalId: goals[index], n: index + 1 }))),
    CONTENT_HASH,
    schoolA.id,
    JSON.stringify({ UNIT: schoolA.path, DEPARTMENT: education.path, DISTRICT: t.world.districts.shuangliu.path }),
  ]);
  return tasks;
}

/** Each with its sitting, and with an earlier one that is passed. Opened one second after the other. */
const INSERT = `with w as (
    select * from jsonb_to_recordset($1::jsonb) as w(id uuid, "approvalId" uuid, "goalId" uuid, kind text, state text, role text,
      "scopePath" text, "assigneeId" uuid, "candidateIds" uuid[], "escalatedTo" uuid[], "claimedBy" uuid, "dueOn" date, amount numeric,
      "decidedBy" uuid[], "authorIds" uuid[], "earlierBy" uuid[], n bigint)),
  u as (select * from app.units where id = $3::uuid),
  a as (
    insert into app.approvals (id, flow_id, subject_type, subject_id, title, project_id, district_id, unit_id, unit_path, state, step_keys,
      subject_version, content_hash, author_ids, submitted_by, amount, paths)
    select w."approvalId", (select id from app.approval_flows where code = 'goal-standard' and state = 'PUBLISHED'), 'goal', w."goalId", '批量目标 ' || w.n, g.project_id,
      u.district_id, u.id, u.unit_path, 'RUNNING', array['department'], 1, $2, w."authorIds", w."authorIds"[1], w.amount, $4::jsonb
    from w join app.goals g on g.id = w."goalId", u returning id),
  s as (
    insert into app.approval_steps (id, approval_id, step_key, round, ordinal, state, due_on, district_id, unit_path)
    select gen_random_uuid(), w."approvalId", k.key, 1, k.ordinal, k.state, w."dueOn", u.district_id, u.unit_path
    from w, u, (values ('unit-head', 1, 'PASSED'), ('department', 2, 'OPEN')) as k(key, ordinal, state) returning id, approval_id, step_key)
  insert into app.approval_tasks (id, approval_id, sitting_id, step_key, step_no, round, kind, state, role, scope_path, assignee_id, candidate_ids,
    escalated_to, claimed_by, due_on, amount, decision, decided_by, opened_at, closed_at, subject_type, district_id, unit_path, project_id)
  select w.id, w."approvalId", s.id, 'department', 2, 1, w.kind, w.state, w.role, w."scopePath"::ltree, w."assigneeId", w."candidateIds",
    w."escalatedTo", w."claimedBy", w."dueOn", w.amount, case when w.state = 'DONE' then case w.kind when 'DECIDE' then 'APPROVE' else w.kind end end,
    w."decidedBy", now() + w.n * interval '1 second', case when w.state in ('DONE', 'CANCELLED') then now() + w.n * interval '2 seconds' end,
    'goal', u.district_id, u.unit_path, g.project_id
  from w join s on s.approval_id = w."approvalId" and s.step_key = 'department' join app.goals g on g.id = w."goalId", u
  union all
  select gen_random_uuid(), w."approvalId", s.id, 'unit-head', 1, 1, 'DECIDE', 'DONE', null, null, w."assigneeId", array[gen_random_uuid()], '{}', null,
    null, null, 'APPROVE', w."earlierBy", now(), now(), 'goal', u.district_id, u.unit_path, g.project_id
  from w join s on s.approval_id = w."approvalId" and s.step_key = 'unit-head' join app.goals g on g.id = w."goalId", u
  where cardinality(w."earlierBy") > 0`;
