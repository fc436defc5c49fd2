import { Body, Controller, Get, ParseUUIDPipe, Put, Query } from '@nestjs/common';
import { ApiQuery, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../platform/database/transactions.js';
import { httpErrors } from '../../platform/http/http.errors.js';
import type { JsonText } from '../../platform/http/json-text.js';
import { Acting, IfMatch } from '../../platform/http/parameters.js';
import { Route } from '../../platform/http/route.js';
import { assessmentErrors } from './assessment.errors.js';
import { projectAssessmentPolicy } from './assessment.policy.js';
import {
  AssessmentDutyResponse,
  AssessmentRequirementResponse,
  SetAssessmentRequirementRequest,
} from './assessment-duty.dto.js';
import { AssessmentDutyService } from './assessment-duty.service.js';

const uuidOf = (name: string): ParseUUIDPipe =>
  new ParseUUIDPipe({ exceptionFactory: () => httpErrors.invalidFilter({ name, expected: 'uuid' }) });

const UUID = { type: 'string', format: 'uuid', maxLength: 36 } as const;

/** Before ProjectAssessmentController: its `:id` would take these words for ids. */
@ApiTags('budget')
@Controller('project-assessments')
export class AssessmentDutyController {
  constructor(private readonly duties: AssessmentDutyService) {}

  @Get('duty')
  @ApiQuery({ name: 'projectId', required: true, description: '项目 / project', schema: UUID })
  @Route({
    id: 'projectAssessments.duty',
    summary: '项目是否须做事前绩效评估 / Whether a project needs an assessment, and has it',
    allow: projectAssessmentPolicy.read,
    answer: AssessmentDutyResponse,
    errors: [httpErrors.notFound],
  })
  duty(
    @Acting() actor: Actor,
    @Query('projectId', uuidOf('projectId')) projectId: string,
  ): Promise<AssessmentDutyResponse> {
    return this.duties.duty(actor, projectId);
  }

  @Get('requirement')
  @ApiQuery({ name: 'districtId', required: true, description: '区划 / district', schema: UUID })
  @Route({
    id: 'projectAssessments.requirement',
    summary: '区划的事前绩效评估要求 / What a district requires',
    allow: projectAssessmentPolicy.read,
    answer: AssessmentRequirementResponse,
    errors: [httpErrors.notFound],
  })
  requirement(
    @Acting() actor: Actor,
    @Query('districtId', uuidOf('districtId')) districtId: string,
  ): Promise<JsonText> {
    return this.duties.requirement(actor, districtId);
  }

  @Put('requirement')
  @Route({
    id: 'projectAssessments.require',
    summary: '设定事前绩效评估要求 / Set what a district requires',
    allow: projectAssessmentPolicy.require,
    answer: AssessmentRequirementResponse,
    ifMatch: true,
    errors: [assessmentErrors.amountNegative],
  })
  require(
    @Acting() actor: Actor,
    @IfMatch() version: number,
    @Body() request: SetAssessmentRequirementRequest,
  ): Promise<JsonText> {
    return this.duties.require(actor, version, request);
  }
}
