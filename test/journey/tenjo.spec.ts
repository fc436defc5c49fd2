import fs from 'node:fs';
import path from 'node:path';
import { newId } from '../../src/platform/database/ids.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { expectStatus } from '../support/story.js';

/**
 * The development plan of Tenjo (Colombia), a public record: 331 goals with quarterly plans and results of 2024 and 2025,
 * and its own completion and execution columns. It is read where it is present and never part of this repository.
 */
const FILE = path.resolve(__dirname, '../../../shared/data/co-tenjo-plan-2024-2027/plan.csv');
const isPresent = fs.existsSync(FILE);

/** Positions of the columns in plan.csv. */
const YEARS = {
  2024: { quarters: 35, planned: 43, done: 44, completion: 47, programmed: 258 },
  2025: { quarters: 50, planned: 58, done: 59, completion: 62, programmed: 293 },
} as const;
type Year = keyof typeof YEARS;
const MONEY = { initial: 72, final: 73, committed: 74, execution: 76, projects: 282 } as const;
/** Tables keep six decimals, the sheet keeps floats. */
const TOLERANCE = 2e-6;

interface Subject {
  readonly indicator: string;
  readonly project: string;
  readonly expected: number;
}

(isPresent ? describe : describe.skip)('the plan of Tenjo, followed by the product', () => {
  let t: TestApp;
  let goals: readonly (readonly string[])[];
  beforeAll(async () => {
    t = await startTestApp();
    await t.world.moveClock('2026-01-20 10:00');
    goals = parseCsv(fs.readFileSync(FILE, 'utf8')).slice(1, 332);
  });
  afterAll(() => t.close());

  it.each<Year>([2024, 2025])(
    'has the completion that the municipality published for %d',
    async (year) => {
      const subjects = await arrange(year);
      expect(subjects).toHaveLength(YEARS[year].programmed);
      await recompute(year);
      const found = await readAll(`/deviations?fiscalYear=${year}&month=12`, 'indicatorId');
      const off = subjects.filter(({ indicator, expected }) => {
        const ratio = Number(found.get(indicator)?.['ratio'] ?? Number.NaN);
        return !(Math.abs(ratio - expected) <= TOLERANCE * Math.max(1, expected));
      });
      expect(off.map(({ indicator, expected }) => [expected, found.get(indicator)])).toEqual([]);
    },
    180_000,
  );

  it('has the execution that the municipality published for 2025', async () => {
    const found = await readAll('/progress?fiscalYear=2025&month=12', 'projectId');
    const rows = goals.flatMap((row, at) => {
      const rate = figure(row[MONEY.execution]);
      return rate === null || !figure(row[MONEY.final]) ? [] : [{ project: projects.get(at) ?? '', rate }];
    });
    expect(rows).toHaveLength(MONEY.projects);
    // A project without a programmed goal in the year is not monitored.
    const monitored = rows.filter(({ project }) => found.has(project));
    expect(monitored.length).toBeGreaterThan(270);
    const off = monitored.filter(
      ({ project, rate }) => Math.abs(Number(found.get(project)?.['executionRate']) - rate) > TOLERANCE,
    );
    expect(off).toEqual([]);
  }, 60_000);

  /** The project of each row. */
  const projects = new Map<number, string>();

  /** One project and goal for each row that was programmed in the year, in the product's own tables. */
  async function arrange(year: Year): Promise<readonly Subject[]> {
    const { planned, done, completion } = YEARS[year];
    const subjects: Subject[] = [];
    for (const [at, row] of goals.entries()) {
      const [target, expected] = [figure(row[planned]), figure(row[completion])];
      if (!target || expected === null) continue;
      const project = projects.get(at) ?? (await addProject(at, row));
      const indicator = await addGoal(year, project, row, target, figure(row[done]) ?? 0);
      if (year === 2025) await addMoney(project, row);
      subjects.push({ indicator, project, expected });
    }
    return subjects;
  }

  async function addProject(at: number, row: readonly string[]): Promise<string> {
    const { schoolA } = t.world.units;
    const id = newId();
    await t.database.admin.query(
      `insert into app.projects (id, district_id, unit_id, unit_path, department_id, code, name, kind, attribute, period_from, period_to, authors)
        values ($1, $2, $3, $4::ltree, $5, $6, $7, 'PROJECT', 'NEW', '2024-01-01', '2027-12-31', array[$1::uuid])`,
      [
        id,
        schoolA.districtId,
        schoolA.id,
        schoolA.path,
        schoolA.departmentId,
        `TENJO-${row[17]}`,
        String(row[18]).slice(0, 180),
      ],
    );
    projects.set(at, id);
    return id;
  }

  /** By quarters where they add up to the totals, as a yearly level where they repeat one. */
  async function addGoal(
    year: Year,
    project: string,
    row: readonly string[],
    target: number,
    done: number,
  ): Promise<string> {
    const { admin } = t.database;
    const { schoolA } = t.world.units;
    const quarters = [0, 1, 2, 3].map((q) => {
      const first = YEARS[year].quarters + 2 * q;
      return [figure(row[first]) ?? 0, figure(row[first + 1]) ?? 0] as const;
    });
    const isSum =
      near(total(quarters.map(([plan]) => plan)), target) && near(total(quarters.map(([, did]) => did)), done);
    const [goal, indicator] = [newId(), newId()];
    await admin.query(
      `insert into app.goals (id, district_id, unit_id, unit_path, department_id, project_id, fiscal_year, frame, weight_template,
          execution_weight, annual_goal, author_ids, execution_began_at)
        values ($1, $2, $3, $4::ltree, $5, $6, $7, 'V2021', 'T-SC-90', 10, $8, array[$1::uuid], now())`,
      [goal, schoolA.districtId, schoolA.id, schoolA.path, schoolA.departmentId, project, year, row[18]],
    );
    await admin.query(
      `insert into app.indicators (id, goal_id, project_id, district_id, unit_path, fiscal_year, position, level1, level2, name,
          measure_type, operator, direction, target_value, unit_of_measure, weight, reporting_period)
        values ($1, $2, $3, $4, $5::ltree, $6, 1, '产出指标', '数量指标', $7, $8, 'GE', 'POSITIVE', $9, $10, 90, $11)`,
      [
        indicator,
        goal,
        project,
        schoolA.districtId,
        schoolA.path,
        year,
        row[22],
        isSum ? 'CUMULATIVE' : 'RATE',
        target.toFixed(6),
        String(row[20]).slice(0, 20),
        isSum ? 'QUARTER' : 'YEAR',
      ],
    );
    const facts = isSum
      ? quarters.map(([, did], q) => ({ month: 3 * (q + 1), value: did.toFixed(6) }))
      : [{ month: 12, value: done.toFixed(6) }];
    await admin.query(
      `insert into app.actuals (id, indicator_id, fiscal_year, month, value, project_id, district_id, unit_path)
        select gen_random_uuid(), $1, $2, f.month, f.value, $3, $4, $5::ltree from jsonb_to_recordset($6) as f(month int, value numeric)`,
      [indicator, year, project, schoolA.districtId, schoolA.path, JSON.stringify(facts)],
    );
    if (isSum)
      await addCurve(
        indicator,
        project,
        quarters.map(([plan]) => plan),
        target,
      );
    await admin.query(`update app.goals set state = 'IN_EXECUTION', version = version + 1 where id = $1`, [goal]);
    return indicator;
  }

  async function addCurve(indicator: string, project: string, plans: readonly number[], target: number): Promise<void> {
    const { schoolA } = t.world.units;
    const points = plans.map((_, q) => ({
      month: 3 * (q + 1),
      planned: (q === 3 ? target : total(plans.slice(0, q + 1))).toFixed(6),
    }));
    await t.database.admin.query(
      `insert into app.plan_points (indicator_id, month, planned, project_id, district_id, unit_path)
        select $1, p.month, p.planned, $2, $3, $4::ltree from jsonb_to_recordset($5) as p(month int, planned numeric)`,
      [indicator, project, schoolA.districtId, schoolA.path, JSON.stringify(points)],
    );
  }

  async function addMoney(project: string, row: readonly string[]): Promise<void> {
    const { schoolA } = t.world.units;
    const [initial, final, committed] = [MONEY.initial, MONEY.final, MONEY.committed].map((at) => figure(row[at]) ?? 0);
    if (!final) return;
    const owner = [project, schoolA.districtId, schoolA.path];
    const { admin } = t.database;
    await admin.query(
      `insert into app.budgets (id, project_id, fiscal_year, district_id, unit_path) values (gen_random_uuid(), $1, 2025, $2, $3::ltree)`,
      owner,
    );
    await admin.query(
      `insert into app.budget_lines (id, project_id, fiscal_year, source, district_id, unit_path, initial, adjusted, executed, reason)
        values (gen_random_uuid(), $1, 2025, 'FISCAL', $2, $3::ltree, $4, $5, $6, 'apropiación definitiva')`,
      [...owner, initial?.toFixed(2), final.toFixed(2), (committed ?? 0).toFixed(2)],
    );
    if (!committed) return;
    await admin.query(
      `insert into app.payments (id, district_id, unit_path, project_id, fiscal_year, source, source_system, source_id, paid_on, amount)
        values (gen_random_uuid(), $2, $3::ltree, $1, 2025, 'FISCAL', 'TENJO', $1::uuid::text, '2025-11-27', $4)`,
      [...owner, committed.toFixed(2)],
    );
  }

  async function recompute(year: Year): Promise<void> {
    const finance = t.world.as('finance');
    const started = expectStatus(202, await finance.post('/monitoring-recomputes', { fiscalYear: year, month: 12 }));
    await t.outbox.deliver();
    const operation = await finance.get(String(started.headers['location']));
    expect(operation.body).toMatchObject({ status: 'SUCCEEDED' });
  }

  async function readAll(list: string, key: string): Promise<ReadonlyMap<string, Readonly<Record<string, unknown>>>> {
    const found = new Map<string, Readonly<Record<string, unknown>>>();
    for (let after = ''; ; ) {
      const page = expectStatus(200, await t.world.as('finance').get(`${list}&pageSize=200${after}`));
      for (const item of page.body.items) found.set(item[key], item);
      if (page.body.nextAfter === null) return found;
      after = `&after=${page.body.nextAfter}`;
    }
  }
});

/** `0.7`, and `100%` where the sheet holds a text; null: nothing that is a number. */
function figure(text: string | undefined): number | null {
  const trimmed = (text ?? '').trim();
  if (/^-?\d+(\.\d+)?%$/.test(trimmed)) return Number(trimmed.slice(0, -1)) / 100;
  return trimmed === '' || Number.isNaN(Number(trimmed)) ? null : Number(trimmed);
}

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
const near = (a: number, b: number): boolean => Math.abs(a - b) < 1e-6;

/** RFC 4180: quotes may hold commas, line breaks and doubled quotes. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end === '') break;
    if (end !== ',') rows.push([]);
  }
  return rows;
}
