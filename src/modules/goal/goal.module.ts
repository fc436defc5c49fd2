import { Module } from '@nestjs/common';
import { ApprovalModule } from '../approval/index.js';
import { AlignmentCoverageReader } from './alignment-coverage.reader.js';
import { GoalController } from './goal.controller.js';
import { GoalReader } from './goal.reader.js';
import { GoalService } from './goal.service.js';
import { GoalSubject } from './goal.subject.js';
import { GoalAdjustmentController } from './goal-adjustment.controller.js';
import { GoalAdjustmentReader } from './goal-adjustment.reader.js';
import { GoalAdjustmentService } from './goal-adjustment.service.js';
import { GoalAdjustmentSubject } from './goal-adjustment.subject.js';
import { GoalAlignmentController } from './goal-alignment.controller.js';
import { GoalAlignmentService } from './goal-alignment.service.js';
import { GoalCheckController } from './goal-check.controller.js';
import { GoalCheckProcessor } from './goal-check.processor.js';
import { GoalCheckReader } from './goal-check.reader.js';
import { GoalCheckService } from './goal-check.service.js';
import { GoalCheckRuleSetController } from './goal-check-rule-set.controller.js';
import { GoalCheckRuleSetService } from './goal-check-rule-set.service.js';
import { GoalDeclarationController } from './goal-declaration.controller.js';
import { GoalDeclarationReader } from './goal-declaration.reader.js';
import { GoalDeclarationService } from './goal-declaration.service.js';
import { GoalExecutionProcessor } from './goal-execution.processor.js';
import { GoalReleaseController } from './goal-release.controller.js';
import { GoalReleaseService } from './goal-release.service.js';
import { GoalRollController } from './goal-roll.controller.js';
import { GoalRollProcessor } from './goal-roll.processor.js';
import { GoalRollService } from './goal-roll.service.js';
import { GoalYearListener } from './goal-year.listener.js';
import { IndicatorImport } from './indicator.import.js';
import { IndicatorBenchmarkController } from './indicator-benchmark.controller.js';
import { IndicatorBenchmarkReader } from './indicator-benchmark.reader.js';
import { IndicatorDefinitionController } from './indicator-definition.controller.js';
import { IndicatorDefinitionReader } from './indicator-definition.reader.js';
import { IndicatorDefinitionService } from './indicator-definition.service.js';
import { IndicatorDefinitionSubject } from './indicator-definition.subject.js';
import { IndicatorLibraryController } from './indicator-library.controller.js';
import { IndicatorLibraryReader } from './indicator-library.reader.js';
import { StrategicObjectiveController } from './strategic-objective.controller.js';
import { StrategicObjectiveService } from './strategic-objective.service.js';

@Module({
  imports: [ApprovalModule],
  controllers: [
    GoalController,
    GoalDeclarationController,
    GoalCheckController,
    GoalCheckRuleSetController,
    IndicatorBenchmarkController,
    GoalReleaseController,
    GoalAdjustmentController,
    GoalRollController,
    StrategicObjectiveController,
    GoalAlignmentController,
    IndicatorDefinitionController,
    IndicatorLibraryController,
  ],
  providers: [
    GoalService,
    GoalReader,
    GoalDeclarationService,
    GoalDeclarationReader,
    GoalCheckService,
    GoalCheckRuleSetService,
    GoalCheckReader,
    IndicatorBenchmarkReader,
    GoalCheckProcessor,
    GoalSubject,
    GoalReleaseService,
    GoalRollService,
    GoalRollProcessor,
    GoalAdjustmentService,
    GoalAdjustmentReader,
    GoalAdjustmentSubject,
    GoalExecutionProcessor,
    GoalYearListener,
    IndicatorImport,
    StrategicObjectiveService,
    GoalAlignmentService,
    AlignmentCoverageReader,
    IndicatorDefinitionService,
    IndicatorDefinitionReader,
    IndicatorDefinitionSubject,
    IndicatorLibraryReader,
  ],
  exports: [GoalService],
})
export class GoalModule {}
