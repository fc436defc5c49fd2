import { isLiveGrant, MY_ACCOUNT, MY_PERSON } from '../../platform/auth/grants.js';
import { STANDS_FOR } from './hand.store.js';

/** 待办、待认领、已办、抄送我的. What the caller has submitted himself (我发起的) is a list of approvals: `/approvals?startedByMe=true`. */
export const TASK_QUEUES = ['TODO', 'CLAIMABLE', 'DONE', 'COPIED'] as const;
export type TaskQueue = (typeof TASK_QUEUES)[number];

/**
 * Under whose name open tasks can lie for the caller, as set `s`: his account and those of absent colleagues, and every
 * desk of theirs at which a task lies now; with the persons who would stand behind an act. A grant over a subtree walks
 * from desk to desk along the index of the queues.
 */
const HOLDERS = `(with recursive ${STANDS_FOR},
    desks(account_id, through, holder, below) as (
      select g.account_id, f.through, (g.role || '@' || g.scope_path::text) collate "C",
        case when g.subtree then (g.role || '@' || g.scope_path::text || '.') collate "C" end
      from stands_for f join app.role_grants g on g.account_id = f.account_id and ${isLiveGrant('g')}
      union
      select d.account_id, d.through, n.holder, d.below from desks d cross join lateral (
        select q.holder from app.approval_queues q where q.queue = 'OPEN' and q.holder > greatest(d.holder, d.below) order by q.holder limit 1) n
      where d.below is not null and starts_with(n.holder, d.below)),
    held(account_id, through, holder) as (
      select account_id, through, account_id::text collate "C" from stands_for union select account_id, through, holder from desks)
  select h.account_id, h.holder, array[nullif(${MY_PERSON}, '')::uuid, c.person_id] ||
      array(select p.person_id from app.accounts p where p.id = any (h.through)) as persons
    from held h join app.accounts c on c.id = h.account_id) s`;

/** 不相容岗位分离, as the acts will judge it: neither the caller nor whom he stands in for, nor anybody between, wrote the subject or decided another step. */
const IS_BARRED = `(select o.author_ids && s.persons or (
      exists (select 1 from app.approval_tasks d join app.approval_steps x on x.id = d.sitting_id where d.approval_id = o.id
        and d.state = 'DONE' and d.kind <> 'READ' and d.step_key <> t.step_key and d.decided_by && s.persons and x.state in ('OPEN', 'PASSED'))
      and (select (f.definition ->> 'distinctReviewers')::boolean from app.approval_flows f where f.id = o.flow_id))
  from app.approvals o where o.id = t.approval_id)`;

/** A claim keeps others away, but for superiors whom the step asks since it is late. */
const IS_FREE = `(t.claimed_by is null or array[${MY_ACCOUNT}, s.account_id] && (t.claimed_by || t.escalated_to))`;

const MAY_ACT = `t.holder = s.holder and ${IS_FREE} and not ${IS_BARRED}`;

/** A group's task that nobody has claimed. */
export const IS_CLAIMABLE = `(t.assignee_id is null and t.claimed_by is null)`;

/** Tasks in the queue `entries`, with sort columns that are never null: no date comes last, no amount counts as nothing. */
const tasksIn = (entries: string, at: 'opened_at' | 'closed_at'): string => `(
    select k.*, q.holder, coalesce(k.due_on, 'infinity') as due_order, coalesce(k.amount, 0) as amount_order,
      ${at === 'closed_at' ? 'k.closed_at' : `coalesce(k.closed_at, 'infinity')`} as closed_order
    from app.approval_queues q join app.approval_tasks k on k.id = q.task_id and k.${at} = q.at where q.queue = '${entries}') t`;

/** Where each queue's tasks are found: the parts of a list. */
export const QUEUES: Readonly<
  Record<TaskQueue, { readonly each?: string; readonly from: string; readonly where: string }>
> = {
  TODO: { each: HOLDERS, from: tasksIn('OPEN', 'opened_at'), where: MAY_ACT },
  CLAIMABLE: {
    each: HOLDERS,
    from: tasksIn('OPEN', 'opened_at'),
    where: `${IS_CLAIMABLE} and ${MAY_ACT}`,
  },
  DONE: { from: tasksIn('DONE', 'closed_at'), where: `t.holder = ${MY_PERSON}` },
  COPIED: { from: tasksIn('COPIED', 'opened_at'), where: `t.holder = current_setting('app.account')` },
};
