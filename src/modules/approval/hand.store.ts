import { liveGrantCovers, MY_ACCOUNT } from '../../platform/auth/grants.js';
import type { Call } from '../../platform/database/call.js';
import type { Hand } from './domain/refusals.js';
import { MAX_CHAIN } from './domain/substitution.js';

/**
 * The accounts at whose tasks the caller may act: his own, and those of absent colleagues whose substitute he is today.
 * Asked anew each time, so that tasks opened before an absence are covered, and none after it. `through`: those between
 * the caller and the absent, who are absent themselves.
 */
export const STANDS_FOR = `stands_for(account_id, depth, through) as (
    select ${MY_ACCOUNT}, 0, '{}'::uuid[]
    union
    select s.absent_id, f.depth + 1, case when f.depth = 0 then f.through else f.through || f.account_id end from stands_for f join app.approval_substitutions s on s.substitute_id = f.account_id
    where f.depth < ${MAX_CHAIN} and s.cancelled_at is null and app.app_today() between s.valid_from and s.valid_to)`;

/** Task `t` is the account's: named, one of several, a superior, or a holder of its role at its place. */
export const isHeldBy = (account: string): string => `(t.assignee_id = ${account} or ${account} = any (t.candidate_ids)
  or ${account} = any (t.escalated_to) or (t.assignee_id is null and t.role is not null and exists (
    select 1 from app.role_grants g where g.account_id = ${account} and g.role = t.role and ${liveGrantCovers('g', 't.scope_path')})))`;

/** In whose name the caller may act at a task: his own before a colleague's, but not one whom a claim keeps away; null: it is not his. */
export const findHand = (taskId: string): Call<Hand | null> => handAt('approval_tasks.find_hand', '$1::uuid', taskId);

/** The same at the task from which this one was added: whose it is to take this one back. */
export const findAdderHand = (taskId: string): Call<Hand | null> =>
  handAt(
    'approval_tasks.find_adder_hand',
    '(select k.added_by from app.approval_tasks k where k.id = $1::uuid)',
    taskId,
  );

const handAt = (name: string, place: string, taskId: string): Call<Hand | null> => ({
  name,
  text: `with recursive ${STANDS_FOR}
    select me.id as "accountId", me.person_id as "personId",
      case when f.depth > 0 then json_build_object('accountId', c.id, 'personId', c.person_id) end as "inNameOf",
      array(select p.person_id from app.accounts p where p.id = any (f.through)) as "throughIds"
    from stands_for f join app.accounts c on c.id = f.account_id join app.accounts me on me.id = ${MY_ACCOUNT}
    join app.approval_tasks t on t.id = ${place} and ${isHeldBy('f.account_id')}
    order by t.claimed_by is not null and f.account_id <> all (t.claimed_by || t.escalated_to), f.depth limit 1`,
  values: [taskId],
  read: ([row]) => (row as unknown as Hand | undefined) ?? null,
});
