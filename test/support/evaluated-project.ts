import type pg from 'pg';
import { newId } from '../../src/platform/database/ids.js';
import type { WorldUnit } from './world.js';

export interface ArrangedIndicator {
  readonly name: string;
  readonly measureType: string;
  readonly operator: string;
  readonly direction?: string;
  readonly level1?: string;
  readonly level2?: string;
  readonly target?: string;
  readonly targetOn?: string;
  readonly targetText?: string;
  readonly unit?: string | null;
  readonly weight: string;
  /** Month → figure, level or day. */
  readonly actuals?: Readonly<Record<number, { value?: string; level?: string; doneOn?: string }>>;
}

export interface ArrangedGoal {
  readonly projectId: string;
  readonly goalId: string;
  readonly indicatorIds: readonly string[];
}

/** 道路养护 of one year: six indicators of 90 points, one per way in which actuals become one figure. */
export const ROAD: readonly ArrangedIndicator[] = [
  {
    name: '养护里程',
    measureType: 'CUMULATIVE',
    operator: 'GE',
    target: '120',
    unit: '公里',
    weight: '20',
    actuals: { 3: { value: '40' }, 6: { value: '50' }, 12: { value: '30' } },
  },
  {
    name: '验收合格率',
    level2: '质量指标',
    measureType: 'RATE',
    operator: 'GE',
    target: '100',
    unit: '%',
    weight: '20',
    actuals: { 6: { value: '90' }, 12: { value: '97' } },
  },
  {
    name: '完工时间',
    level2: '时效指标',
    measureType: 'DATE',
    operator: 'LE',
    targetOn: '2025-11-30',
    unit: null,
    weight: '10',
    actuals: { 11: { doneOn: '2025-11-20' } },
  },
  {
    name: '安全事故数',
    level2: '质量指标',
    measureType: 'EVENT_COUNT',
    operator: 'LE',
    direction: 'NEGATIVE',
    target: '0',
    unit: '起',
    weight: '10',
    actuals: { 6: { value: '0' }, 12: { value: '0' } },
  },
  {
    name: '出行条件改善',
    level1: '效益指标',
    level2: '社会效益指标',
    measureType: 'QUAL',
    operator: 'QUAL',
    targetText: '明显改善',
    unit: null,
    weight: '20',
    actuals: { 12: { level: 'ACHIEVED' } },
  },
  {
    name: '沿线居民满意度',
    level1: '满意度指标',
    level2: '服务对象满意度指标',
    measureType: 'SCORE',
    operator: 'GE',
    target: '85',
    unit: '%',
    weight: '10',
  },
];

/** A project with its budget, a goal and what monitoring knows, arranged directly. Executed: 96.3 of 100. */
export async function arrangeGoal(
  admin: pg.Client,
  unit: WorldUnit,
  {
    state = 'IN_EXECUTION',
    executionWeight = '10',
    executed = '963000.00',
    indicators = ROAD,
  }: { state?: string; executionWeight?: string; executed?: string; indicators?: readonly ArrangedIndicator[] } = {},
): Promise<ArrangedGoal> {
  const [projectId, goalId] = [newId(), newId()];
  await admin.query(
    `insert into app.projects (id, district_id, unit_id, unit_path, department_id, code, name, kind, attribute, period_from, period_to, authors)
      values ($1, $2, $3, $4, $5, $1::uuid::text, '道路养护', 'PROJECT', 'NEW', '2025-01-01', '2025-12-31', array[$1::uuid])`,
    [projectId, unit.districtId, unit.id, unit.path, unit.departmentId],
  );
  const place = [projectId, unit.districtId, unit.path];
  await admin.query(
    `insert into app.budgets (id, project_id, fiscal_year, district_id, unit_path) values ($1, $2, 2025, $3, $4)`,
    [newId(), ...place],
  );
  await admin.query(
    `insert into app.budget_lines (id, project_id, fiscal_year, source, district_id, unit_path, initial, adjusted, executed)
      values ($1, $2, 2025, 'FISCAL', $3, $4, 1000000, 1000000, $5)`,
    [newId(), ...place, executed],
  );
  await admin.query(
    `insert into app.goals (id, project_id, district_id, unit_path, unit_id, department_id, fiscal_year, state, revision, frame, weight_template,
        execution_weight, annual_goal, author_ids)
      values ($1, $2, $3, $4, $5, $6, 2025, 'DRAFT', 1, 'V2015', 'T2020', $7, '改善道路条件', array[$1::uuid])`,
    [goalId, ...place, unit.id, unit.departmentId, executionWeight],
  );
  const indicatorIds: string[] = [];
  for (const [index, indicator] of indicators.entries())
    indicatorIds.push(await arrangeIndicator(admin, goalId, index + 1, indicator));
  await admin.query(`update app.goals set state = $2, version = version + 1 where id = $1`, [goalId, state]);
  return { projectId, goalId, indicatorIds };
}

async function arrangeIndicator(
  admin: pg.Client,
  goalId: string,
  position: number,
  { actuals = {}, ...indicator }: ArrangedIndicator,
): Promise<string> {
  const id = newId();
  await admin.query(
    `insert into app.indicators (id, goal_id, project_id, district_id, unit_path, fiscal_year, position, level1, level2, name, measure_type,
        operator, direction, target_value, target_on, target_text, unit_of_measure, weight, reporting_period)
      select $1, id, project_id, district_id, unit_path, fiscal_year, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 'QUARTER'
      from app.goals where id = $2`,
    [
      id,
      goalId,
      position,
      indicator.level1 ?? '产出指标',
      indicator.level2 ?? '数量指标',
      indicator.name,
      indicator.measureType,
      indicator.operator,
      indicator.direction ?? 'POSITIVE',
      indicator.target ?? null,
      indicator.targetOn ?? null,
      indicator.targetText ?? null,
      indicator.unit ?? null,
      indicator.weight,
    ],
  );
  for (const [month, figure] of Object.entries(actuals)) {
    await admin.query(
      `insert into app.actuals (id, indicator_id, fiscal_year, month, value, level, done_on, project_id, district_id, unit_path)
        select $1, $2, fiscal_year, $3, $4, $5, $6, project_id, district_id, unit_path from app.indicators where id = $2`,
      [newId(), id, month, figure.value ?? null, figure.level ?? null, figure.doneOn ?? null],
    );
  }
  return id;
}
