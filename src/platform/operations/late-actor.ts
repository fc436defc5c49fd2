import { acceptedRoles, type PolicyRow } from '../auth/policy.js';
import type { Actor } from '../database/transactions.js';

/** Who works on while the request is long over: the same session, checked again in every transaction. */
export interface LateActor {
  readonly accountId: string;
  readonly personId: string;
  readonly sessionId: string;
  readonly ip: string;
}

/** The same person with the roles of another policy row: its grants open the rows, and none of them is refused. */
export const actingFor = (policy: PolicyRow, actor: Actor): Actor => ({ ...actor, roles: acceptedRoles(policy) });

export const lateActorOf = ({ accountId, personId, sessionId, request }: Actor): LateActor => ({
  accountId,
  personId,
  sessionId,
  ip: request.ip,
});

/** The roles are those that the policy accepts when the work is done, not those of the day on which it was ordered. */
export const wakeActor = ({ ip, ...who }: LateActor, policy: PolicyRow, operationId: string): Actor => ({
  ...who,
  roles: acceptedRoles(policy),
  request: { id: operationId, ip },
});
