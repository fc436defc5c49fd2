import { heldRoles, MY_PERSON } from '../../platform/auth/grants.js';
import { type Call, firstRow } from '../../platform/database/call.js';
import type { JsonText } from '../../platform/http/json-text.js';
import type { ListDefinition } from '../../platform/http/list.js';
import { PROJECT_VIEW } from '../budget/index.js';
import { LIGHTS, MISMATCH_SEVERITIES, PROGRESS_VIEW } from '../monitoring/index.js';
import { ALERT_STATES, type AlertState } from './domain/alert.lifecycle.js';
import { ALERT_KINDS, ALERT_SEVERITIES, type AlertKind, type AlertSeverity } from './domain/alert-rule.js';

/** An alert as services see it. */
export interface Alert {
  readonly id: string;
  readonly version: number;
  readonly kind: AlertKind;
  readonly severity: AlertSeverity;
  readonly state: AlertState;
  readonly resolution: 'CLEARED' | 'SUPERSEDED' | null;
  readonly districtId: string;
  readonly unitPath: string;
  readonly projectId: string;
  readonly projectName: string;
  readonly fiscalYear: number;
  readonly month: number;
  readonly explanationZh: string;
  readonly explanationEn: string;
}

const PERIOD = `t.fiscal_year || '-' || lpad(t.month::text, 2, '0')`;
const WITH_PROJECT = `(select a.*, j.unit_id, j.department_id, j.code, j.name,
    array_position(array['INFO', 'WARN', 'SERIOUS', 'CRITICAL'], a.severity) as gravity
  from app.alerts a join ${PROJECT_VIEW} j on j.id = a.project_id) t`;

const FIELDS = `'id', t.id, 'kind', t.kind, 'severity', t.severity, 'state', t.state, 'resolution', t.resolution, 'ruleId', t.rule_id,
  'districtId', t.district_id, 'unitId', t.unit_id, 'projectId', t.project_id, 'projectCode', t.code, 'projectName', t.name,
  'indicatorId', t.indicator_id, 'fiscalYear', t.fiscal_year, 'month', t.month, 'period', ${PERIOD}, 'inputs', t.inputs,
  'explanationZh', t.explanation_zh, 'explanationEn', t.explanation_en, 'firedAt', t.fired_at, 'acknowledgedAt', t.acknowledged_at,
  'resolvedAt', t.resolved_at, 'version', t.version`;

/** What statements of modules to the right may read. */
export const ALERT_VIEW = 'app.alert_v';

const PLACE = {
  projectId: { column: 't.project_id', type: 'uuid', about: '项目 / project' },
  districtId: { column: 't.district_id', type: 'uuid', about: '区划 / district' },
  unitId: { column: 't.unit_id', type: 'uuid', about: '实施单位 / unit' },
  departmentId: { column: 't.department_id', type: 'uuid', about: '主管部门 / department' },
} as const;

export const alertList: ListDefinition = {
  name: 'alerts.list',
  from: WITH_PROJECT,
  filters: {
    state: { column: 't.state', type: 'code', values: ALERT_STATES, about: '状态 / state' },
    severity: { column: 't.severity', type: 'code', values: ALERT_SEVERITIES, about: '级别 / severity' },
    kind: { column: 't.kind', type: 'code', values: ALERT_KINDS, about: '种类 / kind' },
    ...PLACE,
    indicatorId: { column: 't.indicator_id', type: 'uuid', about: '指标 / indicator' },
    fiscalYear: { column: 't.fiscal_year', type: 'integer', about: '预算年度 / fiscal year' },
    month: { column: 't.month', type: 'integer', about: '月份 / month' },
    firedAt: { column: 't.fired_at', type: 'timestamp', about: '触发时间 / when it fired' },
  },
  sorts: {
    firedAt: { column: 'fired_at', type: 'timestamptz' },
    severity: { column: 'gravity', type: 'int' },
  },
  defaultSort: '-firedAt',
  item: `json_build_object(${FIELDS})`,
};

const OVER = 't.executed > t.adjusted_budget';
const MISMATCHED = `t.mismatch_severity in ('WARN', 'SERIOUS', 'CRITICAL')`;

