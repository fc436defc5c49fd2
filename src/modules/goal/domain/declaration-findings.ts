/** What is wrong on a declaration form, with its severity and texts. `{zh}` and `{en}` name the field. */
export const DECLARATION_FINDINGS = {
  FIELD_MISSING: {
    severity: 'ERROR',
    zh: '“{zh}”必须填写',
    en: 'the {en} must be filled in',
  },
  FIELD_EMPTY: {
    severity: 'INFO',
    zh: '“{zh}”尚未填写',
    en: 'the {en} has not been filled in',
  },
  FUNDING_SUM: {
    severity: 'ERROR',
    zh: '资金来源各行合计 {sum} 元，应等于年度总额 {expected} 元，相差 {difference} 元',
    en: 'the funding lines add up to {sum}; they must make the amount of the year, {expected} (difference {difference})',
  },
  COST_SUM: {
    severity: 'ERROR',
    zh: '测算依据各项合计 {sum} 元，应等于年度总额 {expected} 元，相差 {difference} 元',
    en: 'the cost estimates add up to {sum}; they must make the amount of the year, {expected} (difference {difference})',
  },
  TOTAL_SPLIT: {
    severity: 'ERROR',
    zh: '实施期总额 {expected} 元应等于财政拨款与其他资金之和 {sum} 元，相差 {difference} 元',
    en: 'the amount of the whole period, {expected}, must be fiscal plus other funds, {sum} (difference {difference})',
  },
  YEAR_OVER_TOTAL: {
    severity: 'WARN',
    zh: '年度总额 {year} 元大于实施期总额 {total} 元，请核对',
    en: 'the amount of the year, {year}, is more than that of the whole period, {total}: check both',
  },
  BUDGET_DIFFERS: {
    severity: 'WARN',
    zh: '申报的年度金额 {declared} 元与项目预算 {budget} 元不一致，请核对',
    en: 'the declared amount of the year, {declared}, is not the budget of the project, {budget}: check both',
  },
  MILESTONE_DATES: {
    severity: 'ERROR',
    zh: '进度计划的结束日期 {end} 早于开始日期 {start}',
    en: 'the milestone ends on {end}, before it starts on {start}',
  },
  MILESTONE_ORDER: {
    severity: 'ERROR',
    zh: '进度计划应按开始日期排列：{start} 早于上一项的 {previous}',
    en: 'milestones stand in the order of their first days: {start} is before {previous} of the one above',
  },
  MILESTONE_OUTSIDE: {
    severity: 'ERROR',
    zh: '进度计划 {start} 至 {end} 不在项目期 {from} 至 {to} 之内',
    en: 'the milestone {start} to {end} is outside the project’s period {from} to {to}',
  },
  BUDGET_BY_SOURCE: {
    severity: 'ERROR',
    zh: '年度预算总额 {expected} 元应等于财政拨款与其他资金之和 {sum} 元，相差 {difference} 元',
    en: 'the budget of the year, {expected}, must be fiscal plus other funds, {sum} (difference {difference})',
  },
  BUDGET_BY_TYPE: {
    severity: 'ERROR',
    zh: '年度预算总额 {expected} 元应等于基本支出与项目支出之和 {sum} 元，相差 {difference} 元',
    en: 'the budget of the year, {expected}, must be basic plus project spending, {sum} (difference {difference})',
  },
  THREE_PUBLIC: {
    severity: 'ERROR',
    zh: '三公经费 {amount} 元不能大于年度预算总额 {total} 元',
    en: 'the three public expenses, {amount}, cannot be more than the budget of the year, {total}',
  },
  TASK_SPLIT: {
    severity: 'ERROR',
    zh: '任务预算 {expected} 元应等于财政拨款与其他资金之和 {sum} 元，相差 {difference} 元',
    en: 'the budget of the task, {expected}, must be fiscal plus other funds, {sum} (difference {difference})',
  },
  TASK_SUM: {
    severity: 'ERROR',
    zh: '各项任务预算合计 {amount} 元，不能大于年度预算总额 {total} 元',
    en: 'the tasks add up to {amount}; they cannot be more than the budget of the year, {total}',
  },
  TASK_COUNT: {
    severity: 'INFO',
    zh: '年度主要任务共 {count} 项，一般为 3 至 8 项',
    en: 'there are {count} tasks; 3 to 8 are usual',
  },
  STAFF_OVER_QUOTA: {
    severity: 'WARN',
    zh: '在职人数 {actual} 超过编制人数 {quota}，请核对',
    en: 'there are {actual} staff for {quota} posts: check both',
  },
} as const satisfies Record<string, { severity: 'ERROR' | 'WARN' | 'INFO'; zh: string; en: string }>;

export type DeclarationFindingCode = keyof typeof DECLARATION_FINDINGS;

/** What the fields are called: on the printed form, and in English. */
export const FIELD_NAMES = {
  annualGoal: ['年度目标', 'goal of the year'],
  overallGoal: ['总体目标（项目期超过一年）', 'goal of the whole period (longer than a year)'],
  filler: ['填报人', 'person who fills in the form'],
  phone: ['联系电话', 'telephone number'],
  head: ['单位负责人', 'head of the unit'],
  filledOn: ['填报日期', 'date of the form'],
  leaderName: ['项目负责人', 'project leader'],
  basis: ['立项依据（新增项目）', 'basis (new project)'],
  necessity: ['必要性（新增项目）', 'necessity (new project)'],
  feasibility: ['可行性（新增项目）', 'feasibility (new project)'],
  totalAmount: ['实施期资金总额', 'amount of the whole period'],
  totalFiscal: ['实施期财政拨款', 'fiscal funds of the whole period'],
  totalOther: ['实施期其他资金', 'other funds of the whole period'],
  yearAmount: ['年度资金总额', 'amount of the year'],
  fundingLines: ['资金来源', 'funding lines'],
  milestones: ['实施进度计划', 'milestones'],
  costEstimates: ['测算依据', 'cost estimates'],
  duties: ['部门职能职责', 'duties'],
  totalBudget: ['年度预算总额', 'budget of the year'],
  fiscalAmount: ['财政拨款', 'fiscal funds'],
  otherAmount: ['其他资金', 'other funds'],
  basicAmount: ['基本支出', 'basic spending'],
  projectAmount: ['项目支出', 'project spending'],
  threePublicAmount: ['三公经费', 'three public expenses'],
  staffQuota: ['编制人数', 'number of posts'],
  staffActual: ['在职人数', 'number of staff'],
  subUnits: ['下属单位数', 'number of subordinate units'],
  tasks: ['年度主要任务', 'tasks of the year'],
  targetBasis: ['指标值设定依据（核心指标）', 'basis of the target (core indicator)'],
  dataSource: ['取值来源（核心指标）', 'data source (core indicator)'],
  definition: ['指标解释（非指标库指标）', 'definition (indicator of its own)'],
} as const satisfies Record<string, readonly [zh: string, en: string]>;

export type FieldName = keyof typeof FIELD_NAMES;
