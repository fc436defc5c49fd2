import type { ListDefinition } from '../../platform/http/list.js';
import { PROJECT_VIEW } from '../budget/index.js';
import { INDICATOR_VIEW } from '../goal/index.js';
import { MISMATCH_SEVERITIES, QUADRANTS } from './domain/mismatch.js';
import { LIGHTS, MEASURE_TYPES } from './domain/monitoring-rule-set.js';

/** Views that statements of modules to the right may read; their columns are those of the migration. */
export const PROGRESS_VIEW = 'app.progress_v';
export const DEVIATION_VIEW = 'app.deviation_v';
export const ACTUAL_TO_DATE_VIEW = 'app.actual_to_date_v';

const PERIOD = `t.fiscal_year || '-' || lpad(t.month::text, 2, '0')`;

const WHEN = {
  fiscalYear: { column: 't.fiscal_year', type: 'integer', about: '预算年度 / fiscal year' },
  month: { column: 't.month', type: 'integer', about: '截至月份,缺省为最新 / month-end; absent: the latest' },
} as const;

/** A project is itself in the row: the order by project is that of the primary key. */
export const progressList: ListDefinition = {
  name: 'progress.list',
  from: `(select p.*, p.project_id as id, p.fiscal_year * 100 + p.month as period, coalesce(p.gap, 0) as known_gap,
      j.unit_id, j.department_id, j.code, j.name from app.project_progress p join ${PROJECT_VIEW} j on j.id = p.project_id) t`,
  filters: {
    projectId: { column: 't.project_id', type: 'uuid', about: '项目 / project' },
    projectCode: { column: 't.code', type: 'code', about: '项目代码 / project code' },
    ...WHEN,
    districtId: { column: 't.district_id', type: 'uuid', about: '区划 / district' },
    unitId: { column: 't.unit_id', type: 'uuid', about: '实施单位 / unit' },
    departmentId: { column: 't.department_id', type: 'uuid', about: '主管部门 / department' },
    light: { column: 't.light', type: 'code', values: LIGHTS, about: '项目灯 / light' },
    mismatchSeverity: {
      column: 't.mismatch_severity',
      type: 'code',
      values: MISMATCH_SEVERITIES,
      about: '资金与绩效不匹配程度 / mismatch',
    },
    quadrant: { column: 't.quadrant', type: 'code', values: QUADRANTS, about: '象限 / quadrant' },
    executionLag: { column: 't.execution_lag', type: 'boolean', about: '执行滞后 / execution lags' },
    goalLag: { column: 't.goal_lag', type: 'boolean', about: '目标滞后 / results lag' },
    executionRate: { column: 't.execution_rate', type: 'decimal', about: '预算执行率 / execution rate' },
    gap: { column: 't.gap', type: 'decimal', about: '完成率与执行率之差(百分点)/ gap in points' },
  },
  sorts: {
    projectId: { column: 'id', type: 'uuid' },
    period: { column: 'period', type: 'int' },
    gap: { column: 'known_gap', type: 'numeric' },
  },
  defaultSort: 'projectId',
  item: `json_build_object('projectId', t.project_id, 'projectCode', t.code, 'projectName', t.name, 'districtId', t.district_id,
    'unitId', t.unit_id, 'departmentId', t.department_id, 'fiscalYear', t.fiscal_year, 'month', t.month, 'period', ${PERIOD},
    'adjustedBudget', t.adjusted_budget::text, 'executed', t.executed::text, 'executionRate', t.execution_rate::text,
    'executionLight', t.execution_light, 'achievement', t.achievement::text, 'plannedAchievement', t.planned_achievement::text,
    'coveredWeight', t.covered_weight::text, 'light', t.light, 'gap', t.gap::text, 'mismatchSeverity', t.mismatch_severity,
    'quadrant', t.quadrant, 'executionLag', t.execution_lag, 'goalLag', t.goal_lag, 'goalRevision', t.goal_revision, 'ruleSetId', t.rule_set_id,
    'computedAt', t.computed_at)`,
};

/** From the indicators in scope: deviations have no index on the unit path, and are found by their key. */
export const deviationList: ListDefinition = {
  name: 'deviations.list',
  from: `(select d.*, d.indicator_id as id, d.fiscal_year * 100 + d.month as period, coalesce(d.ratio, -1) as known_ratio, i.goal_id,
      i.level1, i.level2, i.name, i.measure_type, i.unit_of_measure, i.weight
    from ${INDICATOR_VIEW} i join app.deviations d on d.indicator_id = i.id and d.fiscal_year = i.fiscal_year) t`,
  filters: {
    indicatorId: { column: 't.indicator_id', type: 'uuid', about: '指标 / indicator' },
    projectId: { column: 't.project_id', type: 'uuid', about: '项目 / project' },
    goalId: { column: 't.goal_id', type: 'uuid', about: '绩效目标 / goal' },
    ...WHEN,
    districtId: { column: 't.district_id', type: 'uuid', about: '区划 / district' },
    light: { column: 't.light', type: 'code', values: LIGHTS, about: '指标灯 / light' },
    status: {
      column: 't.status',
      type: 'code',
      values: ['DUE', 'NOT_DUE', 'NO_DATA', 'WITHDRAWN'],
      about: '应报、未到期、缺数据、已退出 / status',
    },
    measureType: { column: 't.measure_type', type: 'code', values: MEASURE_TYPES, about: '指标类型 / measure type' },
  },
  sorts: {
    indicatorId: { column: 'id', type: 'uuid' },
    period: { column: 'period', type: 'int' },
    ratio: { column: 'known_ratio', type: 'numeric' },
  },
  defaultSort: 'indicatorId',
  item: `json_build_object('indicatorId', t.indicator_id, 'indicatorName', t.name, 'level1', t.level1, 'level2', t.level2,
    'goalId', t.goal_id, 'projectId', t.project_id, 'districtId', t.district_id, 'fiscalYear', t.fiscal_year, 'month', t.month,
    'period', ${PERIOD}, 'measureType', t.measure_type, 'unitOfMeasure', t.unit_of_measure, 'weight', t.weight::text,
    'status', t.status, 'dueMonth', t.due_month, 'planned', trim_scale(t.planned)::text, 'actual', trim_scale(t.actual)::text,
    'ratio', t.ratio::text, 'deviation', trim_scale(t.deviation)::text, 'daysLate', t.days_late, 'light', t.light,
    'goalRevision', t.goal_revision, 'ruleSetId', t.rule_set_id, 'computedAt', t.computed_at)`,
};
