import { CreateFoundation1764000100000 } from './1764000100000-create-foundation.js';
import { CreateIdentity1764000200000 } from './1764000200000-create-identity.js';
import { CreateOrganization1764000300000 } from './1764000300000-create-organization.js';
import { LoadCalendar1764000310000 } from './1764000310000-load-calendar.js';
import { CreateNotification1764000320000 } from './1764000320000-create-notification.js';
import { CreateApproval1764000350000 } from './1764000350000-create-approval.js';
import { CreateBudget1764000400000 } from './1764000400000-create-budget.js';
import { CreateGoal1764000450000 } from './1764000450000-create-goal.js';
import { CreateMonitoring1764000500000 } from './1764000500000-create-monitoring.js';
import { CreateAlert1764000600000 } from './1764000600000-create-alert.js';
import { CreateEvaluation1764000700000 } from './1764000700000-create-evaluation.js';
import { HoldFiscalYears1764000710000 } from './1764000710000-hold-fiscal-years.js';
import { SecureRuleSets1764000711000 } from './1764000711000-secure-rule-sets.js';
import { ExtendApproval1764000720000 } from './1764000720000-extend-approval.js';
import { LoadReviewSheet1764000725000 } from './1764000725000-load-review-sheet.js';
import { CreateApprovalQueues1764000726000 } from './1764000726000-create-approval-queues.js';
import { CreateGoalIndicatorLibrary1764000730000 } from './1764000730000-create-goal-indicator-library.js';
import { CreateBudgetAssessment1764000740000 } from './1764000740000-create-budget-assessment.js';
import { CreateOrganizationDuty1764000741000 } from './1764000741000-create-organization-duty.js';
import { CreateGoalAlignment1764000741500 } from './1764000741500-create-goal-alignment.js';
import { ArrangeSubstitution1764000745000 } from './1764000745000-arrange-substitution.js';
import { ShowOrganizationUnits1764000746000 } from './1764000746000-show-organization-units.js';
import { CreateExchange1764000750000 } from './1764000750000-create-exchange.js';
import { CreateGoalDeclaration1764000760000 } from './1764000760000-create-goal-declaration.js';
import { CreateGoalChecks1764000765000 } from './1764000765000-create-goal-checks.js';
import { CreateGoalAdjustment1764000770000 } from './1764000770000-create-goal-adjustment.js';
import { CreateGoalLineage1764000771000 } from './1764000771000-create-goal-lineage.js';
import { NameMonitoringRevision1764000772000 } from './1764000772000-name-monitoring-revision.js';
import { KeepAdjustmentChecks1764000773000 } from './1764000773000-keep-adjustment-checks.js';
import { CountImportedRows1764000774000 } from './1764000774000-count-imported-rows.js';
import { FindPeersOnce1764000775000 } from './1764000775000-find-peers-once.js';
import { AnalyzeMonitoring1764000776000 } from './1764000776000-analyze-monitoring.js';
import { CreateBudgetLedger1764000780000 } from './1764000780000-create-budget-ledger.js';
import { CreateBudgetAdjustment1764000781000 } from './1764000781000-create-budget-adjustment.js';
import { CreateBudgetPaymentBatch1764000782000 } from './1764000782000-create-budget-payment-batch.js';
import { CreateMonitoringRound1764000785000 } from './1764000785000-create-monitoring-round.js';
import { DraftMonitoringRules1764000790000 } from './1764000790000-draft-monitoring-rules.js';
import { CreateMonitoringSpendingPlan1764000791000 } from './1764000791000-create-monitoring-spending-plan.js';
import { CreateMonitoringBackTest1764000792000 } from './1764000792000-create-monitoring-back-test.js';
import { ShowOrganizationPlaces1764000795000 } from './1764000795000-show-organization-places.js';
import { ShowAlertFacts1764000796000 } from './1764000796000-show-alert-facts.js';
import { CreateOverview1764000797000 } from './1764000797000-create-overview.js';
import { JudgeActualsByGoalPast1764000800000 } from './1764000800000-judge-actuals-by-goal-past.js';
import { CloseBudgetFiscalYears1764000802000 } from './1764000802000-close-budget-fiscal-years.js';
import { CloseGoalsOfYears1764000803000 } from './1764000803000-close-goals-of-years.js';

/** In order. A list, not a glob: what is not here does not run. */
export const migrations = [
  CreateFoundation1764000100000,
  CreateIdentity1764000200000,
  CreateOrganization1764000300000,
  LoadCalendar1764000310000,
  CreateNotification1764000320000,
  CreateApproval1764000350000,
  CreateBudget1764000400000,
  CreateGoal1764000450000,
  CreateMonitoring1764000500000,
  CreateAlert1764000600000,
  CreateEvaluation1764000700000,
  HoldFiscalYears1764000710000,
  SecureRuleSets1764000711000,
  ExtendApproval1764000720000,
  LoadReviewSheet1764000725000,
  CreateApprovalQueues1764000726000,
  CreateGoalIndicatorLibrary1764000730000,
  CreateBudgetAssessment1764000740000,
  CreateOrganizationDuty1764000741000,
  CreateGoalAlignment1764000741500,
  ArrangeSubstitution1764000745000,
  ShowOrganizationUnits1764000746000,
  CreateExchange1764000750000,
  CreateGoalDeclaration1764000760000,
  CreateGoalChecks1764000765000,
  CreateGoalAdjustment1764000770000,
  CreateGoalLineage1764000771000,
  NameMonitoringRevision1764000772000,
  KeepAdjustmentChecks1764000773000,
  CountImportedRows1764000774000,
  FindPeersOnce1764000775000,
  AnalyzeMonitoring1764000776000,
  CreateBudgetLedger1764000780000,
  CreateBudgetAdjustment1764000781000,
  CreateBudgetPaymentBatch1764000782000,
  CreateMonitoringRound1764000785000,
  DraftMonitoringRules1764000790000,
  CreateMonitoringSpendingPlan1764000791000,
  CreateMonitoringBackTest1764000792000,
  ShowOrganizationPlaces1764000795000,
  ShowAlertFacts1764000796000,
  CreateOverview1764000797000,
  JudgeActualsByGoalPast1764000800000,
  CloseBudgetFiscalYears1764000802000,
  CloseGoalsOfYears1764000803000,
] as const;
