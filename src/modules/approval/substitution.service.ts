import { Injectable } from '@nestjs/common';
import { recordChange } from '../../platform/audit/record-change.js';
import { newId } from '../../platform/database/ids.js';
import { type Actor, Transactions, type Tx } from '../../platform/database/transactions.js';
import { httpErrors } from '../../platform/http/http.errors.js';
import type { JsonText } from '../../platform/http/json-text.js';
import { type ListRequest, listCall } from '../../platform/http/list.js';
import { notify } from '../notification/index.js';
import { today } from '../organization/index.js';
import { findSubstitutionRefusal } from './domain/substitution.js';
import type { CreateSubstitutionRequest } from './substitution.dto.js';
import { substitutionErrors } from './substitution.errors.js';
import {
  cancelSubstitution,
  findPair,
  findStandings,
  insertSubstitution,
  lockAccounts,
  lockSubstitution,
  lockSubstitutions,
  type NewSubstitution,
  type Pair,
  substitutionDetail,
  substitutionList,
} from './substitution.store.js';

/** 代理: who stands in for whom, and when. Arranged by the absent person, or for him by the performance division. */
@Injectable()
export class SubstitutionService {
  constructor(private readonly transactions: Transactions) {}

  list(actor: Actor, request: ListRequest): Promise<JsonText> {
    return this.transactions.read(actor, listCall(substitutionList, request));
  }

  async detail(actor: Actor, id: string): Promise<JsonText> {
    const detail = await this.transactions.read(actor, substitutionDetail(id));
    if (!detail) throw httpErrors.notFound();
    return detail;
  }

  create(actor: Actor, { absentId = actor.accountId, ...request }: CreateSubstitutionRequest): Promise<JsonText> {
    const wanted = { ...request, id: newId(), absentId };
    return this.transactions.run(actor, async (tx) => {
      const [, , pair, others, now] = await tx.all([
        lockSubstitutions(),
        lockAccounts(absentId, wanted.substituteId),
        findPair(absentId, wanted.substituteId),
        findStandings(wanted.validFrom, wanted.validTo),
        today(),
      ]);
      if (!pair.mayArrange) throw httpErrors.notFound();
      if (pair.isOnePerson) throw substitutionErrors.substituteSelf();
      if (!pair.isCovered) throw substitutionErrors.substituteLacksScope();
      const refusal = findSubstitutionRefusal(wanted, others, now);
      if (refusal) throw substitutionErrors[refusal]();
      await tx.one(insertSubstitution(wanted));
      await this.record(tx, 'create', wanted, pair, 1);
      await tell(tx, wanted, pair);
      return { ...(await this.read(tx, wanted.id)), location: `/api/v1/substitutions/${wanted.id}` };
    });
  }

  /** What has been decided meanwhile stays decided. */
  cancel(actor: Actor, id: string, version: number): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      const substitution = await tx.one(lockSubstitution(id));
      const pair = substitution && (await tx.one(findPair(substitution.absentId, substitution.substituteId)));
      if (!substitution || !pair?.mayArrange) throw httpErrors.notFound();
      if (substitution.version !== version) throw httpErrors.stale({ version: substitution.version });
      if (substitution.state === 'CANCELLED' || substitution.state === 'OVER')
        throw substitutionErrors.substitutionOver();
      await tx.one(cancelSubstitution(id));
      await this.record(tx, 'cancel', substitution, pair, version + 1);
      return this.read(tx, id);
    });
  }

  private record(
    tx: Tx,
    verb: 'create' | 'cancel',
    substitution: NewSubstitution,
    { districtId, unitPath }: Pair,
    version: number,
  ): Promise<void> {
    const { id, absentId, substituteId, validFrom, validTo, reason } = substitution;
    return recordChange(tx, {
      action: `substitution.${verb}`,
      event: verb === 'create' ? 'substitution.created' : 'substitution.cancelled',
      object: { type: 'substitution', id, version },
      districtId,
      unitPath: unitPath ?? 'r',
      reason,
      after: { absentId, substituteId, validFrom, validTo },
      payload: { absentId, substituteId, validFrom, validTo },
    });
  }

  private async read(tx: Tx, id: string): Promise<JsonText> {
    const detail = await tx.one(substitutionDetail(id));
    if (!detail) throw httpErrors.notFound();
    return detail;
  }
}

/** Both are told: the one that his tasks come to somebody else, the other that they come to him. */
function tell(tx: Tx, { id, absentId, substituteId, validFrom, validTo }: NewSubstitution, { districtId }: Pair) {
  return notify(tx, {
    kind: 'substitution.created',
    subject: { type: 'substitution', id, version: 1 },
    districtId,
    severity: 'INFO',
    title: { zh: '审批代理已设置', en: 'A substitution has been arranged' },
    body: { zh: `代理期间:${validFrom}至${validTo}`, en: `From ${validFrom} to ${validTo}` },
    to: { accountIds: [absentId, substituteId] },
  });
}
