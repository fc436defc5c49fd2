import type pg from 'pg';
import { Decimal } from '../../src/kernel/rounding.js';
import type { TestApp } from './app.js';
import { arrangeGoal } from './evaluated-project.js';
import type { WorldUnit } from './world.js';

/** The same numbers for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

export const YEAR = 2025;
const MONTHS = [1, 2, 3];

interface Place {
  readonly id: string;
  path: string;
}

/**
 * Random changes of the tables that the overview is made of, by every way in which they can change: single rows, whole
 * months in one statement, transactions that are undone, rows that are taken away, units that move. Made by a superuser:
 * the overview must not depend on who changes what.
 */
export class OverviewTrials {
  private constructor(
    private readonly admin: pg.Client,
    private readonly random: () => number,
    readonly district: Place,
    readonly departments: readonly Place[],
    readonly units: Place[],
    private readonly projects: readonly string[],
    private readonly rule: string,
  ) {}

  static async begin({ world, database }: TestApp, seed: number): Promise<OverviewTrials> {
    const { shuangliu } = world.districts;
    const departments: WorldUnit[] = [];
    const units: WorldUnit[] = [];
    for (const d of [0, 1, 2]) {
      const department = await world.addUnit(`T${d}`, `部门${d}`, 'ADMINISTRATIVE', null);
      departments.push(department);
      for (const u of [0, 1, 2])
        units.push(await world.addUnit(`T${d}-${u}`, `单位${d}-${u}`, 'INSTITUTION', department));
    }
    const projects: string[] = [];
    for (const unit of [...units, ...units, ...departments])
      projects.push((await arrangeGoal(database.admin, unit, { indicators: [] })).projectId);
    const { rows } = await database.admin.query(`select id from app.alert_rules order by id limit 1`);
    await database.admin.query(
      `insert into app.self_evaluations (id, district_id, unit_id, unit_path, department_id, project_id, goal_id, goal_revision, fiscal_year,
          rule_set_id, frame, execution_weight, execution_explanation, total_explanation, findings, author_ids)
        select gen_random_uuid(), g.district_id, g.unit_id, g.unit_path, g.department_id, g.project_id, g.id, 1, g.fiscal_year,
          (select id from app.scoring_rule_sets order by id limit 1), 'V2015', 10, '{}', '{}', '[]', array[gen_random_uuid()]
        from app.goals g where g.project_id = any ($1)`,
      [projects],
    );
    // So that grades come and go: in the product a final one stays.
    await database.admin.query('alter table app.self_evaluations disable trigger self_evaluations_frozen');
    return new OverviewTrials(database.admin, seededRandom(seed), shuangliu, departments, units, projects, rows[0].id);
  }

  get places(): readonly Place[] {
    return [this.district, ...this.departments, ...this.units];
  }

  pick<T>(items: readonly T[]): T {
    return items[Math.floor(this.random() * items.length)] as T;
  }

  async change(): Promise<void> {
    const chance = this.random();
    if (chance < 0.5) return this.progress();
    if (chance < 0.65) return this.raise();
    if (chance < 0.75) return this.resolve();
    if (chance < 0.85) return this.grade();
    if (chance < 0.88) return this.wholeMonth();
    if (chance < 0.91) return this.takeAway();
    if (chance < 0.96) return this.undone();
    return this.move();
  }

  /** The figures of a place as the rows themselves say: an oracle that knows paths and decimals, and no SQL of the product. */
  async recount(place: Place, month: number): Promise<Record<string, unknown>> {
    const { rows } = await this.admin.query(
      `select unit_path::text as path, adjusted_budget, executed, achievement, covered_weight, light, execution_lag
        from app.project_progress where fiscal_year = $1 and month = $2`,
      [YEAR, month],
    );
    const below = (path: string): boolean => `${path}.`.startsWith(`${place.path}.`);
    const mine = rows.filter(({ path }) => below(path));
    const sum = (of: (row: Record<string, string | null>) => Decimal | string | number): Decimal =>
      mine.reduce((total, row) => total.plus(of(row)), new Decimal(0));
    const adjusted = sum((row) => row['adjusted_budget'] ?? 0);
    const executed = sum((row) => row['executed'] ?? 0);
    const known = (row: Record<string, string | null>): Decimal =>
      row['achievement'] === null ? new Decimal(0) : new Decimal(row['covered_weight'] ?? 0);
    const rate = (part: Decimal, whole: Decimal): string | null =>
      whole.isZero() ? null : part.div(whole).toDecimalPlaces(6, Decimal.ROUND_HALF_UP).toFixed(6);
    const alerts = await this.admin.query(
      `select unit_path::text as path from app.alerts where fiscal_year = $1 and state <> 'RESOLVED' and severity = 'SERIOUS'`,
      [YEAR],
    );
    const grades = await this.admin.query(
      `select unit_path::text as path from app.self_evaluations where fiscal_year = $1 and state = 'FINAL' and grade = '优'`,
      [YEAR],
    );
    return {
      projects: mine.length,
      adjustedBudget: adjusted.toFixed(2),
      executed: executed.toFixed(2),
      executionRate: rate(executed, adjusted),
      achievement: rate(
        sum((row) => known(row).times(row['achievement'] ?? 0)),
        sum(known),
      ),
      lights: expect.objectContaining({ RED: mine.filter(({ light }) => light === 'RED').length }),
      executionLags: mine.filter(({ execution_lag }) => execution_lag).length,
      openAlerts: expect.objectContaining({ SERIOUS: alerts.rows.filter(({ path }) => below(path)).length }),
      grades: expect.objectContaining({ EXCELLENT: grades.rows.filter(({ path }) => below(path)).length }),
    };
  }

