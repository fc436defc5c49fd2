/** 绩效灯计数;NONE 为尚无灯 / projects by their light; NONE: no light yet */
export class LightCounts {
  RED: number;
  ORANGE: number;
  YELLOW: number;
  GREY: number;
  BLUE: number;
  GREEN: number;
  NONE: number;
}

/** 未解除预警计数 / open alerts by severity */
export class OpenAlertCounts {
  INFO: number;
  WARN: number;
  SERIOUS: number;
  CRITICAL: number;
}

/** 自评等级计数(优、良、中、差)/ final self-evaluations by grade; OTHER: another word, or none */
export class GradeCounts {
  EXCELLENT: number;
  GOOD: number;
  FAIR: number;
  POOR: number;
  OTHER: number;
}

/** 明细所在 / where the same figures stand one by one */
export class OverviewLinks {
  /** @maxLength 200 */
  overview: string;
  /** @maxLength 200 */
  progress: string;
  /** @maxLength 200 */
  alerts: string;
}

/** 一个节点的汇总:含其下全部项目 / the figures of one place: of all projects below it */
export class OverviewEntry {
  /** @format uuid */
  id: string;
  /** 区划、主管部门、单位、项目 / kind */
  kind: 'DISTRICT' | 'DEPARTMENT' | 'UNIT' | 'PROJECT';
  code: string;
  name: string;
  /** @format uuid */
  parentId: string | null;
  /** 受监控项目数 / projects that are monitored */
  projects: number;
  /** 调整后预算数(元)/ adjusted budget @example "500000.00" */
  adjustedBudget: string;
  /** 1至本月执行数(元)/ executed to date @example "199950.00" */
  executed: string;
  /** 预算执行率 = Σ执行数 ÷ Σ调整后预算数 / executed ÷ adjusted budget, of the sums @example "0.399900" */
  executionRate: string | null;
  /** 绩效目标完成率,按纳入计算的权重加权 / goal achievement, weighted by what is covered @example "0.533333" */
  achievement: string | null;
  /** 计划完成率 / planned achievement @example "0.500000" */
  plannedAchievement: string | null;
  lights: LightCounts;
  /** 执行滞后项目数 / projects whose execution lags */
  executionLags: number;
  /** 目标滞后项目数 / projects whose results lag */
  goalLags: number;
  /** 资金与绩效不匹配项目数 / projects with a mismatch */
  mismatches: number;
  /** 全年未解除的预警,不分月份 / open alerts of the year, whatever their month */
  openAlerts: OpenAlertCounts;
  /** 全年已办结的自评 / final self-evaluations of the year */
  grades: GradeCounts;
  links: OverviewLinks;
}

/** 总览:一个节点与其下一级 / a place and what lies one level below it */
export class OverviewResponse {
  fiscalYear: number;
  /** 截至月份 / month-end @minimum 1 @maximum 12 */
  month: number;
  /** 空:您的数据范围有多处,见 children / null: your scope has several roots; see children */
  node: OverviewEntry | null;
  /** 下一级:最多 1000 个 / at most 1000 */
  children: OverviewEntry[];
  /** 下一级共有几个 / how many there are */
  childCount: number;
}
