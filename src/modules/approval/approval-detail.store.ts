import { heldRoles, liveGrantCovers, MY_PERSON } from '../../platform/auth/grants.js';
import { allRows, type Call, firstRow } from '../../platform/database/call.js';
import type { JsonText } from '../../platform/http/json-text.js';
import type { ListDefinition } from '../../platform/http/list.js';
import { COORDINATION_RETURNS } from './domain/process.js';
import { BY, type By } from './process.store.js';

const TRAIL_JSON = `(select coalesce(json_agg(json_build_object('id', c.id, 'act', c.act, 'round', c.round, 'stepKey', c.step_key,
    'accountId', c.account_id, 'accountName', n.display_name, 'onBehalfOf', b.display_name, 'automatic', c.automatic, 'detail', c.detail,
    'review', c.review, 'fileIds', c.file_ids, 'reason', c.reason, 'remarks', c.remarks,
    'subjectVersion', c.subject_version, 'contentHash', c.content_hash, 'actedAt', c.acted_at) order by c.id), '[]')
  from app.approval_acts c left join app.accounts n on n.id = c.account_id left join app.accounts b on b.id = c.on_behalf_account_id where c.approval_id = t.id)`;

const OPEN_TASKS_JSON = `(select coalesce(json_agg(json_build_object('id', k.id, 'stepKey', k.step_key, 'kind', k.kind, 'role', k.role, 'assigneeId', k.assignee_id, 'dueOn', k.due_on,
    'openedAt', k.opened_at) order by k.step_no, k.id), '[]') from app.approval_tasks k where k.approval_id = t.id and k.state = 'OPEN')`;

const SITTINGS_JSON = `(select coalesce(json_agg(json_build_object('id', s.id, 'stepKey', s.step_key, 'round', s.round, 'state', s.state, 'ending', s.ending,
    'openedAt', s.opened_at, 'closedAt', s.closed_at, 'dueOn', s.due_on, 'escalatedAt', s.escalated_at) order by s.ordinal), '[]')
  from app.approval_steps s where s.approval_id = t.id)`;

const NEEDS_COORDINATION = `(t.returned_count >= ${COORDINATION_RETURNS})`;

const SUMMARY = `'id', t.id, 'flowId', t.flow_id, 'subjectType', t.subject_type, 'subjectId', t.subject_id, 'title', t.title, 'projectId', t.project_id,
  'unitId', t.unit_id, 'amount', t.amount::text, 'state', t.state, 'round', t.round, 'returnedCount', t.returned_count,
  'needsCoordination', ${NEEDS_COORDINATION}, 'stepKeys', t.step_keys,
  'subjectVersion', t.subject_version, 'contentHash', t.content_hash, 'submittedAt', t.submitted_at, 'endedAt', t.ended_at, 'version', t.version`;

/** A step of it is past its due date. */
export const IS_APPROVAL_OVERDUE = `exists (select 1 from app.approval_steps s where s.approval_id = t.id and s.state = 'OPEN'
  and s.due_on < (select app.app_today()))`;

/** All that the caller may see, or 我发起的: what he has submitted, by an index of its own. */
export const approvalList = (which: 'ALL' | 'STARTED'): ListDefinition => ({
  name: `approvals.list.${which}`,
  from: 'app.approvals t',
  where: which === 'STARTED' ? `t.submitted_by = ${MY_PERSON}::uuid` : 'true',
  filters: {
    subjectType: { column: 't.subject_type', type: 'code', about: '事项类型 / subject type' },
    subjectId: { column: 't.subject_id', type: 'uuid', about: '事项 / subject' },
    state: {
      column: 't.state',
      type: 'code',
      values: ['RUNNING', 'APPROVED', 'RETURNED', 'REJECTED', 'WITHDRAWN'],
      about: '状态 / state',
    },
    projectId: { column: 't.project_id', type: 'uuid', about: '项目 / project' },
    needsCoordination: {
      column: NEEDS_COORDINATION,
      type: 'boolean',
      about: '已退回三次,需要协调 / returned three times',
    },
    amount: { column: 't.amount', type: 'decimal', about: '金额(元)/ amount' },
    overdue: { column: IS_APPROVAL_OVERDUE, type: 'boolean', about: '有环节已超期 / a step is past its due date' },
    // `true` has chosen a list of its own.
    startedByMe: {
      column: `(t.submitted_by::text = ${MY_PERSON})`,
      type: 'boolean',
      about: '我发起的 / started by me',
    },
  },
  sorts: { submittedAt: { column: 'submitted_at', type: 'timestamptz' } },
  defaultSort: '-submittedAt',
  item: `json_build_object(${SUMMARY})`,
});

/** One call gives the screen all it needs: the flow, where it stands, who can act, and the whole trail. */
export const approvalDetail = (id: string, by: By = 'approval'): Call<JsonText | null> => ({
  name: `approvals.detail_by_${by}`,
  text: `select json_build_object(${SUMMARY}, 'steps', f.definition -> 'steps', 'sittings', ${SITTINGS_JSON}, 'openTasks', ${OPEN_TASKS_JSON},
      'trail', ${TRAIL_JSON})::text as json, t.version
    from app.approvals t join app.approval_flows f on f.id = t.flow_id where t.id = ${BY[by]}`,
  values: [id],
  read: firstRow<JsonText>(),
});

/** The caller's roles where the approval's subject lies. */
export const findRolesAt = (id: string): Call<readonly string[]> => ({
  name: 'approvals.find_roles_at',
  text: `select ${heldRoles('a.unit_path', 'a.project_id')} as roles from app.approvals a where a.id = $1::uuid`,
  values: [id],
  read: ([row]) => (row?.['roles'] ?? []) as readonly string[],
});

/** Somebody who holds an open task. */
export interface Holder {
  readonly taskId: string;
  readonly stepKey: string;
  readonly accountId: string;
  readonly personId: string;
  readonly name: string;
}

const MAX_HOLDERS = 50;

/** Who holds each open task now: named, one of several, a superior, or a holder of its role at its place; once it is claimed, the claimer and superiors. */
export const findHolders = (by: By, id: string): Call<readonly Holder[]> => ({
  name: `approval_tasks.find_holders_by_${by}`,
  text: `select t.id as "taskId", t.step_key as "stepKey", c.id as "accountId", c.person_id as "personId", c.display_name as name
    from app.approval_tasks t cross join lateral (
      select c.* from (
        select unnest(t.claimed_by || t.escalated_to) as account_id
        union select unnest(t.assignee_id || t.candidate_ids) where t.claimed_by is null
        union select g.account_id from app.role_grants g where t.claimed_by is null and t.assignee_id is null and g.role = t.role
          and g.scope_path = any (app.path_upwards(t.scope_path)) and ${liveGrantCovers('g', 't.scope_path')}
      ) h join app.accounts c on c.id = h.account_id and c.state = 'ACTIVE' and c.kind = 'PERSON'
      order by c.display_name, c.id limit ${MAX_HOLDERS}
    ) c
    where t.approval_id = ${BY[by]} and t.state = 'OPEN' and t.kind <> 'READ' order by t.step_no, t.id, c.display_name, c.id`,
  values: [id],
  read: allRows<Holder>(),
});
