import { type Call, firstRow } from '../../platform/database/call.js';
import type { JsonText } from '../../platform/http/json-text.js';
import { cappedJson, countJson, type ListDefinition } from '../../platform/http/list.js';
import { approvalList, IS_APPROVAL_OVERDUE } from './approval-detail.store.js';
import { IS_CLAIMABLE, QUEUES, TASK_QUEUES, type TaskQueue } from './queue.statement.js';

const IS_OVERDUE = `(t.state = 'OPEN' and coalesce(t.due_on < (select app.app_today()), false))`;

const SUBJECT_JSON = `json_build_object('type', a.subject_type, 'id', a.subject_id, 'title', a.title, 'version', a.subject_version, 'contentHash', a.content_hash)`;

const TASK_JSON = `json_build_object('id', t.id, 'approvalId', t.approval_id, 'stepId', t.sitting_id, 'stepKey', t.step_key, 'stepNo', t.step_no,
  'round', t.round, 'kind', t.kind, 'origin', t.origin, 'state', t.state, 'decision', t.decision, 'role', t.role, 'assigneeId', t.assignee_id,
  'claimedBy', t.claimed_by, 'amount', t.amount::text, 'dueOn', t.due_on, 'isOverdue', ${IS_OVERDUE}, 'openedAt', t.opened_at,
  'closedAt', t.closed_at, 'unitId', a.unit_id, 'projectId', t.project_id, 'subject', ${SUBJECT_JSON}, 'version', t.version)`;

const DEFAULT_SORTS: Readonly<Record<TaskQueue, string>> = {
  TODO: 'openedAt',
  CLAIMABLE: 'openedAt',
  DONE: '-closedAt',
  COPIED: '-openedAt',
};

/** TODO: what the caller may act on now. CLAIMABLE: of that, what nobody of a group has claimed. DONE: decided by him or in his name. COPIED: shown to him. */
export const taskList = (queue: TaskQueue): ListDefinition => ({
  name: `approval_tasks.list.${queue}`,
  ...QUEUES[queue],
  filters: {
    // The queue has chosen this very list: here it always holds.
    queue: {
      column: `'${queue}'`,
      type: 'code',
      values: TASK_QUEUES,
      about: '待办、待认领、已办、抄送我的 / to do, claimable, done, copied to me',
    },
    subjectType: { column: 't.subject_type', type: 'code', about: '事项类型 / subject type' },
    stepKey: { column: 't.step_key', type: 'code', about: '环节 / step' },
    stepId: { column: 't.sitting_id', type: 'uuid', about: '环节实例 / one sitting of a step' },
    kind: {
      column: 't.kind',
      type: 'code',
      values: ['DECIDE', 'ADVISE', 'READ'],
      about: '审批、征求意见、抄送 / to decide, to advise, to read',
    },
    state: { column: 't.state', type: 'code', values: ['OPEN', 'DONE'], about: '状态;抄送未阅为 OPEN / state' },
    projectId: { column: 't.project_id', type: 'uuid', about: '项目 / project' },
    amount: { column: 't.amount', type: 'decimal', about: '金额(元)/ amount' },
    dueOn: { column: 't.due_on', type: 'date', about: '办理期限 / due date' },
    overdue: { column: IS_OVERDUE, type: 'boolean', about: '已超期 / past its due date' },
    openedAt: { column: 't.opened_at', type: 'timestamp', about: '送达时间 / when it arrived' },
  },
  sorts: {
    openedAt: { column: 'opened_at', type: 'timestamptz' },
    closedAt: { column: 'closed_order', type: 'timestamptz' },
    dueOn: { column: 'due_order', type: 'date' },
    amount: { column: 'amount_order', type: 'numeric' },
  },
  defaultSort: DEFAULT_SORTS[queue],
  joins: 'join app.approvals a on a.id = t.approval_id',
  item: TASK_JSON,
});

const countsOf = (list: ListDefinition, isOverdue: string): string =>
  `json_build_object('all', ${countJson(list)}, 'overdue', ${countJson(list, isOverdue)})`;

/** What may be acted on is judged once for each task; what can be claimed is a part of it. */
const ACTIONABLE = `select distinct on (t.id) t.id, ${IS_OVERDUE} as is_overdue, ${IS_CLAIMABLE} as is_claimable
  from ${QUEUES.TODO.each} join ${QUEUES.TODO.from} on true where ${QUEUES.TODO.where}`;

const actionable = (which: string): string => `(select json_build_object('all', ${cappedJson('count(*)')},
  'overdue', ${cappedJson('count(*) filter (where is_overdue)')}) from actionable where ${which})`;

/** The numbers beside the queues: the totals of the very lists. */
export const taskCounts = (): Call<JsonText> => ({
  name: 'approval_tasks.counts',
  text: `with actionable as materialized (${ACTIONABLE})
    select json_build_object('todo', ${actionable('true')}, 'claimable', ${actionable('is_claimable')},
      'done', ${countsOf(taskList('DONE'), IS_OVERDUE)}, 'copied', ${countsOf(taskList('COPIED'), IS_OVERDUE)},
      'started', ${countsOf(approvalList('STARTED'), IS_APPROVAL_OVERDUE)})::text as json`,
  values: [],
  read: ([row]) => row as unknown as JsonText,
});

export const taskDetail = (id: string): Call<(JsonText & { readonly version: number }) | null> => ({
  name: 'approval_tasks.detail',
  text: `select (${TASK_JSON})::text as json, t.version from app.approval_tasks t join app.approvals a on a.id = t.approval_id where t.id = $1::uuid`,
  values: [id],
  read: firstRow<JsonText & { readonly version: number }>(),
});

export const findTaskVersion = (id: string): Call<number | null> => ({
  name: 'approval_tasks.find_version',
  text: `select version from app.approval_tasks where id = $1::uuid`,
  values: [id],
  read: ([row]) => (row?.['version'] as number | undefined) ?? null,
});
