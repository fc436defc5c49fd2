import { heldRoles, MY_PERSON } from '../../platform/auth/grants.js';
import { type Call, firstRow } from '../../platform/database/call.js';
import type { ListDefinition } from '../../platform/http/list.js';
import { BUDGET_LINE_VIEW, FUNDING_SOURCES, PAYMENT_VIEW, PROJECT_VIEW } from '../budget/index.js';
import { INDICATOR_VIEW } from '../goal/index.js';
import type { Filling, Form, FundFacts, IndicatorFacts } from './domain/monitoring-report.js';
import { REPORT_STATES, type ReportState } from './domain/monitoring-report.lifecycle.js';
import { ROUND_KINDS, type RoundKind } from './domain/monitoring-round.js';

/** The unit's own forecasts (全年预计), by indicator and month: project_id, forecast_value, likelihood, state. */
export const MONITORING_FORECAST_VIEW = 'app.monitoring_forecast_v';

export const STANDINGS = ['DUE', 'OVERDUE', 'IN_REVIEW', 'DONE'] as const;

/** Where a report stands today; never stored. With the unit, and in time or not; with the reviewers; or seen by finance. */
export const STANDING = `case t.state when 'FINANCE_SEEN' then 'DONE' when 'IN_REVIEW' then 'IN_REVIEW'
  else case when t.due_on < (select app.app_today()) then 'OVERDUE' else 'DUE' end end`;

/** The approval beside a report: the latest one. */
const APPROVAL = `left join lateral (select a.id, a.step_keys from app.approvals a
  where a.subject_type = 'monitoring-report' and a.subject_id = t.id order by a.id desc limit 1) a on true`;

/** Which step of the line an IN_REVIEW report has passed, by the keys of the standard flow. */
const STAGE = `case when t.state <> 'IN_REVIEW' then t.state when 'finance' = any (a.step_keys) then 'DEPT_CHECKED'
  when 'department' = any (a.step_keys) then 'UNIT_CONFIRMED' else 'UNIT_SUBMITTED' end`;

/** 绩效运行监控表 as services see it. */
export interface MonitoringReport extends Filling {
  readonly id: string;
  readonly version: number;
  readonly districtId: string;
  readonly unitId: string;
  readonly unitPath: string;
  readonly departmentId: string;
  readonly projectId: string;
  readonly goalId: string;
  readonly roundId: string;
  readonly kind: RoundKind;
  readonly fiscalYear: number;
  readonly month: number;
  readonly state: ReportState;
  readonly content: FrozenForm | null;
  readonly authorIds: readonly string[];
}

/** What a form rests on. */
export interface FormBasis {
  /** Null: the progress of the month has not been computed. */
  readonly ruleSetId: string | null;
  readonly goalRevision: number | null;
  /** Denominator of 预算执行率. */
  readonly executionBase: 'ADJUSTED' | 'INITIAL';
  /** The project as a whole at the end of the month. */
  readonly progress: {
    readonly executed: string;
    readonly executionRate: string | null;
    readonly achievement: string | null;
    readonly gap: string | null;
    readonly light: string | null;
  } | null;
}

/** The form as it was submitted. */
export type FrozenForm = FormBasis & Form;

const COLUMNS = `id, version, district_id as "districtId", unit_id as "unitId", unit_path::text as "unitPath", department_id as "departmentId",
  project_id as "projectId", goal_id as "goalId", round_id as "roundId", kind, fiscal_year as "fiscalYear", month, state, funds, indicators, remark,
  content, author_ids as "authorIds"`;

export const monitoringReportList: ListDefinition = {
  name: 'monitoring_reports.list',
  from: 'app.monitoring_reports t',
  filters: {
    roundId: { column: 't.round_id', type: 'uuid', about: '监控任务 / round' },
    projectId: { column: 't.project_id', type: 'uuid', about: '项目 / project' },
    unitId: { column: 't.unit_id', type: 'uuid', about: '实施单位 / unit' },
    departmentId: { column: 't.department_id', type: 'uuid', about: '主管部门 / department' },
    fiscalYear: { column: 't.fiscal_year', type: 'integer', about: '预算年度 / fiscal year' },
    month: { column: 't.month', type: 'integer', about: '监控期间的末月 / last month of the period' },
    kind: { column: 't.kind', type: 'code', values: ROUND_KINDS, about: '自行或重点 / kind' },
    state: { column: 't.state', type: 'code', values: REPORT_STATES, about: '状态 / state' },
    standing: { column: STANDING, type: 'code', values: STANDINGS, about: '待报、逾期、审核中、办结 / standing' },
    dueOn: { column: 't.due_on', type: 'date', about: '报送截止日期 / deadline' },
  },
  sorts: { dueOn: { column: 'due_on', type: 'date' }, id: { column: 'id', type: 'uuid' } },
  defaultSort: 'dueOn',
  joins: `join ${PROJECT_VIEW} p on p.id = t.project_id`,
  item: `json_build_object('id', t.id, 'roundId', t.round_id, 'kind', t.kind, 'fiscalYear', t.fiscal_year, 'month', t.month, 'projectId', t.project_id,
    'projectCode', p.code, 'projectName', p.name, 'goalId', t.goal_id, 'unitId', t.unit_id, 'departmentId', t.department_id, 'state', t.state,
    'standing', ${STANDING}, 'dueOn', t.due_on, 'selectedFor', t.selected_for, 'submittedAt', t.submitted_at, 'seenAt', t.seen_at,
    'version', t.version, 'updatedAt', t.updated_at)`,
};

