import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsInt,
  IsNotEmpty,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { Optional } from '../../platform/http/optional.js';

/** 得分:0–999.99,两位小数以内 / points as decimal text */
const POINTS = /^\d{1,3}(\.\d{1,2})?$/;

/** 新建自评 / a new self-evaluation */
export class CreateSelfEvaluationRequest {
  /** 绩效目标(执行中或已关闭)/ a goal in execution or closed */
  @IsUUID()
  goalId: string;

  /** 评分规则代码,缺省按区划设置 / rule set; absent: the district's own @example "SC-2025" */
  @Optional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(40)
  ruleSet?: string;
}

/** 预算执行率的填报 / what the unit states about budget execution */
export class ExecutionFillingRequest {
  /** 自评得分 / reported score @example "9.50" */
  @IsOptional()
  @IsString()
  @MaxLength(6)
  @Matches(POINTS)
  reportedScore?: string | null;

  /** 原因:执行率偏低或预算调整 / why execution is low or the budget was adjusted */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  reason?: string | null;
}

/** 一项指标的填报;空值清除 / what the unit states about an indicator; null clears */
export class IndicatorFillingRequest {
  /** 指标 / indicator */
  @IsUUID()
  indicatorId: string;

  /** 自评得分 / reported score @example "9.50" */
  @IsOptional()
  @IsString()
  @MaxLength(6)
  @Matches(POINTS)
  reportedScore?: string | null;

  /** 未完成原因分析 / why the target was missed */
  @IsOptional()
  @IsString()
  @MaxLength(500)
  reason?: string | null;

  /** 填报的完成值,替代监控数据 / an actual that replaces the monitored one @example "487" */
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  actual?: string | null;

  /** 填报完成值的依据,必填 / where that actual comes from */
  @IsOptional()
  @IsString()
  @MaxLength(500)
  actualReason?: string | null;

  /** 满意度样本量 / sample size of a satisfaction figure */
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(1_000_000_000)
  sampleSize?: number | null;

  /** 满意度调查方式 / survey method */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  surveyMethod?: string | null;

  /** 不适用 / not applicable */
  @Optional()
  @IsBoolean()
  notApplicable?: boolean;
}

/** 修改自评 / changes of a self-evaluation; what is absent stays */
export class UpdateSelfEvaluationRequest {
  /** 年度目标完成情况 / how the goal was met */
  @IsOptional()
  @IsString()
  @MaxLength(100)
  goalCompletion?: string | null;

  /** 项目实施内容及过程概述 / what was done */
  @IsOptional()
  @IsString()
  @MaxLength(2000)
  processSummary?: string | null;

  /** 评价结论 / conclusion */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  conclusion?: string | null;

  /** 存在问题 / problems */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  problems?: string | null;

  /** 改进措施 / measures */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  measures?: string | null;

  /** 预算执行率 / budget execution */
  @Optional()
  @IsObject()
  @ValidateNested()
  @Type(() => ExecutionFillingRequest)
  execution?: ExecutionFillingRequest;

  /** 绩效指标 / indicators */
  @Optional()
  @IsArray()
  @ArrayMaxSize(500)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => IndicatorFillingRequest)
  indicators?: IndicatorFillingRequest[];
}

/** 退回 / a return */
export class ReturnSelfEvaluationRequest {
  /** 退回理由 / reason */
  @IsString()
  @IsNotEmpty()
  @MaxLength(2000)
  reason: string;
}

/** 审定 / the end of the review */
export class FinalizeSelfEvaluationRequest {
  /** 审核意见 / opinion */
  @Optional()
  @IsString()
  @MaxLength(2000)
  opinion?: string;

  /** 抽查复核得分(财政抽查)/ total of the spot check @example "88.50" */
  @Optional()
  @IsString()
  @MaxLength(6)
  @Matches(/^(100(\.0{1,2})?|\d{1,2}(\.\d{1,2})?)$/)
  reviewedTotal?: string;
}
