import { Injectable } from '@nestjs/common';
import { nextState } from '../../kernel/lifecycle.js';
import { stateDigest } from '../../platform/audit/digest.js';
import { recordChange } from '../../platform/audit/record-change.js';
import { newId } from '../../platform/database/ids.js';
import { type Actor, Transactions, type Tx } from '../../platform/database/transactions.js';
import { httpErrors } from '../../platform/http/http.errors.js';
import type { JsonText } from '../../platform/http/json-text.js';
import { Approvals } from '../approval/index.js';
import { findProject } from '../budget/index.js';
import { requireAssessment } from './assessment-gate.js';
import { EDITABLE_STATES, type GoalAction, type GoalState, goalLifecycle } from './domain/goal.lifecycle.js';
import type { CreateGoalRequest, UpdateGoalRequest } from './goal.dto.js';
import { goalErrors } from './goal.errors.js';
import { readGoal } from './goal.reader.js';
import {
  findGoalForUpdate,
  type Goal,
  type GoalContent,
  insertGoal,
  moveGoal,
  updateGoalContent,
} from './goal.store.js';
import { type RevisedContent, retireIndicators, reviseGoal } from './goal-adjustment.store.js';
import { freezeChecks } from './goal-check-gate.js';
import { insertRevision } from './goal-revision.store.js';
import type { PutIndicatorsRequest } from './indicator.dto.js';
import { findContent, findForeignIndicators, replaceIndicators } from './indicator.store.js';
import { pinIndicators } from './indicator-pin.js';
import { findPublishedTemplate } from './weight-template.store.js';

/** Past tense of each act, for the event feed. */
const EVENTS: Readonly<Record<GoalAction, string>> = {
  submit: 'goal.submitted',
  withdraw: 'goal.withdrawn',
  pass: 'goal.passed',
  return: 'goal.returned',
  reject: 'goal.rejected',
  reopen: 'goal.reopened',
  approve: 'goal.approved',
  execute: 'goal.execution-began',
  adjust: 'goal.adjustment-began',
  settle: 'goal.settled',
  suspend: 'goal.suspended',
  resume: 'goal.resumed',
  close: 'goal.closed',
  restart: 'goal.restarted',
  restartAdjusting: 'goal.restarted',
  restartSuspended: 'goal.restarted',
  cancel: 'goal.cancelled',
};

/** With its whole content where indicators change: they are rows of their own. */
type RecordedGoal = Goal & { readonly content?: string };

/** Changes of goals: lock, decide, compare-and-set, record. */
@Injectable()
export class GoalService {
  constructor(
    private readonly transactions: Transactions,
    private readonly approvals: Approvals,
  ) {}

