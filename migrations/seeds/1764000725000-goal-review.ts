/** As it was when this migration was written: never edited; a later change is a later migration. */

const question = (code: string, criterion: readonly [string, string], points: number, zh: string, en: string) => ({
  code,
  criterion: { zh: criterion[0], en: criterion[1] },
  points,
  zh,
  en,
});

const COMPLETE = ['完整性', 'Completeness'] as const;
const RELEVANT = ['相关性', 'Relevance'] as const;
const APPROPRIATE = ['适当性', 'Appropriateness'] as const;
const FEASIBLE = ['可行性', 'Feasibility'] as const;

/**
 * 绩效目标审核表 (财预〔2015〕88号, annex): four criteria, eight questions, each 优, 良, 中 or 差. Bands as for grades
 * everywhere (90, 80, 60). Shares are ours, in the middle of each band, so that a sheet of one grade throughout gets that grade.
 */
export const GOAL_REVIEW_1764000725000 = {
  id: '019ac000-0725-7000-8000-000000000001',
  code: 'goal-review',
  name: '绩效目标审核表',
  definition: {
    questions: [
      question(
        'completeness',
        COMPLETE,
        10,
        '规范完整性:填报格式是否规范,内容是否完整、准确、详实,是否无缺项、错项',
        'Is the form filled in properly: complete, accurate and detailed, without gaps or errors?',
      ),
      question(
        'clarity',
        COMPLETE,
        10,
        '明确清晰性:绩效目标是否明确、清晰,是否能够反映项目主要情况,是否对预期产出和效果进行了充分、恰当的描述',
        'Are the goals clear, do they show what the project is about, and do they describe outputs and effects sufficiently?',
      ),
      question(
        'alignment',
        RELEVANT,
        15,
        '目标相关性:总体目标是否符合国家法律法规、国民经济和社会发展规划要求,与本部门(单位)职能、发展规划和工作计划是否密切相关',
        'Do the goals follow law and plans, and the duties and work plan of the unit?',
      ),
      question(
        'indicators',
        RELEVANT,
        15,
        '指标科学性:绩效指标是否全面、充分、细化、量化,难以量化的定性描述是否充分、具体;是否选取了最能体现总体目标实现程度的关键指标',
        'Are the indicators sufficient, detailed and quantified, and do they include those that show best whether the goals are reached?',
      ),
      question(
        'reasonableness',
        APPROPRIATE,
        15,
        '绩效合理性:预期绩效是否显著,是否能够体现实际产出和效果的明显改善;是否符合行业正常水平或事业发展规律;与其他同类项目相比是否合理',
        'Are the expected results marked, in line with the norm of the industry, and reasonable beside projects of its kind?',
      ),
      question(
        'funding',
        APPROPRIATE,
        15,
        '资金匹配性:绩效目标与项目资金量、使用方向等是否匹配,在既定资金规模下是否过高或过低;要完成既定绩效目标,资金规模是否过大或过小',
        'Do goals and money match: are the goals too high or too low for the money, or the money too much or too little for the goals?',
      ),
      question(
        'attainability',
        FEASIBLE,
        10,
        '实现可能性:绩效目标是否经过充分调查研究、论证和合理测算,实现的可能性是否充分',
        'Do the goals rest on study, reasoning and calculation, and can they be reached?',
      ),
      question(
        'conditions',
        FEASIBLE,
        10,
        '条件充分性:项目实施方案是否合理,项目实施单位的组织实施能力和条件是否充分,内部控制是否规范,管理制度是否健全',
        'Is the plan sound, and are capacity, conditions, internal control and rules sufficient?',
      ),
    ],
    shares: { EXCELLENT: '1', GOOD: '0.85', FAIR: '0.7', POOR: '0.3' },
    bands: [
      { grade: 'EXCELLENT', from: '90' },
      { grade: 'GOOD', from: '80' },
      { grade: 'FAIR', from: '60' },
    ],
    outcomes: { EXCELLENT: 'ARRANGE', GOOD: 'ARRANGE_AFTER_EDIT', FAIR: 'RETURN', POOR: 'DO_NOT_ARRANGE' },
  },
};

const role = (name: string, scope: string) => ({ by: 'ROLE', role: name, scope });

const STEPS = [
  {
    kind: 'STEP',
    key: 'unit-head',
    name: { zh: '单位负责人审核', en: 'Head of the unit' },
    mode: 'ANY',
    assignees: [role('UNIT_HEAD', 'UNIT')],
    superior: role('UNIT_HEAD', 'DEPARTMENT'),
    dueWorkingDays: 3,
  },
  {
    kind: 'STEP',
    key: 'department',
    name: { zh: '主管部门审核', en: 'Department' },
    mode: 'ANY',
    assignees: [role('DEPT_REVIEWER', 'DEPARTMENT')],
    superior: role('UNIT_HEAD', 'DEPARTMENT'),
    dueWorkingDays: 5,
  },
  {
    kind: 'STEP',
    key: 'finance-business',
    name: { zh: '财政业务科室审核', en: 'Finance, business division' },
    mode: 'ANY',
    // 归口: the division whose grant lies nearest to the department, not the whole bureau.
    assignees: [{ ...role('FIN_BUSINESS', 'DEPARTMENT'), nearest: true }],
    superior: role('FIN_LEADER', 'DISTRICT'),
    dueWorkingDays: 5,
  },
  {
    kind: 'STEP',
    key: 'finance-performance',
    name: { zh: '绩效科审核', en: 'Finance, performance division' },
    mode: 'ANY',
    assignees: [role('FIN_PERF', 'DISTRICT')],
    superior: role('FIN_LEADER', 'DISTRICT'),
    mandatory: true,
    sheet: 'goal-review',
    dueWorkingDays: 5,
    escalateAfterWorkingDays: 3,
  },
  {
    kind: 'STEP',
    key: 'finance-leader',
    name: { zh: '分管领导审定', en: 'Leader in charge' },
    when: 'amount >= 5000000',
    mode: 'ANY',
    assignees: [role('FIN_LEADER', 'DISTRICT')],
    dueWorkingDays: 3,
  },
];

const FOUR = ['unit-head', 'department', 'finance-business', 'finance-performance'];
const FIVE = [...FOUR, 'finance-leader'];

/** 绩效目标审核: revision 2 of the flow that revision 1 began as four plain steps. */
export const GOAL_FLOW_1764000725000 = {
  id: '019ac000-0725-7000-8000-000000000002',
  code: 'goal-standard',
  revision: 2,
  subjectType: 'goal',
  name: '绩效目标审核(含审核表,500 万元以上由分管领导审定)',
  definition: {
    steps: STEPS,
    distinctReviewers: true,
    examples: [
      { name: '38.77 万元的营养改善项目', context: { amount: '387664.62' }, steps: FOUR },
      { name: '差一分不到 500 万元', context: { amount: '4999999.99' }, steps: FOUR },
      { name: '500 万元整,由分管领导审定', context: { amount: '5000000.00' }, steps: FIVE },
      { name: '预算尚未录入,宁多一审', context: {}, steps: FIVE },
    ],
  },
};
