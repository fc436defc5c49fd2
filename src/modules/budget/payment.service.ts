import { Injectable } from '@nestjs/common';
import { recordChange } from '../../platform/audit/record-change.js';
import { newId } from '../../platform/database/ids.js';
import { type Actor, Transactions, type Tx } from '../../platform/database/transactions.js';
import { httpErrors } from '../../platform/http/http.errors.js';
import type { JsonText } from '../../platform/http/json-text.js';
import { type ListRequest, listCall } from '../../platform/http/list.js';
import { holdFiscalYear } from '../organization/index.js';
import { paymentErrors } from './budget.errors.js';
import type { RecordPaymentRequest } from './payment.dto.js';
import { REPEATED, recordPayment, repeatPayment } from './payment.statement.js';
import {
  findPayment,
  findReversal,
  insertReversal,
  lockLine,
  type Payment,
  paymentDetail,
  paymentList,
} from './payment.store.js';

/** 支付: facts of the treasury, recorded once and taken back only by their reversal. */
@Injectable()
export class PaymentService {
  constructor(private readonly transactions: Transactions) {}

  list(actor: Actor, request: ListRequest): Promise<JsonText> {
    return this.transactions.read(actor, listCall(paymentList, request));
  }

  async detail(actor: Actor, id: string): Promise<JsonText> {
    const detail = await this.transactions.read(actor, paymentDetail(id));
    if (!detail) throw httpErrors.notFound();
    return detail;
  }

  /** A source id that comes again, under whatever key and at the same moment or later, is the same payment or a mistake. */
  async record(actor: Actor, request: RecordPaymentRequest): Promise<JsonText> {
    if (Boolean(request.projectId) === Boolean(request.projectCode)) throw paymentErrors.projectReference();
    try {
      return await this.transactions.once(actor, recordPayment(actor, newId(), request));
    } catch (error) {
      if (!isRepeated(error)) throw error;
      return this.transactions.once(actor, repeatPayment(actor, request));
    }
  }

  reverse(actor: Actor, id: string, reason: string): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      const payment = await this.lock(tx, id);
      const reversalId = newId();
      const { paidOn, ...reversal } = await tx.one(insertReversal(reversalId, payment, reason));
      await recordChange(tx, {
        action: 'payment.reverse',
        event: 'payment.reversed',
        object: { type: 'payment', id: reversalId, version: 1 },
        districtId: payment.districtId,
        unitPath: payment.unitPath,
        projectId: payment.projectId,
        after: await tx.one(findPayment(reversalId)),
        reason,
        payload: {
          projectId: payment.projectId,
          fiscalYear: payment.fiscalYear,
          month: Number(paidOn.slice(5, 7)),
          reversalOf: id,
        },
      });
      return { ...reversal, location: `/api/v1/payments/${reversalId}` };
    });
  }

  /** A payment that may be reversed, in a year that stays open, with its line locked: of several calls one finds no reversal. */
  private async lock(tx: Tx, id: string): Promise<Payment> {
    const payment = await tx.one(findPayment(id));
    if (!payment) throw httpErrors.notFound();
    if (payment.reversalOf) throw paymentErrors.isReversal();
    const yearState = await tx.one(holdFiscalYear(payment.districtId, payment.fiscalYear));
    await tx.one(lockLine(payment));
    if (await tx.one(findReversal(id))) throw paymentErrors.alreadyReversed();
    if (yearState !== 'OPEN') throw paymentErrors.fiscalYearClosed();
    return payment;
  }
}

/** Told by the guard, or, where both came at once, by the unique constraint. */
const isRepeated = (error: unknown): boolean =>
  [REPEATED, 'uq_payments_source_id'].includes((error as { constraint?: string }).constraint ?? '');
