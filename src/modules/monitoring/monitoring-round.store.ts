import { type Call, firstRow } from '../../platform/database/call.js';
import type { FilterColumn } from '../../platform/http/filter.js';
import type { JsonText } from '../../platform/http/json-text.js';
import type { ListDefinition } from '../../platform/http/list.js';
import { BUDGET_LINE_VIEW, PROJECT_VIEW } from '../budget/index.js';
import { GOAL_VIEW, isMonitored } from '../goal/index.js';
import { type District, rolesInDistrict, UNIT_VIEW, workingDayAfter } from '../organization/index.js';
import { ROUND_KINDS, type RoundKind, type RoundSelection, SELECTION_REASONS } from './domain/monitoring-round.js';
import { ROUND_STATES, type RoundState } from './domain/monitoring-round.lifecycle.js';
import { STANDING } from './monitoring-report.store.js';

/** 监控任务 as services see it. */
export interface MonitoringRound {
  readonly id: string;
  readonly version: number;
  readonly districtId: string;
  readonly unitPath: string;
  readonly fiscalYear: number;
  readonly month: number;
  readonly kind: RoundKind;
  readonly number: string;
  readonly planId: string | null;
  readonly dueWorkingDays: number;
  readonly selection: RoundSelection | null;
  readonly state: RoundState;
  readonly dueOn: string | null;
}

export type NewRound = Pick<
  MonitoringRound,
  'fiscalYear' | 'month' | 'kind' | 'planId' | 'dueWorkingDays' | 'selection'
>;

const COLUMNS = `id, version, district_id as "districtId", unit_path::text as "unitPath", fiscal_year as "fiscalYear", month, kind, number,
  plan_id as "planId", due_working_days as "dueWorkingDays", selection, state, due_on::text as "dueOn"`;

/** How many reports of a round, or of a unit in it, stand where. */
const countsBy = (
  condition: string,
): string => `(select json_build_object('total', count(*), 'due', count(*) filter (where standing = 'DUE'),
    'overdue', count(*) filter (where standing = 'OVERDUE'), 'inReview', count(*) filter (where standing = 'IN_REVIEW'),
    'done', count(*) filter (where standing = 'DONE'))
  from (select ${STANDING} as standing from app.monitoring_reports t where ${condition}) as reports)`;

const ROUND_JSON = `'id', r.id, 'districtId', r.district_id, 'fiscalYear', r.fiscal_year, 'month', r.month, 'kind', r.kind, 'number', r.number,
  'planId', r.plan_id, 'dueWorkingDays', r.due_working_days, 'selection', r.selection, 'state', r.state, 'dueOn', r.due_on,
  'openedAt', r.opened_at, 'closedAt', r.closed_at, 'closeReason', r.close_reason, 'reports', ${countsBy('t.round_id = r.id')},
  'version', r.version, 'updatedAt', r.updated_at`;

export const monitoringRoundList: ListDefinition = {
  name: 'monitoring_rounds.list',
  from: 'app.monitoring_rounds t',
  filters: {
    districtId: { column: 't.district_id', type: 'uuid', about: '区划 / district' },
    fiscalYear: { column: 't.fiscal_year', type: 'integer', about: '预算年度 / fiscal year' },
    month: { column: 't.month', type: 'integer', about: '监控期间的末月 / last month of the period' },
    kind: { column: 't.kind', type: 'code', values: ROUND_KINDS, about: '自行或重点 / kind' },
    state: { column: 't.state', type: 'code', values: ROUND_STATES, about: '状态 / state' },
  },
  sorts: { updatedAt: { column: 'updated_at', type: 'timestamptz' }, id: { column: 'id', type: 'uuid' } },
  defaultSort: '-updatedAt',
  joins: 'join app.monitoring_rounds r on r.id = t.id',
  item: `json_build_object(${ROUND_JSON})`,
};

export interface MonitoringRoundDetail extends JsonText {
  readonly version: number;
  readonly state: RoundState;
  readonly roles: readonly string[];
}

export const monitoringRoundDetail = (id: string): Call<MonitoringRoundDetail | null> => ({
  name: 'monitoring_rounds.detail',
  text: `select json_build_object(${ROUND_JSON})::text as json, r.version, r.state, ${rolesInDistrict('r.district_id')} as roles
    from app.monitoring_rounds r where r.id = $1::uuid`,
  values: [id],
  read: firstRow<MonitoringRoundDetail>(),
});

export const findRound = (id: string): Call<MonitoringRound | null> => ({
  name: 'monitoring_rounds.find',
  text: `select ${COLUMNS} from app.monitoring_rounds where id = $1::uuid`,
  values: [id],
  read: firstRow<MonitoringRound>(),
});

