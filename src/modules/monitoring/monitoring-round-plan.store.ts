import { allRows, type Call, firstRow } from '../../platform/database/call.js';
import type { JsonText } from '../../platform/http/json-text.js';
import type { ListDefinition } from '../../platform/http/list.js';
import { type District, FISCAL_YEAR_VIEW, rolesInDistrict } from '../organization/index.js';
import { ROUND_RHYTHMS, type RoundPlan, type RoundRhythm } from './domain/monitoring-round.js';

export interface PlanTerms {
  readonly rhythm: RoundRhythm;
  readonly dueWorkingDays: number;
  readonly isActive: boolean;
}

/** 监控计划: when a district's rounds of all projects open in a fiscal year. */
export interface MonitoringRoundPlan extends PlanTerms {
  readonly id: string;
  readonly version: number;
  readonly districtId: string;
  readonly unitPath: string;
  readonly fiscalYear: number;
}

const COLUMNS = `id, version, district_id as "districtId", unit_path::text as "unitPath", fiscal_year as "fiscalYear", rhythm,
  due_working_days as "dueWorkingDays", is_active as "isActive"`;

const PLAN_JSON = `json_build_object('id', t.id, 'districtId', t.district_id, 'fiscalYear', t.fiscal_year, 'rhythm', t.rhythm,
  'dueWorkingDays', t.due_working_days, 'isActive', t.is_active, 'effectiveOn', t.effective_on, 'version', t.version, 'updatedAt', t.updated_at)`;

export const monitoringRoundPlanList: ListDefinition = {
  name: 'monitoring_round_plans.list',
  from: 'app.monitoring_round_plans t',
  filters: {
    districtId: { column: 't.district_id', type: 'uuid', about: '区划 / district' },
    fiscalYear: { column: 't.fiscal_year', type: 'integer', about: '预算年度 / fiscal year' },
    rhythm: { column: 't.rhythm', type: 'code', values: ROUND_RHYTHMS, about: '监控频次 / rhythm' },
  },
  sorts: { fiscalYear: { column: 'fiscal_year', type: 'smallint' }, id: { column: 'id', type: 'uuid' } },
  defaultSort: '-fiscalYear',
  item: PLAN_JSON,
};

export interface MonitoringRoundPlanDetail extends JsonText {
  readonly version: number;
  readonly roles: readonly string[];
}

export const monitoringRoundPlanDetail = (id: string): Call<MonitoringRoundPlanDetail | null> => ({
  name: 'monitoring_round_plans.detail',
  text: `select (${PLAN_JSON})::text as json, t.version, ${rolesInDistrict('t.district_id')} as roles
    from app.monitoring_round_plans t where t.id = $1::uuid`,
  values: [id],
  read: firstRow<MonitoringRoundPlanDetail>(),
});

export const findPlanForUpdate = (id: string): Call<MonitoringRoundPlan | null> => ({
  name: 'monitoring_round_plans.find_for_update',
  text: `select ${COLUMNS} from app.monitoring_round_plans where id = $1::uuid for update`,
  values: [id],
  read: firstRow<MonitoringRoundPlan>(),
});

export const insertPlan = (
  id: string,
  { id: districtId, unitPath }: District,
  fiscalYear: number,
  { rhythm, dueWorkingDays }: Omit<PlanTerms, 'isActive'>,
): Call<MonitoringRoundPlan> => ({
  name: 'monitoring_round_plans.insert',
  text: `insert into app.monitoring_round_plans (id, district_id, unit_path, fiscal_year, rhythm, due_working_days)
    values ($1::uuid, $2::uuid, $3::public.ltree, $4::smallint, $5, $6::smallint) returning ${COLUMNS}`,
  values: [id, districtId, unitPath, fiscalYear, rhythm, dueWorkingDays],
  read: ([row]) => row as unknown as MonitoringRoundPlan,
});

export const savePlan = (
  { id, version }: MonitoringRoundPlan,
  { rhythm, dueWorkingDays, isActive }: PlanTerms,
): Call<MonitoringRoundPlan | null> => ({
  name: 'monitoring_round_plans.save',
  text: `update app.monitoring_round_plans set rhythm = $3, due_working_days = $4::smallint, is_active = $5::boolean, version = version + 1,
      updated_at = now() where id = $1::uuid and version = $2::int returning ${COLUMNS}`,
  values: [id, version, rhythm, dueWorkingDays, isActive],
  read: firstRow<MonitoringRoundPlan>(),
});

/** A plan in force, and where its district lies. */
export interface OpenPlan extends RoundPlan {
  readonly id: string;
  readonly dueWorkingDays: number;
  readonly district: Pick<District, 'id' | 'unitPath'>;
}

/** Plans in force of years whose books are open, with the months whose round of all projects is there. */
export const findOpenPlans = (): Call<readonly OpenPlan[]> => ({
  name: 'monitoring_round_plans.find_open',
  text: `select p.id, p.fiscal_year as "fiscalYear", p.rhythm, p.effective_on::text as "effectiveOn", p.due_working_days as "dueWorkingDays",
      json_build_object('id', p.district_id, 'unitPath', p.unit_path::text) as district,
      array(select r.month::int from app.monitoring_rounds r where r.district_id = p.district_id and r.fiscal_year = p.fiscal_year
        and r.kind = 'SELF' and r.state <> 'CANCELLED') as "openedMonths"
    from app.monitoring_round_plans p
    where p.is_active and not exists (select 1 from ${FISCAL_YEAR_VIEW} y
      where y.district_id = p.district_id and y.year = p.fiscal_year and y.state = 'CLOSED')
    order by p.id`,
  values: [],
  read: allRows<OpenPlan>(),
});
