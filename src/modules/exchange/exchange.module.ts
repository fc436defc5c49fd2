import { Module } from '@nestjs/common';
import { ExportController } from './export.controller.js';
import { ExportService } from './export.service.js';
import { ImportController } from './import.controller.js';
import { ImportProcessor } from './import.processor.js';
import { ImportService } from './import.service.js';
import { ImportCommitService } from './import-commit.service.js';
import { ImportValidationService } from './import-validation.service.js';

/** 导入与导出: spreadsheets of every kind. What a kind means, its own module says (platform/imports). */
@Module({
  controllers: [ImportController, ExportController],
  providers: [ImportService, ImportProcessor, ImportValidationService, ImportCommitService, ExportService],
})
export class ExchangeModule {}
