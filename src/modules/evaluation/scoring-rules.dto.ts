import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsNotEmpty,
  IsString,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { IsCivilDate, IsDecimalText } from '../../platform/http/fields.js';
import { OrNull } from '../../platform/http/optional.js';
import {
  DateRule,
  EqualRule,
  ExecutionRuleRequest,
  NegativeRule,
  NotApplicableRule,
  OvershootRuleRequest,
  PositiveRule,
  SatisfactionRule,
  StrictRule,
} from './scoring-method.dto.js';

/** 小数位与进位 / rounding */
export class RoundingRule {
  @IsIn([2])
  scale: 2;

  @IsIn(['HALF_UP'])
  mode: 'HALF_UP';
}

/** 定性等级区间 / a band of a qualitative level */
export class QualitativeBandRule {
  @IsIn(['ACHIEVED', 'PARTIAL', 'NOT_ACHIEVED'])
  code: 'ACHIEVED' | 'PARTIAL' | 'NOT_ACHIEVED';

  @IsDecimalText()
  lo: string;

  @IsDecimalText()
  hi: string;

  @IsBoolean()
  loIncl: boolean;

  @IsBoolean()
  hiIncl: boolean;
}

/** 定性指标 / qualitative indicators */
export class QualitativeRule {
  @IsArray()
  @ArrayMaxSize(3)
  @ValidateNested({ each: true })
  @Type(() => QualitativeBandRule)
  bands: QualitativeBandRule[];
}

/** 等级区间,自高到低,左闭右开 / a grade, best first, half-open */
export class GradeBandRule {
  /** @example "优" */
  @IsString()
  @IsNotEmpty()
  @MaxLength(10)
  code: string;

  @IsDecimalText()
  lo: string;

  @IsDecimalText()
  hi: string;
}

export const VETO_CONDITIONS = [
  'FALSIFIED_DATA',
  'MISUSE_OF_FUNDS',
  'MAJOR_ACCIDENT',
  'REFUSED_EVALUATION',
  'OVERSPENT_WITHOUT_APPROVAL',
] as const;

/** 评分规则内容 / the content of a scoring rule set */
export class ScoringRulesRequest {
  /** 适用地区 / jurisdiction @example "成都市双流区" */
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  jurisdiction: string;

  @IsCivilDate()
  effectiveFrom: string;

  @OrNull()
  @IsCivilDate()
  effectiveTo: string | null;

  /** 依据 / circulars and forms */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(20)
  @IsString({ each: true })
  @MaxLength(200, { each: true })
  legalBasis: string[];

  @ValidateNested()
  @Type(() => RoundingRule)
  @IsNotEmpty()
  rounding: RoundingRule;

  /** 指标分值合计 / points of all indicators @example "90" */
  @IsDecimalText()
  indicatorTotal: string;

  /** 预算执行率分值 / points of budget execution @example "10" */
  @IsDecimalText()
  executionWeight: string;

  @ValidateNested()
  @Type(() => ExecutionRuleRequest)
  @IsNotEmpty()
  execution: ExecutionRuleRequest;

  @ValidateNested()
  @Type(() => PositiveRule)
  @IsNotEmpty()
  positive: PositiveRule;

  @ValidateNested()
  @Type(() => NegativeRule)
  @IsNotEmpty()
  negative: NegativeRule;

  @ValidateNested()
  @Type(() => EqualRule)
  @IsNotEmpty()
  equal: EqualRule;

  @ValidateNested()
  @Type(() => StrictRule)
  @IsNotEmpty()
  strictOps: StrictRule;

  @ValidateNested()
  @Type(() => OvershootRuleRequest)
  @IsNotEmpty()
  overshoot: OvershootRuleRequest;

  @ValidateNested()
  @Type(() => QualitativeRule)
  @IsNotEmpty()
  qualitative: QualitativeRule;

  @ValidateNested()
  @Type(() => SatisfactionRule)
  @IsNotEmpty()
  satisfaction: SatisfactionRule;

  @ValidateNested()
  @Type(() => DateRule)
  @IsNotEmpty()
  date: DateRule;

  @ValidateNested()
  @Type(() => NotApplicableRule)
  @IsNotEmpty()
  na: NotApplicableRule;

  /** 空为等级未知 / empty: the grades are not known */
  @IsArray()
  @ArrayMaxSize(10)
  @ValidateNested({ each: true })
  @Type(() => GradeBandRule)
  grades: GradeBandRule[];

  /** 一票否决情形 / veto conditions */
  @IsArray()
  @ArrayMaxSize(5)
  @IsIn(VETO_CONDITIONS, { each: true })
  veto: (typeof VETO_CONDITIONS)[number][];
}
