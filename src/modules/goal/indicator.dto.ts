import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { IsCivilDate, IsDecimalText } from '../../platform/http/fields.js';
import { Optional } from '../../platform/http/optional.js';
import type { Direction, MeasureType, Operator } from './domain/goal-check.js';

export const MEASURE_TYPES = ['CUMULATIVE', 'STOCK', 'RATE', 'SCORE', 'DATE', 'COST', 'EVENT_COUNT', 'QUAL'] as const;
export const OPERATORS = ['GE', 'GT', 'EQ', 'LT', 'LE', 'QUAL'] as const;
export const DIRECTIONS = ['POSITIVE', 'NEGATIVE', 'NEUTRAL'] as const;
export const REPORTING_PERIODS = ['MONTH', 'QUARTER', 'HALF', 'YEAR', 'MULTI_YEAR'] as const;

/** 绩效指标 / an indicator */
export class IndicatorRequest {
  /** 已有指标的 id;缺省为新增 / id of an existing indicator; absent: a new one */
  @Optional()
  @IsUUID()
  id?: string;

  /** 引用的指标库指标 / the definition in the library that it follows */
  @IsOptional()
  @IsUUID()
  definitionId?: string | null;

  /** 引用的版次;缺省为现行版次 / the pinned revision; absent: the published one */
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(100_000)
  definitionRevision?: number | null;

  /** 一级指标 / level 1 @example "产出指标" */
  @IsString()
  @IsNotEmpty()
  @MaxLength(50)
  level1: string;

  /** 二级指标 / level 2 @example "数量指标" */
  @IsString()
  @IsNotEmpty()
  @MaxLength(50)
  level2: string;

  /** 三级指标 / name @example "学生受资助人数" */
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  name: string;

  /** 指标类型:累计、存量、比率、满意度得分、时限、成本、事件数、定性 / measure type */
  @IsIn(MEASURE_TYPES)
  measureType: MeasureType;

  /** 指标性质:≥ > = < ≤ 定性 / operator */
  @IsIn(OPERATORS)
  operator: Operator;

  /** 指标方向性:正向、反向、中性 / direction */
  @IsIn(DIRECTIONS)
  direction: Direction;

  /** 指标值(定量)/ target value */
  @Optional()
  @IsDecimalText()
  targetValue?: string;

  /** 完成时限(时限类)/ deadline, for DATE */
  @Optional()
  @IsCivilDate()
  targetOn?: string;

  /** 指标值(定性描述)/ target in words, for QUAL */
  @Optional()
  @IsString()
  @MaxLength(500)
  targetText?: string;

  /** 基期值(存量类)/ baseline, for STOCK */
  @Optional()
  @IsDecimalText()
  baseline?: string;

  /** 度量单位 / unit of measure @example "人次" */
  @Optional()
  @IsString()
  @MaxLength(20)
  unitOfMeasure?: string;

  /** 权重(分),大于 0 / weight in points, above 0 @example "10" */
  @IsString()
  @Matches(/^(?!0+(\.0+)?$)\d{1,2}(\.\d{1,2})?$/)
  weight: string;

  /** 报送周期 / reporting period */
  @IsIn(REPORTING_PERIODS)
  reportingPeriod: (typeof REPORTING_PERIODS)[number];

  /** 是否核心指标 / core indicator */
  @Optional()
  @IsBoolean()
  isCore?: boolean;

  /** 指标解释 / definition */
  @Optional()
  @IsString()
  @MaxLength(500)
  definition?: string;

  /** 评(扣)分标准 / scoring standard */
  @Optional()
  @IsString()
  @MaxLength(500)
  scoringStandard?: string;

  /** 指标值设定依据 / basis of the target */
  @Optional()
  @IsString()
  @MaxLength(500)
  targetBasis?: string;

  /** 取值来源 / data source */
  @Optional()
  @IsString()
  @MaxLength(200)
  dataSource?: string;
}

/** 全部指标,按顺序;不在其中的指标将被删除 / the whole list in order; what is missing is removed */
export class PutIndicatorsRequest {
  @IsArray()
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => IndicatorRequest)
  indicators: IndicatorRequest[];
}

/** 绩效指标 / an indicator */
export class IndicatorResponse {
  /** @format uuid */
  id: string;
  /** 引用的指标库指标 / the definition that it follows @format uuid */
  definitionId: string | null;
  /** 引用的版次 / the pinned revision */
  definitionRevision: number | null;
  level1: string;
  level2: string;
  name: string;
  measureType: 'CUMULATIVE' | 'STOCK' | 'RATE' | 'SCORE' | 'DATE' | 'COST' | 'EVENT_COUNT' | 'QUAL';
  operator: 'GE' | 'GT' | 'EQ' | 'LT' | 'LE' | 'QUAL';
  direction: 'POSITIVE' | 'NEGATIVE' | 'NEUTRAL';
  /** @example "735" */
  targetValue: string | null;
  /** @format date */
  targetOn: string | null;
  targetText: string | null;
  baseline: string | null;
  unitOfMeasure: string | null;
  /** @example "10.00" */
  weight: string;
  reportingPeriod: 'MONTH' | 'QUARTER' | 'HALF' | 'YEAR' | 'MULTI_YEAR';
  isCore: boolean;
  definition: string | null;
  scoringStandard: string | null;
  targetBasis: string | null;
  dataSource: string | null;
}
