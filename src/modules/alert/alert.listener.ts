import { Injectable } from '@nestjs/common';
import type { Role } from '../../platform/auth/policy.js';
import type { Tx } from '../../platform/database/transactions.js';
import { type DomainEvent, subscribe } from '../../platform/events/subscriptions.js';
import { type BilingualText, notify, type Severity } from '../notification/index.js';
import { type Alert, findAlert } from './alert.store.js';
import type { AlertSeverity } from './domain/alert-rule.js';

const UNIT: readonly Role[] = ['UNIT_FILLER', 'UNIT_HEAD'];
const ALL: readonly Role[] = [...UNIT, 'DEPT_REVIEWER', 'FIN_PERF'];
const SEVERITIES: Readonly<Record<AlertSeverity, Severity>> = {
  INFO: 'INFO',
  WARN: 'WARN',
  SERIOUS: 'WARN',
  CRITICAL: 'CRITICAL',
};

/** Tells the unit of its alerts, and what is critical also to the department and the performance division. */
@Injectable()
export class AlertListener {
  constructor() {
    subscribe(['alert.raised', 'alert.resolved'], { name: 'alert.notify', handle: (event, tx) => tell(event, tx) });
  }
}

async function tell({ type, subject, payload }: DomainEvent, tx: Tx): Promise<void> {
  const alert = subject.id ? await tx.one(findAlert(subject.id)) : null;
  if (!alert) return;
  const isRaised = type === 'alert.raised';
  // What has ended in the meantime alarms nobody; what a later month goes on with is told there.
  if (isRaised ? alert.state === 'RESOLVED' : payload['resolution'] !== 'CLEARED') return;
  const roles = isRaised && alert.severity === 'CRITICAL' ? ALL : UNIT;
  for (const role of roles) {
    await notify(tx, {
      kind: type,
      subject: { type: 'alert', id: alert.id, version: Number(payload['version']) },
      districtId: alert.districtId,
      projectId: alert.projectId,
      severity: isRaised ? SEVERITIES[alert.severity] : 'INFO',
      title: titleOf(alert, isRaised),
      body: { zh: alert.explanationZh, en: alert.explanationEn },
      to: { role, path: alert.unitPath },
    });
  }
}

function titleOf({ projectName, fiscalYear, month }: Alert, isRaised: boolean): BilingualText {
  return isRaised
    ? { zh: `预警:${projectName}(${fiscalYear}年${month}月)`, en: `Alert: ${projectName} (${fiscalYear}-${month})` }
    : {
        zh: `预警解除:${projectName}(${fiscalYear}年${month}月)`,
        en: `Resolved: ${projectName} (${fiscalYear}-${month})`,
      };
}
