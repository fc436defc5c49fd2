import { type Call, firstRow } from '../../platform/database/call.js';
import type { JsonText } from '../../platform/http/json-text.js';
import type { ListDefinition } from '../../platform/http/list.js';

const TRAIL_JSON = `(select coalesce(json_agg(json_build_object('id', c.id, 'act', c.act, 'round', c.round, 'stepKey', c.step_key,
    'accountId', c.account_id, 'accountName', n.display_name, 'reason', c.reason, 'remarks', c.remarks,
    'subjectVersion', c.subject_version, 'contentHash', c.content_hash, 'actedAt', c.acted_at) order by c.id), '[]')
  from app.approval_acts c join app.accounts n on n.id = c.account_id where c.approval_id = t.id)`;

const OPEN_TASKS_JSON = `(select coalesce(json_agg(json_build_object('id', k.id, 'stepKey', k.step_key, 'role', k.role, 'dueOn', k.due_on,
    'openedAt', k.opened_at) order by k.step_no, k.id), '[]') from app.approval_tasks k where k.approval_id = t.id and k.state = 'OPEN')`;

const SUMMARY = `'id', t.id, 'flowId', t.flow_id, 'subjectType', t.subject_type, 'subjectId', t.subject_id, 'title', t.title, 'projectId', t.project_id,
  'unitId', t.unit_id, 'state', t.state, 'round', t.round, 'returnedCount', t.returned_count, 'stepKey', t.step_key,
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

/** The step under way, for the next approvers. */
export const findCurrentStep = (id: string): Call<{ role: string; path: string; authorIds: string[] } | null> => ({
  name: 'approvals.current_step',
  text: `select k.role, k.scope_path::text as path, a.author_ids as "authorIds" from app.approvals a
    join app.approval_tasks k on k.approval_id = a.id and k.state = 'OPEN' where a.id = $1::uuid order by k.step_no, k.id limit 1`,
  values: [id],
  read: firstRow<{ role: string; path: string; authorIds: string[] }>(),
});
