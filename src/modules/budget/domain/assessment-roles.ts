import type { AssessmentAction } from './project-assessment.lifecycle.js';

/** 评估主体: the unit itself, its department, the finance bureau, or a third party whose report one of these records. */
export const ASSESSOR_KINDS = ['UNIT', 'DEPARTMENT', 'FINANCE', 'THIRD_PARTY'] as const;
export type AssessorKind = (typeof ASSESSOR_KINDS)[number];

/** Who writes for whom. A third party works for a department or the bureau, never for the unit that asks for the money. */
const WRITERS: Readonly<Record<AssessorKind, readonly string[]>> = {
  UNIT: ['UNIT_FILLER'],
  DEPARTMENT: ['DEPT_REVIEWER'],
  FINANCE: ['FIN_BUSINESS', 'FIN_PERF'],
  THIRD_PARTY: ['DEPT_REVIEWER', 'FIN_BUSINESS', 'FIN_PERF'],
};

export interface AssessmentFacts {
  readonly assessorKind: AssessorKind;
  /** The caller's roles where the project lies. */
  readonly roles: readonly string[];
  /** The caller wrote the assessment or the project, by natural person. */
  readonly isAuthor: boolean;
}

export const mayWrite = ({ assessorKind, roles }: Pick<AssessmentFacts, 'assessorKind' | 'roles'>): boolean =>
  WRITERS[assessorKind].some((role) => roles.includes(role));

/** Why an act is refused beyond role and state; null: it may be done. The service raises the error of the same name. */
export function findAssessmentRefusal(
  facts: AssessmentFacts,
  action: AssessmentAction,
): 'kindNotYours' | 'ownAssessment' | null {
  if (action === 'update' || action === 'submit') return mayWrite(facts) ? null : 'kindNotYours';
  return facts.isAuthor ? 'ownAssessment' : null;
}
