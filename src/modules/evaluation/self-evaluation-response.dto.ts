import { AllowedActionResponse } from '../../platform/auth/allowed-action.dto.js';
import { ExplanationResponse, SelfEvaluationFinding } from './self-evaluation-check.dto.js';

/** 自评列表项 / a self-evaluation in a list */
export class SelfEvaluationItem {
  /** @format uuid */
  id: string;
  /** @format uuid */
  projectId: string;
  projectCode: string;
  projectName: string;
  /** @format uuid */
  goalId: string;
  /** @format uuid */
  unitId: string;
  fiscalYear: number;
  /** 状态 / state */
  state: 'OPEN' | 'FILLING' | 'SUBMITTED' | 'DEPT_REVIEW' | 'FINANCE_SPOT_CHECK' | 'FINAL';
  ruleSetCode: string;
  /** 预算执行率 / execution rate @example "0.963000" */
  executionRate: string | null;
  /** 计算总分 / computed total */
  computedTotal: string | null;
  /** 计算总分的等级 / grade of the computed total */
  grade: string | null;
  /** 自评总分 / total of the reported scores */
  reportedTotal: string | null;
  reportedGrade: string | null;
  /** 自评失真 / the spot check was ten points or more away */
  isDistorted: boolean;
  version: number;
  /** @format date-time */
  updatedAt: string;
}

/** 资金行;第一行为总额 / a row of funds; the first is the total */
export class SelfEvaluationFund {
  source: 'FISCAL' | 'CARRY_OVER' | 'SPECIAL_ACCOUNT' | 'OWN' | 'OTHER' | null;
  item: string;
  /** 年初预算(元)/ initial budget @example "2000000.00" */
  initialBudget: string | null;
  adjustedBudget: string | null;
  executed: string | null;
  reportedScore: string | null;
  reason: string | null;
}

/** 指标得分 / an indicator with its scores */
export class SelfEvaluationIndicator {
  /** @format uuid */
  indicatorId: string;
  level1: string;
  level2: string;
  name: string;
  measureType: string;
  operator: string;
  direction: string;
  target: string | null;
  unit: string | null;
  weight: string;
  /** 完成值 / actual */
  actual: string | null;
  /** 来源:监控或填报 / where the actual comes from */
  actualSource: 'MONITORING' | 'REPORTED' | null;
  /** 监控数据 / what monitoring says */
  monitoredActual: string | null;
  actualReason: string | null;
  /** 计算得分 / computed score */
  computedScore: string | null;
  basis: 'COMPUTED' | 'REPORTED' | 'NOT_APPLICABLE' | 'NONE';
  /** 完成率 / completion */
  completion: string | null;
  /** 自评得分;提交时缺省采用计算得分 / reported score; a submission adopts the computed one where it is empty */
  reportedScore: string | null;
  reason: string | null;
  notApplicable: boolean;
  sampleSize: number | null;
  surveyMethod: string | null;
  /** 该行的检查发现 / codes of this row's findings */
  flags: string[];
  explanation: ExplanationResponse;
}

/** 审核留痕 / one line of the trail */
export class SelfEvaluationAct {
  /** @format uuid */
  id: string;
  act: 'SUBMIT' | 'REVIEW' | 'SAMPLE' | 'RETURN' | 'FINALIZE';
  stage: 'UNIT' | 'DEPARTMENT' | 'FINANCE';
  round: number;
  /** @format uuid */
  accountId: string;
  reason: string | null;
  reviewedTotal: string | null;
  /** @format date-time */
  actedAt: string;
}

/** 自评 / a self-evaluation */
export class SelfEvaluationResponse {
  /** @format uuid */
  id: string;
  /** @format uuid */
  districtId: string;
  /** @format uuid */
  unitId: string;
  /** @format uuid */
  departmentId: string;
  /** @format uuid */
  projectId: string;
  /** @format uuid */
  goalId: string;
  /** 所评目标版次 / revision of the goal */
  goalRevision: number;
  fiscalYear: number;
  /** @format uuid */
  ruleSetId: string;
  ruleSetCode: string;
  ruleSetRevision: number;
  /** 状态 / state */
  state: 'OPEN' | 'FILLING' | 'SUBMITTED' | 'DEPT_REVIEW' | 'FINANCE_SPOT_CHECK' | 'FINAL';
  /** 轮次,每退回一次加一 / round; one more after each return */
  round: number;
  returnedCount: number;
  executionWeight: string;
  executionRate: string | null;
  /** 预算执行率计算得分 / computed execution score */
  executionScore: string | null;
  executionExplanation: ExplanationResponse;
  /** 计算总分 / computed total */
  computedTotal: string | null;
  /** 计算总分的等级 / its grade */
  grade: string | null;
  totalExplanation: ExplanationResponse;
  /** 自评总分 / total of the reported scores */
  reportedTotal: string | null;
  reportedGrade: string | null;
  /** 抽查复核得分 / total of the spot check */
  reviewedTotal: string | null;
  isDistorted: boolean;
  goalCompletion: string | null;
  processSummary: string | null;
  conclusion: string | null;
  problems: string | null;
  measures: string | null;
  funds: SelfEvaluationFund[];
  indicators: SelfEvaluationIndicator[];
  /** 检查发现,位置指向 funds 与 indicators / findings; pointers lead into funds and indicators */
  findings: SelfEvaluationFinding[];
  /** @format date-time */
  submittedAt: string | null;
  /** @format date-time */
  finalizedAt: string | null;
  version: number;
  /** @format date-time */
  updatedAt: string;
  /** expand=project */
  project?: Record<string, unknown>;
  /** expand=ruleSet */
  ruleSet?: Record<string, unknown>;
  /** expand=acts */
  acts?: SelfEvaluationAct[];
  allowedActions: AllowedActionResponse[];
}
