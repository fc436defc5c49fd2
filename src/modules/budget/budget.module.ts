import { Module } from '@nestjs/common';
import { ApprovalModule } from '../approval/index.js';
import { AssessmentDutyController } from './assessment-duty.controller.js';
import { AssessmentDutyService } from './assessment-duty.service.js';
import { AssessmentSheetController } from './assessment-sheet.controller.js';
import { AssessmentSheetService } from './assessment-sheet.service.js';
import { BudgetController } from './budget.controller.js';
import { BudgetService } from './budget.service.js';
import { BudgetAdjustmentController } from './budget-adjustment.controller.js';
import { BudgetAdjustmentProcessor } from './budget-adjustment.processor.js';
import { BudgetAdjustmentReader } from './budget-adjustment.reader.js';
import { BudgetAdjustmentService } from './budget-adjustment.service.js';
import { BudgetAdjustmentSubject } from './budget-adjustment.subject.js';
import { FiscalYearCloseController } from './fiscal-year-close.controller.js';
import { FiscalYearCloseReader } from './fiscal-year-close.reader.js';
import { FiscalYearCloseService } from './fiscal-year-close.service.js';
import { LedgerController } from './ledger.controller.js';
import { LedgerInvariants } from './ledger.invariants.js';
import { LedgerReader } from './ledger.reader.js';
import { PaymentController } from './payment.controller.js';
import { PaymentImport } from './payment.import.js';
import { PaymentService } from './payment.service.js';
import { PaymentBatchController } from './payment-batch.controller.js';
import { PaymentBatchService } from './payment-batch.service.js';
import { ProjectController } from './project.controller.js';
import { ProjectImport } from './project.import.js';
import { ProjectReader } from './project.reader.js';
import { ProjectService } from './project.service.js';
import { ProjectAssessmentController } from './project-assessment.controller.js';
import { ProjectAssessmentReader } from './project-assessment.reader.js';
import { ProjectAssessmentService } from './project-assessment.service.js';

@Module({
  imports: [ApprovalModule],
  controllers: [
    ProjectController,
    BudgetController,
    LedgerController,
    BudgetAdjustmentController,
    FiscalYearCloseController,
    PaymentController,
    PaymentBatchController,
    AssessmentSheetController,
    AssessmentDutyController,
    ProjectAssessmentController,
  ],
  providers: [
    ProjectService,
    ProjectReader,
    ProjectImport,
    BudgetService,
    LedgerReader,
    LedgerInvariants,
    BudgetAdjustmentService,
    BudgetAdjustmentReader,
    BudgetAdjustmentSubject,
    BudgetAdjustmentProcessor,
    FiscalYearCloseService,
    FiscalYearCloseReader,
    PaymentService,
    PaymentImport,
    PaymentBatchService,
    AssessmentSheetService,
    AssessmentDutyService,
    ProjectAssessmentService,
    ProjectAssessmentReader,
  ],
})
export class BudgetModule {}
