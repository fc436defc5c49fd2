import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant, inOrder, secureTable, withoutForcedRowSecurity } from '../src/platform/database/row-security.js';

/** 支付批次: what a finance system sends at once, with its control totals and what became of each row. */
export class CreateBudgetPaymentBatch1764000782000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await inOrder(q, BATCHES);
    // The new foreign key reads the payments.
    await withoutForcedRowSecurity(q, ['payments'], () => inOrder(q, BATCHED));
    await secureTable(q, { table: 'payment_batches', project: null });
    await grant(q, 'payment_batches', 'select, insert');
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`drop trigger payments_batch_append_only on app.payments`);
    await q.query(`drop index app.ix_payments_source_system`);
    await q.query(`alter table app.payments drop column batch_id`);
    await q.query(`drop table app.payment_batches`);
  }
}

const BATCHES = [
  // outcomes: [{ row, sourceId, outcome, code, paymentId }], in the order of the rows. Amounts in yuan.
  `create table app.payment_batches (
    id uuid not null, district_id uuid not null, unit_path public.ltree not null, source_system text not null, reference text not null,
    count int not null, amount numeric(24,2) not null, recorded_count int not null, recorded_amount numeric(24,2) not null,
    repeated_count int not null, refused_count int not null, oldest_paid_on date, newest_paid_on date, outcomes jsonb not null,
    created_by text not null, created_at timestamptz not null default now(),
    constraint pk_payment_batches primary key (id),
    constraint fk_payment_batches_district foreign key (district_id) references app.districts (id),
    constraint ck_payment_batches_counts check (count = recorded_count + repeated_count + refused_count))`,
  `create index ix_payment_batches_created_at on app.payment_batches (created_at, id)`,
  `create trigger payment_batches_append_only before delete or update of id, district_id, source_system, reference, count, amount, recorded_count,
    recorded_amount, repeated_count, refused_count, oldest_paid_on, newest_paid_on, outcomes, created_by, created_at on app.payment_batches
    for each row execute function app.refuse_every_change()`,
];

const BATCHED = [
  `alter table app.payments add batch_id uuid,
    add constraint fk_payments_batch foreign key (batch_id) references app.payment_batches (id)`,
  `create index ix_payments_batch on app.payments (batch_id) where batch_id is not null`,
  // How far each finance system has come, without reading every payment.
  `create index ix_payments_source_system on app.payments (source_system, paid_on)`,
  `create trigger payments_batch_append_only before update of batch_id on app.payments
    for each row execute function app.refuse_every_change()`,
];
