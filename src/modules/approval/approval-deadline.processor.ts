import { Injectable } from '@nestjs/common';
import { newId } from '../../platform/database/ids.js';
import { Transactions, type Tx } from '../../platform/database/transactions.js';
import { Log } from '../../platform/logging/log.js';
import { Jobs } from '../../platform/queue/jobs.js';
import { announceTrouble } from './approval.notice.js';
import {
  claimTimer,
  claimWarning,
  findDue,
  findOrphans,
  markEscalated,
  tryApproval,
} from './approval-deadline.store.js';
import { escalate, timeOut } from './domain/engine.js';
import { type FlowStep, stepOf } from './domain/flow-definition.js';
import type { Process, Sitting } from './domain/process.js';
import { type Held, Processes } from './process.service.js';

const EVERY_MS = 20_000;
/** Looking for what nobody can do reads every open step, so it is done less often. */
const ORPHANS_EVERY_MS = 300_000;
const BATCH = 200;
/** All units: a deadline passes wherever it is. */
const CLERK = { system: 'approval.deadlines', scopes: ['r'] } as const;

interface HeldSitting extends Held {
  readonly sitting: Sitting;
  readonly step: FlowStep;
}

/**
 * 超期处理. Timers are columns of the sitting, compared with the database clock: no queue can lose them, and after a stop
 * they go off once, late, and say by how much. Each in a transaction of its own, under its approval's lock like any act.
 */
@Injectable()
export class ApprovalDeadlineProcessor {
  constructor(
    private readonly transactions: Transactions,
    private readonly processes: Processes,
    private readonly log: Log,
    jobs: Jobs,
  ) {
    jobs.schedule({ name: 'approval.deadlines', everyMs: EVERY_MS, run: () => this.run() });
    jobs.schedule({ name: 'approval.orphans', everyMs: ORPHANS_EVERY_MS, run: () => this.findHelp() });
  }

  /** What decides by itself comes first: after a long stop nobody is asked for what is decided in the same breath. */
  async run(): Promise<{ timedOut: number; escalated: number; failed: number }> {
    const timeouts = await this.each(
      (besides) => findDue('TIME_OUT', besides, BATCH),
      (tx, id) => this.timeOut(tx, id),
    );
    const escalations = await this.each(
      (besides) => findDue('ESCALATE', besides, BATCH),
      (tx, id) => this.escalate(tx, id),
    );
    return { timedOut: timeouts.done, escalated: escalations.done, failed: timeouts.failed + escalations.failed };
  }

  async findHelp(): Promise<{ warned: number; failed: number }> {
    const { done, failed } = await this.each(
      (besides) => findOrphans(besides, BATCH),
      (tx, id) => this.warn(tx, id),
    );
    return { warned: done, failed };
  }

  private async timeOut(tx: Tx, sittingId: string): Promise<boolean> {
    const claimed = await tx.one(claimTimer('TIME_OUT', sittingId));
    if (!claimed) return false;
    const held = await this.lock(tx, sittingId);
    const outcome = held.step.timeout?.outcome;
    if (!outcome) return false;
    await this.processes.finish(tx, held, timeOut(held.process, held.sitting, outcome, newId), {
      act: 'TIME_OUT',
      action: 'approval.timeOut',
      event: 'approval.timed-out',
      stepKey: held.step.key,
      reason: '超期自动办理 / decided by the flow at its deadline',
      detail: { outcome, lateBySeconds: claimed.lateBySeconds },
    });
    return true;
  }

  private async escalate(tx: Tx, sittingId: string): Promise<boolean> {
    const claimed = await tx.one(claimTimer('ESCALATE', sittingId));
    if (!claimed) return false;
    const { ordinal, lateBySeconds } = claimed;
    await this.askSuperiors(tx, await this.lock(tx, sittingId), ordinal, { lateBySeconds });
    return true;
  }

  /** Nobody can act: those who can reassign are told, once, and a superior is asked at once. */
  private async warn(tx: Tx, sittingId: string): Promise<boolean> {
    const claimed = await tx.one(claimWarning(sittingId));
    if (!claimed) return false;
    const held = await this.lock(tx, sittingId);
    if (held.step.superior && !claimed.isEscalated) {
      await tx.one(markEscalated(sittingId));
      await this.askSuperiors(tx, held, claimed.ordinal, { orphaned: true });
    }
    await tellManagers(tx, held, claimed.ordinal);
    return true;
  }

  private async askSuperiors(tx: Tx, held: HeldSitting, ordinal: number, detail: object): Promise<void> {
    const { approval, process, sitting, step } = held;
    const after = escalate(process, sitting);
    const accountIds = superiorsAsked(after, sitting);
    await this.processes.finish(tx, held, after, {
      act: 'ESCALATE',
      action: 'approval.escalate',
      event: 'approval.escalated',
      stepKey: step.key,
      detail: { accountIds, ...detail },
    });
    if (accountIds.length === 0) await tellManagers(tx, held, ordinal);
    else await announceTrouble(tx, 'escalated', { approval, step: step.name, ordinal }, { accountIds });
  }

  private async lock(tx: Tx, sittingId: string): Promise<HeldSitting> {
    const held = await this.processes.lock(tx, 'sitting', sittingId);
    const sitting = held.process.sittings.find(({ id }) => id === sittingId);
    if (!sitting) throw new Error(`approval: sitting ${sittingId} is not of its own approval`);
    return { ...held, sitting, step: stepOf(held.process.definition, sitting.stepKey) };
  }

  /** Batch by batch. What somebody else has locked, or what fails, is left for the next run and holds nothing up. */
  private async each(
    find: (besides: readonly string[]) => ReturnType<typeof findDue>,
    work: (tx: Tx, sittingId: string) => Promise<boolean>,
  ): Promise<{ done: number; failed: number }> {
    const seen: string[] = [];
    const counts = { done: 0, failed: 0 };
    for (;;) {
      const ids = await this.transactions.once(CLERK, find(seen));
      if (ids.length === 0) return counts;
      for (const id of ids) {
        seen.push(id);
        try {
          counts.done += Number(
            await this.transactions.run(CLERK, async (tx) => (await tx.one(tryApproval(id))) && work(tx, id)),
          );
        } catch (error) {
          counts.failed += 1;
          this.log.error('approval deadline failed', { sittingId: id, error });
        }
      }
    }
  }
}

const superiorsAsked = ({ tasks }: Process, { id }: Sitting): readonly string[] => [
  ...new Set(tasks.filter(({ sittingId }) => sittingId === id).flatMap(({ escalatedTo }) => escalatedTo)),
];

/** Those who can reassign, and their leaders. The three administrators see no business. */
async function tellManagers(tx: Tx, { approval, step }: HeldSitting, ordinal: number): Promise<void> {
  for (const role of ['FIN_PERF', 'FIN_LEADER'] as const)
    await announceTrouble(tx, 'orphaned', { approval, step: step.name, ordinal }, { role, path: approval.unitPath });
}
