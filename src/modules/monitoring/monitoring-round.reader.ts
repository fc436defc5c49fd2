import { Injectable } from '@nestjs/common';
import { type Actor, Transactions } from '../../platform/database/transactions.js';
import { httpErrors } from '../../platform/http/http.errors.js';
import type { JsonText } from '../../platform/http/json-text.js';
import { type ListDefinition, type ListRequest, listCall } from '../../platform/http/list.js';
import { monitoringReportList } from './monitoring-report.store.js';
import { toRoundResponse } from './monitoring-round.service.js';
import {
  findRound,
  matrixList,
  monitoringRoundDetail,
  monitoringRoundList,
  ofRound,
  selectionList,
} from './monitoring-round.store.js';
import { readClock } from './recompute.store.js';

/** Reads of rounds: which projects and why, their reports, and units × rounds. */
@Injectable()
export class MonitoringRoundReader {
  constructor(private readonly transactions: Transactions) {}

  list(actor: Actor, request: ListRequest): Promise<JsonText> {
    return this.transactions.read(actor, listCall(monitoringRoundList, request));
  }

  async detail(actor: Actor, id: string): Promise<JsonText> {
    return toRoundResponse(await this.transactions.read(actor, monitoringRoundDetail(id)));
  }

  selection(actor: Actor, id: string, request: ListRequest): Promise<JsonText> {
    return this.ofRound(actor, id, selectionList, request);
  }

  reports(actor: Actor, id: string, request: ListRequest): Promise<JsonText> {
    return this.ofRound(actor, id, monitoringReportList, request);
  }

  async matrix(actor: Actor, request: ListRequest): Promise<JsonText> {
    const { year } = await this.transactions.read(actor, readClock());
    const parameters = { fiscalYear: String(year), ...request.parameters };
    return this.transactions.read(actor, listCall(matrixList, { ...request, parameters }));
  }

  private ofRound(actor: Actor, id: string, list: ListDefinition, request: ListRequest): Promise<JsonText> {
    const call = listCall(ofRound(list), { ...request, parameters: { ...request.parameters, roundId: id } });
    return this.transactions.run(
      actor,
      async (tx) => {
        if (!(await tx.one(findRound(id)))) throw httpErrors.notFound();
        return tx.one(call);
      },
      { readOnly: true },
    );
  }
}
