import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsString,
  Max,
  MaxLength,
  Min,
  ValidateBy,
  ValidateNested,
} from 'class-validator';
import { IsDecimalText, IsPart } from '../../platform/http/fields.js';
import { Optional, OrNull } from '../../platform/http/optional.js';
import {
  DIRECTIONS,
  type Direction,
  LIGHTS,
  type Light,
  MEASURE_TYPES,
  type MeasureType,
} from './domain/monitoring-rule-set.js';

/** 百分数按月:键为 1 至 12 的月份,值为十进制文本 / percent by month: the keys are months, the values decimal texts. */
const PERCENT = '^\\d{1,3}(\\.\\d{1,6})?$';
const IsPercentByMonth = (): PropertyDecorator =>
  applyDecorators(
    ApiProperty({
      type: 'object',
      additionalProperties: { type: 'string', pattern: PERCENT, maxLength: 10 },
      example: { 4: '25', 6: '40' },
    }),
    ValidateBy({
      name: 'isPercentByMonth',
      validator: {
        validate: (value) =>
          typeof value === 'object' &&
          value !== null &&
          !Array.isArray(value) &&
          Object.entries(value).length <= 12 &&
          Object.entries(value).every(
            ([month, percent]) =>
              /^([1-9]|1[0-2])$/.test(month) && typeof percent === 'string' && new RegExp(PERCENT).test(percent),
          ),
        defaultMessage: () => 'must map months 1–12 to percents as decimal text',
      },
    }),
  ) as PropertyDecorator;

/** 指标灯:完成比不低于该值(含)即亮该灯,低于最低一档为红灯 / floors of the ratio, inclusive; below the lowest is RED */
export class LightRulesRequest {
  /** 比较依据:分时段计划、时间进度、不亮灯 / what an actual is held against */
  @IsIn(['PLAN', 'TIME', 'NONE'])
  basis: 'PLAN' | 'TIME' | 'NONE';

  /** 时间进度:仅这些一、二级指标按时间折算;空为全部 / TIME: only these level names are scaled by time; null: all */
  @OrNull()
  @IsArray()
  @ArrayMaxSize(50)
  @IsString({ each: true })
  @MaxLength(50, { each: true })
  timeScaledLevels: string[] | null;

  /** 蓝灯(目标偏低);空为不用 / BLUE: target suspect; null: not used @example "1.20" */
  @OrNull()
  @IsDecimalText()
  blueFrom: string | null;

  /** @example "0.95" */
  @IsDecimalText()
  greenFrom: string;

  /** @example "0.80" */
  @IsDecimalText()
  yellowFrom: string;

  /** 橙灯;空为不用 / ORANGE; null: not used @example "0.60" */
  @OrNull()
  @IsDecimalText()
  orangeFrom: string | null;

  @IsArray()
  @ArrayMaxSize(8)
  @IsIn(MEASURE_TYPES, { each: true })
  blueTypes: MeasureType[];

  @IsArray()
  @ArrayMaxSize(3)
  @IsIn(DIRECTIONS, { each: true })
  blueDirections: Direction[];
}

/** 定性等级的折算 / what a level counts, and its light */
export class LevelRuleRequest {
  /** @example "0.7" */
  @IsDecimalText()
  ratio: string;

  @IsIn(LIGHTS)
  light: Light;
}

/** 定性:达成、部分达成、未达成 / qualitative levels */
export class LevelRulesRequest {
  @IsPart(() => LevelRuleRequest)
  ACHIEVED: LevelRuleRequest;

  @IsPart(() => LevelRuleRequest)
  PARTIAL: LevelRuleRequest;

  @IsPart(() => LevelRuleRequest)
  NOT: LevelRuleRequest;
}

/** 时限类逾期:宽限工作日之内、之外各亮何灯 / the light of a late date */
export class LatenessRulesRequest {
  /** 工作日 / working days */
  @IsInt()
  @Min(0)
  @Max(260)
  graceWorkingDays: number;

  @IsIn(LIGHTS)
  within: Light;

  @IsIn(LIGHTS)
  beyond: Light;
}

/** 执行灯:支出 ÷ 应支出 / the light of spent ÷ what should be spent by now */
export class ExecutionLightRequest {
  /** @example "0.80" */
  @IsDecimalText()
  greenFrom: string;

  /** @example "0.60" */
  @IsDecimalText()
  yellowFrom: string;
}

/** 预算执行 / the money */
export class MonitoringExecutionRequest {
  /** 执行率分母:全年预算数、年初预算数 / the denominator of the execution rate */
  @IsIn(['ADJUSTED', 'INITIAL'])
  base: 'ADJUSTED' | 'INITIAL';

  /** 应支出:预算×月数÷12,或按项目支出计划(未填报的仍按时间);缺省为前者 / what should be spent: by time, or by the project's spending plan where there is one; absent: by time */
  @Optional()
  @IsIn(['TIME', 'SPENDING_PLAN'])
  against?: 'TIME' | 'SPENDING_PLAN';

  /** 空为不亮执行灯 / null: money has no light */
  @OrNull()
  @ValidateNested()
  @Type(() => ExecutionLightRequest)
  light: ExecutionLightRequest | null;
}

/** 执行进度预警线 / cumulative percentages that must be reached by the end of certain months */
export class CheckpointsRequest {
  @IsPercentByMonth()
  percentByMonth: Record<string, string>;

  /** 两线之间:不预警、按直线 / between two lines */
  @IsIn(['NONE', 'LINEAR'])
  interpolation: 'NONE' | 'LINEAR';
}

/** 资金与绩效不匹配:百分点,超过(不含)即是 / mismatch in percentage points, exclusive */
export class MismatchRulesRequest {
  /** @example "10" */
  @IsDecimalText()
  warnAbove: string;

  /** @example "20" */
  @IsDecimalText()
  seriousAbove: string;

  /** @example "40" */
  @IsDecimalText()
  criticalAbove: string;

  /** 低于自身计划的该比例即为低 / low is below this share of its own plan @example "0.95" */
  @IsDecimalText()
  lowBelow: string;
}

/** 监控规则内容 / the content of a monitoring rule set */
export class MonitoringRulesRequest {
  @IsPart(() => LightRulesRequest)
  lights: LightRulesRequest;

  @IsPart(() => LevelRulesRequest)
  levels: LevelRulesRequest;

  @IsPart(() => LatenessRulesRequest)
  lateness: LatenessRulesRequest;

  /** 缺报即缺数据的累加型指标 / sums that show NO_DATA from the first gap on */
  @IsArray()
  @ArrayMaxSize(8)
  @IsIn(MEASURE_TYPES, { each: true })
  gapTypes: MeasureType[];

  /** 项目灯取其指标中排在最前者 / a project shows the first of these */
  @IsArray()
  @ArrayMaxSize(6)
  @IsIn(LIGHTS, { each: true })
  worstFirst: Light[];

  @IsPart(() => MonitoringExecutionRequest)
  execution: MonitoringExecutionRequest;

  /** 空为不按核查点预警 / null: no warning at checkpoints */
  @OrNull()
  @ValidateNested()
  @Type(() => CheckpointsRequest)
  checkpoints: CheckpointsRequest | null;

  @IsPart(() => MismatchRulesRequest)
  mismatch: MismatchRulesRequest;
}
