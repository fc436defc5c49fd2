import { Decimal } from '../../../kernel/rounding.js';
import type { AssessmentOutcome } from './assessment-sheet.js';

/** Which projects of a district need an assessment before their goals are submitted. No kinds: none does. */
export interface AssessmentRequirement {
  readonly kinds: readonly ('PROJECT' | 'POLICY')[];
  readonly attributes: readonly ('NEW' | 'CONTINUING' | 'ONE_OFF')[];
  /** In yuan: from this amount on. */
  readonly minAmount: string;
  /** Outcomes with which the money may be asked for. */
  readonly passingOutcomes: readonly AssessmentOutcome[];
}

/** What holds until a district decides otherwise. */
export const NO_REQUIREMENT: AssessmentRequirement = {
  kinds: [],
  attributes: ['NEW'],
  minAmount: '0.00',
  passingOutcomes: ['SUPPORTED', 'SUPPORTED_AFTER_ADJUSTMENT'],
};

export interface AssessedProject {
  readonly kind: string;
  readonly attribute: string;
  /** The budget of all years so far; null: none was set. */
  readonly amount: string | null;
  /** The conclusion of the latest final assessment. */
  readonly outcome: AssessmentOutcome | null;
}

export const ASSESSMENT_DUTIES = ['NOT_REQUIRED', 'MISSING', 'NOT_SUPPORTED', 'FULFILLED'] as const;
export type AssessmentDuty = (typeof ASSESSMENT_DUTIES)[number];

/** 事前绩效评估 is 必备要件 of new money. A project whose amount nobody knows yet is not below the limit. */
export function assessmentDuty(requirement: AssessmentRequirement, project: AssessedProject): AssessmentDuty {
  const isMeant =
    (requirement.kinds as readonly string[]).includes(project.kind) &&
    (requirement.attributes as readonly string[]).includes(project.attribute);
  const isBelow = project.amount !== null && new Decimal(project.amount).lt(requirement.minAmount);
  if (!isMeant || isBelow) return 'NOT_REQUIRED';
  if (project.outcome === null) return 'MISSING';
  return requirement.passingOutcomes.includes(project.outcome) ? 'FULFILLED' : 'NOT_SUPPORTED';
}