export interface MonitoringReportDetail {
  /** The head of the form, as JSON text. */
  readonly head: string;
  readonly version: number;
  readonly state: ReportState;
  readonly roles: readonly string[];
  readonly isOpen: boolean;
  readonly filling: Filling;
  readonly basis: FormBasis;
  readonly funds: readonly FundFacts[];
  readonly indicators: readonly IndicatorFacts[];
  readonly content: FrozenForm | null;
}

/** Spent is what was paid by the end of the month; where no payment of the year is on record, the ledger's own figure. */
const FUNDS = `(select coalesce(json_agg(json_build_object('source', f.source, 'initial', f.initial::text, 'adjusted', f.adjusted::text,
    'executed', f.executed::text, 'executionRate', round(f.executed / nullif(f.base, 0), 6)::text)
    order by array_position(array['${FUNDING_SOURCES.join(`', '`)}'], f.source)), '[]')
  from (select l.source, l.initial, l.adjusted, case s.rules #>> '{execution,base}' when 'INITIAL' then l.initial else l.adjusted end as base,
      case when paid.is_known then coalesce((select sum(m.amount) from ${PAYMENT_VIEW} m where m.project_id = l.project_id
          and m.fiscal_year = l.fiscal_year and m.source = l.source and m.paid_on < make_date(l.fiscal_year, t.month, 1) + interval '1 month'), 0)
        else l.executed end as executed
    from ${BUDGET_LINE_VIEW} l, (select exists (select 1 from ${PAYMENT_VIEW} m
      where m.project_id = t.project_id and m.fiscal_year = t.fiscal_year) as is_known) paid
    where l.project_id = t.project_id and l.fiscal_year = t.fiscal_year) f)`;

const FIGURES = `from app.actuals a where a.indicator_id = i.id and a.fiscal_year = t.fiscal_year and a.month <= t.month`;

/** What the deviations of the month say, with the words of the approved goal. */
const INDICATORS = `(select coalesce(json_agg(json_build_object('indicatorId', i.id, 'level1', i.level1, 'level2', i.level2, 'name', i.name,
    'measureType', i.measure_type, 'operator', i.operator, 'direction', i.direction, 'targetValue', trim_scale(i.target_value)::text,
    'targetOn', i.target_on, 'targetText', i.target_text, 'unitOfMeasure', i.unit_of_measure, 'weight', i.weight::text, 'status', d.status,
    'dueMonth', d.due_month, 'planned', trim_scale(d.planned)::text, 'actual', trim_scale(d.actual)::text,
    'actualLevel', case when i.measure_type = 'QUAL' then (select a.level ${FIGURES} order by a.month desc limit 1) end,
    'actualOn', case when i.measure_type = 'DATE' then (select a.done_on ${FIGURES} order by a.month desc limit 1) end,
    'ratio', d.ratio::text, 'deviation', trim_scale(d.deviation)::text, 'light', d.light,
    'monthlyAmounts', array(select trim_scale(a.value)::text ${FIGURES} and i.reporting_period = 'MONTH' and a.value is not null
      and a.month <= d.due_month order by a.month)) order by i.position, i.id), '[]')
  from ${INDICATOR_VIEW} i
  left join app.deviations d on d.fiscal_year = t.fiscal_year and d.month = t.month and d.indicator_id = i.id and d.status <> 'WITHDRAWN'
  where i.goal_id = t.goal_id and not i.retired)`;

