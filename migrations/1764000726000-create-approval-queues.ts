import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant, inOrder, withoutForcedRowSecurity } from '../src/platform/database/row-security.js';

/**
 * In whose queues a task lies, one row for each: read in order, by key. The arrays and places of the tasks themselves
 * cannot be searched by index under row security, since their operators are not leakproof.
 */
export class CreateApprovalQueues1764000726000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await inOrder(q, STATEMENTS);
    await withoutForcedRowSecurity(q, ['approval_tasks'], () => inOrder(q, [CARRY_OVER]));
    await grant(q, 'approval_queues', 'select');
  }

  async down(q: QueryRunner): Promise<void> {
    await inOrder(q, [
      `drop trigger approval_tasks_queue on app.approval_tasks`,
      `drop function app.queue_approval_task()`,
      `drop table app.approval_queues`,
      `drop index app.ix_approvals_submitter, app.ix_role_grants_place`,
      `drop function app.path_upwards(public.ltree)`,
    ]);
  }
}

/** The rows of one task. `holder`: an account, a natural person for DONE, or `<role>@<place>`. */
const entriesOf = (t: string): string => `
          select 'OPEN' as queue, unnest(array_append(${t}.candidate_ids || ${t}.escalated_to, ${t}.assignee_id))::text as holder,
            ${t}.opened_at as at where ${t}.state = 'OPEN' and ${t}.kind <> 'READ'
          union select 'OPEN', ${t}.role || '@' || ${t}.scope_path::text, ${t}.opened_at
            where ${t}.state = 'OPEN' and ${t}.kind <> 'READ' and ${t}.assignee_id is null
          union select 'COPIED', ${t}.assignee_id::text, ${t}.opened_at where ${t}.kind = 'READ' and ${t}.state <> 'CANCELLED'
          union select 'DONE', unnest(${t}.decided_by)::text, ${t}.closed_at where ${t}.state = 'DONE' and ${t}.kind <> 'READ'`;

const CARRY_OVER = `insert into app.approval_queues (queue, holder, at, task_id)
  select q.queue, q.holder, q.at, t.id from app.approval_tasks t cross join lateral (${entriesOf('t')}) q where q.holder is not null`;

const STATEMENTS = [
  // at: when the task was opened; of DONE, when it was decided.
  `create table app.approval_queues (
    queue text not null, holder text collate "C" not null, at timestamptz not null, task_id uuid not null,
    constraint pk_approval_queues primary key (queue, holder, at, task_id),
    constraint ck_approval_queues_queue check (queue in ('OPEN', 'DONE', 'COPIED')))`,
  `create index ix_approval_queues_task on app.approval_queues (task_id)`,
  // By a trigger, so that no statement that moves a task can forget it; as its owner, so that nothing else can write it.
  `create function app.queue_approval_task() returns trigger language plpgsql security definer set search_path = pg_catalog as
    $$ begin
      if tg_op = 'UPDATE' then
        delete from app.approval_queues where task_id = new.id;
      end if;
      insert into app.approval_queues (queue, holder, at, task_id)
        select q.queue, q.holder, q.at, new.id from (${entriesOf('new')}) q where q.holder is not null;
      return null;
    end $$`,
  `create trigger approval_tasks_queue after insert or update on app.approval_tasks
    for each row execute function app.queue_approval_task()`,
  `create index ix_approvals_submitter on app.approvals (submitted_by, submitted_at, id)`,
  // A place and all above it, so that "who holds this role there" is a look-up of a few places, not a walk through all holders.
  `create function app.path_upwards(path public.ltree) returns public.ltree[] language sql immutable strict parallel safe
    return array(select public.subpath(path, 0, n) from generate_series(1, public.nlevel(path)) n)`,
  `create index ix_role_grants_place on app.role_grants (role, scope_path) where revoked_at is null`,
];
