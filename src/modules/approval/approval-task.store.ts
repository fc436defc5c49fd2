import { MY_ACCOUNT, MY_PERSON } from '../../platform/auth/grants.js';
import { type Call, firstRow } from '../../platform/database/call.js';
import type { JsonText } from '../../platform/http/json-text.js';
import type { ListDefinition } from '../../platform/http/list.js';
import type { TaskState } from './domain/process.js';
import { isHeldBy, STANDS_FOR } from './hand.store.js';

const IS_MINE = `exists (with recursive ${STANDS_FOR} select 1 from stands_for f where ${isHeldBy('f.account_id')})`;

const SUBJECT_JSON = `json_build_object('type', a.subject_type, 'id', a.subject_id, 'title', a.title, 'version', a.subject_version, 'contentHash', a.content_hash)`;

const TASK_JSON = `json_build_object('id', t.id, 'approvalId', t.approval_id, 'stepKey', t.step_key, 'stepNo', t.step_no, 'round', t.round,
  'state', t.state, 'role', t.role, 'dueOn', t.due_on, 'openedAt', t.opened_at, 'closedAt', t.closed_at, 'projectId', t.project_id,
  'subject', ${SUBJECT_JSON}, 'version', t.version)`;

export const taskQueues = ['TODO', 'DONE'] as const;
export type TaskQueue = (typeof taskQueues)[number];

/** TODO: what the caller may decide now. DONE: what he has decided. */
export const taskList = (queue: TaskQueue): ListDefinition => ({
  name: `approval_tasks.list.${queue}`,
  from: 'app.approval_tasks t',
  where: {
    TODO: `t.state = 'OPEN' and ${IS_MINE} and not exists (select 1 from app.approvals o where o.id = t.approval_id
      and nullif(${MY_PERSON}, '')::uuid = any (o.author_ids))`,
    DONE: `exists (select 1 from app.approval_acts d where d.task_id = t.id and d.account_id = ${MY_ACCOUNT})`,
  }[queue],
  filters: {
    // The queue has chosen this very list: here it always holds.
    queue: { column: `'${queue}'`, type: 'code', values: taskQueues, about: '待办、已办 / to do, done' },
    subjectType: {
      column: `(select o.subject_type from app.approvals o where o.id = t.approval_id)`,
      type: 'code',
      about: '事项类型 / subject type',
    },
    stepKey: { column: 't.step_key', type: 'code', about: '环节 / step' },
    dueOn: { column: 't.due_on', type: 'date', about: '办理期限 / due date' },
  },
  sorts: { openedAt: { column: 'opened_at', type: 'timestamptz' } },
  defaultSort: 'openedAt',
  joins: 'join app.approvals a on a.id = t.approval_id',
  item: TASK_JSON,
});

export interface TaskDetail extends JsonText {
  readonly version: number;
  readonly state: TaskState;
  readonly isMine: boolean;
  readonly isAuthor: boolean;
  readonly hasDecided: boolean;
}

export const taskDetail = (id: string): Call<TaskDetail | null> => ({
  name: 'approval_tasks.detail',
  text: `select (${TASK_JSON})::text as json, t.version, t.state, ${IS_MINE} as "isMine",
      coalesce(nullif(${MY_PERSON}, '')::uuid = any (a.author_ids), false) as "isAuthor",
      exists (select 1 from app.approval_acts c where c.approval_id = a.id and c.round = a.round and c.task_id is not null
        and c.person_id::text = ${MY_PERSON}) as "hasDecided"
    from app.approval_tasks t join app.approvals a on a.id = t.approval_id where t.id = $1::uuid`,
  values: [id],
  read: firstRow<TaskDetail>(),
});

export const findTaskVersion = (id: string): Call<number | null> => ({
  name: 'approval_tasks.find_version',
  text: `select version from app.approval_tasks where id = $1::uuid`,
  values: [id],
  read: ([row]) => (row?.['version'] as number | undefined) ?? null,
});
