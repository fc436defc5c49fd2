import { liveGrantCovers, MY_ACCOUNT, MY_PERSON } from '../../platform/auth/grants.js';
import type { Call } from '../../platform/database/call.js';
import { workingDayAfter } from '../organization/index.js';

/** Whether the caller may urge, and whether a working day has begun since somebody did. */
export interface UrgeFacts {
  readonly mayUrge: boolean;
  readonly isUrgedToday: boolean;
}

/** A holiday is no new working day: after Friday’s urging comes Monday’s. Where the calendar ends, a day is a day. */
export const findUrgeFacts = (approvalId: string): Call<UrgeFacts> => ({
  name: 'approvals.find_urge_facts',
  text: `select (a.submitted_by::text = ${MY_PERSON} or exists (select 1 from app.role_grants g where g.account_id = ${MY_ACCOUNT}
        and g.role = 'FIN_PERF' and ${liveGrantCovers('g', 'a.unit_path')})) as "mayUrge",
      coalesce(app.app_today() < coalesce(${workingDayAfter('u.day', '1')}, u.day + 1), false) as "isUrgedToday"
    from app.approvals a left join lateral (
      select max((c.acted_at at time zone 'Asia/Shanghai')::date) as day from app.approval_acts c
      where c.approval_id = a.id and c.act = 'URGE') u on true
    where a.id = $1::uuid`,
  values: [approvalId],
  read: ([row]) => row as unknown as UrgeFacts,
});

export const isAttachment = (approvalId: string, fileId: string): Call<boolean> => ({
  name: 'approvals.is_attachment',
  text: `select 1 from app.approvals a join app.approval_acts c on c.approval_id = a.id where a.id = $1::uuid and $2::uuid = any (c.file_ids)`,
  values: [approvalId, fileId],
  read: (rows) => rows.length > 0,
});
