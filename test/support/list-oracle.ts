import type { TestApp } from './app.js';
import type { Grant, Holder } from './matrix.js';

interface ListOracle {
  readonly table: string;
  /** Rows that lie at a unit or a district: their column of the path. Null: they lie nowhere. */
  readonly path: 'unit_path' | null;
  /** The column of the project, by which evaluators and experts are assigned. */
  readonly project?: 'project_id' | 'id';
  /** Those above the scope are listed, too. */
  readonly isSeenFromBelow?: true;
  /** The column whose values are compared, and its name in the items. */
  readonly key?: readonly [column: string, name: string];
  /** It shows only some of what is in scope, by rules of its own. */
  readonly isSelective?: true;
  /** What the list shows of what is in scope; `$3` are the caller's roles with their scopes, `$4` the account. */
  readonly where?: string;
}

const DISTRICT_KNOWN = `(t.district_id is null or exists (select 1 from app.districts d, unnest($1::ltree[] || $2::ltree[]) s where d.id = t.district_id
  and (d.unit_path <@ s or d.unit_path @> s)))`;

/** A rule set of the district of an assigned project, too: his work is judged by it. */
const RULES_KNOWN = `(${DISTRICT_KNOWN} or t.district_id in (select district_id from app.projects where id = any ($4::uuid[]))
  or t.district_id = (select district_id from app.accounts where id = $3::uuid))`;

const DECIDES = `g.role in ('UNIT_HEAD', 'DEPT_REVIEWER', 'FIN_BUSINESS', 'FIN_PERF', 'FIN_LEADER')`;

