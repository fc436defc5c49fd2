import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant, inOrder, secureTable } from '../src/platform/database/row-security.js';

/** Functions that refuse, the clock, audit trail, event feed, outbox, idempotency keys, operations, files. */
export class CreateFoundation1764000100000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await inOrder(q, [`create schema app`, `grant usage on schema app to app_rw, app_worker`, ...FUNCTIONS, ...TABLES]);
    await secureTable(q, { table: 'events', project: 'project_id' });
    await grant(q, 'clock', 'select');
    await grant(q, 'audit_entries', 'select, insert');
    await grant(q, 'events', 'select, insert');
    await grant(q, 'outbox', 'select, insert, update');
    await grant(q, 'deliveries', 'select, insert');
    await grant(q, 'idempotency_keys', 'select, insert, update');
    await grant(q, 'operations', 'select, insert, update');
    await grant(q, 'files', 'select, insert');
    await grant(q, 'job_runs', 'select, insert, update');
    await q.query(`grant delete on app.outbox, app.idempotency_keys, app.deliveries, app.job_runs to app_worker`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`drop schema app cascade`);
  }
}

const FUNCTIONS = [
  // The only way an SQL statement says "no" in the middle of a flight. The detail travels like the name of a constraint, so
  // that a module maps a refusal of its own to an error the same way.
  `create function app.refuse(code text, detail text default '') returns text language plpgsql volatile as
    $$ begin raise exception using errcode = code, message = detail, constraint = detail; end $$`,
  // Why a compare-and-set changed nothing. VOLATILE: a fresh snapshot, so it sees what has just beaten us. Under row
  // security a row out of scope is absent.
  `create function app.refuse_change(changed regclass, row_id uuid, expected int) returns text language plpgsql volatile as
    $$ declare found int; begin
      execute format('select version from %s where id = $1', changed) into found using row_id;
      raise exception using
        errcode = case when found is null then 'BP404' when found <> expected then 'BP412' else 'BP409' end,
        message = coalesce(found::text, ''), detail = changed::text;
    end $$`,
  `create function app.require_version_step() returns trigger language plpgsql as
    $$ begin
      if new.version <> old.version + 1 then raise exception using errcode = 'BP500', message = 'version step'; end if;
      return new;
    end $$`,
  `create function app.refuse_every_change() returns trigger language plpgsql as
    $$ begin raise exception using errcode = '42501', message = tg_table_name || ' is append-only'; end $$`,
  // The database clock, for deadlines. Only app_owner can move it: in tests and in the demo.
  `create table app.clock (id boolean not null default true, moved_to timestamptz, set_at timestamptz,
    constraint pk_clock primary key (id), constraint ck_clock_single check (id))`,
  `insert into app.clock (id) values (true)`,
  `create function app.app_now() returns timestamptz language sql stable as
    $$ select coalesce((select moved_to + (now() - set_at) from app.clock), now()) $$`,
  `create function app.app_today() returns date language sql stable as
    $$ select (app.app_now() at time zone 'Asia/Shanghai')::date $$`,
];

const TABLES = [
  // event: the canonical JSON (RFC 8785) whose digest is the leaf: H(0x00 || event). Sealing into a tree comes later.
  `create table app.audit_entries (
    id uuid not null, recorded_at timestamptz not null default now(), xid xid8 not null default pg_current_xact_id(),
    account_id uuid, action text not null, object_type text not null, object_id uuid, object_version int,
    event text not null, leaf_digest bytea not null, algorithm text not null,
    constraint pk_audit_entries primary key (id),
    constraint ck_audit_entries_algorithm check (algorithm in ('sm3', 'sha256')))`,
  `create index ix_audit_entries_object on app.audit_entries (object_type, object_id)`,
  `create index ix_audit_entries_xid on app.audit_entries (xid, id)`,
  `create index ix_audit_entries_account on app.audit_entries (account_id, xid, id)`,
  `create trigger audit_entries_append_only before update or delete on app.audit_entries
    for each row execute function app.refuse_every_change()`,
  `create trigger audit_entries_no_truncate before truncate on app.audit_entries
    for each statement execute function app.refuse_every_change()`,
  `create table app.events (
    id uuid not null, xid xid8 not null default pg_current_xact_id(), occurred_at timestamptz not null default now(),
    type text not null, district_id uuid, unit_path public.ltree not null, project_id uuid,
    subject_type text not null, subject_id uuid, payload jsonb not null,
    constraint pk_events primary key (id))`,
  `create index ix_events_xid on app.events (xid, id)`,
  // tries: how often the row was handed over; failures: how often its work threw.
  `create table app.outbox (
    id uuid not null, kind text not null, dedupe_key text not null, payload jsonb not null,
    created_at timestamptz not null default now(), next_at timestamptz not null default now(),
    tries int not null default 0, failures int not null default 0, done_at timestamptz, dead_at timestamptz, last_error text,
    constraint pk_outbox primary key (id), constraint uq_outbox_dedupe_key unique (dedupe_key))`,
  `create index ix_outbox_due on app.outbox (next_at, id) where done_at is null and dead_at is null`,
  `create index ix_outbox_dead on app.outbox (dead_at) where dead_at is not null`,
  `create table app.deliveries (dedupe_key text not null, delivered_at timestamptz not null default now(),
    constraint pk_deliveries primary key (dedupe_key))`,
  `create table app.idempotency_keys (
    principal text not null, key text not null, fingerprint text not null, answer text,
    created_at timestamptz not null default now(),
    constraint pk_idempotency_keys primary key (principal, key))`,
  `create index ix_idempotency_keys_created_at on app.idempotency_keys (created_at)`,
  // lease_owner: the run that works at it; one that stops renewing lease_until has died and is replaced.
  `create table app.operations (
    id uuid not null, version int not null default 1, kind text not null, account_id uuid, status text not null,
    done int not null default 0, total int, stage text, params jsonb not null, result jsonb, result_url text, problem jsonb,
    lease_owner uuid, lease_until timestamptz,
    created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
    constraint pk_operations primary key (id),
    constraint ck_operations_status check (status in ('QUEUED', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELLED')))`,
  `create index ix_operations_account on app.operations (account_id, id)`,
  `create table app.files (
    id uuid not null, account_id uuid not null, name text not null, media_type text not null, size int not null,
    digest text not null, content bytea not null, created_at timestamptz not null default now(),
    constraint pk_files primary key (id), constraint ck_files_size check (size between 1 and 10485760))`,
  `create index ix_files_account on app.files (account_id, id)`,
  `create table app.job_runs (
    name text not null, last_started_at timestamptz, last_finished_at timestamptz, duration_ms int, runs bigint not null default 0,
    failures bigint not null default 0, last_error text, last_result jsonb,
    constraint pk_job_runs primary key (name))`,
];
