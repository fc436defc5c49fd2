import type { TestApp } from './app.js';
import { type Answer, ifMatch } from './client.js';
import { Execution } from './execution.js';
import { decideTask, expectStatus } from './story.js';
import type { PersonName } from './world.js';

/** 绩效科 that monitors, and the first school that reports. */
export class MonitoringDesk {
  readonly execution: Execution;

  constructor(private readonly t: TestApp) {
    this.execution = new Execution(t);
  }

  /** A draft of months 1–7, due in ten working days. */
  draft(over: object = {}): Promise<Answer> {
    const districtId = this.t.world.districts.shuangliu.id;
    const body = { districtId, fiscalYear: 2026, month: 7, kind: 'SELF', dueWorkingDays: 10, ...over };
    return this.t.world.as('finance').post('/monitoring-rounds', body);
  }

  async open(draft: Answer): Promise<Answer> {
    const url = `/monitoring-rounds/${draft.body.id}/open`;
    return expectStatus(200, await this.t.world.as('finance').post(url, {}, ifMatch(draft)));
  }

  async opened(over: object = {}): Promise<Answer> {
    return this.open(expectStatus(201, await this.draft(over)));
  }

  /** The report of a project in a round, as the school's clerk sees it. */
  async report(round: Answer, projectId: string): Promise<Answer> {
    const unit = this.t.world.as('unit');
    const { body } = await unit.get(`/monitoring-rounds/${round.body.id}/reports?projectId=${projectId}`);
    return unit.get(`/monitoring-reports/${body.items[0].id}`);
  }

  fill(report: Answer, body: object): Promise<Answer> {
    return this.t.world.as('unit').patch(`/monitoring-reports/${report.body.id}`, body, ifMatch(report));
  }

  /** Every line as a careful clerk would fill it in. */
  async filled(report: Answer): Promise<Answer> {
    const funds = report.body.funds.map((fund: { source: string; adjusted: string }) => ({
      source: fund.source,
      forecastExecution: fund.adjusted,
    }));
    const indicators = report.body.indicators.map((line: Line) => ({
      indicatorId: line.indicatorId,
      forecastValue: line.computedForecast?.value ?? line.targetValue,
      reasons: ['STAFF'],
      reasonText: '教师外出培训',
      likelihood: line.suggestedLikelihood ?? 'CERTAIN',
    }));
    return expectStatus(200, await this.fill(report, { funds, indicators }));
  }

  submit(report: Answer): Promise<Answer> {
    return this.t.world.as('unit').post(`/monitoring-reports/${report.body.id}/submit`, {}, ifMatch(report));
  }

  async decide(name: PersonName, report: Answer, outcome = 'APPROVE', reason?: string): Promise<Answer> {
    const task = await this.execution.story.task(name, report.body.id);
    expectStatus(200, await decideTask(this.t.world.as(name), task, outcome, reason));
    return this.read(report);
  }

  read(report: Answer): Promise<Answer> {
    return this.t.world.as('unit').get(`/monitoring-reports/${report.body.id}`);
  }
}

interface Line {
  readonly indicatorId: string;
  readonly targetValue: string | null;
  readonly computedForecast: { readonly value: string } | null;
  readonly suggestedLikelihood: string | null;
}
