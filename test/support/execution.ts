import { newId } from '../../src/platform/database/ids.js';
import type { TestApp } from './app.js';
import { type Answer, ifMatch } from './client.js';
import { expectStatus, Story } from './story.js';

/** An indicator whose amounts add up over the months: 1200 in the year, 100 a month unless a curve says otherwise. */
export const MONTHLY = {
  level1: '产出指标',
  level2: '数量指标',
  name: '培训人次',
  measureType: 'CUMULATIVE',
  operator: 'GE',
  direction: 'POSITIVE',
  targetValue: '1200',
  unitOfMeasure: '人次',
  weight: '90',
  reportingPeriod: 'MONTH',
};

export interface Running {
  readonly projectId: string;
  readonly goalId: string;
  /** By name. */
  readonly indicators: Readonly<Record<string, string>>;
}

/** Goals in execution with money, as the first school runs them: where monitoring begins. */
export class Execution {
  readonly story: Story;
  private serial = 0;

  constructor(private readonly t: TestApp) {
    this.story = new Story(t.world);
  }

  /** A goal that came into execution; its way there is arranged, its rows are the product's own. */
  async running(indicators: readonly object[] = [MONTHLY], adjusted: string | null = '1000000.00'): Promise<Running> {
    const project = await this.story.project();
    const goal = await this.story.draft(project.body.id, indicators);
    if (adjusted !== null) await this.fund(project.body.id, adjusted);
    const { admin } = this.t.database;
    await admin.query(`update app.goals set state = 'APPROVED', revision = 1, version = version + 1 where id = $1`, [
      goal.body.id,
    ]);
    const release = newId();
    const { shuangliu } = this.t.world.districts;
    await admin.query(
      `insert into app.goal_releases (id, district_id, unit_path, fiscal_year, number, released_on, released_by)
        values ($1::uuid, $2, $3::ltree, 2026, $1::uuid::text, '2026-01-20', $1::uuid)`,
      [release, shuangliu.id, shuangliu.path],
    );
    await admin.query(`update app.goals set release_id = $2, version = version + 1 where id = $1`, [
      goal.body.id,
      release,
    ]);
    await this.t.outbox.tick('goal.begin-execution');
    const read = expectStatus(200, await this.t.world.as('unit').get(`/goals/${goal.body.id}/indicators`));
    return {
      projectId: project.body.id,
      goalId: goal.body.id,
      indicators: Object.fromEntries(read.body.items.map((item: { name: string; id: string }) => [item.name, item.id])),
    };
  }

  async fund(projectId: string, adjusted: string): Promise<void> {
    const finance = this.t.world.as('finance');
    const budget = await finance.get(`/projects/${projectId}/budget?fiscalYear=2026`);
    const lines = [{ source: 'FISCAL', initial: adjusted, adjusted }];
    const body = { fiscalYear: 2026, lines };
    expectStatus(200, await finance.put(`/projects/${projectId}/budget`, body, ifMatch(budget)));
  }

  async pay(projectId: string, amount: string, paidOn: string): Promise<Answer> {
    this.serial += 1;
    return expectStatus(
      201,
      await this.t.world.as('finance').post('/payments', {
        projectId,
        fiscalYear: 2026,
        source: 'FISCAL',
        sourceSystem: 'TREASURY',
        sourceId: `T${this.serial}`,
        paidOn,
        amount,
      }),
    );
  }

  async report(indicatorId: string, period: string, figure: string | object): Promise<Answer> {
    const body = typeof figure === 'string' ? { value: figure } : figure;
    return expectStatus(
      201,
      await this.t.world.as('unit').post(`/indicators/${indicatorId}/actuals`, { period, ...body }),
    );
  }

  /** The same amount in each of the months, first and last included. */
  async reportMonths(indicatorId: string, values: readonly string[], first = 1): Promise<void> {
    for (const [at, value] of values.entries())
      await this.report(indicatorId, `2026-${String(first + at).padStart(2, '0')}`, value);
  }

  /** Everything that is due now: deliveries, then the marks, then what follows from them. */
  async settle(): Promise<Readonly<Record<string, number>>> {
    await this.t.outbox.deliver();
    return this.t.outbox.tick('monitoring.recompute-dirty');
  }

  async progress(projectId: string, month: number): Promise<Record<string, unknown>> {
    const answer = await this.t.world.as('finance').get(`/progress?projectId=${projectId}&month=${month}`);
    return expectStatus(200, answer).body.items[0];
  }

  async deviation(indicatorId: string, month: number): Promise<Record<string, unknown>> {
    const answer = await this.t.world.as('unit').get(`/deviations?indicatorId=${indicatorId}&month=${month}`);
    return expectStatus(200, answer).body.items[0];
  }
}