  private async progress(): Promise<void> {
    const hasResults = this.random() < 0.8;
    const rate = (): string => this.random().toFixed(6);
    await this.admin.query(
      `insert into app.project_progress as p (fiscal_year, month, project_id, district_id, unit_path, adjusted_budget, executed, achievement,
          planned_achievement, covered_weight, light, mismatch_severity, execution_lag, goal_lag, rule_set_id, computed_at)
        select $2, $3, id, district_id, unit_path, $4, $5, $6, $7, $8, $9, $10, $11, $12, id, now() from app.projects where id = $1
        on conflict (fiscal_year, month, project_id) do update set (adjusted_budget, executed, achievement, planned_achievement,
            covered_weight, light, mismatch_severity, execution_lag, goal_lag) = (excluded.adjusted_budget, excluded.executed,
            excluded.achievement, excluded.planned_achievement, excluded.covered_weight, excluded.light, excluded.mismatch_severity,
            excluded.execution_lag, excluded.goal_lag)`,
      [
        this.pick(this.projects),
        YEAR,
        this.pick(MONTHS),
        this.random() < 0.1 ? null : (this.random() * 1e6).toFixed(2),
        (this.random() * 1e6).toFixed(2),
        hasResults ? rate() : null,
        hasResults && this.random() < 0.9 ? rate() : null,
        hasResults ? rate() : null,
        this.pick(['RED', 'ORANGE', 'YELLOW', 'GREY', 'BLUE', 'GREEN', null]),
        this.pick(['NONE', 'WARN', 'SERIOUS', 'CRITICAL', 'NOT_APPLICABLE']),
        this.random() < 0.3,
        this.random() < 0.3,
      ],
    );
  }

  private async raise(): Promise<void> {
    await this.admin.query(
      `insert into app.alerts as a (id, kind, severity, rule_id, district_id, unit_path, project_id, fiscal_year, month, dedupe_key, inputs,
          explanation_zh, explanation_en, fired_at, updated_at)
        select gen_random_uuid(), 'LIGHT', $2, $3, district_id, unit_path, id, $4, $5::smallint, id || '|' || $5::smallint, '{}', '', '', now(), now()
        from app.projects where id = $1
        on conflict (dedupe_key) do update set severity = excluded.severity, state = 'FIRING', resolution = null, resolved_at = null,
          version = a.version + 1`,
      [
        this.pick(this.projects),
        this.pick(['INFO', 'WARN', 'SERIOUS', 'CRITICAL']),
        this.rule,
        YEAR,
        this.pick(MONTHS),
      ],
    );
  }

  private async resolve(): Promise<void> {
    await this.admin.query(
      `update app.alerts set version = version + 1, state = 'RESOLVED', resolution = 'CLEARED', resolved_at = now() where project_id = $1`,
      [this.pick(this.projects)],
    );
  }

  private async grade(): Promise<void> {
    await this.admin.query(
      `update app.self_evaluations set state = $2, grade = $3, version = version + 1 where project_id = $1`,
      [this.pick(this.projects), this.pick(['FINAL', 'FILLING']), this.pick(['优', '良', '中', '差', '合格', null])],
    );
  }

  private async wholeMonth(): Promise<void> {
    await this.admin.query(
      `update app.project_progress set executed = executed + 1, light = case when light = 'RED' then 'GREEN' else light end
        where fiscal_year = $1 and month = $2`,
      [YEAR, this.pick(MONTHS)],
    );
  }

  private async takeAway(): Promise<void> {
    await this.admin.query(`delete from app.project_progress where project_id = $1 and month = $2`, [
      this.pick(this.projects),
      this.pick(MONTHS),
    ]);
  }

  private async undone(): Promise<void> {
    await this.admin.query('begin');
    await this.progress();
    await this.raise();
    await this.grade();
    await this.admin.query('rollback');
  }

  /** As the function that moves a unit will: every table that has its path follows, in one transaction. */
  private async move(): Promise<void> {
    const unit = this.pick(this.units);
    const path = `${this.pick(this.departments).path}.${unit.path.split('.').at(-1)}`;
    await this.admin.query('begin');
    for (const table of [
      'units',
      'projects',
      'goals',
      'project_progress',
      'alerts',
      'self_evaluations',
      'overview_totals',
      'overview_deltas',
    ]) {
      const versioned = ['units', 'projects', 'goals', 'alerts', 'self_evaluations'].includes(table);
      await this.admin.query(
        `update app.${table} set unit_path = $2::ltree${versioned ? ', version = version + 1' : ''} where unit_path = $1::ltree`,
        [unit.path, path],
      );
    }
    await this.admin.query('commit');
    unit.path = path;
  }
}
