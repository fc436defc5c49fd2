import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What an import has written is counted in the transactions that write it: a run that is repeated, or ends early, still tells all of it. */
export class CountImportedRows1764000774000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`alter table app.imports add created int not null default 0, add updated int not null default 0`);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`alter table app.imports drop column created, drop column updated`);
  }
}
