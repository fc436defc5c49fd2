import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../platform/database/transactions.js';
import type { JsonText } from '../../platform/http/json-text.js';
import { Acting } from '../../platform/http/parameters.js';
import { Route } from '../../platform/http/route.js';
import { OperationResponse } from '../../platform/operations/operations.dto.js';
import { exportErrors, importErrors } from './exchange.errors.js';
import { exportPolicy } from './exchange.policy.js';
import { CreateExportRequest } from './export.dto.js';
import { ExportService } from './export.service.js';

@ApiTags('exports')
@Controller('exports')
export class ExportController {
  constructor(private readonly exports: ExportService) {}

  @Post()
  @Route({
    id: 'exports.create',
    summary: '导出模板或数据 / Write a template or the filled form',
    allow: exportPolicy.create,
    answer: OperationResponse,
    status: 202,
    errors: [importErrors.unknownKind, exportErrors.tooManyRows],
  })
  create(@Acting() actor: Actor, @Body() request: CreateExportRequest): Promise<JsonText> {
    return this.exports.create(actor, request);
  }
}