/** Which rows each list may show: asked of the tables as a superuser, not of the code. A new list adds its line here. */
export const LISTS: Readonly<Record<string, ListOracle>> = {
  'accounts.list': { table: 'accounts', path: null },
  'serviceAccounts.list': { table: 'accounts', path: null, where: `t.kind = 'SERVICE'` },
  'roleGrants.list': { table: 'role_grants', path: null },
  'approvalFlows.list': { table: 'approval_flows', path: null, where: DISTRICT_KNOWN },
  'reviewSheets.list': { table: 'review_sheets', path: null, where: DISTRICT_KNOWN },
  'scoringRuleSets.list': { table: 'scoring_rule_sets', path: null, where: RULES_KNOWN },
  'monitoringRuleSets.list': { table: 'monitoring_rule_sets', path: null, where: RULES_KNOWN },
  'assessmentSheets.list': { table: 'assessment_sheets', path: null, where: RULES_KNOWN },
  'weightTemplates.list': { table: 'weight_templates', path: null, where: DISTRICT_KNOWN },
  'indicatorDefinitions.list': { table: 'indicator_definitions', path: 'unit_path', isSeenFromBelow: true },
  'approvals.list': { table: 'approvals', path: 'unit_path', project: 'project_id' },
  'approvalTasks.list': {
    table: 'approval_tasks',
    path: 'unit_path',
    project: 'project_id',
    where: `t.state = 'OPEN' and ($3::uuid = t.assignee_id or $3::uuid = any (t.candidate_ids) or exists (
      select 1 from app.role_grants g where g.account_id = $3::uuid and g.role = t.role
      and (g.scope_path = t.scope_path or (g.subtree and g.scope_path @> t.scope_path))))`,
  },
  'substitutions.list': {
    table: 'approval_substitutions',
    path: null,
    where: `($3 in (t.absent_id, t.substitute_id) or exists (select 1 from app.role_grants m, app.role_grants g
      where m.account_id = $3 and m.role = 'FIN_PERF' and g.account_id = t.absent_id and ${DECIDES}
        and m.scope_path @> g.scope_path and (m.subtree or not g.subtree)))`,
  },
  'districts.list': { table: 'districts', path: 'unit_path', isSeenFromBelow: true },
  'units.list': { table: 'units', path: 'unit_path', isSeenFromBelow: true },
  'duties.list': { table: 'duties', path: 'unit_path', isSeenFromBelow: true },
  'strategicObjectives.list': { table: 'strategic_objectives', path: 'unit_path', isSeenFromBelow: true },
  'fiscalYears.list': { table: 'fiscal_years', path: 'unit_path', isSeenFromBelow: true },
  'goalReleases.list': { table: 'goal_releases', path: 'unit_path' },
  'goalAdjustments.list': { table: 'goal_adjustments', path: 'unit_path', project: 'project_id' },
  'budgetAdjustments.list': { table: 'budget_adjustments', path: 'unit_path', project: 'project_id' },
  'goals.list': { table: 'goals', path: 'unit_path', project: 'project_id' },
  'paymentBatches.list': { table: 'payment_batches', path: 'unit_path' },
  'payments.list': { table: 'payments', path: 'unit_path', project: 'project_id' },
  'progress.list': {
    table: 'project_progress',
    path: 'unit_path',
    project: 'project_id',
    key: ['project_id', 'projectId'],
  },
  'deviations.list': {
    table: 'deviations',
    path: 'unit_path',
    project: 'project_id',
    key: ['indicator_id', 'indicatorId'],
  },
  'monitoringRoundPlans.list': { table: 'monitoring_round_plans', path: 'unit_path', isSeenFromBelow: true },
  'monitoringRounds.list': { table: 'monitoring_rounds', path: 'unit_path', isSeenFromBelow: true },
  'monitoringReports.list': { table: 'monitoring_reports', path: 'unit_path', project: 'project_id' },
  'monitoringMatrix.list': {
    table: 'monitoring_reports',
    path: 'unit_path',
    project: 'project_id',
    key: ['unit_id', 'unitId'],
  },
  'alerts.list': { table: 'alerts', path: 'unit_path', project: 'project_id' },
  'offTrackProjects.list': {
    table: 'project_progress',
    path: 'unit_path',
    project: 'project_id',
    key: ['project_id', 'projectId'],
    isSelective: true,
  },
  'reportDuties.list': { table: 'report_duties', path: 'unit_path', project: 'project_id' },
  'projects.list': { table: 'projects', path: 'unit_path', project: 'id' },
  'projectAssessments.list': { table: 'project_assessments', path: 'unit_path', project: 'project_id' },
  'reminders.list': { table: 'reminders', path: 'unit_path', project: 'project_id' },
  'selfEvaluations.list': { table: 'self_evaluations', path: 'unit_path', project: 'project_id' },
};

/** Open to everybody who has signed in, and of nobody's place. */
export const OPEN_LISTS: readonly string[] = ['workingDays.list', 'unitsOfMeasure.list'];

export async function oracleIds(
  t: TestApp,
  operationId: string,
  grants: readonly Grant[],
  { person }: Holder,
): Promise<readonly string[]> {
  const {
    table,
    path,
    project,
    isSeenFromBelow,
    where = 'true',
    key: [column] = ['id'],
  } = LISTS[operationId] as ListOracle;
  const below = path ? `(t.${path} <@ any ($1::ltree[]) or t.${path} = any ($2::ltree[]))` : 'true';
  const above = isSeenFromBelow ? ` or t.${path} @> any ($1::ltree[]) or t.${path} @> any ($2::ltree[])` : '';
  const assigned = project ? ` or t.${project} = any ($4::uuid[])` : '';
  const scopes = grants.filter(({ projectId }) => !projectId);
  const { rows } = await t.database.admin.query(
    `select distinct t.${column}::text as id from app.${table} t
      where ($1::ltree[], $2::ltree[], $3::uuid, $4::uuid[]) is not null and (${below}${above}${assigned}) and (${where}) order by id`,
    [
      scopes.filter(({ subtree }) => subtree).map(({ path: scope }) => scope),
      scopes.filter(({ subtree }) => !subtree).map(({ path: scope }) => scope),
      person.accountId,
      grants.flatMap(({ projectId }) => projectId ?? []),
    ],
  );
  return rows.map(({ id }) => id).sort();
}
