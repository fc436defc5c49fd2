import { allRows, type Call } from '../../platform/database/call.js';
import { MAX_BATCH } from './approval-batch.js';
import { hasNobody } from './people.statement.js';

/** What an account has to do, or has claimed, or waits for, in the caller's scope. Copies to read are not work. */
export const findTasksOf = (accountId: string): Call<readonly { taskId: string }[]> => ({
  name: 'approval_tasks.find_of',
  text: `select t.id as "taskId" from (
      select id, kind, opened_at from app.approval_tasks where state = 'OPEN' and assignee_id = $1::uuid
      union select id, kind, opened_at from app.approval_tasks where state = 'WAITING' and assignee_id = $1::uuid
      union select id, kind, opened_at from app.approval_tasks where state in ('OPEN', 'WAITING') and claimed_by = $1::uuid) t
    where t.kind <> 'READ' order by t.opened_at, t.id limit ${MAX_BATCH}`,
  values: [accountId],
  read: allRows<{ taskId: string }>(),
});

export const findIsVacant = (taskId: string): Call<boolean> => ({
  name: 'approval_tasks.find_is_vacant',
  text: `select ${hasNobody('t')} as vacant from app.approval_tasks t where t.id = $1::uuid`,
  values: [taskId],
  read: ([row]) => row?.['vacant'] === true,
});