/** The form with all that is known of the project today. What is under review or done keeps what was seen at submission. */
export const monitoringReportDetail = (id: string): Call<MonitoringReportDetail | null> => ({
  name: 'monitoring_reports.detail',
  text: `select json_build_object('id', t.id, 'roundId', t.round_id, 'kind', t.kind, 'districtId', t.district_id, 'unitId', t.unit_id,
      'departmentId', t.department_id, 'projectId', t.project_id, 'projectCode', p.code, 'projectName', p.name, 'goalId', t.goal_id,
      'fiscalYear', t.fiscal_year, 'month', t.month, 'state', t.state, 'stage', ${STAGE}, 'standing', ${STANDING}, 'dueOn', t.due_on,
      'isLate', coalesce((t.submitted_at at time zone 'Asia/Shanghai')::date, app.app_today()) > t.due_on, 'selectedFor', t.selected_for,
      'returnedCount', t.returned_count, 'submittedAt', t.submitted_at, 'seenAt', t.seen_at, 'approvalId', a.id, 'version', t.version,
      'updatedAt', t.updated_at)::text as head,
    t.version, t.state, ${heldRoles('t.unit_path', 't.project_id')} as roles,
    not exists (select 1 from app.monitoring_rounds r where r.id = t.round_id and r.state <> 'OPEN') as "isOpen",
    json_build_object('funds', t.funds, 'indicators', t.indicators, 'remark', t.remark) as filling,
    json_build_object('ruleSetId', g.rule_set_id, 'goalRevision', g.goal_revision, 'executionBase', coalesce(s.rules #>> '{execution,base}', 'ADJUSTED'),
      'progress', case when g.project_id is not null then json_build_object('executed', g.executed::text, 'executionRate', g.execution_rate::text,
        'achievement', g.achievement::text, 'gap', g.gap::text, 'light', g.light) end) as basis,
    ${FUNDS} as funds, ${INDICATORS} as indicators,
    case when t.state in ('IN_REVIEW', 'FINANCE_SEEN') then t.content end as content
  from app.monitoring_reports t
  join ${PROJECT_VIEW} p on p.id = t.project_id
  left join app.project_progress g on g.fiscal_year = t.fiscal_year and g.month = t.month and g.project_id = t.project_id
  left join app.monitoring_rule_sets s on s.id = g.rule_set_id
  ${APPROVAL}
  where t.id = $1::uuid`,
  values: [id],
  read: firstRow<MonitoringReportDetail>(),
});

export const findReport = (id: string): Call<MonitoringReport | null> => ({
  name: 'monitoring_reports.find',
  text: `select ${COLUMNS} from app.monitoring_reports where id = $1::uuid`,
  values: [id],
  read: firstRow<MonitoringReport>(),
});

export const findReportForUpdate = (id: string): Call<MonitoringReport | null> => ({
  name: 'monitoring_reports.find_for_update',
  text: `select ${COLUMNS} from app.monitoring_reports where id = $1::uuid for update`,
  values: [id],
  read: firstRow<MonitoringReport>(),
});

/** Compare-and-set of what the unit has filled in; whoever fills joins the authors, and nobody leaves them. */
export const saveFilling = (
  { id, version }: MonitoringReport,
  to: ReportState,
  { funds, indicators, remark }: Filling,
): Call<MonitoringReport | null> => ({
  name: 'monitoring_reports.save_filling',
  text: `update app.monitoring_reports set state = $3, funds = $4::jsonb, indicators = $5::jsonb, remark = $6, version = version + 1, updated_at = now(),
      author_ids = case when ${MY_PERSON}::uuid = any (author_ids) then author_ids else author_ids || ${MY_PERSON}::uuid end
    where id = $1::uuid and version = $2::int and state in ('TASK_OPEN', 'UNIT_FILLING') returning ${COLUMNS}`,
  values: [id, version, to, JSON.stringify(funds), JSON.stringify(indicators), remark],
  read: firstRow<MonitoringReport>(),
});

/** Moves the state along the lifecycle; a submission brings the form that stays as it was seen. */
export const moveReport = (
  { id, version, state }: MonitoringReport,
  to: ReportState,
  how: { readonly isReturned: boolean; readonly content: FrozenForm | null },
): Call<MonitoringReport | null> => ({
  name: 'monitoring_reports.move',
  text: `update app.monitoring_reports set state = $4, version = version + 1, updated_at = now(), content = coalesce($6::jsonb, content),
      returned_count = returned_count + case when $5::boolean then 1 else 0 end,
      submitted_at = case when $4 = 'IN_REVIEW' then app.app_now() when $4 = 'UNIT_FILLING' then null else submitted_at end,
      seen_at = case when $4 = 'FINANCE_SEEN' then app.app_now() end
    where id = $1::uuid and version = $2::int and state = $3 returning ${COLUMNS}`,
  values: [id, version, state, to, how.isReturned, how.content && JSON.stringify(how.content)],
  read: firstRow<MonitoringReport>(),
});
