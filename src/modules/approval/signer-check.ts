import type { Call } from '../../platform/database/call.js';
import type { Tx } from '../../platform/database/transactions.js';
import { approvalErrors } from './approval.errors.js';
import { findSeparationRefusal } from './domain/refusals.js';
import { mayActAt } from './people.statement.js';
import type { HeldTask } from './process.service.js';

/** Whoever is given a task must be able to do it: an active person who can see it, and not one who wrote the subject. */
export async function assertAble(
  tx: Tx,
  { approval, process, task }: HeldTask,
  accountIds: readonly string[],
): Promise<void> {
  const able = await tx.one(findAble(accountIds, approval.unitPath));
  if (able.length < new Set(accountIds).size) throw approvalErrors.cannotSign();
  const refusal = findSeparationRefusal(
    process,
    task.stepKey,
    able.map(({ personId }) => personId),
  );
  if (refusal) throw approvalErrors.mayNotSign();
}

const findAble = (
  accountIds: readonly string[],
  unitPath: string,
): Call<readonly { accountId: string; personId: string }[]> => ({
  name: 'approvals.find_able',
  text: `select c.id as "accountId", c.person_id as "personId" from app.accounts c
    where c.id = any ($1::uuid[]) and c.state = 'ACTIVE' and c.kind = 'PERSON' and ${mayActAt('c.id', '$2::public.ltree')}`,
  values: [accountIds, unitPath],
  read: (rows) => rows as unknown as readonly { accountId: string; personId: string }[],
});
