import { Injectable } from '@nestjs/common';
import { recordChange } from '../../platform/audit/record-change.js';
import { allowedActions } from '../../platform/auth/allowed-actions.js';
import { type Actor, Transactions, type Tx } from '../../platform/database/transactions.js';
import { httpErrors } from '../../platform/http/http.errors.js';
import { type AllowedAction, type JsonText, withAllowedActions } from '../../platform/http/json-text.js';
import { alignmentErrors } from './alignment.errors.js';
import { goalAlignmentPolicy } from './alignment.policy.js';
import { ALIGNABLE_STATES, type AlignmentLink, findLinkFault, mayAlign } from './domain/goal-alignment.js';
import type { AlignmentLinkRequest, PutGoalAlignmentRequest } from './goal-alignment.dto.js';
import {
  type AlignedGoal,
  type AlignmentDetail,
  alignmentDetail,
  deleteLinks,
  findAlignmentVersion,
  findLinkable,
  findLinks,
  insertLinks,
  lockAlignedGoal,
  saveAlignment,
} from './goal-alignment.store.js';

/** What of the district's objectives and the unit's duties a goal serves. Set as a whole. */
@Injectable()
export class GoalAlignmentService {
  constructor(private readonly transactions: Transactions) {}

  async detail(actor: Actor, goalId: string): Promise<JsonText> {
    return toAlignmentResponse(await this.transactions.read(actor, alignmentDetail(goalId)));
  }

  put(actor: Actor, goalId: string, version: number, request: PutGoalAlignmentRequest): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      const goal = await lock(tx, goalId, version);
      const links = request.links.map(toLink);
      await requireLinks(tx, goal, links);
      const before = await tx.one(findLinks(goalId));
      const saved = await tx.one(saveAlignment(goal, version));
      if (!saved) throw httpErrors.stale({ version: await tx.one(findAlignmentVersion(goalId)) });
      await tx.one(deleteLinks(goalId));
      await tx.one(insertLinks(goal, links));
      await recordChange(tx, {
        action: 'goalAlignment.update',
        event: 'goal-alignment.updated',
        object: { type: 'goalAlignment', id: goalId, version: saved.version },
        districtId: goal.districtId,
        unitPath: goal.unitPath,
        projectId: goal.projectId,
        ...(version > 0 ? { before } : {}),
        after: links,
        payload: { goalId, fiscalYear: goal.fiscalYear },
      });
      return read(tx, goalId);
    });
  }
}

async function lock(tx: Tx, goalId: string, version: number): Promise<AlignedGoal> {
  const goal = await tx.one(lockAlignedGoal(goalId));
  if (!goal) throw httpErrors.notFound();
  const found = await tx.one(findAlignmentVersion(goalId));
  if (found !== version) throw httpErrors.stale({ version: found });
  if (!ALIGNABLE_STATES.includes(goal.state)) throw alignmentErrors.stateForbids();
  if (!mayAlign(goal.state, goal.roles)) throw alignmentErrors.goalFrozen();
  return goal;
}

async function requireLinks(tx: Tx, goal: AlignedGoal, links: readonly AlignmentLink[]): Promise<void> {
  const ids = links.flatMap(({ objectiveId, dutyId }) => [objectiveId, dutyId]).filter((id) => id !== null);
  const found = findLinkFault(links, { ...goal, linkable: await tx.one(findLinkable(goal, ids)) });
  if (!found) return;
  const { code, definition } = alignmentErrors[found.fault]();
  const finding = { pointer: `/links/${found.at}`, code, zh: definition.zh, en: definition.en };
  throw alignmentErrors[found.fault]({}, [finding]);
}

const read = async (tx: Tx, goalId: string): Promise<JsonText> =>
  toAlignmentResponse(await tx.one(alignmentDetail(goalId)));

function toAlignmentResponse(detail: AlignmentDetail | null): JsonText {
  if (!detail) throw httpErrors.notFound();
  const offered = allowedActions([goalAlignmentPolicy.update], detail, alignmentErrors.stateForbids().code);
  const actions = offered.map((action) => whileWritten(action, detail));
  return { json: withAllowedActions(detail.json, actions), version: detail.version };
}

/** What role and state would allow belongs to the performance division once the goal is submitted. */
const whileWritten = (offered: AllowedAction, { state, roles }: AlignmentDetail): AllowedAction =>
  offered.allowed && !mayAlign(state, roles)
    ? { ...offered, allowed: false, reason: alignmentErrors.goalFrozen().code }
    : offered;

const toLink = ({ objectiveId, dutyId, shareBasisPoints, sentence }: AlignmentLinkRequest): AlignmentLink => ({
  objectiveId: objectiveId?.toLowerCase() ?? null,
  dutyId: dutyId?.toLowerCase() ?? null,
  shareBasisPoints: shareBasisPoints ?? null,
  sentence: sentence?.trim() || null,
});
