import { liveGrantCovers } from '../../platform/auth/grants.js';
import { allRows, type Call, firstRow } from '../../platform/database/call.js';
import type { ApprovalState } from './domain/approval.lifecycle.js';
import type { FlowDefinition } from './domain/flow-definition.js';

/** An approval with the flow that it runs on. */
export interface Approval {
  readonly id: string;
  readonly version: number;
  readonly flowId: string;
  readonly definition: FlowDefinition;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly title: string;
  readonly projectId: string | null;
  readonly districtId: string;
  readonly unitId: string;
  readonly unitPath: string;
  readonly state: ApprovalState;
  readonly round: number;
  readonly stepKey: string | null;
  readonly subjectVersion: number;
  readonly contentHash: string;
  readonly authorIds: readonly string[];
  readonly submittedBy: string;
  readonly paths: { readonly UNIT: string; readonly DEPARTMENT: string; readonly DISTRICT: string };
  /** Persons who have decided in the current round. */
  readonly deciderIds: readonly string[];
}

const APPROVAL_COLUMNS = `a.id, a.version, a.flow_id as "flowId", f.definition, a.subject_type as "subjectType", a.subject_id as "subjectId", a.title,
  a.project_id as "projectId", a.district_id as "districtId", a.unit_id as "unitId", a.unit_path::text as "unitPath", a.state, a.round,
  a.step_key as "stepKey", a.subject_version as "subjectVersion", a.content_hash as "contentHash", a.author_ids as "authorIds",
  a.submitted_by as "submittedBy", a.paths,
  array(select c.person_id from app.approval_acts c where c.approval_id = a.id and c.round = a.round and c.task_id is not null) as "deciderIds"`;

/** The one process of a subject that has not ended, locked: the aggregate root of every act. */
export const findOpenApprovalForUpdate = (subjectType: string, subjectId: string): Call<Approval | null> => ({
  name: 'approvals.find_open_for_update',
  text: `select ${APPROVAL_COLUMNS} from app.approvals a join app.approval_flows f on f.id = a.flow_id
    where a.subject_type = $1 and a.subject_id = $2::uuid and a.state in ('RUNNING', 'RETURNED', 'WITHDRAWN') for update of a`,
  values: [subjectType, subjectId],
  read: firstRow<Approval>(),
});

export const findApprovalForUpdate = (id: string): Call<Approval | null> => ({
  name: 'approvals.find_for_update',
  text: `select ${APPROVAL_COLUMNS} from app.approvals a join app.approval_flows f on f.id = a.flow_id where a.id = $1::uuid for update of a`,
  values: [id],
  read: firstRow<Approval>(),
});

export interface NewApproval {
  readonly id: string;
  readonly flowId: string;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly title: string;
  readonly projectId: string | null;
  readonly districtId: string;
  readonly unitId: string;
  readonly unitPath: string;
  readonly subjectVersion: number;
  readonly contentHash: string;
  readonly authorIds: readonly string[];
  readonly submittedBy: string;
  readonly context: object;
  readonly paths: object;
}

export const insertApproval = (approval: NewApproval): Call<void> => ({
  name: 'approvals.insert',
  text: `insert into app.approvals (id, flow_id, subject_type, subject_id, title, project_id, district_id, unit_id, unit_path, state,
      subject_version, content_hash, author_ids, submitted_by, context, paths)
    values ($1::uuid, $2::uuid, $3, $4::uuid, $5, $6::uuid, $7::uuid, $8::uuid, $9::public.ltree, 'RUNNING', $10::int, $11, $12::uuid[], $13::uuid,
      $14::jsonb, $15::jsonb)`,
  values: [
    approval.id,
    approval.flowId,
    approval.subjectType,
    approval.subjectId,
    approval.title,
    approval.projectId,
    approval.districtId,
    approval.unitId,
    approval.unitPath,
    approval.subjectVersion,
    approval.contentHash,
    approval.authorIds,
    approval.submittedBy,
    JSON.stringify(approval.context),
    JSON.stringify(approval.paths),
  ],
  read: () => undefined,
});

/** The next round of a returned or withdrawn process. */
export const restartApproval = (
  id: string,
  version: number,
  to: Pick<NewApproval, 'title' | 'subjectVersion' | 'contentHash' | 'authorIds' | 'submittedBy' | 'context'>,
): Call<boolean> => ({
  name: 'approvals.restart',
  text: `update app.approvals set version = version + 1, updated_at = now(), state = 'RUNNING', round = round + 1, title = $3,
      subject_version = $4::int, content_hash = $5, author_ids = $6::uuid[], submitted_by = $7::uuid, submitted_at = now(), context = $8::jsonb
    where id = $1::uuid and version = $2::int and state in ('RETURNED', 'WITHDRAWN') returning 1`,
  values: [
    id,
    version,
    to.title,
    to.subjectVersion,
    to.contentHash,
    to.authorIds,
    to.submittedBy,
    JSON.stringify(to.context),
  ],
  read: (rows) => rows.length === 1,
});