/** What other systems' schedulers ask for: projects off their track at one closed month. */
export const offTrackList: ListDefinition = {
  name: 'off_track_projects.list',
  from: `(select p.*, p.project_id as id, coalesce(abs(p.gap), 0) as gap_size, j.unit_id, j.department_id, j.code, j.name
    from ${PROGRESS_VIEW} p join ${PROJECT_VIEW} j on j.id = p.project_id) t`,
  where: `(t.light in ('RED', 'ORANGE') or t.execution_lag or t.goal_lag or ${MISMATCHED} or ${OVER})`,
  filters: {
    ...PLACE,
    fiscalYear: { column: 't.fiscal_year', type: 'integer', about: '预算年度 / fiscal year' },
    month: { column: 't.month', type: 'integer', about: '月份 / month' },
    light: { column: 't.light', type: 'code', values: LIGHTS, about: '项目灯 / light' },
    mismatchSeverity: {
      column: 't.mismatch_severity',
      type: 'code',
      values: MISMATCH_SEVERITIES,
      about: '不匹配 / mismatch',
    },
  },
  sorts: { projectId: { column: 'id', type: 'uuid' }, gap: { column: 'gap_size', type: 'numeric' } },
  defaultSort: 'projectId',
  item: `json_build_object('projectId', t.project_id, 'projectCode', t.code, 'projectName', t.name, 'districtId', t.district_id,
    'unitId', t.unit_id, 'departmentId', t.department_id, 'fiscalYear', t.fiscal_year, 'month', t.month, 'period', ${PERIOD},
    'light', t.light, 'executionRate', t.execution_rate::text, 'achievement', t.achievement::text, 'gap', t.gap::text,
    'mismatchSeverity', t.mismatch_severity, 'reasons', array_remove(array[case when t.light in ('RED', 'ORANGE') then 'LIGHT' end,
      case when t.execution_lag then 'EXECUTION_LAG' end, case when t.goal_lag then 'GOAL_LAG' end,
      case when ${MISMATCHED} then 'MISMATCH' end, case when ${OVER} then 'OVER_EXECUTION' end], null),
    'openAlerts', (select count(*) from app.alerts a where a.project_id = t.project_id and a.fiscal_year = t.fiscal_year
      and a.month = t.month and a.state <> 'RESOLVED'))`,
};

export interface AlertDetail extends JsonText {
  readonly version: number;
  readonly state: AlertState;
  readonly roles: readonly string[];
}

export const alertDetail = (id: string): Call<AlertDetail | null> => ({
  name: 'alerts.detail',
  text: `select json_build_object(${FIELDS}, 'acknowledgedBy', t.acknowledged_by, 'comment', t.comment)::text as json, t.version, t.state,
      ${heldRoles('t.unit_path', 't.project_id')} as roles
    from ${WITH_PROJECT} where t.id = $1::uuid`,
  values: [id],
  read: firstRow<AlertDetail>(),
});

const COLUMNS = `a.id, a.version, a.kind, a.severity, a.state, a.resolution, a.district_id as "districtId",
  a.unit_path::text as "unitPath", a.project_id as "projectId", j.name as "projectName", a.fiscal_year as "fiscalYear", a.month,
  a.explanation_zh as "explanationZh", a.explanation_en as "explanationEn"`;

export const findAlert = (id: string): Call<Alert | null> => ({
  name: 'alerts.find',
  text: `select ${COLUMNS} from app.alerts a join ${PROJECT_VIEW} j on j.id = a.project_id where a.id = $1::uuid`,
  values: [id],
  read: firstRow<Alert>(),
});

export const findAlertForUpdate = (id: string): Call<Alert | null> => ({
  name: 'alerts.find_for_update',
  text: `select ${COLUMNS} from app.alerts a join ${PROJECT_VIEW} j on j.id = a.project_id where a.id = $1::uuid for update of a`,
  values: [id],
  read: firstRow<Alert>(),
});

/** Compare-and-set. */
export const acknowledgeAlert = (
  { id, version, state }: Alert,
  to: AlertState,
  comment: string | null,
): Call<number | null> => ({
  name: 'alerts.acknowledge',
  text: `update app.alerts set state = $4, acknowledged_by = ${MY_PERSON}::uuid, acknowledged_at = app.app_now(), comment = $5,
      version = version + 1, updated_at = app.app_now()
    where id = $1::uuid and version = $2::int and state = $3 returning version`,
  values: [id, version, state, to, comment],
  read: (rows) => (rows[0]?.['version'] as number | undefined) ?? null,
});