export const findRoundForUpdate = (id: string): Call<MonitoringRound | null> => ({
  name: 'monitoring_rounds.find_for_update',
  text: `select ${COLUMNS} from app.monitoring_rounds where id = $1::uuid for update`,
  values: [id],
  read: firstRow<MonitoringRound>(),
});

/** A draft, under a number of its own. Null: a round of all projects is there for the period. */
export const insertRound = (
  id: string,
  { id: districtId, unitPath }: Pick<District, 'id' | 'unitPath'>,
  round: NewRound,
): Call<MonitoringRound | null> => ({
  name: 'monitoring_rounds.insert',
  text: `insert into app.monitoring_rounds (id, district_id, unit_path, fiscal_year, month, kind, plan_id, due_working_days, selection, number)
    values ($1::uuid, $2::uuid, $3::public.ltree, $4::smallint, $5::smallint, $6, $7::uuid, $8::smallint, $9::jsonb,
      'JK' || $4::int || '-' || lpad($5::int::text, 2, '0') || '-' || lpad(nextval('app.monitoring_round_numbers')::text, 4, '0'))
    on conflict (district_id, fiscal_year, month) where kind = 'SELF' and state <> 'CANCELLED' do nothing
    returning ${COLUMNS}`,
  values: [
    id,
    districtId,
    unitPath,
    round.fiscalYear,
    round.month,
    round.kind,
    round.planId,
    round.dueWorkingDays,
    round.selection && JSON.stringify(round.selection),
  ],
  read: firstRow<MonitoringRound>(),
});

/** Moves the state; an opening sets the day by which units report. Null: stale, or the calendar does not reach so far. */
export const moveRound = (
  { id, version, state }: MonitoringRound,
  to: RoundState,
  closeReason: string | null = null,
): Call<MonitoringRound | null> => ({
  name: 'monitoring_rounds.move',
  text: `update app.monitoring_rounds set state = $4, version = version + 1, updated_at = now(),
      due_on = case when $4 = 'OPEN' then ${workingDayAfter('app.app_today()', 'due_working_days')} else due_on end,
      opened_at = case when $4 = 'OPEN' then app.app_now() else opened_at end,
      closed_at = case when $4 = 'CLOSED' then app.app_now() else closed_at end, close_reason = $5
    where id = $1::uuid and version = $2::int and state = $3
      and ($4 <> 'OPEN' or ${workingDayAfter('app.app_today()', 'due_working_days')} is not null)
    returning ${COLUMNS}`,
  values: [id, version, state, to, closeReason],
  read: firstRow<MonitoringRound>(),
});

/**
 * Which projects a round is about, and why: all that run under a goal, or those that meet one of the criteria by what was
 * computed for the end of the month. `r` is the round.
 */
const SELECTED = `(select chosen.* from (
  select g.id, r.id as round_id, r.kind, g.id as goal_id, g.project_id, g.district_id, g.unit_id, g.unit_path, g.department_id, l.adjusted as amount,
    p.execution_rate, p.achievement, coalesce(p.execution_lag, false) as execution_lag, coalesce(p.goal_lag, false) as goal_lag,
    array_remove(array[
      case when (r.selection ->> 'isLagging')::boolean and p.execution_lag then 'EXECUTION_LAG' end,
      case when (r.selection ->> 'isLagging')::boolean and p.goal_lag then 'GOAL_LAG' end,
      case when p.execution_rate < (r.selection ->> 'executionBelow')::numeric then 'EXECUTION_BELOW' end,
      case when l.adjusted >= (r.selection ->> 'amountFrom')::numeric then 'AMOUNT' end,
      case when r.selection -> 'attentionProjectIds' ? g.project_id::text then 'ATTENTION' end], null) as reasons
  from app.monitoring_rounds r
  join ${GOAL_VIEW} g on g.district_id = r.district_id and g.fiscal_year = r.fiscal_year and ${isMonitored('g.state')}
  left join lateral (select sum(l.adjusted) as adjusted from ${BUDGET_LINE_VIEW} l
    where l.project_id = g.project_id and l.fiscal_year = r.fiscal_year) l on true
  left join app.project_progress p on p.fiscal_year = r.fiscal_year and p.month = r.month and p.project_id = g.project_id
  ) as chosen where chosen.kind = 'SELF' or cardinality(chosen.reasons) > 0)`;

const OF_ROUND: FilterColumn = { column: 't.round_id', type: 'uuid', about: '监控任务 / round' };

