import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../platform/database/transactions.js';
import type { JsonText } from '../../platform/http/json-text.js';
import type { ListRequest } from '../../platform/http/list.js';
import { Acting, Id, ListQuery } from '../../platform/http/parameters.js';
import { Route } from '../../platform/http/route.js';
import { indicatorFramePolicy, unitOfMeasurePolicy, weightTemplatePolicy } from './indicator-definition.policy.js';
import { IndicatorFrameResponse, UnitOfMeasureItem, WeightTemplateResponse } from './indicator-library.dto.js';
import { IndicatorLibraryReader } from './indicator-library.reader.js';
import { unitOfMeasureList } from './unit-of-measure.store.js';
import { weightTemplateList } from './weight-template.store.js';

/** What definitions and goals refer to: frames, units, weight templates. */
@ApiTags('indicator-library')
@Controller()
export class IndicatorLibraryController {
  constructor(private readonly library: IndicatorLibraryReader) {}

  @Get('indicator-frames')
  @Route({
    id: 'indicatorFrames.list',
    summary: '指标体系及新旧对照 / Indicator frames and how they map',
    allow: indicatorFramePolicy.read,
    answer: IndicatorFrameResponse,
    shape: 'ITEMS',
  })
  frames(@Acting() actor: Actor): Promise<{ items: readonly IndicatorFrameResponse[] }> {
    return this.library.frames(actor);
  }

  @Get('units-of-measure')
  @Route({
    id: 'unitsOfMeasure.list',
    summary: '度量单位字典 / The dictionary of units',
    allow: unitOfMeasurePolicy.read,
    answer: UnitOfMeasureItem,
    shape: 'PAGE',
    list: unitOfMeasureList,
  })
  units(@Acting() actor: Actor, @ListQuery() request: ListRequest): Promise<JsonText> {
    return this.library.units(actor, request);
  }

  @Get('weight-templates')
  @Route({
    id: 'weightTemplates.list',
    summary: '权重模板列表 / List weight templates',
    allow: weightTemplatePolicy.read,
    answer: WeightTemplateResponse,
    shape: 'PAGE',
    list: weightTemplateList,
  })
  templates(@Acting() actor: Actor, @ListQuery() request: ListRequest): Promise<JsonText> {
    return this.library.templates(actor, request);
  }

  @Get('weight-templates/:id')
  @Route({
    id: 'weightTemplates.get',
    summary: '权重模板详情 / Get a weight template',
    allow: weightTemplatePolicy.read,
    answer: WeightTemplateResponse,
  })
  template(@Acting() actor: Actor, @Id() id: string): Promise<JsonText> {
    return this.library.template(actor, id);
  }
}