export interface Move {
  readonly state: ApprovalState;
  readonly stepKey: string | null;
}

/** Moves an approval and cancels the tasks that are still open; a decision has closed its own before. */
export const moveApproval = (id: string, version: number, move: Move): Call<boolean> => ({
  name: 'approvals.move',
  text: `with closed as (
      update app.approval_tasks set version = version + 1, updated_at = now(), closed_at = now(), state = 'CANCELLED'
      where approval_id = $1::uuid and state = 'OPEN')
    update app.approvals set version = version + 1, updated_at = now(), state = $3, step_key = $4,
      returned_count = returned_count + case when $3 = 'RETURNED' then 1 else 0 end,
      ended_at = case when $3 in ('APPROVED', 'REJECTED') then now() end
    where id = $1::uuid and version = $2::int returning 1`,
  values: [id, version, move.state, move.stepKey],
  read: (rows) => rows.length === 1,
});

export interface Act {
  readonly id: string;
  readonly taskId: string | null;
  readonly act: 'SUBMIT' | 'WITHDRAW' | 'APPROVE' | 'RETURN' | 'REJECT';
  readonly round: number;
  readonly stepKey: string | null;
  readonly accountId: string;
  readonly personId: string;
  readonly reason: string | null;
  readonly remarks: readonly object[];
}

/** One line of the trail, with what was shown: the subject's version and content hash come from the approval. */
export const insertAct = (approvalId: string, act: Act): Call<void> => ({
  name: 'approval_acts.insert',
  text: `insert into app.approval_acts (id, approval_id, task_id, act, round, step_key, account_id, person_id, reason, remarks,
      subject_version, content_hash, district_id, unit_path, project_id)
    select $1::uuid, a.id, $3::uuid, $4, $5::int, $6, $7::uuid, $8::uuid, $9, $10::jsonb, a.subject_version, a.content_hash,
      a.district_id, a.unit_path, a.project_id
    from app.approvals a where a.id = $2::uuid`,
  values: [
    act.id,
    approvalId,
    act.taskId,
    act.act,
    act.round,
    act.stepKey,
    act.accountId,
    act.personId,
    act.reason,
    JSON.stringify(act.remarks),
  ],
  read: () => undefined,
});

/** Steps that nobody but the authors could decide: a submission would get stuck there. */
export const findStepsWithoutApprover = (
  steps: readonly { readonly key: string; readonly role: string; readonly path: string }[],
  authorIds: readonly string[],
): Call<readonly string[]> => ({
  name: 'approvals.find_steps_without_approver',
  text: `select s.key from jsonb_to_recordset($1::jsonb) as s(key text, role text, path text)
    where not exists (
      select 1 from app.role_grants g join app.accounts c on c.id = g.account_id
      where g.role = s.role and ${liveGrantCovers('g', 's.path::public.ltree')} and c.state = 'ACTIVE' and c.person_id <> all ($2::uuid[]))
    order by s.key`,
  values: [JSON.stringify(steps), authorIds],
  read: (rows) => rows.map((row) => String(row['key'])),
});

/** Accounts that could decide a step, for the screen: role and scope, without the authors. */
export const findApprovers = (
  role: string,
  path: string,
  authorIds: readonly string[],
): Call<readonly { id: string; name: string }[]> => ({
  name: 'approvals.find_approvers',
  text: `select distinct c.id, c.display_name as name from app.role_grants g join app.accounts c on c.id = g.account_id
    where g.role = $1 and ${liveGrantCovers('g', '$2::public.ltree')} and c.state = 'ACTIVE' and c.person_id <> all ($3::uuid[])
    order by c.display_name, c.id limit 50`,
  values: [role, path, authorIds],
  read: allRows<{ id: string; name: string }>(),
});

/** The account that submitted last: the one to tell. */
export const findSubmitter = (approvalId: string): Call<string | null> => ({
  name: 'approval_acts.find_submitter',
  text: `select account_id as id from app.approval_acts where approval_id = $1::uuid and act = 'SUBMIT' order by id desc limit 1`,
  values: [approvalId],
  read: (rows) => (rows[0]?.['id'] as string | undefined) ?? null,
});
