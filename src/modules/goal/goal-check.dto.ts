import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
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

/** 一种比较的结论和数据 / what one view says, and its figures */
export class GoalCheckViewResponse {
  /** 往年实绩、同类单位、标准、单位成本、上年 / history, peers, standard, money, last year */
  view: 'HISTORY' | 'PEERS' | 'STANDARD' | 'MONEY' | 'LAST_YEAR';
  /** TOO_LOW 为容易达到,TOO_HIGH 为难以达到,与方向无关 / too easy or out of reach, whatever the direction */
  verdict: 'OK' | 'TOO_LOW' | 'TOO_HIGH' | 'INSUFFICIENT_DATA';
  /** 依据的数据;其他单位只有汇总数 / figures; of other units aggregates only */
  figures: Record<string, unknown>;
}

/** 一条检查结果 / one finding */
export class GoalCheckFindingResponse {
  /** @example "WEIGHT_SUM" */
  code: string;
  /** 只有 ERROR 阻止提交 / only ERROR keeps a goal from being submitted */
  severity: 'ERROR' | 'WARN' | 'INFO';
  /** @example "/indicators/0/targetValue" */
  pointer: string;
  /** @format uuid */
  indicatorId: string | null;
  message: string;
  /** 如何改正 / what would make it right */
  advice: string | null;
  params: Record<string, unknown>;
  evidence: GoalCheckViewResponse[];
  /** 填报人的答复;空为未答复 / what the author answered; null: nothing */
  answer: string | null;
}

/** SMART 逐项结论 / SMART, letter by letter */
export class SmartResponse {
  s: 'PASS' | 'FAIL' | 'UNKNOWN';
  m: 'PASS' | 'FAIL' | 'UNKNOWN';
  a: 'PASS' | 'FAIL' | 'UNKNOWN';
  r: 'PASS' | 'FAIL' | 'UNKNOWN';
  t: 'PASS' | 'FAIL' | 'UNKNOWN';
}

/** 建议区间 / a suggested range */
export class SuggestedRangeResponse {
  from: string;
  to: string;
}

/** 目标值合理性 / is the target reasonable */
export class ReasonablenessResponse {
  verdict: 'OK' | 'TOO_LOW' | 'TOO_HIGH' | 'INSUFFICIENT_DATA';
  views: GoalCheckViewResponse[];
  /** 往年第 25 至 75 百分位 × 增长 / P25 to P75 of the past, grown by a year */
  suggested: SuggestedRangeResponse | null;
}

/** 一项指标的检查结论 / what the checks say of one indicator */
export class IndicatorJudgementResponse {
  /** @format uuid */
  indicatorId: string | null;
  name: string;
  smart: SmartResponse;
  /** 空为没有数值可比 / null: there is no figure to compare */
  reasonableness: ReasonablenessResponse | null;
}

/** 绩效目标检查 / the checks of a goal */
export class GoalChecksResponse {
  /** 可以提交 / nothing blocks a submission */
  passed: boolean;
  /** 提交时固定的结果,而非实时检查 / as frozen at the last submission, not live */
  isFrozen: boolean;
  /** 所检查的版本 / the version of the goal that was judged */
  goalVersion: number;
  /** 批复版次 / the revision in force then; 0 before the first release */
  revision: number;
  /** @format date-time */
  checkedAt: string | null;
  /** 所用规则 / the rules that it was judged by @format uuid */
  ruleSetId: string;
  findings: GoalCheckFindingResponse[];
  indicators: IndicatorJudgementResponse[];
}

/** 对一条检查结果的答复 / an answer to one finding */
export class CheckAnswerRequest {
  /** 检查代码 / code @example "TARGET_TOO_LOW" */
  @IsString()
  @IsNotEmpty()
  @MaxLength(50)
  code: string;

  /** 检查位置 / pointer, as the checks give it @example "/indicators/0/targetValue" */
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  pointer: string;

  /** 说明 / why it stands */
  @IsString()
  @IsNotEmpty()
  @MaxLength(1000)
  text: string;
}

/** 全部答复,未列出的即取消 / all answers; what is not listed is taken away */
export class PutCheckAnswersRequest {
  @IsArray()
  @ArrayMaxSize(500)
  @ValidateNested({ each: true })
  @Type(() => CheckAnswerRequest)
  answers: CheckAnswerRequest[];
}

/** 一条答复 / an answer */
export class CheckAnswerResponse {
  code: string;
  pointer: string;
  /** @format uuid */
  indicatorId: string | null;
  text: string;
}

/** 对检查结果的答复;版本 0 为尚无 / the answers to the checks of a goal; version 0: none yet */
export class CheckAnswersResponse {
  /** @format uuid */
  goalId: string;
  answers: CheckAnswerResponse[];
  version: number;
  allowedActions: AllowedActionResponse[];
}

/** 检查一个区划一年的全部目标 / check all goals of a district and year */
export class StartGoalCheckRequest {
  /** 区划 / district */
  @IsUUID()
  districtId: string;

  /** 预算年度 / fiscal year @example 2026 */
  @IsInt()
  @Min(2000)
  @Max(2100)
  fiscalYear: number;
}

/** 目标检查规则集 / a set of check rules */
export class GoalCheckRuleSetResponse {
  /** @format uuid */
  id: string;
  code: string;
  /** 版次 / edition */
  edition: number;
  /** 空为所有区划 / null: for all districts @format uuid */
  districtId: string | null;
  nameZh: string;
  nameEn: string;
  /** 词语、单位、阈值、严重程度与标准 / words, units, thresholds, severities and standards */
  rules: Record<string, unknown>;
  /** @format date-time */
  publishedAt: string | null;
}
