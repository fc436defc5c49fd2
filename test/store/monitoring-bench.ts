import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { type MonitoringPoint, recomputeListedDeviations } from '../../src/modules/monitoring/deviation.statement.js';
import { SHIPPED_RULE_SETS } from '../../src/modules/monitoring/domain/monitoring-rule-sets.js';
import { recomputeListedProgress } from '../../src/modules/monitoring/progress.statement.js';
import { NOTICED_DAYS } from '../../src/modules/organization/domain/holidays.js';
import type { Call } from '../../src/platform/database/call.js';
import { cloneDatabase, type TestDatabase } from '../support/database.js';

/** An indicator of 2026: more is better, 100 in the year, reported each month. */
const PLAIN = {
  measure_type: 'CUMULATIVE',
  operator: 'GE',
  direction: 'POSITIVE',
  target_value: '100' as string | null,
  target_on: null as string | null,
  baseline: null as string | null,
  weight: '10',
  reporting_period: 'MONTH',
  level1: '产出指标',
  level2: '数量指标',
};
export type Subject = Partial<typeof PLAIN> & { readonly curve?: Readonly<Record<number, string>> };
export type Figure = string | { readonly level: string } | { readonly done: string };
export type Figures = Readonly<Record<number, Figure>>;

export const DATED: Subject = { measure_type: 'DATE', operator: 'LE', target_value: null };

/** Everything in the first month, then nothing: adds up to exactly `total`. */
export const sum = (total: string, months = 6): Figures =>
  Object.fromEntries(Array.from({ length: months }, (_, at) => [at + 1, at === 0 ? total : '0']));

/** The end of a month of 2026 under a shipped rule set. */
export function endOf(month: number, code = 'SL-DEFAULT'): MonitoringPoint {
  const { id, rules } = SHIPPED_RULE_SETS.find((set) => set.code === code)!;
  const asOf = new Date(Date.UTC(2026, month, 0)).toISOString().slice(0, 10);
  return { fiscalYear: 2026, month, asOf, ruleSetId: id, rules };
}

export interface Deviation {
  readonly status: string;
  readonly due_month: number | null;
  readonly planned: string | null;
  readonly actual: string | null;
  readonly ratio: string | null;
  readonly deviation: string | null;
  readonly days_late: number | null;
  readonly light: string | null;
}

/** A database in which indicators are arranged directly and measured by the statements, run as app_worker. */
export class MonitoringBench {
  readonly districtId = randomUUID();
  readonly unitId = randomUUID();

  private constructor(
    readonly database: TestDatabase,
    readonly worker: pg.Client,
  ) {}

  static async open(): Promise<MonitoringBench> {
    const database = await cloneDatabase();
    const worker = new pg.Client({ connectionString: database.urls.work });
    await worker.connect();
    const bench = new MonitoringBench(database, worker);
    await bench.arrange();
    return bench;
  }

  async close(): Promise<void> {
    await this.worker.end();
    await this.database.drop();
  }

  async one<R>({ name, text, values, read }: Call<R>): Promise<R> {
    return read((await this.worker.query({ name, text, values: values as unknown[] })).rows);
  }

  /** Plans one indicator of a project of its own, reports the figures, measures at the month's end. */
  async measure(subject: Subject, figures: Figures, month = 6, code = 'SL-DEFAULT'): Promise<Deviation> {
    const id = await this.plan(await this.goal(), subject, figures);
    await this.one(recomputeListedDeviations(endOf(month, code), [id]));
    return (await this.deviation(id, month))!;
  }

  /** A project's goal in execution; answers the project's id. */
  async goal(state = 'IN_EXECUTION', until = '2026-12-31'): Promise<string> {
    const project = randomUUID();
    await this.database.admin.query(
      `insert into app.projects (id, district_id, unit_id, unit_path, department_id, code, name, kind, attribute,
          period_from, period_to, authors)
        values ($1, $2, $3, 'r.d510116.u1', $3, $1::uuid::text, '项目', 'PROJECT', 'NEW', '2026-01-01', $4, array[$1])`,
      [project, this.districtId, this.unitId, until],
    );
    await this.database.admin.query(
      `insert into app.goals (id, project_id, unit_id, department_id, district_id, unit_path, fiscal_year, state, revision,
          frame, weight_template, execution_weight, annual_goal, author_ids)
        values ($1, $2, $3, $3, $4, 'r.d510116.u1', 2026, $5, 1, 'V2021', 'T-SC-90', 10, '年度目标', '{}')`,
      [randomUUID(), project, this.unitId, this.districtId, state],
    );
    return project;
  }

