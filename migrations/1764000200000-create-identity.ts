import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant, inOrder, requireVersionStep } from '../src/platform/database/row-security.js';

/** Accounts, sessions, role grants, API keys. No unit path: who may touch them is the policy table's matter alone. */
export class CreateIdentity1764000200000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await inOrder(q, [...TABLES, ...RULES]);
    for (const table of ['accounts', 'role_grants', 'api_keys']) await requireVersionStep(q, table);
    await grant(q, 'accounts', 'select, insert, update');
    await grant(q, 'password_history', 'select, insert');
    await grant(q, 'sessions', 'select, insert, update');
    await grant(q, 'refresh_tokens', 'select, insert, update');
    await grant(q, 'role_grants', 'select, insert, update');
    await grant(q, 'api_keys', 'select, insert, update');
    await grant(q, 'login_failures', 'select, insert, update, delete');
    await grant(q, 'bootstrap_secrets', 'select, update');
    await q.query(`grant delete on app.sessions, app.refresh_tokens to app_worker`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(
      `drop table app.bootstrap_secrets, app.login_failures, app.api_keys, app.role_grants, app.refresh_tokens, app.sessions, app.password_history, app.accounts`,
    );
    await q.query(`drop function app.keep_person(), app.require_exclusive_roles()`);
  }
}

const TABLES = [
  // person_id: the natural person. Separation of duties compares persons, since one person may hold two accounts.
  `create table app.accounts (
    id uuid not null, version int not null default 1, username text not null, display_name text not null,
    kind text not null, person_id uuid not null, state text not null default 'ACTIVE',
    district_id uuid, unit_id uuid, password_hash text, password_changed_at timestamptz,
    must_change_password boolean not null default false,
    created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
    constraint pk_accounts primary key (id), constraint uq_accounts_username unique (username),
    constraint ck_accounts_kind check (kind in ('PERSON', 'SERVICE')),
    constraint ck_accounts_state check (state in ('ACTIVE', 'DISABLED')),
    constraint ck_accounts_username check (username = lower(username)))`,
  `create index ix_accounts_person on app.accounts (person_id)`,
  `create table app.password_history (
    id uuid not null, account_id uuid not null, password_hash text not null, created_at timestamptz not null default now(),
    constraint pk_password_history primary key (id),
    constraint fk_password_history_account foreign key (account_id) references app.accounts (id))`,
  `create index ix_password_history_account on app.password_history (account_id, created_at)`,
  `create table app.sessions (
    id uuid not null, account_id uuid not null, person_id uuid not null, kind text not null, created_at timestamptz not null default now(),
    expires_at timestamptz not null, idle_until timestamptz, revoked_at timestamptz, revoked_reason text,
    constraint pk_sessions primary key (id),
    constraint fk_sessions_account foreign key (account_id) references app.accounts (id),
    constraint ck_sessions_kind check (kind in ('LOGIN', 'API_KEY')))`,
  `create index ix_sessions_account on app.sessions (account_id)`,
  `create table app.refresh_tokens (
    id uuid not null, session_id uuid not null, token_hash bytea not null, created_at timestamptz not null default now(),
    used_at timestamptz, successor_sealed bytea,
    constraint pk_refresh_tokens primary key (id), constraint uq_refresh_tokens_hash unique (token_hash),
    constraint fk_refresh_tokens_session foreign key (session_id) references app.sessions (id) on delete cascade)`,
  `create index ix_refresh_tokens_session on app.refresh_tokens (session_id)`,
  // unit_id or district_id: where scope_path came from, neither: the root. Administrators are always of the whole: one of a
  // single district could otherwise keep the accounts of another.
  `create table app.role_grants (
    id uuid not null, version int not null default 1, account_id uuid not null, role text not null,
    scope_path public.ltree not null, subtree boolean not null, project_id uuid,
    valid_from timestamptz not null default now(), valid_to timestamptz, revoked_at timestamptz,
    unit_id uuid, district_id uuid, granted_by uuid, revoked_by uuid,
    created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
    constraint pk_role_grants primary key (id),
    constraint ck_role_grants_validity check (valid_to > valid_from),
    constraint ck_role_grants_place check (num_nonnulls(unit_id, district_id) <= 1),
    constraint ck_role_grants_administrator check (role not in ('SYS_ADMIN', 'SEC_ADMIN', 'AUDIT_ADMIN')
      or (scope_path::text = 'r' and subtree and project_id is null)),
    constraint fk_role_grants_account foreign key (account_id) references app.accounts (id))`,
  `create index ix_role_grants_account on app.role_grants (account_id) where revoked_at is null`,
  `create index ix_role_grants_role on app.role_grants (role, id) where revoked_at is null`,
  `create table app.api_keys (
    id uuid not null, version int not null default 1, account_id uuid not null, session_id uuid not null, name text not null, secret_hash bytea not null,
    scopes text[] not null, cidrs cidr[] not null, expires_at timestamptz not null, revoked_at timestamptz,
    created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
    constraint pk_api_keys primary key (id),
    constraint fk_api_keys_account foreign key (account_id) references app.accounts (id),
    constraint fk_api_keys_session foreign key (session_id) references app.sessions (id))`,
  `create index ix_api_keys_account on app.api_keys (account_id)`,
  // subject: 'account:<username>' or 'ip:<address>'; unknown names are counted too, so that they look the same.
  `create table app.login_failures (
    subject text not null, failures int not null, locks int not null default 0, first_at timestamptz not null, locked_until timestamptz,
    constraint pk_login_failures primary key (subject))`,
  `create table app.bootstrap_secrets (
    id uuid not null, secret_hash bytea not null, created_at timestamptz not null default now(), used_at timestamptz,
    constraint pk_bootstrap_secrets primary key (id))`,
];

const RULES = [
  // Separation of duties compares persons: whoever could change the person of an account could undo it.
  `create function app.keep_person() returns trigger language plpgsql as
    $$ begin raise exception using errcode = '42501', message = 'the person of an account never changes'; end $$`,
  `create trigger accounts_keep_person before update on app.accounts
    for each row when (old.person_id is distinct from new.person_id) execute function app.keep_person()`,
  // 三员分立 (GB/T 22239-2019, 8.1.5): an administrator holds no other role, on no account of the same natural person.
  // The lock makes two grants to one person wait for each other, so the later one sees the earlier.
  `create function app.require_exclusive_roles() returns trigger language plpgsql as
    $$ declare person uuid; held text[]; begin
      select person_id into person from app.accounts where id = new.account_id;
      perform pg_advisory_xact_lock(hashtextextended('roles:' || person::text, 0));
      select array_agg(distinct r.role) into held from app.role_grants r join app.accounts a on a.id = r.account_id
        where a.person_id = person and r.revoked_at is null and (r.valid_to is null or r.valid_to > now());
      if held && array['SYS_ADMIN', 'SEC_ADMIN', 'AUDIT_ADMIN'] and cardinality(held) > 1 then
        raise exception using errcode = '23514', constraint = 'ck_role_grants_exclusive',
          message = 'an administrator holds no other role';
      end if;
      return null;
    end $$`,
  `create constraint trigger role_grants_exclusive after insert or update on app.role_grants
    for each row execute function app.require_exclusive_roles()`,
];
