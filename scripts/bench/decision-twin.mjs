// A decision without its product: the same statements in the same four flights, over a plain pool, with nothing checked.
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { insertAct } from '../../dist/src/modules/approval/approval-act.store.js';
import { approvalDetail } from '../../dist/src/modules/approval/approval-detail.store.js';
import { findTaskVersion } from '../../dist/src/modules/approval/approval-task.store.js';
import { decide, TO_AUTHOR } from '../../dist/src/modules/approval/domain/engine.js';
import { findHand } from '../../dist/src/modules/approval/hand.store.js';
import { findPeople, findSeats, lockApproval, saveProcess } from '../../dist/src/modules/approval/process.store.js';
import { changeCall } from '../../dist/src/platform/audit/record-change.js';
import { enter } from '../../dist/src/platform/database/enter.js';
import { flyTogether } from '../../dist/src/platform/database/flight.js';
import { claimKey, keepAnswer } from '../../dist/src/platform/database/idempotency.js';
import { newId } from '../../dist/src/platform/database/ids.js';

const call = (name) => ({ name: `twin.${name}`, text: name, values: [], read: () => undefined });
const BEGIN = call('begin isolation level read committed read write');
const COMMIT = call('commit');

export function openDecisions() {
  const pool = new pg.Pool({ connectionString: process.env.SERVE_URL, max: 10 });
  const actor = {
    accountId: process.env.ACCOUNT,
    personId: process.env.PERSON,
    sessionId: process.env.SESSION,
    roles: ['UNIT_HEAD'],
    request: { id: '', ip: '' },
  };
  return async (taskId, request, headers) => {
    const client = await pool.connect();
    try {
      const claim = { key: headers['idempotency-key'], fingerprint: randomUUID() };
      await flyTogether(client, [BEGIN, enter(actor), claimKey(claim)]);
      const reads = [lockApproval, findSeats, findPeople].map((make) => make('task', taskId));
      const loaded = [...reads, findTaskVersion(taskId), findHand(taskId)];
      const answers = await flyTogether(client, loaded);
      const [row, seats, people] = loaded.map(({ read }, index) => read(answers[index].rows));
      const before = { ...row, ...seats, people };
      const decision = { outcome: request.outcome, decidedBy: [actor.personId], back: TO_AUTHOR };
      const after = decide(before, taskId, decision, newId);
      const act = { id: newId(), act: request.outcome, round: 1, stepKey: 'unit-head', taskId };
      const detail = approvalDetail(row.id);
      const saved = await flyTogether(client, [
        insertAct(actor, row.id, act),
        ...saveProcess(before, after),
        changeCall(actor, {
          action: 'approvalTask.decide',
          event: 'approval.step-approved',
          object: { type: 'approval', id: row.id, version: row.version + 1 },
          districtId: row.districtId,
          unitPath: row.unitPath,
          before: before.state,
          after: after.state,
          payload: {},
        }),
        detail,
      ]);
      const answer = detail.read(saved.at(-1).rows);
      await flyTogether(client, [keepAnswer(claim, answer), COMMIT]);
      return answer.json;
    } catch (error) {
      await client.query('rollback');
      throw error;
    } finally {
      client.release();
    }
  };
}