  async plan(project: string, subject: Subject, figures: Figures = {}): Promise<string> {
    const { curve = {}, ...columns } = { ...PLAIN, ...subject };
    const id = randomUUID();
    const named = Object.entries(columns);
    await this.database.admin.query(
      `insert into app.indicators (id, goal_id, project_id, district_id, unit_path, fiscal_year, position, name,
          ${named.map(([name]) => name).join(', ')})
        select $1::uuid, id, project_id, district_id, unit_path, fiscal_year, 1, $1::uuid::text,
          ${named.map((_, at) => `$${at + 3}`).join(', ')} from app.goals where project_id = $2`,
      [id, project, ...named.map(([, value]) => value)],
    );
    for (const [month, planned] of Object.entries(curve)) await this.draw(id, month, planned);
    for (const [month, figure] of Object.entries(figures)) await this.report(id, Number(month), figure);
    return id;
  }

  async report(indicator: string, month: number, figure: Figure): Promise<void> {
    const value = typeof figure === 'string' ? figure : null;
    const level = typeof figure === 'object' && 'level' in figure ? figure.level : null;
    const done = typeof figure === 'object' && 'done' in figure ? figure.done : null;
    await this.database.admin.query(
      `insert into app.actuals (id, indicator_id, fiscal_year, month, value, level, done_on, project_id, district_id, unit_path)
        select gen_random_uuid(), id, 2026, $2, $3, $4, $5, project_id, district_id, unit_path
        from app.indicators where id = $1
        on conflict (indicator_id, fiscal_year, month) do update
          set value = excluded.value, version = actuals.version + 1`,
      [indicator, month, value, level, done],
    );
  }

  /** Money of a project: its budget, and payments as [day, amount]. */
  async fund(project: string, adjusted: string, payments: readonly (readonly [string, string])[] = []): Promise<void> {
    await this.database.admin.query(
      `insert into app.budget_lines (id, project_id, fiscal_year, source, district_id, unit_path, initial, adjusted)
        values ($1, $2, 2026, 'FISCAL', $3, 'r.d510116.u1', $4, $4)`,
      [randomUUID(), project, this.districtId, adjusted],
    );
    for (const [day, amount] of payments) {
      const id = randomUUID();
      await this.database.admin.query(
        `insert into app.payments (id, district_id, unit_path, project_id, fiscal_year, source, source_system, source_id,
            paid_on, amount)
          values ($1, $2, 'r.d510116.u1', $3, 2026, 'FISCAL', 'test', $1::uuid::text, $4, $5)`,
        [id, this.districtId, project, day, amount],
      );
    }
  }

  /** Deviations and progress of a project at the month's end. */
  async progress(project: string, month = 6, code = 'SL-DEFAULT'): Promise<Record<string, unknown>> {
    const { rows } = await this.worker.query(`select id from app.indicators where project_id = $1`, [project]);
    const point = endOf(month, code);
    await this.one(
      recomputeListedDeviations(
        point,
        rows.map((row) => row.id),
      ),
    );
    await this.one(recomputeListedProgress(point, [project]));
    const found = await this.worker.query(
      `select * from app.project_progress where project_id = $1 and month = $2 and fiscal_year = 2026`,
      [project, month],
    );
    return found.rows[0];
  }

  async deviation(indicator: string, month: number): Promise<Deviation | undefined> {
    const { rows } = await this.worker.query<Deviation>(
      `select status, due_month, trim_scale(planned)::text as planned, trim_scale(actual)::text as actual, ratio::text,
          trim_scale(deviation)::text as deviation, days_late, light
        from app.deviations where indicator_id = $1 and month = $2 and fiscal_year = 2026`,
      [indicator, month],
    );
    return rows[0];
  }

  private async draw(indicator: string, month: string, planned: string): Promise<void> {
    await this.database.admin.query(
      `insert into app.plan_points (indicator_id, month, planned, project_id, district_id, unit_path)
        select id, $2, $3, project_id, district_id, unit_path from app.indicators where id = $1`,
      [indicator, month, planned],
    );
  }

  private async arrange(): Promise<void> {
    const { admin } = this.database;
    // Facts are put where a test wants them, whatever the lifecycle would say.
    await admin.query(`set session_replication_role = replica`);
    await admin.query(
      `insert into app.districts (id, code, name, unit_path) values ($1, '510116', '双流区', 'r.d510116')`,
      [this.districtId],
    );
    await admin.query(
      `insert into app.units (id, district_id, code, name, kind, department_id, unit_path)
        values ($1, $2, '201', '教育局', 'ADMINISTRATIVE', $1, 'r.d510116.u1')`,
      [this.unitId, this.districtId],
    );
    await admin.query(
      `insert into app.calendar_days (day, is_working, name)
        select day, "isWorking", name from jsonb_to_recordset($1) as d(day date, "isWorking" boolean, name text)
        on conflict do nothing`,
      [JSON.stringify(NOTICED_DAYS)],
    );
  }
}
