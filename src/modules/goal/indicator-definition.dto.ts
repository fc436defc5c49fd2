import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  ArrayUnique,
  IsArray,
  IsIn,
  IsNotEmpty,
  IsString,
  IsUUID,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { IsCode } from '../../platform/http/fields.js';
import { Optional } from '../../platform/http/optional.js';
import type { Direction, MeasureType, Operator } from './domain/goal-check.js';
import { DEFINITION_SCOPES, type DefinitionScope, EVIDENCE_KINDS } from './domain/indicator-definition.js';
import { DIRECTIONS, MEASURE_TYPES, OPERATORS } from './indicator.dto.js';
import { CollectionRequest, DefinitionDetailsRequest } from './indicator-definition-parts.dto.js';

export const SUBJECT_KINDS = ['PROJECT', 'POLICY', 'DEPARTMENT_WHOLE'] as const;

/** 新建指标定义 / a new definition */
export class CreateIndicatorDefinitionRequest extends DefinitionDetailsRequest {
  /** 指标编码 / code @example "EDU-Q-901" */
  @IsString()
  @IsCode()
  code: string;

  /** 共性、行业或个性 / common, sector or own */
  @IsIn(DEFINITION_SCOPES)
  scope: DefinitionScope;

  /** 区划(共性、行业)/ district, for COMMON and SECTOR */
  @Optional()
  @IsUUID()
  districtId?: string;

  /** 单位(个性)/ unit, for OWN */
  @Optional()
  @IsUUID()
  unitId?: string;

  /** 适用对象 / subject kinds */
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(3)
  @ArrayUnique()
  @IsIn(SUBJECT_KINDS, { each: true })
  subjectKinds: (typeof SUBJECT_KINDS)[number][];

  /** 名称 / name @example "学生资助覆盖率" */
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  name: string;

  /** 指标解释 / definition */
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  definition: string;

  /** 指标类型 / measure type */
  @IsIn(MEASURE_TYPES)
  measureType: MeasureType;

  /** 指标性质 / operator */
  @IsIn(OPERATORS)
  operator: Operator;

  /** 指标方向性 / direction */
  @IsIn(DIRECTIONS)
  direction: Direction;

  /** 计算公式或判定方法 / the formula in words @example "实际完成数 ÷ 计划完成数 × 100%" */
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  formula: string;

  /** 佐证类型 / evidence kinds */
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(9)
  @ArrayUnique()
  @IsIn(EVIDENCE_KINDS, { each: true })
  evidenceKinds: (typeof EVIDENCE_KINDS)[number][];

  /** 数据采集 / collection */
  @ValidateNested()
  @Type(() => CollectionRequest)
  collection: CollectionRequest;
}

/** 修改指标定义草稿 / changes of a draft definition */
export class UpdateIndicatorDefinitionRequest extends DefinitionDetailsRequest {
  /** 适用对象 / subject kinds */
  @Optional()
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(3)
  @ArrayUnique()
  @IsIn(SUBJECT_KINDS, { each: true })
  subjectKinds?: (typeof SUBJECT_KINDS)[number][];

  /** 名称 / name */
  @Optional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  name?: string;

  /** 指标解释 / definition */
  @Optional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  definition?: string;

  /** 指标类型 / measure type */
  @Optional()
  @IsIn(MEASURE_TYPES)
  measureType?: MeasureType;

  /** 指标性质 / operator */
  @Optional()
  @IsIn(OPERATORS)
  operator?: Operator;

  /** 指标方向性 / direction */
  @Optional()
  @IsIn(DIRECTIONS)
  direction?: Direction;

  /** 计算公式或判定方法 / the formula in words */
  @Optional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  formula?: string;

  /** 佐证类型 / evidence kinds */
  @Optional()
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(9)
  @ArrayUnique()
  @IsIn(EVIDENCE_KINDS, { each: true })
  evidenceKinds?: (typeof EVIDENCE_KINDS)[number][];

  /** 数据采集 / collection */
  @Optional()
  @ValidateNested()
  @Type(() => CollectionRequest)
  collection?: CollectionRequest;
}

/** 合并重复指标 / merging a duplicate */
export class MergeIndicatorDefinitionRequest {
  /** 并入的指标(已发布的版次)/ the published revision that takes over */
  @IsUUID()
  into: string;

  /** 理由 / reason */
  @IsString()
  @IsNotEmpty()
  @MaxLength(2000)
  reason: string;
}