  create(actor: Actor, request: CreateGoalRequest): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      const project = await tx.one(findProject(request.projectId));
      if (!project) throw goalErrors.projectNotFound();
      const goal = await tx.one(
        insertGoal({
          id: newId(),
          districtId: project.districtId,
          unitId: project.unitId,
          unitPath: project.unitPath,
          departmentId: project.departmentId,
          projectId: project.id,
          fiscalYear: request.fiscalYear,
          form: project.kind === 'DEPARTMENT_WHOLE' ? project.kind : 'PROJECT',
          frame: request.frame,
          ...(await findTemplateFor(tx, request.weightTemplate, project.districtId)),
          weightReason: request.weightReason ?? null,
          annualGoal: request.annualGoal,
          overallGoal: request.overallGoal ?? null,
          authorIds: [actor.personId],
        }),
      );
      await this.record(tx, 'goal.create', 'goal.created', null, goal);
      return { ...(await readGoal(tx, goal.id)), location: `/api/v1/goals/${goal.id}` };
    });
  }

  update(actor: Actor, id: string, version: number, request: UpdateGoalRequest): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      const before = await this.lockEditable(tx, id, version);
      const after = await tx.one(updateGoalContent(id, version, await mergeContent(tx, before, request)));
      if (!after) throw httpErrors.conflict();
      await this.record(tx, 'goal.update', 'goal.updated', before, after);
      return readGoal(tx, id);
    });
  }

  putIndicators(actor: Actor, id: string, version: number, request: PutIndicatorsRequest): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      await this.changeContent(tx, id, version, async (goal) => {
        const known = request.indicators.flatMap((indicator) => (indicator.id ? [indicator.id] : []));
        const [foreign] = await tx.one(findForeignIndicators(id, known));
        if (foreign) throw goalErrors.unknownIndicator({ id: foreign });
        const pinned = await pinIndicators(tx, goal, request.indicators);
        const indicators = pinned.map((indicator) => ({ ...indicator, id: indicator.id ?? newId() }));
        await tx.one(replaceIndicators(id, indicators));
      });
      return readGoal(tx, id);
    });
  }

  /** A change of what belongs to a draft's content in rows of its own: indicators, the declaration form. */
  async changeContent(tx: Tx, id: string, version: number, change: (goal: Goal) => Promise<void>): Promise<void> {
    const before = await this.lockEditable(tx, id, version);
    const content = await tx.one(findContent(id));
    await change(before);
    const after = await tx.one(updateGoalContent(id, version, before));
    if (!after) throw httpErrors.conflict();
    const changed = { ...after, content: await tx.one(findContent(id)) };
    await this.record(tx, 'goal.update', 'goal.updated', { ...before, content }, changed);
  }

  /** All checks, then the approval. What blocks is listed at once. */
  submit(actor: Actor, id: string, version: number): Promise<JsonText> {
    return this.act(actor, id, version, 'submit', null, async (tx, goal) => {
      await requireAssessment(tx, goal.projectId);
      await freezeChecks(tx, goal);
      return () => this.approvals.submit(tx, 'goal', id);
    });
  }

  /** The approval engine takes the submission back and moves the goal through its subject. */
  withdraw(actor: Actor, id: string, version: number, reason: string | null): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      const goal = await this.lock(tx, id, version);
      if (!nextState(goalLifecycle, goal.state, 'withdraw'))
        throw goalErrors.stateForbids({ state: goal.state, action: 'withdraw' });
      await this.approvals.withdraw(tx, 'goal', id, reason);
      return readGoal(tx, id);
    });
  }

  reopen(actor: Actor, id: string, version: number, reason: string): Promise<JsonText> {
    return this.act(actor, id, version, 'reopen', reason);
  }

  suspend(actor: Actor, id: string, version: number, reason: string): Promise<JsonText> {
    return this.act(actor, id, version, 'suspend', reason);
  }

  resume(actor: Actor, id: string, version: number, reason: string): Promise<JsonText> {
    return this.act(actor, id, version, 'resume', reason);
  }

  cancel(actor: Actor, id: string, version: number, reason: string): Promise<JsonText> {
    return this.act(actor, id, version, 'cancel', reason);
  }

  /** One arrow of the lifecycle. Also for the approval's outcomes, the release and the job that begins execution. */
  async move(
    tx: Tx,
    goal: Goal,
    action: GoalAction,
    reason: string | null,
    releaseId: string | null = null,
  ): Promise<Goal> {
    const to = nextState<GoalState, GoalAction>(goalLifecycle, goal.state, action);
    if (!to) throw goalErrors.stateForbids({ state: goal.state, action });
    const after = await tx.one(moveGoal(goal, to, releaseId));
    if (!after) throw httpErrors.conflict();
    await this.record(tx, `goal.${action}`, EVENTS[action], goal, after, reason);
    return after;
  }

  /**
   * An approved adjustment: the goal goes on as its next revision. Indicators keep their ids, and with them their actuals;
   * the event has everything that is computed from them computed again.
   */
  async revise(tx: Tx, goal: Goal, revised: RevisedContent, reason: string): Promise<void> {
    const before = await tx.one(findContent(goal.id));
    await tx.one(
      retireIndicators(
        goal.id,
        revised.indicators.map(({ id }) => id),
      ),
    );
    await tx.one(replaceIndicators(goal.id, revised.indicators));
    const after = await tx.one(reviseGoal(goal, revised));
    if (!after) throw httpErrors.conflict();
    const content = await tx.one(findContent(goal.id));
    await tx.one(insertRevision(after, content, stateDigest(content)));
    await this.record(tx, 'goal.settle', EVENTS.settle, { ...goal, content: before }, { ...after, content }, reason);
  }

  /** `decide` may refuse, and returns what follows in the same transaction once the goal has moved. */
  private act(
    actor: Actor,
    id: string,
    version: number,
    action: GoalAction,
    reason: string | null,
    decide: (tx: Tx, goal: Goal) => Promise<() => Promise<void>> = async () => async () => undefined,
  ): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      const goal = await this.lock(tx, id, version);
      if (!nextState(goalLifecycle, goal.state, action)) throw goalErrors.stateForbids({ state: goal.state, action });
      const follow = await decide(tx, goal);
      await this.move(tx, goal, action, reason);
      await follow();
      return readGoal(tx, id);
    });
  }

  private async lock(tx: Tx, id: string, version: number): Promise<Goal> {
    await this.approvals.lockSubject(tx, 'goal', id);
    const goal = await tx.one(findGoalForUpdate(id));
    if (!goal) throw httpErrors.notFound();
    if (goal.version !== version) throw httpErrors.stale({ version: goal.version });
    return goal;
  }

  private async lockEditable(tx: Tx, id: string, version: number): Promise<Goal> {
    const goal = await this.lock(tx, id, version);
    if (!EDITABLE_STATES.includes(goal.state)) throw goalErrors.frozen();
    return goal;
  }

  private record(
    tx: Tx,
    action: string,
    event: string,
    before: RecordedGoal | null,
    after: RecordedGoal,
    reason: string | null = null,
  ): Promise<void> {
    return recordChange(tx, {
      action,
      event,
      object: { type: 'goal', id: after.id, version: after.version },
      districtId: after.districtId,
      unitPath: after.unitPath,
      projectId: after.projectId,
      ...(before ? { before } : {}),
      after,
      ...(reason ? { reason } : {}),
      payload: { fiscalYear: after.fiscalYear, state: after.state, revision: after.revision },
    });
  }
}

type TemplatePart = Pick<Goal, 'weightTemplate' | 'weightTemplateRevision' | 'executionWeight'>;

/** The template in force; it fixes how much of the hundred points is left for 预算执行率. */
async function findTemplateFor(tx: Tx, code: string, districtId: string): Promise<TemplatePart> {
  const template = await tx.one(findPublishedTemplate(code, districtId));
  if (!template) throw goalErrors.unknownTemplate({ code });
  const { revision: weightTemplateRevision, executionWeight } = template;
  return { weightTemplate: code, weightTemplateRevision, executionWeight };
}

async function mergeContent(tx: Tx, goal: Goal, request: UpdateGoalRequest): Promise<GoalContent> {
  const template = request.weightTemplate ? await findTemplateFor(tx, request.weightTemplate, goal.districtId) : goal;
  return {
    frame: request.frame ?? goal.frame,
    weightTemplate: template.weightTemplate,
    weightTemplateRevision: template.weightTemplateRevision,
    executionWeight: template.executionWeight,
    weightReason: request.weightReason ?? goal.weightReason,
    annualGoal: request.annualGoal ?? goal.annualGoal,
    overallGoal: request.overallGoal ?? goal.overallGoal,
  };
}
