import { Injectable } from '@nestjs/common';
import { recordDeed } from '../../platform/audit/record-change.js';
import { newId } from '../../platform/database/ids.js';
import { type Actor, Transactions } from '../../platform/database/transactions.js';
import type { JsonText } from '../../platform/http/json-text.js';
import { Operations } from '../../platform/operations/operations.service.js';
import { findDistrictSettings } from '../organization/index.js';
import { latestMonth } from './domain/monitoring-calendar.js';
import { monitoringErrors } from './monitoring.errors.js';
import { RULE_SET_SETTING } from './monitoring-rule-set.store.js';
import type { StartRecomputeRequest } from './progress.dto.js';
import { RECOMPUTE_OPERATION, type RecomputeScope } from './recompute.processor.js';
import { readClock } from './recompute.store.js';

/** A full recomputation on request, for the districts of whoever asks. */
@Injectable()
export class RecomputeService {
  constructor(
    private readonly transactions: Transactions,
    private readonly operations: Operations,
  ) {}

  start(actor: Actor, { fiscalYear, month }: StartRecomputeRequest): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      if (latestMonth(fiscalYear, await tx.one(readClock())) < (month ?? 1)) throw monitoringErrors.yearInFuture();
      const districts = await tx.one(findDistrictSettings(RULE_SET_SETTING, null));
      const scope: RecomputeScope = {
        fiscalYear,
        months: month === undefined ? null : [month],
        districtIds: districts.map(({ id }) => id),
      };
      await recordDeed(tx, {
        action: 'progress.recompute',
        object: { type: 'recompute', id: newId(), version: 1 },
        after: scope,
      });
      return this.operations.start(tx, RECOMPUTE_OPERATION, scope);
    });
  }
}
