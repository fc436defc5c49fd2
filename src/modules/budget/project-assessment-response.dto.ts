import { AllowedActionResponse } from '../../platform/auth/allowed-action.dto.js';

/** 一个要点的评分 / the answer to one question */
export class AssessmentAnswerResponse {
  /** 要点代码 / question */
  question: string;
  /** 评价 / mark */
  mark: 'EXCELLENT' | 'GOOD' | 'FAIR' | 'POOR' | null;
  /** 所填得分 / points as given */
  points: string | null;
  /** 评估发现 / finding */
  finding: string | null;
  /** 佐证材料;下载:/project-assessments/{id}/evidence/{fileId} / evidence */
  fileIds: string[];
  /** 得分 / points that count @example "4.25" */
  score: string;
}

/** 一个维度的得分 / the score of one dimension */
export class DimensionScoreResponse {
  /** 代码 / code */
  code: string;
  /** 名称 / name */
  name: string;
  /** 满分 / full points @example "20.00" */
  points: string;
  /** 得分 / score @example "17.25" */
  score: string;
}

/** 事前绩效评估(列表)/ an ex-ante assessment in a list */
export class ProjectAssessmentItem {
  /** @format uuid */
  id: string;
  /** @format uuid */
  districtId: string;
  /** @format uuid */
  unitId: string;
  /** @format uuid */
  projectId: string;
  /** 项目代码 / project code */
  projectCode: string;
  /** 项目名称 / project name */
  projectName: string;
  /** 评分表 / sheet @format uuid */
  sheetId: string;
  /** 评估主体 / who assesses */
  assessorKind: 'UNIT' | 'DEPARTMENT' | 'FINANCE' | 'THIRD_PARTY';
  /** 第三方机构名称 / name of the third party */
  assessorName: string | null;
  /** 状态 / state */
  state: 'DRAFT' | 'SUBMITTED' | 'RETURNED' | 'FINAL';
  /** 计算得分 / computed score @example "86.25" */
  computedScore: string;
  /** 得分对应的结论,全部评分后才有 / outcome of the score, once every question is answered */
  computedOutcome: 'SUPPORTED' | 'SUPPORTED_AFTER_ADJUSTMENT' | 'NOT_SUPPORTED' | null;
  /** 评估报告所载得分 / reported score */
  reportedScore: string | null;
  /** 评估结论 / the assessor's conclusion */
  conclusion: 'SUPPORTED' | 'SUPPORTED_AFTER_ADJUSTMENT' | 'NOT_SUPPORTED' | null;
  /** @format date-time */
  submittedAt: string | null;
  /** @format date-time */
  finalizedAt: string | null;
  version: number;
  /** @format date-time */
  updatedAt: string;
}

/** 事前绩效评估 / an ex-ante assessment */
export class ProjectAssessmentResponse extends ProjectAssessmentItem {
  /** 申请金额(元)/ the amount asked for @example "2000000.00" */
  requestedAmount: string | null;
  /** 评估方法 / methods */
  methods: ('COST_BENEFIT' | 'COMPARISON' | 'FACTOR_ANALYSIS' | 'LEAST_COST' | 'PUBLIC_JUDGEMENT' | 'OTHER')[];
  answers: AssessmentAnswerResponse[];
  dimensionScores: DimensionScoreResponse[];
  /** 结论与得分对应的结论不一致的理由 / why the conclusion differs */
  conclusionReason: string | null;
  /** 综合评估意见 / opinion */
  opinion: string | null;
  /** 相关建议 / suggestions */
  suggestions: string | null;
  /** 退回次数 / how often it was returned */
  returnedCount: number;
  /** 退回或审定意见 / what the reviewer said last */
  reviewOpinion: string | null;
  /** 可执行的操作 / allowed actions */
  allowedActions: AllowedActionResponse[];
}
