import { Module } from '@nestjs/common';
import { ApprovalController } from './approval.controller.js';
import { ApprovalListener } from './approval.listener.js';
import { ApprovalReader } from './approval.reader.js';
import { Approvals } from './approval.service.js';
import { ApprovalCommentController } from './approval-comment.controller.js';
import { ApprovalCommentService } from './approval-comment.service.js';
import { ApprovalDeadlineProcessor } from './approval-deadline.processor.js';
import { ApprovalFlowController } from './approval-flow.controller.js';
import { ApprovalFlowService } from './approval-flow.service.js';
import { ApprovalSubjects } from './approval-subjects.js';
import { ApprovalTaskController } from './approval-task.controller.js';
import { ApprovalTaskReader } from './approval-task.reader.js';
import { ApprovalTaskService } from './approval-task.service.js';
import { BulkDecisionService } from './bulk-decision.service.js';
import { DryRunService } from './dry-run.service.js';
import { FlowMigrationService } from './flow-migration.service.js';
import { HandOverController } from './hand-over.controller.js';
import { HandOverService } from './hand-over.service.js';
import { Processes } from './process.service.js';
import { ReviewSheetController } from './review-sheet.controller.js';
import { ReviewSheets } from './review-sheet.service.js';
import { SubstitutionController } from './substitution.controller.js';
import { SubstitutionService } from './substitution.service.js';

@Module({
  controllers: [
    ApprovalController,
    ApprovalCommentController,
    HandOverController,
    ApprovalTaskController,
    ApprovalFlowController,
    SubstitutionController,
    ReviewSheetController,
  ],
  providers: [
    ApprovalSubjects,
    ApprovalListener,
    Processes,
    Approvals,
    ApprovalReader,
    ApprovalTaskReader,
    ApprovalTaskService,
    ApprovalFlowService,
    ReviewSheets,
    ApprovalCommentService,
    ApprovalDeadlineProcessor,
    BulkDecisionService,
    HandOverService,
    SubstitutionService,
    DryRunService,
    FlowMigrationService,
  ],
  exports: [ApprovalSubjects, Approvals],
})
export class ApprovalModule {}
