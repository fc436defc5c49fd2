import { ProgressItem } from './progress.dto.js';

type LikelihoodName = 'CERTAIN' | 'POSSIBLE' | 'IMPOSSIBLE';

/** 一种方法的全年预计 / one forecast of the year */
export class ForecastResponse {
  /** 按计划进度、近三个月、上年同期、单位自报 / by the plan's pace, the last three months, last year's course, the unit itself */
  method: 'RUN_RATE' | 'LAST3' | 'SEASONAL' | 'MANUAL';
  /** 全年预计完成值 / the year's result @example "1120" */
  value: string | null;
  /** 完成目标可能性:确定能、有可能、完全不可能 / how likely the target is */
  likelihood: LikelihoodName | null;
  /** 没有预计值的原因 / why there is none */
  reason:
    | 'NO_PLAN'
    | 'BEFORE_JULY'
    | 'FEWER_THAN_THREE_MONTHS'
    | 'NO_HISTORY'
    | 'NOT_REPORTED'
    | 'DOES_NOT_ADD_UP'
    | 'NOT_GIVEN'
    | null;
}

/** 指标的进度和全年预计 / an indicator, and what its year may come to */
export class IndicatorProgressResponse {
  /** @format uuid */
  indicatorId: string;
  name: string;
  measureType: 'CUMULATIVE' | 'STOCK' | 'RATE' | 'SCORE' | 'DATE' | 'COST' | 'EVENT_COUNT' | 'QUAL';
  direction: 'POSITIVE' | 'NEGATIVE' | 'NEUTRAL';
  target: string | null;
  weight: string;
  status: 'DUE' | 'NOT_DUE' | 'NO_DATA' | 'WITHDRAWN';
  dueMonth: number | null;
  planned: string | null;
  actual: string | null;
  ratio: string | null;
  light: 'RED' | 'ORANGE' | 'YELLOW' | 'GREY' | 'BLUE' | 'GREEN' | null;
  /** 四种方法并列 / the four methods side by side */
  forecasts: ForecastResponse[];
  /** 建议的可能性:取上年同期、近三个月、计划进度中先有者 / of the first of season, recent months and plan that has a value */
  suggestedLikelihood: LikelihoodName | null;
  /** 单位所选与建议相差,须说明 / whether the unit's choice differs and needs a reason */
  needsReason: boolean;
}

/** 挣值分析中没有定义的指标 / an index that is undefined, and why */
export class UndefinedIndex {
  name:
    | 'schedulePerformanceIndex'
    | 'costPerformanceIndex'
    | 'estimateAtTrend'
    | 'estimateToComplete'
    | 'varianceAtCompletion'
    | 'toCompletePerformanceIndex';
  /** 无计划值、无支出、无挣值、预算已用完 / nothing planned, spent or earned; all spent */
  reason: 'NOTHING_PLANNED' | 'NOTHING_SPENT' | 'NOTHING_EARNED' | 'ALL_SPENT';
}

/** 挣值分析(ISO 21508:2018),金额为元;适用于有可计量产出的项目 / earned value, in yuan; for projects with measurable outputs */
export class EarnedValueResponse {
  /** BAC 全年预算数 */
  budgetAtCompletion: string;
  /** AC 实际支出 */
  actualCost: string;
  /** s(m) 计划进度:支出计划,未编制的按时间 / by the spending plan, else by time */
  plannedShare: string;
  /** PV = BAC × s(m) */
  plannedValue: string;
  /** EV = BAC × 完成率 */
  earnedValue: string;
  /** SV = EV − PV */
  scheduleVariance: string;
  /** CV = EV − AC */
  costVariance: string;
  /** SPI = EV ÷ PV */
  schedulePerformanceIndex: string | null;
  /** CPI = EV ÷ AC */
  costPerformanceIndex: string | null;
  /** EAC = BAC ÷ CPI */
  estimateAtTrend: string | null;
  /** EAC = AC + (BAC − EV) */
  estimateAtPlanRate: string;
  /** ETC = EAC − AC */
  estimateToComplete: string | null;
  /** VAC = BAC − EAC */
  varianceAtCompletion: string | null;
  /** TCPI = (BAC − EV) ÷ (BAC − AC) */
  toCompletePerformanceIndex: string | null;
  notDefined: UndefinedIndex[];
}

/** 项目进度详情 / the progress of a project with its indicators, forecasts and earned value */
export class ProgressDetail extends ProgressItem {
  indicators: IndicatorProgressResponse[];
  /** 空为没有预算或完成率 / null: there is no budget, or no achievement */
  earnedValue: EarnedValueResponse | null;
}
