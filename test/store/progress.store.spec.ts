import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  recomputeDeviationRange,
  recomputeListedDeviations,
  STREAMING,
} from '../../src/modules/monitoring/deviation.statement.js';
import { recomputeListedProgress, recomputeProgressRange } from '../../src/modules/monitoring/progress.statement.js';
import { DATED, endOf, MonitoringBench, sum } from './monitoring-bench.js';

const FIRST = '00000000-0000-0000-0000-000000000000';
const LAST = 'ffffffff-ffff-ffff-ffff-ffffffffffff';
const MONTHS = [1, 3, 5, 6, 9, 12];

let bench: MonitoringBench;
beforeAll(async () => {
  bench = await MonitoringBench.open();
});
afterAll(() => bench.close());

describe('the progress of a project', () => {
  it('weighs what accumulates and shows which share of the weight that covers', async () => {
    const project = await bench.goal();
    await bench.plan(project, { weight: '30' }, sum('40')); // 0.40
    await bench.plan(project, { weight: '20', measure_type: 'STOCK', baseline: '40' }, { 6: '70' }); // (70 − 40) / 60
    await bench.plan(project, { weight: '10', ...DATED, target_on: '2026-03-31' }, { 3: { done: '2026-04-02' } }); // 1
    await bench.plan(project, { weight: '20', measure_type: 'RATE', target_value: '90' }, { 6: '90' });
    await bench.plan(project, { weight: '10' }); // nobody reported
    // (30 × 0.4 + 20 × 0.5 + 10 × 1) / 60
    expect(await bench.progress(project)).toMatchObject({
      achievement: '0.533333',
      planned_achievement: '0.583333',
      covered_weight: '0.666667',
    });
  });

  it('counts a sum or stock beyond its target as reached, and one below its start as nothing', async () => {
    const project = await bench.goal();
    await bench.plan(project, {}, sum('300'));
    await bench.plan(project, { measure_type: 'STOCK', baseline: '40' }, { 6: '10' });
    await bench.plan(project, { measure_type: 'STOCK', baseline: '100' }, { 6: '100' }); // T no better than B: met
    expect((await bench.progress(project))['achievement']).toBe('0.666667');
  });

  it('has no achievement and no mismatch where nothing accumulates', async () => {
    const project = await bench.goal();
    await bench.fund(project, '100', [['2026-05-01', '90']]);
    await bench.plan(project, { measure_type: 'SCORE' }, { 6: '90' });
    expect(await bench.progress(project)).toMatchObject({
      achievement: null,
      covered_weight: '0.000000',
      gap: null,
      mismatch_severity: 'NOT_APPLICABLE',
      quadrant: null,
      execution_rate: '0.900000',
    });
  });

  it('shows the worst light of its indicators, those not due left out', async () => {
    const project = await bench.goal();
    await bench.plan(project, {}, sum('60'));
    expect((await bench.progress(project))['light']).toBe('BLUE');
    await bench.plan(project, {}, sum('50'));
    expect((await bench.progress(project))['light']).toBe('BLUE');
    expect((await bench.progress(project, 6, 'IFMIS-A'))['light']).toBe('GREEN'); // there green is worse than blue
    await bench.plan(project, {});
    expect((await bench.progress(project))['light']).toBe('GREY');
    await bench.plan(project, {}, sum('40'));
    expect((await bench.progress(project))['light']).toBe('YELLOW');
    await bench.plan(project, {}, sum('1'));
    expect((await bench.progress(project))['light']).toBe('RED');
    const quiet = await bench.goal();
    await bench.plan(quiet, { reporting_period: 'YEAR' });
    expect((await bench.progress(quiet))['light']).toBeNull();
  });

  it('counts payments up to the month’s end, and the ledger’s figure where no payment is on record', async () => {
    const project = await bench.goal();
    await bench.fund(project, '1000.00', [
      ['2026-06-30', '450'],
      ['2026-07-01', '50'],
    ]);
    expect(await bench.progress(project)).toMatchObject({ executed: '450.00', execution_rate: '0.450000' });
    expect(await bench.progress(project, 7)).toMatchObject({ executed: '500.00' });
    const typed = await bench.goal();
    await bench.fund(typed, '1000.00');
    await bench.database.admin.query(`update app.budget_lines set executed = 300 where project_id = $1`, [typed]);
    expect(await bench.progress(typed)).toMatchObject({ executed: '300.00', adjusted_budget: '1000.00' });
  });

  it('without budget has no rate, and nothing breaks', async () => {
    const project = await bench.goal();
    await bench.fund(project, '0');
    await bench.plan(project, {}, sum('40'));
    expect(await bench.progress(project)).toMatchObject({ execution_rate: null, gap: null, execution_lag: false });
    expect(await bench.progress(await bench.goal())).toMatchObject({ executed: '0.00', adjusted_budget: null });
  });

  it.each([
    ['45', '34.9', '-10.1000', 'WARN', 'M03'],
    ['45', '35', '-10.0000', 'NONE', 'M03'],
    ['10', '30.1', '20.1000', 'SERIOUS', ''],
    ['80', '39.9', '-40.1000', 'CRITICAL', ''],
  ])('%s %% spent with %s %% reached: gap %s, %s %s', async (spent, reached, gap, severity) => {
    const project = await bench.goal();
    await bench.fund(project, '100', [['2026-06-01', spent]]);
    await bench.plan(project, {}, sum(reached));
    expect(await bench.progress(project)).toMatchObject({ gap, mismatch_severity: severity });
  });

  it.each([
    ['20', '20', 'LAGGING'],
    ['50', '20', 'INEFFECTIVE'],
    ['20', '50', 'CHECK_TARGET'],
    ['47.5', '47.5', 'OK'],
  ])('%s %% spent and %s %% reached of 50 %% planned each: %s', async (spent, reached, quadrant) => {
    const project = await bench.goal();
    await bench.fund(project, '100', [['2026-06-01', spent]]);
    await bench.plan(project, {}, sum(reached));
    expect(await bench.progress(project)).toMatchObject({ quadrant });
  });

  it.each([
    [6, '39.99', true, 'M01'],
    [6, '40.00', false, 'M01'],
    [4, '24.99', true, 'M02'],
    [8, '60.00', false, 'M02'],
    [5, '1', false, 'no checkpoint'],
  ])('month %i, %s %% spent and reached: lag %s (%s)', async (month, percent, lag) => {
    const project = await bench.goal();
    await bench.fund(project, '100', [['2026-01-05', percent]]);
    await bench.plan(project, {}, sum(percent, month));
    expect(await bench.progress(project, month)).toMatchObject({ execution_lag: lag, goal_lag: lag });
  });

  it('draws straight lines between the checkpoints where the rule set says so', async () => {
    const project = await bench.goal();
    await bench.fund(project, '100', [['2026-01-05', '32.49']]);
    const point = endOf(5);
    const checkpoints = { ...point.rules.checkpoints!, interpolation: 'LINEAR' as const };
    await bench.one(recomputeListedProgress({ ...point, rules: { ...point.rules, checkpoints } }, [project]));
    const { rows } = await bench.worker.query(`select execution_lag from app.project_progress where project_id = $1`, [
      project,
    ]);
    expect(rows).toEqual([{ execution_lag: true }]);
  });

  it.each([
    ['34.9', 'RED'],
    ['35', 'YELLOW'],
    ['46.6', 'YELLOW'],
    ['46.7', 'GREEN'],
  ])('M05: IFMIS-A budget light in month 7, %s of 100 spent: %s', async (spent, light) => {
    const project = await bench.goal();
    await bench.fund(project, '100', [['2026-07-01', spent]]);
    expect(await bench.progress(project, 7, 'IFMIS-A')).toMatchObject({ execution_light: light });
    expect(await bench.progress(project, 7)).toMatchObject({ execution_light: null });
  });
});

