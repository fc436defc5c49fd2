import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsNotEmpty,
  IsObject,
  IsOptional,
  IsString,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import type { PrintedValue } from './domain/printed-table.js';
import { MOST_FUND_ROWS, MOST_INDICATOR_ROWS } from './domain/self-evaluation-input.js';
import { IsPrintedCell } from './printed-cell.js';

/** 预算执行情况的一行;第一行为总额 / a row of funds; the first is the total */
export class PrintedFundRow {
  /** 资金来源 / item */
  @IsPrintedCell()
  item?: PrintedValue;

  /** 年初预算数 / initial budget */
  @IsPrintedCell()
  initialBudget?: PrintedValue;

  /** 全年预算数(调整后)/ adjusted budget */
  @IsPrintedCell()
  adjustedBudget?: PrintedValue;

  /** 全年执行数 / executed */
  @IsPrintedCell()
  executed?: PrintedValue;

  /** 得分 / score as printed */
  @IsPrintedCell()
  reportedScore?: PrintedValue;

  /** 原因 / reason */
  @IsPrintedCell()
  reason?: PrintedValue;
}

/** 绩效指标的一行 / a row of indicators */
export class PrintedIndicatorRow {
  /** 一级指标 / level 1 */
  @IsPrintedCell()
  level1?: PrintedValue;

  /** 二级指标 / level 2 */
  @IsPrintedCell()
  level2?: PrintedValue;

  /** 三级指标 / name */
  @IsPrintedCell()
  name?: PrintedValue;

  /** 指标性质:≥ > = < ≤ 定性 / operator */
  @IsPrintedCell()
  operator?: PrintedValue;

  /** 指标值 / target */
  @IsPrintedCell()
  target?: PrintedValue;

  /** 度量单位 / unit */
  @IsPrintedCell()
  unit?: PrintedValue;

  /** 完成值 / actual */
  @IsPrintedCell()
  actual?: PrintedValue;

  /** 权重 / weight */
  @IsPrintedCell()
  weight?: PrintedValue;

  /** 得分 / score as printed */
  @IsPrintedCell()
  reportedScore?: PrintedValue;

  /** 未完成原因分析 / reason */
  @IsPrintedCell()
  reason?: PrintedValue;

  /** 指标方向性 / direction */
  @IsOptional()
  @IsIn(['POSITIVE', 'NEGATIVE', 'NEUTRAL'])
  direction?: 'POSITIVE' | 'NEGATIVE' | 'NEUTRAL' | null;

  /** 样本量 / sample size */
  @IsPrintedCell()
  sampleSize?: PrintedValue;

  /** 调查方式 / survey method */
  @IsPrintedCell()
  surveyMethod?: PrintedValue;

  /** 不适用 / not applicable */
  @IsOptional()
  @IsBoolean()
  notApplicable?: boolean | null;
}

/** 自评表检查 / a printed self-evaluation table to be checked */
export class SelfEvaluationCheckRequest {
  /** 评分规则代码 / code of the rule set @example "NAT-2020" */
  @IsString()
  @IsNotEmpty()
  @MaxLength(40)
  ruleSet: string;

  /** 预算执行率分值,缺省为规则规定 / points of execution; absent: the rule set's */
  @IsPrintedCell()
  executionWeight?: PrintedValue;

  /** 金额单位:元或万元 / money unit */
  @IsPrintedCell()
  moneyUnit?: PrintedValue;

  /** 指标体系;有一级指标“成本”时缺省为 V2021 / indicator frame */
  @IsOptional()
  @IsIn(['V2015', 'V2021'])
  frame?: 'V2015' | 'V2021' | null;

  /** 预算执行情况 / funds */
  @IsArray()
  @ArrayMaxSize(MOST_FUND_ROWS)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => PrintedFundRow)
  funds: PrintedFundRow[];

  /** 绩效指标 / indicators */
  @IsArray()
  @ArrayMaxSize(MOST_INDICATOR_ROWS)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => PrintedIndicatorRow)
  indicators: PrintedIndicatorRow[];

  /** 总分 / total as printed */
  @IsPrintedCell()
  reportedTotal?: PrintedValue;

  /** 等级 / grade as printed */
  @IsPrintedCell()
  reportedGrade?: PrintedValue;
}

/** 计分步骤 / one step of a calculation */
export class ScoreStepResponse {
  /** @example "POSITIVE_PRORATA" */
  step: string;
  /** @example "score = W × a ÷ t" */
  formula: string;
  /** 代入的数值 / the numbers put in */
  values: Record<string, string>;
  text: string;
}

/** 计分过程 / how a score came about */
export class ExplanationResponse {
  text: string;
  steps: ScoreStepResponse[];
}

/** 指标得分 / the computed score of a row */
export class CheckedIndicatorResponse {
  /** 计算得分;空为无法计算 / computed score @example "9.80" */
  score: string | null;
  /** 完成率 / completion as a fraction @example "0.980000" */
  completion: string | null;
  explanation: ExplanationResponse;
}

/** 检查发现 / one finding */
export class SelfEvaluationFinding {
  /** @example "SCORE_MISMATCH" */
  code: string;
  severity: 'ERROR' | 'WARN' | 'INFO';
  /** 在请求中的位置 / JSON pointer @example "/indicators/2/reportedScore" */
  pointer: string;
  message: string;
  params: Record<string, string>;
}

/** 自评表检查结果 / what the check computed and found */
export class SelfEvaluationCheckResponse {
  /** 预算执行率 / execution rate @example "0.862000" */
  executionRate: string | null;
  /** 预算执行率得分 / execution score @example "8.62" */
  executionScore: string | null;
  indicators: CheckedIndicatorResponse[];
  /** 总分;缺少任何一项则为空 / total @example "96.30" */
  total: string | null;
  /** 等级 / grade @example "优" */
  grade: string | null;
  findings: SelfEvaluationFinding[];
}
