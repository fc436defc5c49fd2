import { IsInt, IsUUID, Max, Min } from 'class-validator';
import { MonitoringRulesRequest } from './monitoring-rules.dto.js';

/** 规则试算 / a rule set on the past months of a district */
export class StartBackTestRequest {
  /** 区划 / district */
  @IsUUID()
  districtId: string;

  /** 预算年度,已开始的各月 / fiscal year; all its months that have begun @example 2025 */
  @IsInt()
  @Min(2000)
  @Max(2100)
  fiscalYear: number;
}

/** 一次规则试算 / a back-test */
export class BackTestItem {
  /** @format uuid */
  id: string;
  /** @format uuid */
  ruleSetId: string;
  /** 试算时规则的版本 / the version of the rule set that was tried */
  ruleSetVersion: number;
  /** @format uuid */
  districtId: string;
  fiscalYear: number;
  months: number[];
  /** 会新增预警的项目数;空为未完成 / projects that would newly be flagged; null: not finished */
  newlyFlagged: number | null;
  /** 不再预警的项目数 / projects that would no longer be flagged */
  noLongerFlagged: number | null;
  /** @format date-time */
  createdAt: string;
  /** @format date-time */
  finishedAt: string | null;
}

/** 各灯的项目数 / projects by light */
export class BackTestLights {
  RED: number;
  ORANGE: number;
  YELLOW: number;
  GREY: number;
  BLUE: number;
  GREEN: number;
  NONE: number;
}

/** 一方的项目数 / the projects of one side */
export class BackTestSide {
  /** 被预警:红橙灯、执行红灯、执行或目标滞后、不匹配 / flagged: a red or orange light, red money, a lag, or a mismatch */
  flagged: number;
  lights: BackTestLights;
}

/** 一个月的对比 / one month */
export class BackTestMonth {
  month: number;
  /** 现有结果 / what stands on record */
  before: BackTestSide;
  /** 试算结果 / what the rules on trial show */
  after: BackTestSide;
  newlyFlagged: number;
  noLongerFlagged: number;
}

/** 年度结果:有记录的最后一个月 / how the year ended: the last month on record */
export class BackTestOutcome {
  month: number;
  executionRate: string | null;
  achievement: string | null;
  light: 'RED' | 'ORANGE' | 'YELLOW' | 'GREY' | 'BLUE' | 'GREEN' | null;
}

/** 预警有变化的项目 / a project that would be flagged otherwise */
export class BackTestProject {
  /** @format uuid */
  projectId: string;
  projectCode: string;
  projectName: string;
  change: 'NEWLY_FLAGGED' | 'NO_LONGER_FLAGGED';
  months: number[];
  outcome: BackTestOutcome | null;
}

/** 规则试算结果 / the result of a back-test */
export class BackTestResponse extends BackTestItem {
  /** 试算所用规则 / the rules as they were tried */
  rules: MonitoringRulesRequest;
  byMonth: BackTestMonth[];
  /** 至多 1000 个 / at most 1,000 */
  projects: BackTestProject[];
}
