export { findAssessmentDuty } from './assessment-duty.reader.js';
export { BudgetModule } from './budget.module.js';
export { BUDGET_LINE_VIEW, findBudgetTotal } from './budget.store.js';
export { closingCount, registerClosingCheck } from './closing-checks.js';
export { FUNDING_SOURCES, type FundingSource } from './domain/budget-plan.js';
export { PAYMENT_VIEW } from './payment.store.js';
export { PROJECT_ATTRIBUTES, PROJECT_KINDS } from './project.dto.js';
export { findProject, findProjectForUpdate, PROJECT_VIEW, type Project, projectExpand } from './project.store.js';
