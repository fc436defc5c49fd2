/** Whose grants may decide a step: those that cover the subject's unit, its department, or its district. */
export type StepScope = 'UNIT' | 'DEPARTMENT' | 'DISTRICT';

/** 审批环节: one step of a flow. */
export interface FlowStep {
  /** Unique within the flow; stands in the trail for ever. */
  readonly key: string;
  readonly name: { readonly zh: string; readonly en: string };
  readonly role: string;
  readonly scope: StepScope;
  /** Working days until the decision is due. */
  readonly dueWorkingDays: number;
}

/** 审批流程: an ordered list of steps; versioned data, pinned by the approvals that run on it. */
export interface FlowDefinition {
  readonly steps: readonly FlowStep[];
  /** No person decides two steps of one round. */
  readonly distinctReviewers: boolean;
}

const MAX_STEPS = 20;

/** Everything that is wrong with a definition; empty: it may be published. */
export function findFlowProblems(definition: FlowDefinition, roles: readonly string[]): readonly string[] {
  const problems: string[] = [];
  const { steps } = definition;
  if (steps.length === 0) problems.push('a flow needs at least one step');
  if (steps.length > MAX_STEPS) problems.push(`a flow has at most ${MAX_STEPS} steps`);
  const keys = new Set<string>();
  for (const step of steps) {
    if (!/^[a-z][a-z0-9-]{1,39}$/.test(step.key)) problems.push(`step ${step.key}: the key must be lower case`);
    if (keys.has(step.key)) problems.push(`step ${step.key} stands twice`);
    keys.add(step.key);
    if (!roles.includes(step.role)) problems.push(`step ${step.key}: unknown role ${step.role}`);
    if (!(step.dueWorkingDays >= 1 && step.dueWorkingDays <= 60))
      problems.push(`step ${step.key}: due in 1 to 60 working days`);
  }
  return problems;
}

export const firstStep = (definition: FlowDefinition): FlowStep | null => definition.steps[0] ?? null;

export function stepAfter(definition: FlowDefinition, key: string): FlowStep | null {
  const index = definition.steps.findIndex((step) => step.key === key);
  return index < 0 ? null : (definition.steps[index + 1] ?? null);
}

export const stepNumber = (definition: FlowDefinition, key: string): number =>
  definition.steps.findIndex((step) => step.key === key) + 1;