describe('recomputing', () => {
  const snapshot = async (): Promise<unknown> => {
    const deviations = await bench.worker.query(
      `select to_jsonb(d) - 'computed_at' as row from app.deviations d order by indicator_id, month`,
    );
    const progress = await bench.worker.query(
      `select to_jsonb(p) - 'computed_at' as row from app.project_progress p order by project_id, month`,
    );
    return [deviations.rows, progress.rows];
  };
  const all = async (): Promise<readonly number[]> => {
    const answers: number[] = [];
    await bench.worker.query('begin');
    await bench.worker.query(STREAMING);
    for (const month of MONTHS) {
      answers.push(await bench.one(recomputeDeviationRange(endOf(month), FIRST, LAST)));
      answers.push(await bench.one(recomputeProgressRange(endOf(month), FIRST, LAST)));
    }
    await bench.worker.query('commit');
    return answers;
  };

  beforeAll(async () => {
    for (let n = 0; n < 40; n += 1) {
      const project = await bench.goal();
      await bench.fund(project, `${n}`, [['2026-02-03', '3']]);
      for (const type of ['CUMULATIVE', 'STOCK', 'RATE', 'COST', 'EVENT_COUNT']) {
        const direction = n % 2 || type === 'COST' || type === 'EVENT_COUNT' ? 'NEGATIVE' : 'POSITIVE';
        await bench.plan(
          project,
          { measure_type: type, direction, operator: direction === 'NEGATIVE' ? 'LE' : 'GE', baseline: `${n * 5}` },
          sum(`${n * 7}`, n % 13),
        );
      }
      await bench.plan(project, { ...DATED, target_on: `2026-0${1 + (n % 9)}-15` });
    }
  });

  it('one by one gives what recomputing all gives', async () => {
    const forget = 'delete from app.deviations; delete from app.project_progress';
    await bench.database.admin.query(forget);
    await all();
    const together = await snapshot();
    await bench.database.admin.query(forget);
    const { rows: indicators } = await bench.worker.query(`select id from app.indicators`);
    const { rows: projects } = await bench.worker.query(`select distinct project_id as id from app.goals`);
    for (const month of MONTHS) {
      for (const { id } of indicators) await bench.one(recomputeListedDeviations(endOf(month), [id]));
      for (const { id } of projects) await bench.one(recomputeListedProgress(endOf(month), [id]));
    }
    expect(await snapshot()).toEqual(together);
  }, 60_000);

  it('again writes nothing, and locks nothing', async () => {
    await all();
    // xmax would tell of a row that was only locked. The server's WAL would tell of the other suites beside this one.
    const rowsOf = async (table: string): Promise<unknown[]> =>
      (
        await bench.worker.query(
          `select ctid::text, xmin::text, xmax::text, computed_at from app.${table} order by ctid`,
        )
      ).rows;
    const before = [await rowsOf('deviations'), await rowsOf('project_progress')];
    expect(await all()).toEqual(MONTHS.flatMap(() => [0, 0]));
    expect([await rowsOf('deviations'), await rowsOf('project_progress')]).toEqual(before);
  }, 60_000);

  it('writes the one row whose actual was corrected, and marks its project', async () => {
    const project = await bench.goal();
    const id = await bench.plan(project, {}, sum('40'));
    await all();
    await bench.database.admin.query(`delete from app.dirty_projects`);
    await bench.report(id, 1, '50');
    expect(await bench.one(recomputeDeviationRange(endOf(6), FIRST, LAST))).toBe(1);
    expect(await bench.deviation(id, 6)).toMatchObject({ ratio: '1.000000', light: 'GREEN' });
    const { rows } = await bench.worker.query(`select project_id, fiscal_year, from_month from app.dirty_projects`);
    expect(rows).toEqual([{ project_id: project, fiscal_year: 2026, from_month: 6 }]);
  });

  it('withdraws the row of a retired indicator and of a cancelled goal, and leaves closed years alone', async () => {
    const project = await bench.goal();
    const [kept, retired] = [await bench.plan(project, {}, sum('50')), await bench.plan(project, {}, sum('1'))];
    expect((await bench.progress(project))['light']).toBe('RED');
    await bench.database.admin.query(`update app.indicators set retired = true where id = $1`, [retired]);
    expect((await bench.progress(project))['light']).toBe('GREEN');
    expect(await bench.deviation(retired, 6)).toMatchObject({ status: 'WITHDRAWN', light: null, ratio: null });
    await bench.database.admin.query(`update app.goals set state = 'CLOSED' where project_id = $1`, [project]);
    await bench.report(kept, 1, '1');
    expect((await bench.progress(project))['light']).toBe('GREEN');
    await bench.database.admin.query(`update app.goals set state = 'CANCELLED' where project_id = $1`, [project]);
    expect(await bench.progress(project)).toMatchObject({
      light: null,
      achievement: null,
      mismatch_severity: 'NOT_APPLICABLE',
    });
    expect(await bench.deviation(kept, 6)).toMatchObject({ status: 'WITHDRAWN' });
  });

  it('does not start before the goal is in execution', async () => {
    const id = await bench.plan(await bench.goal('APPROVED'), {}, sum('50'));
    expect(await bench.one(recomputeListedDeviations(endOf(6), [id]))).toBe(0);
    expect(await bench.one(recomputeListedProgress(endOf(6), [randomUUID()]))).toBe(0);
  });
});
