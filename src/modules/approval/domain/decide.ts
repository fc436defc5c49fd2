import { nextState } from '../../../kernel/lifecycle.js';
import { type ApprovalState, approvalLifecycle } from './approval.lifecycle.js';
import { type FlowDefinition, type FlowStep, firstStep, stepAfter } from './flow-definition.js';

export type Outcome = 'APPROVE' | 'RETURN' | 'REJECT';

/** What the engine must know of an approval to judge an act. */
export interface ApprovalFacts {
  readonly state: ApprovalState;
  readonly definition: FlowDefinition;
  readonly stepKey: string | null;
  readonly subjectVersion: number;
  readonly contentHash: string;
  /** Natural persons who wrote the subject or submitted it. */
  readonly authorIds: readonly string[];
  /** Natural persons who have decided in this round. */
  readonly deciderIds: readonly string[];
}

export interface Decision {
  readonly outcome: Outcome;
  readonly personId: string;
  readonly reason: string | null;
  /** What was on the screen when the decision was made. */
  readonly subjectVersion: number;
  readonly contentHash: string;
}

/** Why a decision is refused; the service turns it into the error of the same name. */
export type DecisionRefusal =
  | 'notRunning'
  | 'taskClosed'
  | 'ownSubmission'
  | 'decidedBefore'
  | 'reasonRequired'
  | 'subjectChanged';

/** What a decision leads to. */
export interface DecisionEffect {
  readonly state: ApprovalState;
  /** The step that opens next; null: none. */
  readonly opens: FlowStep | null;
}

/** Null: the decision may be taken. State before separation of duties before shape: the first thing that would have to change. */
export function findDecisionRefusal(facts: ApprovalFacts, stepKey: string, decision: Decision): DecisionRefusal | null {
  if (facts.state !== 'RUNNING') return 'notRunning';
  if (facts.stepKey !== stepKey) return 'taskClosed';
  const separation = findSeparationRefusal(facts, decision.personId);
  if (separation) return separation;
  if (decision.outcome !== 'APPROVE' && !decision.reason?.trim()) return 'reasonRequired';
  if (decision.subjectVersion !== facts.subjectVersion || decision.contentHash !== facts.contentHash)
    return 'subjectChanged';
  return null;
}

/** 不相容岗位分离: nobody reviews what he wrote, and nobody reviews twice where the flow says so. */
export function findSeparationRefusal(
  facts: ApprovalFacts,
  personId: string,
): 'ownSubmission' | 'decidedBefore' | null {
  if (facts.authorIds.includes(personId)) return 'ownSubmission';
  if (facts.definition.distinctReviewers && facts.deciderIds.includes(personId)) return 'decidedBefore';
  return null;
}

/** The new state and the step that opens. Only for a decision that findDecisionRefusal() lets through. */
export function effectOf(facts: ApprovalFacts, stepKey: string, outcome: Outcome): DecisionEffect {
  const following = outcome === 'APPROVE' ? stepAfter(facts.definition, stepKey) : null;
  const action = {
    APPROVE: following ? ('advance' as const) : ('approve' as const),
    RETURN: 'return' as const,
    REJECT: 'reject' as const,
  }[outcome];
  const state = nextState(approvalLifecycle, facts.state, action);
  if (!state) throw new Error(`approval: no ${action} from ${facts.state}`);
  return { state, opens: following };
}

/** Where a submission begins; a flow without steps cannot be published. */
export function openingStep(definition: FlowDefinition): FlowStep {
  const step = firstStep(definition);
  if (!step) throw new Error('approval: a flow without steps');
  return step;
}
