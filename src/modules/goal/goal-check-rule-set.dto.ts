import { applyDecorators } from '@nestjs/common';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsNotEmpty,
  IsString,
  IsUUID,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { AllowedActionResponse } from '../../platform/auth/allowed-action.dto.js';
import { IsDecimalText, IsPart } from '../../platform/http/fields.js';
import { FINDING_SEVERITIES, type IndicatorStandard } from './domain/checks/check-rules.js';
import { GoalCheckRuleSetResponse } from './goal-check.dto.js';

const SEVERITIES = [...FINDING_SEVERITIES, 'OFF'] as const;
type Severity = (typeof SEVERITIES)[number];
const STANDARD_KINDS = ['MINIMUM', 'PLAN', 'INDUSTRY', 'BENCHMARK'] as const;

/** 一列词语 / words */
const Words = (): PropertyDecorator =>
  applyDecorators(
    IsArray(),
    ArrayMaxSize(200),
    IsString({ each: true }),
    IsNotEmpty({ each: true }),
    MaxLength(50, { each: true }),
  ) as PropertyDecorator;

/** 每条规则的严重程度;OFF 为不用 / how serious each finding is; OFF: the district does without the rule */
export class CheckSeveritiesRequest {
  @IsIn(SEVERITIES)
  SMART_S: Severity;
  @IsIn(SEVERITIES)
  SMART_M: Severity;
  @IsIn(SEVERITIES)
  SMART_R: Severity;
  @IsIn(SEVERITIES)
  SMART_T: Severity;
  @IsIn(SEVERITIES)
  NOT_ALIGNED: Severity;
  @IsIn(SEVERITIES)
  INPUT_AS_OUTPUT: Severity;
  @IsIn(SEVERITIES)
  SINGLE_WEIGHT: Severity;
  @IsIn(SEVERITIES)
  UNIT_IMPLAUSIBLE: Severity;
  @IsIn(SEVERITIES)
  QUAL_LEVELS_MISSING: Severity;
  @IsIn(SEVERITIES)
  QUAL_WITH_NUMBER: Severity;
  @IsIn(SEVERITIES)
  NUMBER_IN_NAME: Severity;
  @IsIn(SEVERITIES)
  BASELINE_NOT_BETTER: Severity;
  @IsIn(SEVERITIES)
  EVIDENCE_WEAK: Severity;
  @IsIn(SEVERITIES)
  TARGET_TOO_LOW: Severity;
  @IsIn(SEVERITIES)
  TARGET_TOO_HIGH: Severity;
  @IsIn(SEVERITIES)
  TARGET_UNCOMPARED: Severity;
  @IsIn(SEVERITIES)
  BELOW_MINIMUM: Severity;
}

/** 词语 / words */
export class CheckWordsRequest {
  /** 只表示意图的动词 / verbs of intention @example ["加强", "推进"] */
  @Words()
  vague: string[];

  /** 表示结果的词尾 / what a measured result ends in @example ["率", "人次"] */
  @Words()
  outcomes: string[];

  /** 没有对象的词 / what says nothing of an object @example ["任务"] */
  @Words()
  empty: string[];

  /** 投入,不是产出 / inputs, which are no outputs @example ["拨付"] */
  @Words()
  inputs: string[];
}

/** 以这些词结尾的指标用这些单位 / names that end so are counted in these units */
export class CheckUnitsRequest {
  /** @example ["里程"] */
  @Words()
  endings: string[];

  /** @example ["公里"] */
  @Words()
  units: string[];
}

/** 目标值合理性的界限 / where a target stands out */
export class CheckThresholdsRequest {
  @IsInt()
  @Min(1)
  @Max(20)
  minHistory: number;

  @IsInt()
  @Min(1)
  @Max(1000)
  minPeers: number;

  /** 稳健 z 值 / robust z @example "-2" */
  @IsDecimalText()
  lowZ: string;

  /** @example "3" */
  @IsDecimalText()
  highZ: string;

  /** 历年没有差别时,偏离中位数的份额 / share of the median where past figures do not differ @example "0.10" */
  @IsDecimalText()
  flatShare: string;

  /** 单位成本偏离中位数的份额 / of the unit cost @example "0.30" */
  @IsDecimalText()
  unitCostShare: string;

  /** 上年完成比达到多少即目标过易 / last year's completion from which its target was too easy @example "1.3" */
  @IsDecimalText()
  overshoot: string;

  /** 年增长下限 / least growth per year @example "0.8" */
  @IsDecimalText()
  minGrowth: string;

  /** 年增长上限 / most growth per year @example "1.25" */
  @IsDecimalText()
  maxGrowth: string;
}

/** 标准:法定最低、规划、行业、标杆 / what regulation, plan or industry ask */
export class CheckStandardRequest {
  /** 指标库定义 / definition of the library */
  @IsUUID()
  definitionId: string;

  @IsIn(STANDARD_KINDS)
  kind: IndicatorStandard['kind'];

  /** @example "95" */
  @IsDecimalText()
  value: string;

  /** 出处 / the document @example "国卫基层发〔2025〕12号" */
  @IsString()
  @MaxLength(200)
  source: string;
}

/** 目标检查规则的内容 / the rules */
export class GoalCheckRulesRequest {
  @IsPart(() => CheckSeveritiesRequest)
  severities: CheckSeveritiesRequest;

  @IsPart(() => CheckWordsRequest)
  words: CheckWordsRequest;

  @IsArray()
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => CheckUnitsRequest)
  units: CheckUnitsRequest[];

  /** 表示金额的单位 / units of money @example ["万元"] */
  @Words()
  moneyUnits: string[];

  /** 单项权重超过此分值即过高 / points above which one indicator carries too much @example "60" */
  @IsDecimalText()
  singleWeight: string;

  @IsPart(() => CheckThresholdsRequest)
  thresholds: CheckThresholdsRequest;

  @IsArray()
  @ArrayMaxSize(1000)
  @ValidateNested({ each: true })
  @Type(() => CheckStandardRequest)
  standards: CheckStandardRequest[];
}

/** 修改草稿 / edit a draft, as a whole */
export class PutGoalCheckRuleSetRequest {
  /** @example "双流区目标检查规则" */
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  nameZh: string;

  /** @example "Check rules of Shuangliu" */
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  nameEn: string;

  @IsPart(() => GoalCheckRulesRequest)
  rules: GoalCheckRulesRequest;
}

/** 起草区划的检查规则:其下一版 / draft the next edition of a district's check rules */
export class CreateGoalCheckRuleSetRequest extends PutGoalCheckRuleSetRequest {
  /** 区划 / district */
  @IsUUID()
  districtId: string;
}

/** 目标检查规则的一版 / one edition */
export class GoalCheckRuleSetEdition extends GoalCheckRuleSetResponse {
  state: 'DRAFT' | 'PUBLISHED' | 'RETIRED';
  version: number;
  allowedActions: AllowedActionResponse[];
}
