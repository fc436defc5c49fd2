export { approvalErrors } from './approval.errors.js';
export { ApprovalModule } from './approval.module.js';
export { Approvals } from './approval.service.js';
export {
  type ApprovalOutcome,
  type ApprovalSubject,
  ApprovalSubjects,
  type SubjectSnapshot,
} from './approval-subjects.js';
export type { FlowDefinition } from './domain/flow-definition.js';
export { COORDINATION_RETURNS } from './domain/process.js';
