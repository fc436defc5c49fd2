import { Injectable } from '@nestjs/common';
import { nextState } from '../../kernel/lifecycle.js';
import { recordChange } from '../../platform/audit/record-change.js';
import { type Actor, Transactions } from '../../platform/database/transactions.js';
import { httpErrors } from '../../platform/http/http.errors.js';
import type { JsonText } from '../../platform/http/json-text.js';
import { alertErrors } from './alert.errors.js';
import { readAlert } from './alert.reader.js';
import { acknowledgeAlert, findAlert, findAlertForUpdate } from './alert.store.js';
import { alertLifecycle } from './domain/alert.lifecycle.js';

/** What people do with alerts. That an alert ends is never a person's word: only the figures end it. */
@Injectable()
export class AlertService {
  constructor(private readonly transactions: Transactions) {}

  acknowledge(actor: Actor, id: string, version: number, comment: string | null): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      const alert = await tx.one(findAlertForUpdate(id));
      if (!alert) throw httpErrors.notFound();
      if (alert.version !== version) throw httpErrors.stale({ version: alert.version });
      const to = nextState(alertLifecycle, alert.state, 'acknowledge');
      if (!to) throw alertErrors.stateForbids({ state: alert.state, action: 'acknowledge' });
      const changed = await tx.one(acknowledgeAlert(alert, to, comment));
      const after = changed === null ? null : await tx.one(findAlert(id));
      if (!after) throw httpErrors.conflict();
      await recordChange(tx, {
        action: 'alert.acknowledge',
        event: 'alert.acknowledged',
        object: { type: 'alert', id, version: after.version },
        districtId: alert.districtId,
        unitPath: alert.unitPath,
        projectId: alert.projectId,
        before: alert,
        after,
        ...(comment ? { reason: comment } : {}),
        payload: { kind: alert.kind, severity: alert.severity },
      });
      return readAlert(tx, id);
    });
  }
}
