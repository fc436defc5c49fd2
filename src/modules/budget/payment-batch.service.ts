import { Injectable } from '@nestjs/common';
import { moneyText, parseMoney } from '../../kernel/money.js';
import { Decimal } from '../../kernel/rounding.js';
import { recordDeed } from '../../platform/audit/record-change.js';
import { newId } from '../../platform/database/ids.js';
import { type Actor, Transactions, type Tx } from '../../platform/database/transactions.js';
import { httpErrors } from '../../platform/http/http.errors.js';
import type { JsonText } from '../../platform/http/json-text.js';
import { type ListRequest, listCall } from '../../platform/http/list.js';
import { findDistrict } from '../organization/index.js';
import { paymentBatchErrors } from './budget.errors.js';
import type { RecordPaymentBatchRequest } from './payment-batch.dto.js';
import { lockBatchLines, recordBatch, sentRows } from './payment-batch.statement.js';
import { isMyPlace, paymentBatchDetail, paymentBatchList, paymentFeeds } from './payment-batch.store.js';

/** 支付批次: a finance system's payments, thousands at once, each with its outcome. */
@Injectable()
export class PaymentBatchService {
  constructor(private readonly transactions: Transactions) {}

  list(actor: Actor, request: ListRequest): Promise<JsonText> {
    return this.transactions.read(actor, listCall(paymentBatchList, request));
  }

  async detail(actor: Actor, id: string): Promise<JsonText> {
    const detail = await this.transactions.read(actor, paymentBatchDetail(id));
    if (!detail) throw httpErrors.notFound();
    return detail;
  }

  feeds(actor: Actor): Promise<JsonText> {
    return this.transactions.read(actor, paymentFeeds());
  }

  /** The trail keeps one entry for the batch, with the digest of all that was sent and of what became of it. */
  async record(actor: Actor, request: RecordPaymentBatchRequest): Promise<JsonText> {
    requireTotals(request);
    return this.transactions.run(actor, async (tx) => {
      const { districtId, sourceSystem, reference } = request;
      const district = await tx.one(findDistrict(districtId));
      if (!district || !(await tx.one(isMyPlace(district.unitPath)))) throw paymentBatchErrors.districtUnknown();
      const place = { id: newId(), districtId, unitPath: district.unitPath, sourceSystem, reference };
      const rows = sentRows(request);
      await tx.all([lockBatchLines(place, rows), recordBatch(place, rows)]);
      const batch = await readBatch(tx, place.id);
      await recordDeed(tx, {
        action: 'paymentBatch.record',
        object: { type: 'payment-batch', id: place.id, version: 1 },
        after: { request, batch: batch.json },
      });
      return { ...batch, location: `/api/v1/payment-batches/${place.id}` };
    });
  }
}

function requireTotals({ controlTotals: { count, amount }, items }: RecordPaymentBatchRequest): void {
  const sum = items.reduce((all, item) => all.plus(yuan(item.amount)), new Decimal(0));
  if (items.length === count && sum.equals(yuan(amount))) return;
  throw paymentBatchErrors.totalsDiffer({
    count,
    amount: moneyText(yuan(amount)),
    actualCount: items.length,
    actualAmount: moneyText(sum),
  });
}

/** The shape was checked at the door. */
const yuan = (text: string): Decimal => parseMoney(text) ?? new Decimal(Number.NaN);

async function readBatch(tx: Tx, id: string): Promise<JsonText> {
  const batch = await tx.one(paymentBatchDetail(id));
  if (!batch) throw new Error(`payment batch ${id}: not found after it was recorded`);
  return batch;
}