/** The preview: read it for one round, named in the path. */
export const selectionList: ListDefinition = {
  name: 'monitoring_rounds.selection',
  from: `${SELECTED} t`,
  filters: {
    unitId: { column: 't.unit_id', type: 'uuid', about: '实施单位 / unit' },
    departmentId: { column: 't.department_id', type: 'uuid', about: '主管部门 / department' },
    reason: {
      column: 't.reasons',
      type: 'code',
      values: SELECTION_REASONS,
      about: '选入原因 / why',
      condition: (place) => `${place}::text = any (t.reasons)`,
    },
  },
  sorts: { id: { column: 'id', type: 'uuid' } },
  defaultSort: 'id',
  joins: `join ${PROJECT_VIEW} j on j.id = t.project_id`,
  item: `json_build_object('projectId', t.project_id, 'projectCode', j.code, 'projectName', j.name, 'goalId', t.goal_id, 'unitId', t.unit_id,
    'departmentId', t.department_id, 'amount', t.amount::text, 'executionRate', t.execution_rate::text, 'achievement', t.achievement::text,
    'executionLag', t.execution_lag, 'goalLag', t.goal_lag, 'reasons', t.reasons)`,
};

/** The same list, for one round only. */
export const ofRound = (list: ListDefinition): ListDefinition => ({
  ...list,
  filters: { ...list.filters, roundId: OF_ROUND },
});

/** A form for every project of the round, at once. Answers how many. */
export const insertReports = ({ id }: MonitoringRound): Call<number> => ({
  name: 'monitoring_rounds.insert_reports',
  text: `with made as (
      insert into app.monitoring_reports (id, round_id, kind, fiscal_year, month, due_on, district_id, unit_id, unit_path, department_id, project_id,
        goal_id, selected_for)
      select gen_random_uuid(), o.id, o.kind, o.fiscal_year, o.month, o.due_on, s.district_id, s.unit_id, s.unit_path, s.department_id, s.project_id,
        s.goal_id, s.reasons
      from app.monitoring_rounds o join ${SELECTED} s on s.round_id = o.id where o.id = $1::uuid
      returning 1)
    select count(*)::int as reports from made`,
  values: [id],
  read: ([row]) => Number(row?.['reports']),
});

/** How many of these projects run under a goal of the year in the district. */
export const countMonitored = (
  districtId: string,
  fiscalYear: number,
  projectIds: readonly string[],
): Call<number> => ({
  name: 'monitoring_rounds.count_monitored',
  text: `select count(distinct project_id)::int as projects from ${GOAL_VIEW}
    where district_id = $1::uuid and fiscal_year = $2::smallint and project_id = any ($3::uuid[]) and ${isMonitored('state')}`,
  values: [districtId, fiscalYear, projectIds],
  read: ([row]) => Number(row?.['projects']),
});

export const countUnseen = (roundId: string): Call<number> => ({
  name: 'monitoring_rounds.count_unseen',
  text: `select count(*)::int as reports from app.monitoring_reports where round_id = $1::uuid and state <> 'FINANCE_SEEN'`,
  values: [roundId],
  read: ([row]) => Number(row?.['reports']),
});

/** Units × rounds of one fiscal year: how many reports are due, overdue, in review and done, with the way to them. */
export const matrixList: ListDefinition = {
  name: 'monitoring_matrix.list',
  from: `(select m.unit_id as id, m.fiscal_year, coalesce(min(u.code), '') as code, min(u.name) as name, (array_agg(m.department_id))[1] as department_id
    from app.monitoring_reports m left join ${UNIT_VIEW} u on u.id = m.unit_id group by m.unit_id, m.fiscal_year) t`,
  filters: {
    fiscalYear: {
      column: 't.fiscal_year',
      type: 'integer',
      about: '预算年度,缺省为今年 / fiscal year; absent: the current one',
      condition: (place) => `t.fiscal_year = ${place}::int`,
    },
    unitId: { column: 't.id', type: 'uuid', about: '实施单位 / unit' },
    departmentId: { column: 't.department_id', type: 'uuid', about: '主管部门 / department' },
  },
  sorts: { unitCode: { column: 'code', type: 'text' } },
  defaultSort: 'unitCode',
  item: `json_build_object('unitId', t.id, 'unitCode', t.code, 'unitName', t.name, 'departmentId', t.department_id, 'fiscalYear', t.fiscal_year,
    'cells', (select json_agg(json_build_object('roundId', c.round_id, 'kind', c.kind, 'month', c.month, 'dueOn', c.due_on,
        'reports', ${countsBy('t.round_id = c.round_id and t.unit_id = c.unit_id')},
        'url', '/api/v1/monitoring-reports?roundId=' || c.round_id || '&unitId=' || c.unit_id) order by c.month, c.kind desc, c.round_id)
      from (select distinct round_id, unit_id, kind, month, due_on from app.monitoring_reports m
        where m.unit_id = t.id and m.fiscal_year = t.fiscal_year) c))`,
};
