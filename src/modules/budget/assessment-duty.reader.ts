import type { Tx } from '../../platform/database/transactions.js';
import { findDistrictSettings } from '../organization/index.js';
import { type AssessedProjectRow, findAssessedProject } from './assessment-duty.store.js';
import {
  type AssessmentDuty,
  type AssessmentRequirement,
  assessmentDuty,
  NO_REQUIREMENT,
} from './domain/assessment-duty.js';

/** The district's setting: a requirement as JSON text. */
export const REQUIREMENT_SETTING = 'assessmentRequirement';

export const toRequirement = (value: string | null): AssessmentRequirement =>
  value === null ? NO_REQUIREMENT : (JSON.parse(value) as AssessmentRequirement);

export interface ProjectDuty extends AssessedProjectRow {
  readonly duty: AssessmentDuty;
}

/** Whether the project needs an assessment, and has it; null: out of the caller's sight. The gate of modules to the right. */
export async function findAssessmentDuty(tx: Tx, projectId: string): Promise<ProjectDuty | null> {
  const project = await tx.one(findAssessedProject(projectId));
  if (!project) return null;
  const [district] = await tx.one(findDistrictSettings(REQUIREMENT_SETTING, project.districtId));
  return { ...project, duty: assessmentDuty(toRequirement(district?.value ?? null), project) };
}
