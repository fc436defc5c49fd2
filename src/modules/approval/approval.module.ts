import { Module } from '@nestjs/common';
import { ApprovalController } from './approval.controller.js';
import { ApprovalListener } from './approval.listener.js';
import { ApprovalReader } from './approval.reader.js';
import { Approvals } from './approval.service.js';
import { ApprovalFlowController } from './approval-flow.controller.js';
import { ApprovalFlowService } from './approval-flow.service.js';
import { ApprovalSubjects } from './approval-subjects.js';
import { ApprovalTaskController } from './approval-task.controller.js';
import { ApprovalTaskService } from './approval-task.service.js';

import { Processes } from './process.service.js';
import { ReviewSheets } from './review-sheet.service.js';

@Module({
  controllers: [ApprovalController, ApprovalTaskController, ApprovalFlowController],
  providers: [
    ApprovalSubjects,
    ApprovalListener,
    Processes,
    Approvals,
    ApprovalReader,
    ApprovalTaskService,
    ApprovalFlowService,
    ReviewSheets,
  ],
  exports: [ApprovalSubjects, Approvals],
})
export class ApprovalModule {}
