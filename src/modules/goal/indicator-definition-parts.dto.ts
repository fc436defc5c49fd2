import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsNotEmpty,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { IsCode } from '../../platform/http/fields.js';
import { Optional } from '../../platform/http/optional.js';
import { COLLECTION_COSTS, COLLECTION_METHODS, RELIABILITIES } from './domain/indicator-definition.js';
import { REPORTING_PERIODS } from './indicator.dto.js';

/** 一级、二级指标 / a position in a frame */
export class PositionRequest {
  /** 一级指标 / level 1 @example "产出" */
  @IsString()
  @IsNotEmpty()
  @MaxLength(50)
  level1: string;

  /** 二级指标 / level 2 @example "数量" */
  @IsString()
  @IsNotEmpty()
  @MaxLength(50)
  level2: string;
}

/** 在两种指标体系中的位置;空为不适用 / the positions in both frames; null: none */
export class PositionsRequest {
  /** 财预〔2015〕88号 */
  @IsOptional()
  @ValidateNested()
  @Type(() => PositionRequest)
  V2015?: PositionRequest | null;

  /** 财预〔2021〕101号 */
  @IsOptional()
  @ValidateNested()
  @Type(() => PositionRequest)
  V2021?: PositionRequest | null;
}

/** 制度框架中的位置 / where a framework names it */
export class FrameworkPlaceRequest extends PositionRequest {
  /** 文号 / the document @example "财预〔2013〕53号" */
  @IsString()
  @IsNotEmpty()
  @MaxLength(50)
  source: string;
}

/** 公式的数据项 / an input of the formula */
export class FormulaInputRequest {
  /** 公式中的名称 / its name in the expression @example "planned" */
  @IsString()
  @MaxLength(40)
  @Matches(/^[a-z][A-Za-z0-9]{0,39}$/)
  key: string;

  /** 名称 / name @example "计划完成数" */
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  name: string;

  /** 度量单位代码 / unit code @example "ITEM" */
  @IsString()
  @IsCode()
  unit: string;
}

/** 定性指标的等级说明 / what each level of a qualitative indicator means */
export class LevelsRequest {
  /** 达成 / achieved */
  @IsString()
  @IsNotEmpty()
  @MaxLength(300)
  ACHIEVED: string;

  /** 部分达成 / partly achieved */
  @IsString()
  @IsNotEmpty()
  @MaxLength(300)
  PARTIAL: string;

  /** 未达成 / not achieved */
  @IsString()
  @IsNotEmpty()
  @MaxLength(300)
  NOT_ACHIEVED: string;
}

/** 数据采集 / how the figure is collected */
export class CollectionRequest {
  /** 采集方式 / method */
  @IsIn(COLLECTION_METHODS)
  method: (typeof COLLECTION_METHODS)[number];

  /** 采集频率 / frequency */
  @IsIn(REPORTING_PERIODS)
  frequency: (typeof REPORTING_PERIODS)[number];

  /** 采集成本 / cost */
  @IsIn(COLLECTION_COSTS)
  cost: (typeof COLLECTION_COSTS)[number];

  /** 可靠性:A 系统、仪器或审定账表;B 凭据或外部佐证;C 单位自行汇总估算;D 主观判断 / reliability, A the best */
  @IsIn(RELIABILITIES)
  reliability: (typeof RELIABILITIES)[number];
}

/** 指标定义中可以不填的部分;null 为清除 / the optional parts of a definition; null takes one away */
export class DefinitionDetailsRequest {
  /** 行业领域 / sector @example "EDUCATION" */
  @IsOptional()
  @IsString()
  @IsCode()
  sector?: string | null;

  /** 在两种指标体系中的位置 / positions in both frames */
  @Optional()
  @ValidateNested()
  @Type(() => PositionsRequest)
  positions?: PositionsRequest;

  /** 制度框架中的位置 / places in frameworks */
  @Optional()
  @IsArray()
  @ArrayMaxSize(10)
  @ValidateNested({ each: true })
  @Type(() => FrameworkPlaceRequest)
  frameworks?: FrameworkPlaceRequest[];

  /** 英文名称 / English name */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  nameEn?: string | null;

  /** 拼音,不标声调,音节以空格分隔;缺省由系统注音 / pinyin without tones; absent: spelled by the system @example "wan cheng lv" */
  @Optional()
  @IsString()
  @MaxLength(400)
  @Matches(/^[a-z0-9]+( [a-z0-9]+)*$/)
  pinyin?: string;

  /** 英文解释 / English definition */
  @IsOptional()
  @IsString()
  @MaxLength(500)
  definitionEn?: string | null;

  /** 度量单位代码;时限与定性指标没有 / unit code; none for DATE and QUAL @example "PERCENT" */
  @IsOptional()
  @IsString()
  @IsCode()
  unitOfMeasure?: string | null;

  /** 数据项 / the inputs of the formula */
  @Optional()
  @IsArray()
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => FormulaInputRequest)
  inputs?: FormulaInputRequest[];

  /** 可计算的公式 / the formula as an expression over the inputs @example "round(actual / planned * 100, 2)" */
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(1000)
  expression?: string | null;

  /** 等级说明(定性)/ the levels, for QUAL */
  @IsOptional()
  @ValidateNested()
  @Type(() => LevelsRequest)
  levels?: LevelsRequest | null;

  /** 常见误用 / how the figure is gamed or mismeasured */
  @IsOptional()
  @IsString()
  @MaxLength(500)
  pitfall?: string | null;

  /** 取值来源 / usual source */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  dataSource?: string | null;
}
