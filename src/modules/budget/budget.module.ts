import { Module } from '@nestjs/common';
import { BudgetController } from './budget.controller.js';
import { BudgetService } from './budget.service.js';
import { PaymentController } from './payment.controller.js';
import { PaymentService } from './payment.service.js';
import { ProjectController } from './project.controller.js';
import { ProjectReader } from './project.reader.js';
import { ProjectService } from './project.service.js';

@Module({
  controllers: [ProjectController, BudgetController, PaymentController],
  providers: [ProjectService, ProjectReader, BudgetService, PaymentService],
})
export class BudgetModule {}
