import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsNotEmpty,
  Max,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { IsDecimalText } from '../../platform/http/fields.js';
import { OrNull } from '../../platform/http/optional.js';

/** Belongs to one method only; elsewhere it may be left out. */
const OnlyFor = (method: string, property: string): PropertyDecorator =>
  ValidateIf((rule: Record<string, unknown>) => rule['method'] === method || rule[property] !== undefined);

/** 档次:比率达到 from 得权重的 share / from this rate on, this share of the weight */
export class ScoreStepRule {
  /** @example "0.90" */
  @IsDecimalText()
  from: string;

  /** @example "1" */
  @IsDecimalText()
  share: string;
}

/** 预算执行率计分曲线 / how the execution rate scores */
export class ExecutionCurveRule {
  @IsIn(['PRORATA', 'STEPS'])
  method: 'PRORATA' | 'STEPS';

  @OnlyFor('STEPS', 'steps')
  @IsArray()
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => ScoreStepRule)
  steps?: ScoreStepRule[];
}

/** 预算执行率 / budget execution */
export class ExecutionRuleRequest {
  /** 分母:调整后预算、年初预算、到位资金 / denominator */
  @IsIn(['ADJUSTED', 'INITIAL', 'RECEIVED'])
  base: 'ADJUSTED' | 'INITIAL' | 'RECEIVED';

  @IsIn(['CAP'])
  over: 'CAP';

  /** 预算与执行均为 0 时 / nothing budgeted, nothing executed */
  @IsIn(['NA', 'FULL', 'ZERO'])
  zeroZero: 'NA' | 'FULL' | 'ZERO';

  /** 低于此执行率须说明原因;空为不要求 / reason line; null: none @example "0.90" */
  @OrNull()
  @IsDecimalText()
  reasonBelow: string | null;

  @ValidateNested()
  @Type(() => ExecutionCurveRule)
  @IsNotEmpty()
  curve: ExecutionCurveRule;
}

/** 正向指标 / positive indicators */
export class PositiveRule {
  @IsIn(['RATIO_CAPPED'])
  method: 'RATIO_CAPPED';

  /** 及格门槛 / pass threshold */
  @OrNull()
  @IsDecimalText()
  floor: string | null;
}

/** 反向指标 / negative indicators */
export class NegativeRule {
  @IsIn(['INVERSE_RATIO', 'LINEAR_OVER', 'PASS_FAIL'])
  method: 'INVERSE_RATIO' | 'LINEAR_OVER' | 'PASS_FAIL';
}

/** 等于 / equality */
export class EqualRule {
  @IsIn(['POSITIVE_CAPPED', 'SYMMETRIC', 'EXACT'])
  method: 'POSITIVE_CAPPED' | 'SYMMETRIC' | 'EXACT';

  @IsDecimalText()
  tolerance: string;
}

/** 恰在大于、小于界限时 / at the limit of > and < */
export class StrictRule {
  @IsIn(['FULL', 'ZERO'])
  scoreAtEquality: 'FULL' | 'ZERO';
}

/** 超额扣减 / deduction for a target set too low */
export class DeductRule {
  @IsIn(['NONE', 'MANUAL', 'PROPORTIONAL'])
  method: 'NONE' | 'MANUAL' | 'PROPORTIONAL';

  @OnlyFor('PROPORTIONAL', 'k')
  @IsDecimalText()
  k?: string;

  @OnlyFor('PROPORTIONAL', 'cap')
  @IsDecimalText()
  cap?: string;
}

/** 超额完成 / overshoot */
export class OvershootRuleRequest {
  @IsDecimalText()
  threshold: string;

  @IsBoolean()
  inclusive: boolean;

  @IsBoolean()
  requireReason: boolean;

  @ValidateNested()
  @Type(() => DeductRule)
  @IsNotEmpty()
  deduct: DeductRule;
}

/** 满意度 / satisfaction */
export class SatisfactionRule {
  @IsIn(['RATIO_CAPPED', 'STEPS'])
  method: 'RATIO_CAPPED' | 'STEPS';

  @OnlyFor('STEPS', 'steps')
  @IsArray()
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => ScoreStepRule)
  steps?: ScoreStepRule[];
}

/** 时效 / deadlines */
export class DateRule {
  @IsIn(['PASS_FAIL', 'LINEAR_DAYS'])
  method: 'PASS_FAIL' | 'LINEAR_DAYS';

  @OnlyFor('LINEAR_DAYS', 'zeroAfterDays')
  @IsInt()
  @Min(1)
  @Max(3660)
  zeroAfterDays?: number;
}

/** 不适用指标 / parts that do not apply */
export class NotApplicableRule {
  @IsIn(['RENORMALISE', 'REDISTRIBUTE_PARENT', 'FULL'])
  method: 'RENORMALISE' | 'REDISTRIBUTE_PARENT' | 'FULL';
}
