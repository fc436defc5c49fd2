import { type Call, firstRow, noRows, type Row } from '../../platform/database/call.js';
import { workingDayAfter } from '../organization/index.js';
import type { ApprovalState } from './domain/approval.lifecycle.js';
import { type FlowContext, findStep, stepNumber } from './domain/flow-definition.js';
import type { People, Process, Sitting, Task } from './domain/process.js';
import { peopleOf } from './people.statement.js';

/** What an approval is about, and where it lies: nothing of it changes during a run. */
export interface Approval {
  readonly id: string;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly title: string;
  readonly projectId: string | null;
  readonly districtId: string;
  readonly unitId: string;
  readonly unitPath: string;
  readonly paths: Readonly<Record<string, string>>;
  readonly submittedBy: string;
}

/** The row of an approval, with its flow: all of a Process but its sittings, tasks and people. */
export type ApprovalRow = Approval &
  Omit<Process, 'sittings' | 'tasks' | 'people' | 'context'> & { readonly context: FlowContext };

/** How a statement finds its approval: by itself, by one of its tasks, or by one of its sittings. $1 is the id. */
export const BY = {
  approval: '$1::uuid',
  task: '(select k.approval_id from app.approval_tasks k where k.id = $1::uuid)',
  sitting: '(select k.approval_id from app.approval_steps k where k.id = $1::uuid)',
} as const;
export type By = keyof typeof BY;

const ROW = `a.id, a.version, a.flow_id as "flowId", f.definition, a.subject_type as "subjectType", a.subject_id as "subjectId", a.title,
  a.project_id as "projectId", a.district_id as "districtId", a.unit_id as "unitId", a.unit_path::text as "unitPath", a.paths, a.state, a.round,
  a.returned_count as "returnedCount", a.subject_version as "subjectVersion", a.content_hash as "contentHash", a.author_ids as "authorIds",
  a.submitted_by as "submittedBy", a.context, a.choices`;

/** The row, locked: the aggregate root of every act. What belongs to it must be read by later statements. */
export const lockApproval = (by: By, id: string): Call<ApprovalRow | null> => ({
  name: `approvals.lock_by_${by}`,
  text: `select ${ROW} from app.approvals a join app.approval_flows f on f.id = a.flow_id where a.id = ${BY[by]} for update of a`,
  values: [id],
  read: firstRow<ApprovalRow>(),
});

/** The one process of a subject that has not ended, locked. */
export const lockOpenApproval = (subjectType: string, subjectId: string): Call<ApprovalRow | null> => ({
  name: 'approvals.lock_open',
  text: `select ${ROW} from app.approvals a join app.approval_flows f on f.id = a.flow_id
    where a.subject_type = $1 and a.subject_id = $2::uuid and a.state in ('RUNNING', 'RETURNED', 'WITHDRAWN') for update of a`,
  values: [subjectType, subjectId],
  read: firstRow<ApprovalRow>(),
});

/** The same without a lock, for screens: as it is, not as it will be when an act arrives. */
export const findApproval = (by: By, id: string): Call<ApprovalRow | null> => ({
  name: `approvals.find_by_${by}`,
  text: `select ${ROW} from app.approvals a join app.approval_flows f on f.id = a.flow_id where a.id = ${BY[by]}`,
  values: [id],
  read: firstRow<ApprovalRow>(),
});

const TASK = `json_build_object('id', t.id, 'sittingId', t.sitting_id, 'stepKey', t.step_key, 'round', t.round, 'kind', t.kind, 'state', t.state,
  'origin', t.origin, 'assigneeId', t.assignee_id, 'candidateIds', t.candidate_ids, 'role', t.role, 'scopePath', t.scope_path::text,
  'claimedBy', t.claimed_by, 'escalatedTo', t.escalated_to, 'weight', t.weight, 'veto', t.veto, 'waitsFor', t.waits_for, 'addedBy', t.added_by,
  'decision', t.decision, 'decidedBy', t.decided_by)`;

