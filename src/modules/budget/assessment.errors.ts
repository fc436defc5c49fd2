import { defineErrors } from '../../kernel/domain-error.js';
import { constraintErrors } from '../../platform/http/problem.js';
import type { SubmissionGap } from './domain/assessment-score.js';

export const assessmentErrors = defineErrors('assessment', {
  districtNotFound: {
    kind: 'RULE_BROKEN',
    zh: '区划不存在,或不在您的数据范围内',
    en: 'The district is unknown, or outside your scope',
  },
  sheetNotDraft: { kind: 'CONFLICT', zh: '只有草稿评分表可以发布', en: 'Only a draft sheet can be published' },
  ownSheet: {
    kind: 'FORBIDDEN',
    zh: '评分表的编制人与发布人必须是不同的人',
    en: 'A sheet is published by another person than its author',
  },
  sheetInvalid: {
    kind: 'RULE_BROKEN',
    zh: '评分表有 {count} 处问题,不能发布:{problems}',
    en: 'The sheet has {count} problems and cannot be published: {problems}',
  },
  sheetPublishedMeanwhile: {
    kind: 'CONFLICT',
    zh: '该评分表的另一版本刚刚发布,请刷新后重试',
    en: 'Another revision of this sheet has just been published; reload and try again',
  },
  sheetFrozen: {
    kind: 'CONFLICT',
    zh: '评分表已发布,不能修改;请新建下一版',
    en: 'A published sheet never changes: draft the next revision',
  },
  projectNotFound: {
    kind: 'RULE_BROKEN',
    zh: '项目不存在,或不在您的数据范围内',
    en: 'The project is unknown, or outside your scope',
  },
  notAssessable: {
    kind: 'RULE_BROKEN',
    zh: '部门整体支出不做事前绩效评估',
    en: 'The whole of a department is not assessed ex ante: projects and policies are',
  },
  alreadyOpen: {
    kind: 'CONFLICT',
    zh: '该项目已有同类评估主体的评估尚未审定',
    en: 'An assessment by this kind of assessor is still open for the project',
  },
  assessorName: {
    kind: 'RULE_BROKEN',
    zh: '第三方评估须填写机构名称',
    en: 'Name the third party that assessed',
  },
  kindNotYours: {
    kind: 'FORBIDDEN',
    zh: '该评估主体的评估不由您的岗位填写',
    en: 'An assessment by this kind of assessor is not written by your role',
  },
  unknownQuestion: {
    kind: 'RULE_BROKEN',
    zh: '评分表没有要点“{question}”',
    en: 'The sheet has no question {question}',
  },
  answeredTwice: { kind: 'RULE_BROKEN', zh: '要点“{question}”重复', en: 'Question {question} is answered twice' },
  markOrPoints: {
    kind: 'RULE_BROKEN',
    zh: '要点“{question}”须在 mark 与 points 中恰好填写一个',
    en: 'Answer question {question} by exactly one of mark and points',
  },
  pointsOutside: {
    kind: 'RULE_BROKEN',
    zh: '要点“{question}”的得分须在 0 与满分之间,至多两位小数',
    en: 'The points of question {question} lie between 0 and its full points, with at most two places',
  },
  scoreOutside: {
    kind: 'RULE_BROKEN',
    zh: '评估报告得分须在 0 与 100 之间,至多两位小数',
    en: 'A reported score lies between 0 and 100, with at most two places',
  },
  amountNegative: { kind: 'RULE_BROKEN', zh: '金额不能为负', en: 'The amount must not be negative' },
  unknownFile: {
    kind: 'RULE_BROKEN',
    zh: '附件不存在,或不是您上传的',
    en: 'A file is unknown, or not one that you have uploaded',
  },
  stateForbids: {
    kind: 'CONFLICT',
    zh: '事前绩效评估当前为“{state}”,不能{action}',
    en: 'The assessment is {state}; it cannot {action} now',
  },
  frozen: {
    kind: 'CONFLICT',
    zh: '事前绩效评估已提交,退回后才能修改',
    en: 'The assessment is submitted; it changes only after it is returned',
  },
  incomplete: {
    kind: 'RULE_BROKEN',
    zh: '事前绩效评估有 {count} 处未填,见 errors',
    en: '{count} things are missing; see errors',
  },
  ownAssessment: {
    kind: 'FORBIDDEN',
    zh: '不能审定本人参与评估或申报的项目',
    en: 'You cannot review what you assessed, or a project that you wrote',
  },
});

/** What a submission lacks, one text for each kind of gap. */
export const SUBMISSION_GAPS: Readonly<Record<SubmissionGap, { readonly zh: string; readonly en: string }>> = {
  ANSWER_MISSING: { zh: '要点“{question}”未评分', en: 'Question {question} is not answered' },
  CONCLUSION_MISSING: { zh: '请填写评估结论', en: 'Give the conclusion' },
  CONCLUSION_REASON: {
    zh: '评估结论与得分对应的结论不一致,请说明理由',
    en: 'The conclusion differs from that of the score: give the reason',
  },
  OPINION_MISSING: { zh: '请填写综合评估意见', en: 'Give the opinion' },
};

constraintErrors.set('ck_assessment_sheets_publisher', assessmentErrors.ownSheet);
constraintErrors.set('uq_assessment_sheets_published', assessmentErrors.sheetPublishedMeanwhile);
constraintErrors.set('ck_assessment_sheets_frozen', assessmentErrors.sheetFrozen);
constraintErrors.set('uq_project_assessments_open', assessmentErrors.alreadyOpen);
constraintErrors.set('ck_project_assessments_frozen', assessmentErrors.frozen);
constraintErrors.set('ck_project_assessments_finalizer', assessmentErrors.ownAssessment);
