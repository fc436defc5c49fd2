import { Module } from '@nestjs/common';
import { AssessmentDutyController } from './assessment-duty.controller.js';
import { AssessmentDutyService } from './assessment-duty.service.js';
import { AssessmentSheetController } from './assessment-sheet.controller.js';
import { AssessmentSheetService } from './assessment-sheet.service.js';
import { BudgetController } from './budget.controller.js';
import { BudgetService } from './budget.service.js';
import { LedgerController } from './ledger.controller.js';
import { LedgerInvariants } from './ledger.invariants.js';
import { LedgerReader } from './ledger.reader.js';
import { PaymentController } from './payment.controller.js';
import { PaymentService } from './payment.service.js';
import { ProjectController } from './project.controller.js';
import { ProjectImport } from './project.import.js';
import { ProjectReader } from './project.reader.js';
import { ProjectService } from './project.service.js';
import { ProjectAssessmentController } from './project-assessment.controller.js';
import { ProjectAssessmentReader } from './project-assessment.reader.js';
import { ProjectAssessmentService } from './project-assessment.service.js';

@Module({
  controllers: [
    ProjectController,
    BudgetController,
    LedgerController,
    PaymentController,
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
    PaymentService,
    AssessmentSheetService,
    AssessmentDutyService,
    ProjectAssessmentService,
    ProjectAssessmentReader,
  ],
})
export class BudgetModule {}