/** Everything that has happened in an approval, in order. */
export const findSeats = (by: By, id: string): Call<Pick<Process, 'sittings' | 'tasks'>> => ({
  name: `approval_steps.find_by_${by}`,
  text: `select
      coalesce((select json_agg(json_build_object('id', s.id, 'stepKey', s.step_key, 'round', s.round, 'state', s.state, 'ending', s.ending)
        order by s.ordinal) from app.approval_steps s where s.approval_id = ${BY[by]}), '[]') as sittings,
      coalesce((select json_agg(${TASK} order by t.step_no, t.id) from app.approval_tasks t where t.approval_id = ${BY[by]}), '[]') as tasks`,
  values: [id],
  read: ([row]) => row as unknown as Pick<Process, 'sittings' | 'tasks'>,
});

const readPeople = ([row]: readonly Row[]): People => (row?.['people'] ?? {}) as People;

export const findPeople = (by: By, id: string): Call<People> => ({
  name: `approvals.find_people_by_${by}`,
  text: peopleOf(`select f.definition, a.paths, a.context, a.choices from app.approvals a join app.approval_flows f on f.id = a.flow_id
    where a.id = ${BY[by]}`),
  values: [id],
  read: readPeople,
});

/** The same for a definition that no approval runs on yet. */
export const findPeopleFor = (given: {
  readonly definition: object;
  readonly paths: object;
  readonly context: object;
  readonly choices: object;
}): Call<People> => ({
  name: 'approvals.find_people_for',
  text: peopleOf('select $1::jsonb as definition, $2::jsonb as paths, $3::jsonb as context, $4::jsonb as choices'),
  values: [given.definition, given.paths, given.context, given.choices].map((value) => JSON.stringify(value)),
  read: readPeople,
});

/** The rows that an act has changed, in the order in which they must be written. */
export function saveProcess(before: Process, after: Process): readonly Call<unknown>[] {
  const sittings = changed(before.sittings, after.sittings);
  const tasks = changed(before.tasks, after.tasks);
  return [
    ...(sittings.length > 0 ? [saveSittings(after, sittings)] : []),
    ...(tasks.length > 0 ? [saveTasks(after, tasks)] : []),
    moveApproval(before, after),
  ];
}

/** Values are never changed in place: what is not the same object is another row, or a new one. */
const changed = <T>(before: readonly T[], after: readonly T[]): readonly T[] =>
  after.filter((row) => !before.includes(row));

const atNine = (day: string): string => `(${day} + time '09:00') at time zone 'Asia/Shanghai'`;
const endOf = (day: string): string => `(${day} + 1)::timestamp at time zone 'Asia/Shanghai'`;

/** A new sitting gets its dates from the working-day calendar: due, escalation at nine, the automatic decision when the day is over. */
function saveSittings(process: Process, sittings: readonly Sitting[]): Call<void> {
  const rows = sittings.map((sitting) => {
    // A migration ends sittings of steps that the new revision does not have: their dates stay what they were.
    const step = findStep(process.definition, sitting.stepKey);
    return {
      ...sitting,
      ordinal: process.sittings.indexOf(sitting) + 1,
      due_days: step?.dueWorkingDays ?? null,
      escalate_days: step?.escalateAfterWorkingDays ?? null,
      timeout_days: step?.timeout?.afterWorkingDays ?? null,
    };
  });
  return {
    name: 'approval_steps.save',
    text: `insert into app.approval_steps as s (id, approval_id, step_key, round, ordinal, state, ending, opened_at, closed_at, due_on,
        escalate_at, timeout_at, district_id, unit_path, project_id)
      select w.id, a.id, w."stepKey", w.round, w.ordinal, w.state, w.ending, app.app_now(), case when w.state <> 'OPEN' then app.app_now() end,
        d.due_on, ${atNine(workingDayAfter('d.due_on', 'w.escalate_days'))}, ${endOf(workingDayAfter('d.due_on', 'w.timeout_days'))},
        a.district_id, a.unit_path, a.project_id
      from jsonb_to_recordset($2::jsonb) as w(id uuid, "stepKey" text, round int, ordinal int, state text, ending text, due_days int,
        escalate_days int, timeout_days int)
      join app.approvals a on a.id = $1::uuid
      cross join lateral (select ${workingDayAfter('app.app_today()', 'w.due_days')} as due_on) d
      on conflict (id) do update set state = excluded.state, ending = excluded.ending,
        closed_at = case when excluded.state <> 'OPEN' then coalesce(s.closed_at, app.app_now()) end`,
    values: [process.id, JSON.stringify(rows)],
    read: noRows,
  };
}

