import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant, inOrder, requireVersionStep } from '../src/platform/database/row-security.js';

/** 导入: what was uploaded to be read, what was found, and the rows that wait to be written. Each is one account's own. */
export class CreateExchange1764000750000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await inOrder(q, TABLES);
    await requireVersionStep(q, 'imports');
    await grant(q, 'imports', 'select, insert, update');
    // Staged rows are no record of anything: once written, or after two days, they go.
    await grant(q, 'import_rows', 'select, insert, update, delete');
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`drop table app.import_rows, app.imports`);
  }
}

const TABLES = [
  // confirm_token: of a VALIDATE that may be committed; used once, by confirmed_by. source_id: of a COMMIT, the VALIDATE
  // whose staged rows it writes.
  `create table app.imports (
    id uuid not null, version int not null default 1, account_id uuid not null, kind text not null, mode text not null, strategy text not null,
    atomic text not null, format text not null, state text not null default 'RECEIVED', file_id uuid not null, file_name text not null,
    file_digest text not null, row_digest text, report jsonb, annotated_file_id uuid,
    confirm_token text, confirm_until timestamptz, confirmed_by uuid, source_id uuid,
    created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
    constraint pk_imports primary key (id),
    constraint uq_imports_confirm_token unique (confirm_token),
    constraint fk_imports_file foreign key (file_id) references app.files (id),
    constraint fk_imports_annotated_file foreign key (annotated_file_id) references app.files (id),
    constraint fk_imports_source foreign key (source_id) references app.imports (id),
    constraint ck_imports_mode check (mode in ('VALIDATE', 'COMMIT')),
    constraint ck_imports_source check ((mode = 'COMMIT') = (source_id is not null)),
    constraint ck_imports_strategy check (strategy in ('CREATE', 'UPDATE', 'UPSERT')),
    constraint ck_imports_atomic check (atomic in ('ALL', 'ROW')),
    constraint ck_imports_format check (format in ('XLSX', 'CSV', 'NDJSON')),
    constraint ck_imports_state check (state in ('RECEIVED', 'VALID', 'INVALID', 'REFUSED', 'COMMITTED')))`,
  `create index ix_imports_account on app.imports (account_id, id)`,
  // No foreign key to imports: a hundred thousand checks of the one same row would buy nothing. id: of what will be made.
  `create table app.import_rows (
    import_id uuid not null, row_no int not null, group_no int not null, id uuid not null, content jsonb not null,
    done boolean not null default false,
    constraint pk_import_rows primary key (import_id, row_no))`,
  `create index ix_import_rows_group on app.import_rows (import_id, group_no)`,
];
