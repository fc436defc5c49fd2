import { Module } from '@nestjs/common';
import { ApprovalModule } from '../approval/index.js';
import { GoalController } from './goal.controller.js';
import { GoalReader } from './goal.reader.js';
import { GoalService } from './goal.service.js';
import { GoalSubject } from './goal.subject.js';
import { GoalExecutionProcessor } from './goal-execution.processor.js';
import { GoalReleaseController } from './goal-release.controller.js';
import { GoalReleaseService } from './goal-release.service.js';

@Module({
  imports: [ApprovalModule],
  controllers: [GoalController, GoalReleaseController],
  providers: [GoalService, GoalReader, GoalSubject, GoalReleaseService, GoalExecutionProcessor],
  exports: [GoalService],
})
export class GoalModule {}
