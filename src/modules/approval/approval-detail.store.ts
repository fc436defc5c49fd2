import { type Call, firstRow } from '../../platform/database/call.js';
import type { JsonText } from '../../platform/http/json-text.js';
import type { ListDefinition } from '../../platform/http/list.js';
import { isHeldBy } from './hand.store.js';

const TRAIL_JSON = `(select coalesce(json_agg(json_build_object('id', c.id, 'act', c.act, 'round', c.round, 'stepKey', c.step_key,
    'accountId', c.account_id, 'accountName', n.display_name, 'onBehalfOf', b.display_name, 'automatic', c.automatic, 'detail', c.detail,
    'review', c.review, 'fileIds', c.file_ids, 'reason', c.reason, 'remarks', c.remarks,
    'subjectVersion', c.subject_version, 'contentHash', c.content_hash, 'actedAt', c.acted_at) order by c.id), '[]')
  from app.approval_acts c left join app.accounts n on n.id = c.account_id left join app.accounts b on b.id = c.on_behalf_account_id where c.approval_id = t.id)`;

const OPEN_TASKS_JSON = `(select coalesce(json_agg(json_build_object('id', k.id, 'stepKey', k.step_key, 'kind', k.kind, 'role', k.role, 'assigneeId', k.assignee_id, 'dueOn', k.due_on,
    'openedAt', k.opened_at) order by k.step_no, k.id), '[]') from app.approval_tasks k where k.approval_id = t.id and k.state = 'OPEN')`;

const SUMMARY = `'id', t.id, 'flowId', t.flow_id, 'subjectType', t.subject_type, 'subjectId', t.subject_id, 'title', t.title, 'projectId', t.project_id,
  'unitId', t.unit_id, 'state', t.state, 'round', t.round, 'returnedCount', t.returned_count, 'stepKeys', t.step_keys,
  'subjectVersion', t.subject_version, 'contentHash', t.content_hash, 'submittedAt', t.submitted_at, 'endedAt', t.ended_at, 'version', t.version`;

export const approvalList: ListDefinition = {
  name: 'approvals.list',
  from: 'app.approvals t',
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
    startedByMe: {
      column: `(t.submitted_by::text = current_setting('app.person'))`,
      type: 'boolean',
      about: '我发起的 / started by me',
    },
  },
  sorts: { submittedAt: { column: 'submitted_at', type: 'timestamptz' } },
  defaultSort: '-submittedAt',
  item: `json_build_object(${SUMMARY})`,
};

/** One call gives the screen all it needs: the flow, where it stands, who can act, and the whole trail. */
export const approvalDetail = (id: string): Call<JsonText | null> => ({
  name: 'approvals.detail',
  text: `select json_build_object(${SUMMARY}, 'steps', f.definition -> 'steps', 'openTasks', ${OPEN_TASKS_JSON}, 'trail', ${TRAIL_JSON})::text as json, t.version
    from app.approvals t join app.approval_flows f on f.id = t.flow_id where t.id = $1::uuid`,
  values: [id],
  read: firstRow<JsonText>(),
});

/** Who could act on each open task now, each person once. */
export const nextApprovers = (id: string): Call<JsonText> => ({
  name: 'approvals.next_approvers',
  text: `select json_build_object('items', coalesce(json_agg(json_build_object('id', c.id, 'name', c.display_name) order by c.display_name, c.id), '[]'))::text as json
    from (select c.id, c.display_name from app.accounts c join app.approvals a on a.id = $1::uuid
      where c.state = 'ACTIVE' and c.kind = 'PERSON' and c.person_id <> all (a.author_ids) and exists (
        select 1 from app.approval_tasks t where t.approval_id = a.id and t.state = 'OPEN' and t.kind <> 'READ' and ${isHeldBy('c.id')})
      order by c.display_name, c.id limit 50) c`,
  values: [id],
  read: ([row]) => row as unknown as JsonText,
});
