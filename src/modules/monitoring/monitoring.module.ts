import { Module } from '@nestjs/common';
import { ApprovalModule } from '../approval/index.js';
import { ActualController } from './actual.controller.js';
import { ActualImport } from './actual.import.js';
import { ActualReader } from './actual.reader.js';
import { ActualService } from './actual.service.js';
import { BackTestController } from './back-test.controller.js';
import { BackTestProcessor } from './back-test.processor.js';
import { BackTestService } from './back-test.service.js';
import { ExplanationController } from './explanation.controller.js';
import { ExplanationReader } from './explanation.reader.js';
import { GoalLineageController } from './goal-lineage.controller.js';
import { GoalLineageReader } from './goal-lineage.reader.js';
import { IndicatorHistoryFollower } from './indicator-history.follower.js';
import { MonitoringListener } from './monitoring.listener.js';
import { MonitoringReportController } from './monitoring-report.controller.js';
import { MonitoringReportReader } from './monitoring-report.reader.js';
import { MonitoringReportService } from './monitoring-report.service.js';
import { MonitoringReportSubject } from './monitoring-report.subject.js';
import { MonitoringRoundController } from './monitoring-round.controller.js';
import { MonitoringRoundProcessor } from './monitoring-round.processor.js';
import { MonitoringRoundReader } from './monitoring-round.reader.js';
import { MonitoringRoundService } from './monitoring-round.service.js';
import { MonitoringRoundPlanController } from './monitoring-round-plan.controller.js';
import { MonitoringRoundPlanService } from './monitoring-round-plan.service.js';
import { MonitoringRuleSetController } from './monitoring-rule-set.controller.js';
import { MonitoringRuleSetService } from './monitoring-rule-set.service.js';
import { PlanController } from './plan.controller.js';
import { PlanService } from './plan.service.js';
import { ProgressController } from './progress.controller.js';
import { ProgressReader } from './progress.reader.js';
import { ProgressDetailReader } from './progress-detail.reader.js';
import { ProgressFollowers } from './progress-followers.js';
import { RecomputeProcessor } from './recompute.processor.js';
import { RecomputeService } from './recompute.service.js';
import { SpendingPlanController } from './spending-plan.controller.js';
import { SpendingPlanService } from './spending-plan.service.js';

@Module({
  imports: [ApprovalModule],
  controllers: [
    PlanController,
    SpendingPlanController,
    ActualController,
    ProgressController,
    ExplanationController,
    MonitoringRuleSetController,
    BackTestController,
    GoalLineageController,
    MonitoringRoundPlanController,
    MonitoringRoundController,
    MonitoringReportController,
  ],
  providers: [
    PlanService,
    SpendingPlanService,
    ActualService,
    ActualReader,
    ActualImport,
    ProgressReader,
    ProgressDetailReader,
    ExplanationReader,
    GoalLineageReader,
    ProgressFollowers,
    RecomputeProcessor,
    RecomputeService,
    MonitoringRuleSetService,
    BackTestService,
    BackTestProcessor,
    MonitoringListener,
    IndicatorHistoryFollower,
    MonitoringRoundPlanService,
    MonitoringRoundService,
    MonitoringRoundReader,
    MonitoringRoundProcessor,
    MonitoringReportService,
    MonitoringReportReader,
    MonitoringReportSubject,
  ],
  exports: [ProgressFollowers],
})
export class MonitoringModule {}
