import { Controller, Get, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../platform/database/transactions.js';
import { filesErrors } from '../../platform/files/files.errors.js';
import { UploadedForm, type UploadForm } from '../../platform/files/upload.js';
import type { JsonText } from '../../platform/http/json-text.js';
import { Acting, Id } from '../../platform/http/parameters.js';
import { Route } from '../../platform/http/route.js';
import { importsErrors } from '../../platform/imports/imports.errors.js';
import { OperationResponse } from '../../platform/operations/operations.dto.js';
import { importErrors } from './exchange.errors.js';
import { importPolicy } from './exchange.policy.js';
import { CreateImportRequest, ImportResponse } from './import.dto.js';
import { ImportService } from './import.service.js';

@ApiTags('imports')
@Controller('imports')
export class ImportController {
  constructor(private readonly imports: ImportService) {}

  @Post()
  @Route({
    id: 'imports.create',
    summary: '校验或提交一份表格(XLSX、CSV、NDJSON,≤ 10 MB)/ Validate or commit a spreadsheet',
    allow: importPolicy.create,
    answer: OperationResponse,
    status: 202,
    file: 'UPLOAD',
    form: CreateImportRequest,
    errors: [...Object.values(importErrors), ...Object.values(importsErrors), ...Object.values(filesErrors)],
  })
  create(
    @Acting() actor: Actor,
    @UploadedForm(CreateImportRequest) form: UploadForm<CreateImportRequest>,
  ): Promise<JsonText> {
    return this.imports.create(actor, form);
  }

  @Get(':id')
  @Route({
    id: 'imports.get',
    summary: '导入报告 / The report of an import',
    allow: importPolicy.read,
    answer: ImportResponse,
  })
  get(@Acting() actor: Actor, @Id() id: string): Promise<JsonText> {
    return this.imports.detail(actor, id);
  }
}
