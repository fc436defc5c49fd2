import { Injectable } from '@nestjs/common';
import { recordDeed } from '../../platform/audit/record-change.js';
import { newId } from '../../platform/database/ids.js';
import { type Actor, type AnyActor, Transactions } from '../../platform/database/transactions.js';
import { httpErrors } from '../../platform/http/http.errors.js';
import { type OperationKind, OperationRunner } from '../../platform/operations/operation-runner.js';
import { Operations } from '../../platform/operations/operations.service.js';
import type { Operation } from '../../platform/operations/operations.store.js';
import { approvalErrors } from './approval.errors.js';
import { type ApprovalFlow, findFlow } from './approval-flow.store.js';
import { planMigration } from './domain/migration.js';
import type { MigratedApproval, MigrationRequest, MigrationResponse } from './flow-migration.dto.js';
import { findMovable, findMyScopes, findPeopleOn, type Movable, mayMoveOnto } from './flow-migration.store.js';
import { Processes } from './process.service.js';

/** How many approvals one request moves; more are an operation. */
const AT_ONCE = 200;
/** And one operation; whoever has more orders another. */
const IN_OPERATION = 10_000;
const OPERATION = 'approval.migrate';

/** What an operation needs to know of the request that began it. */
interface Order {
  readonly flowId: string;
  readonly dryRun: boolean;
  readonly scopes: readonly string[];
  readonly orderedBy: string;
}

/** 版次迁移: running approvals move onto a published revision, each in a transaction of its own, with a report. */
@Injectable()
export class FlowMigrationService implements OperationKind {
  readonly kind = OPERATION;

  constructor(
    private readonly transactions: Transactions,
    private readonly processes: Processes,
    private readonly operations: Operations,
    runner: OperationRunner,
  ) {
    runner.register(this);
  }

  async migrate(actor: Actor, flowId: string, request: MigrationRequest): Promise<MigrationResponse> {
    const flow = await this.findTarget(actor, flowId);
    if (!(await this.transactions.read(actor, mayMoveOnto(flowId)))) throw httpErrors.notFound();
    const { dryRun } = request;
    const movable = await this.transactions.read(actor, findMovable(flowId, request.approvalIds ?? null, AT_ONCE + 1));
    if (movable.length > AT_ONCE) return this.startOperation(actor, flow, dryRun);
    const items: MigratedApproval[] = [];
    for (const approval of movable) items.push(await this.moveOne(withoutKey(actor), flow, approval, dryRun));
    // A repeat of the request has found nothing more to move, and gets the report that its key has kept.
    return this.transactions.run(actor, async () => report(dryRun, items));
  }

  /** More than one request can carry. It acts in the scope, and is marked with the name, of whoever ordered it. */
  async run(
    { params }: Operation,
    progress: (done: number, total: number | null, stage: string) => Promise<boolean>,
  ): Promise<{ readonly result: object }> {
    const { flowId, dryRun, scopes, orderedBy } = params as unknown as Order;
    const actor = { system: OPERATION, scopes };
    const flow = await this.findTarget(actor, flowId);
    const movable = await this.transactions.read(actor, findMovable(flowId, null, IN_OPERATION));
    const items: MigratedApproval[] = [];
    for (const approval of movable) {
      items.push(await this.moveOne(actor, flow, approval, dryRun, orderedBy));
      if (items.length % 20 === 0 && !(await progress(items.length, movable.length, 'MIGRATE'))) break;
    }
    return { result: report(dryRun, items) };
  }

  private async findTarget(actor: AnyActor, flowId: string): Promise<ApprovalFlow> {
    const flow = await this.transactions.read(actor, findFlow(flowId));
    if (!flow) throw httpErrors.notFound();
    if (flow.state !== 'PUBLISHED') throw approvalErrors.flowNotPublished();
    return flow;
  }

  private startOperation(actor: Actor, { id: flowId }: ApprovalFlow, dryRun: boolean): Promise<MigrationResponse> {
    return this.transactions.run(actor, async (tx) => {
      const scopes = await tx.one(findMyScopes());
      const order: Order = { flowId, dryRun, scopes, orderedBy: actor.accountId };
      const object = { type: 'approvalFlow', id: flowId, version: 1 };
      await recordDeed(tx, { action: 'approvalFlow.migrate', object, after: order });
      const operation = await this.operations.start(tx, OPERATION, order);
      const { id: operationId } = JSON.parse(operation.json) as { id: string };
      return { ...report(dryRun, []), total: null, operationId };
    });
  }

  /** What has moved or ended in the meantime is reported, not moved twice. */
  private moveOne(
    actor: AnyActor,
    flow: ApprovalFlow,
    { approvalId, fromRevision }: Movable,
    dryRun: boolean,
    orderedBy?: string,
  ): Promise<MigratedApproval> {
    const about = { approvalId, fromRevision, toRevision: flow.revision };
    return this.transactions.run(actor, async (tx) => {
      const held = await this.processes.lock(tx, 'approval', approvalId);
      const people = await tx.one(findPeopleOn(flow.id, approvalId));
      const plan = planMigration(held.process, { flowId: flow.id, definition: flow.definition, people }, newId);
      if ('problem' in plan) return { ...about, kept: [], reopened: [], dropped: [], problem: plan.problem };
      if (!dryRun)
        await this.processes.finish(tx, held, plan.after, {
          act: 'MIGRATE',
          action: 'approvalFlow.migrate',
          event: 'approval.migrated',
          stepKey: null,
          detail: { ...about, ...plan.migration, ...(orderedBy ? { orderedBy } : {}) },
        });
      return { ...about, ...plan.migration, problem: null };
    });
  }
}

const report = (dryRun: boolean, items: readonly MigratedApproval[]): MigrationResponse => ({
  dryRun,
  total: items.length,
  moved: items.filter(({ problem }) => problem === null).length,
  items: [...items],
  operationId: null,
});

/** One key guards one transaction: here it is the last one, which keeps the report. */
function withoutKey(actor: Actor): Actor {
  const { idempotency: _, ...request } = actor.request;
  return { ...actor, request };
}
