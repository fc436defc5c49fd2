import { Injectable } from '@nestjs/common';
import { securityEntry } from '../audit/record-refusal.js';
import { type Actor, Transactions } from '../database/transactions.js';
import { jobPolicy } from '../queue/queue.policy.js';
import { reviveDead } from './outbox.store.js';

/** Dead rows come due again when their cause is mended. Who did it, and how many they were, is in the trail. */
@Injectable()
export class OutboxRevival {
  constructor(private readonly transactions: Transactions) {}

  revive(actor: Actor): Promise<{ revived: number }> {
    const { accountId, request } = actor;
    return this.transactions.run(actor, async (tx) => {
      const revived = await tx.one(reviveDead());
      const entry = { action: jobPolicy.reviveOutbox.action, accountId, ip: request.ip, requestId: request.id };
      await tx.one(securityEntry({ ...entry, result: 'OK', reason: `${revived} outbox rows` }));
      return { revived };
    });
  }
}
