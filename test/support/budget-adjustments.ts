import type { TestApp } from './app.js';
import { type Answer, ifMatch } from './client.js';
import { expectStatus, Story } from './story.js';
import type { PersonName } from './world.js';

/** 预算调整 from the draft to the ledger, by the finance bureau unless a test says otherwise. */
export class BudgetAdjustments {
  private readonly story: Story;

  constructor(private readonly t: TestApp) {
    this.story = new Story(t.world);
  }

  content(kind: string, legs: readonly object[], over: object = {}): object {
    const lines = legs.map((leg) => ({ source: 'FISCAL', ...leg }));
    return { kind, fiscalYear: 2026, legs: lines, reason: '执行进度滞后', legalBasis: '财预〔2019〕136号', ...over };
  }

  draft(kind: string, legs: readonly object[], over: object = {}, by: PersonName = 'business'): Promise<Answer> {
    return this.t.world.as(by).post('/budget-adjustments', this.content(kind, legs, over));
  }

  submit(draft: Answer, by: PersonName = 'business'): Promise<Answer> {
    return this.t.world.as(by).post(`/budget-adjustments/${draft.body.id}/submit`, {}, ifMatch(draft));
  }

  async submitted(kind: string, legs: readonly object[], over: object = {}): Promise<Answer> {
    return expectStatus(200, await this.submit(expectStatus(201, await this.draft(kind, legs, over))));
  }

  /** Signed by one after the other; the adjustment as it stands then. */
  async sign(submitted: Answer, signers: readonly PersonName[] = ['finance']): Promise<Answer> {
    for (const name of signers) expectStatus(200, await this.story.decide(name, submitted.body.id, 'APPROVE'));
    return this.read(submitted);
  }

  async posted(kind: string, legs: readonly object[], over: object = {}): Promise<Answer> {
    return this.sign(await this.submitted(kind, legs, over));
  }

  read(adjustment: Answer): Promise<Answer> {
    return this.t.world.as('business').get(`/budget-adjustments/${adjustment.body.id}`);
  }
}