function saveTasks(process: Process, tasks: readonly Task[]): Call<void> {
  const rows = tasks.map((task) => ({ ...task, step_no: stepNumber(process.definition, task.stepKey) }));
  return {
    name: 'approval_tasks.save',
    text: `insert into app.approval_tasks as t (id, approval_id, sitting_id, step_key, step_no, round, kind, state, origin, assignee_id,
        candidate_ids, role, scope_path, claimed_by, escalated_to, weight, veto, waits_for, added_by, decision, decided_by, due_on, opened_at,
        closed_at, subject_type, amount, district_id, unit_path, project_id)
      select w.id, a.id, w."sittingId", w."stepKey", w.step_no, w.round, w.kind, w.state, w.origin, w."assigneeId", w."candidateIds", w.role,
        w."scopePath"::public.ltree, w."claimedBy", w."escalatedTo", w.weight, w.veto, w."waitsFor", w."addedBy", w.decision, w."decidedBy",
        case when w.kind <> 'READ' then s.due_on end, app.app_now(), null, a.subject_type, a.amount, a.district_id, a.unit_path, a.project_id
      from jsonb_to_recordset($2::jsonb) as w(id uuid, "sittingId" uuid, "stepKey" text, step_no int, round int, kind text, state text,
        origin text, "assigneeId" uuid, "candidateIds" uuid[], role text, "scopePath" text, "claimedBy" uuid, "escalatedTo" uuid[], weight int,
        veto boolean, "waitsFor" uuid[], "addedBy" uuid, decision text, "decidedBy" uuid[])
      join app.approvals a on a.id = $1::uuid join app.approval_steps s on s.id = w."sittingId"
      on conflict (id) do update set version = t.version + 1, updated_at = now(), state = excluded.state, assignee_id = excluded.assignee_id,
        candidate_ids = excluded.candidate_ids, role = excluded.role, scope_path = excluded.scope_path, claimed_by = excluded.claimed_by,
        escalated_to = excluded.escalated_to, waits_for = excluded.waits_for, decision = excluded.decision, decided_by = excluded.decided_by,
        opened_at = case when t.state = 'WAITING' then app.app_now() else t.opened_at end,
        closed_at = case when excluded.state in ('DONE', 'CANCELLED') then app.app_now() end`,
    values: [process.id, JSON.stringify(rows)],
    read: noRows,
  };
}

/** Compare-and-set, as the last word on two acts at once: the lock should have made it unnecessary. */
function moveApproval(before: Process, after: Process): Call<void> {
  const open = after.sittings.filter(({ state }) => state === 'OPEN').map(({ stepKey }) => stepKey);
  return {
    name: 'approvals.move',
    text: `with moved as (
        update app.approvals set version = version + 1, updated_at = now(), state = $3, round = $4::int, returned_count = $5::int,
          step_keys = $6::text[], flow_id = $7::uuid, choices = $8::jsonb,
          ended_at = case when $3 in ('APPROVED', 'REJECTED') then coalesce(ended_at, app.app_now()) end
        where id = $1::uuid and version = $2::int returning 1)
      select case when not exists (select 1 from moved) then app.refuse('BP412', '') end`,
    values: [
      after.id,
      before.version,
      after.state satisfies ApprovalState,
      after.round,
      after.returnedCount,
      open,
      after.flowId,
      JSON.stringify(after.choices),
    ],
    read: noRows,
  };
}
