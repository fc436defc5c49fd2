import { Module } from '@nestjs/common';
import { ActualController } from './actual.controller.js';
import { ActualReader } from './actual.reader.js';
import { ActualService } from './actual.service.js';
import { GoalLineageController } from './goal-lineage.controller.js';
import { GoalLineageReader } from './goal-lineage.reader.js';
import { IndicatorHistoryFollower } from './indicator-history.follower.js';
import { MonitoringListener } from './monitoring.listener.js';
import { MonitoringRuleSetController } from './monitoring-rule-set.controller.js';
import { MonitoringRuleSetService } from './monitoring-rule-set.service.js';
import { PlanController } from './plan.controller.js';
import { PlanService } from './plan.service.js';
import { ProgressController } from './progress.controller.js';
import { ProgressReader } from './progress.reader.js';
import { ProgressFollowers } from './progress-followers.js';
import { RecomputeProcessor } from './recompute.processor.js';
import { RecomputeService } from './recompute.service.js';

@Module({
  controllers: [
    PlanController,
    ActualController,
    ProgressController,
    MonitoringRuleSetController,
    GoalLineageController,
  ],
  providers: [
    PlanService,
    ActualService,
    ActualReader,
    ProgressReader,
    GoalLineageReader,
    ProgressFollowers,
    RecomputeProcessor,
    RecomputeService,
    MonitoringRuleSetService,
    MonitoringListener,
    IndicatorHistoryFollower,
  ],
  exports: [ProgressFollowers],
})
export class MonitoringModule {}
