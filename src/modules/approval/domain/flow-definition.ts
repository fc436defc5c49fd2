/** Where a step's role must be held: over the subject's unit, its department, its district, or the submitter's own unit. */
export const STEP_SCOPES = ['UNIT', 'DEPARTMENT', 'DISTRICT', 'AUTHOR_UNIT'] as const;
export type StepScope = (typeof STEP_SCOPES)[number];

/** Who is asked: holders of a role, named people, people named by a field of the subject, people chosen at an earlier step. */
export const ASSIGNEE_RULES = ['ROLE', 'ACCOUNTS', 'FIELD', 'CHOSEN'] as const;

/** 办理人规则: one rule that finds people. Exactly the fields of its kind are set. */
export interface Assignee {
  readonly by: (typeof ASSIGNEE_RULES)[number];
  /** ROLE, and the pool of CHOSEN. */
  readonly role?: string;
  readonly scope?: StepScope;
  /** ROLE: only those whose grant lies nearest to the place: 归口科室, not the whole bureau. */
  readonly nearest?: boolean;
  readonly accountIds?: readonly string[];
  /** FIELD: the context field that holds an account's id. */
  readonly field?: string;
  /** CHOSEN: the step whose decider chooses, or `submit`. */
  readonly at?: string;
  /** 票签: the weight of each of these people's votes; 1 when absent. */
  readonly weight?: number;
  /** 票签: one vote against ends it, whatever the others say. */
  readonly veto?: boolean;
}

/** 或签 any one, 会签 all, 依次 one after the other, 票签 by weight of votes. */
export const STEP_MODES = ['ANY', 'ALL', 'SEQUENTIAL', 'VOTE'] as const;
export type StepMode = (typeof STEP_MODES)[number];

export const RETURN_TARGETS = ['INITIATOR', 'PREVIOUS', 'ANY'] as const;
export type ReturnTarget = (typeof RETURN_TARGETS)[number];

/** After a return: all steps again, or only those that were sent back, and on from where it was returned. */
export const RESUME_POLICIES = ['RESTART', 'HERE'] as const;
export type ResumePolicy = (typeof RESUME_POLICIES)[number];

export type Outcome = 'APPROVE' | 'RETURN' | 'REJECT';

/** 审批环节: one step of a flow. */
export interface FlowStep {
  readonly kind: 'STEP';
  /** Unique within the flow; stands in the trail for ever. */
  readonly key: string;
  readonly name: BilingualName;
  /** The condition under which the step is taken. What cannot be known counts as true: rather one review too many. */
  readonly when?: string;
  readonly mode: StepMode;
  readonly assignees: readonly Assignee[];
  /** VOTE: the weight of approvals that passes. */
  readonly passWeight?: number;
  /** VOTE: what a failed vote does. */
  readonly onFail?: 'RETURN' | 'REJECT';
  /** Whom the step falls to when nobody else may decide, and whom an escalation asks. */
  readonly superior?: Assignee;
  /** When an author is among those asked: the others decide; the step is skipped; its superior decides. */
  readonly selfApproval?: 'FORBID' | 'SKIP' | 'SUPERIOR';
  /** A reviewer whom neither a condition nor a deadline may leave out. */
  readonly mandatory?: boolean;
  readonly returnTo?: readonly ReturnTarget[];
  readonly resume?: readonly ResumePolicy[];
  /** Working days until the decision is due. */
  readonly dueWorkingDays: number;
  /** Working days after the due date until the superior is asked, too. */
  readonly escalateAfterWorkingDays?: number;
  /** The decision that the engine takes by itself, so many working days after the due date, and marks as such. */
  readonly timeout?: { readonly afterWorkingDays: number; readonly outcome: Outcome };
  /** Code of the review sheet that a decider fills in. */
  readonly sheet?: string;
  /** 抄送: who is shown the result of this step, with a read receipt. */
  readonly copies?: readonly Assignee[];
}

/** A fork: ALL branches whose condition holds run side by side and are joined; or only the FIRST that holds runs. */
export interface FlowFork {
  readonly kind: 'FORK';
  readonly key: string;
  readonly name: BilingualName;
  readonly run: 'ALL' | 'FIRST';
  readonly branches: readonly FlowBranch[];
}

export interface FlowBranch {
  readonly key: string;
  readonly name: BilingualName;
  readonly when?: string;
  readonly steps: readonly FlowNode[];
}

export type FlowNode = FlowStep | FlowFork;

/** A test of the definition's conditions: with this context exactly these steps are taken. */
export interface FlowExample {
  readonly name: string;
  readonly context: FlowContext;
  readonly steps: readonly string[];
}

/** 审批流程: nested lists of steps. Versioned data, pinned by the approvals that run on it. */
export interface FlowDefinition {
  readonly steps: readonly FlowNode[];
  /** No person decides two steps of one run. */
  readonly distinctReviewers: boolean;
  readonly examples?: readonly FlowExample[];
}

/** Facts of the subject that conditions may use; null: not known. */
export type FlowContext = Readonly<Record<string, string | number | boolean | null>>;

export interface BilingualName {
  readonly zh: string;
  readonly en: string;
}

/** Every step, whatever the conditions, in the order of the text. */
export function stepsOf(nodes: readonly FlowNode[]): readonly FlowStep[] {
  return nodes.flatMap((node) =>
    node.kind === 'STEP' ? [node] : node.branches.flatMap((branch) => stepsOf(branch.steps)),
  );
}

export function findStep(definition: FlowDefinition, key: string): FlowStep | null {
  return stepsOf(definition.steps).find((step) => step.key === key) ?? null;
}

/** The step of a sitting: a running approval pins its definition, so it cannot be absent. */
export function stepOf(definition: FlowDefinition, key: string): FlowStep {
  const step = findStep(definition, key);
  if (!step) throw new Error(`approval: no step ${key} in its own flow`);
  return step;
}

/** The steps whose people are chosen by whoever decides this one. */
export const stepsChosenAt = (definition: FlowDefinition, key: string): readonly FlowStep[] =>
  stepsOf(definition.steps).filter(({ assignees }) => assignees.some(({ by, at }) => by === 'CHOSEN' && at === key));

export const stepNumber = (definition: FlowDefinition, key: string): number =>
  stepsOf(definition.steps).findIndex((step) => step.key === key) + 1;
