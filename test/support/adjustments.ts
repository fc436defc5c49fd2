import type { TestApp } from './app.js';
import { type Answer, ifMatch } from './client.js';
import { expectStatus, INDICATORS, Story } from './story.js';
import type { PersonName } from './world.js';

/** The line of the standard flow of adjustments. */
export const ADJUSTMENT_SIGNERS = ['unithead', 'department', 'business', 'finance'] as const;

const FILE = `insert into app.files (id, account_id, name, media_type, size, digest, content)
  values (gen_random_uuid(), $1, '调整依据.txt', 'text/plain', 6, 'sm3:' || repeat('0', 64), '依据') returning id`;

/** Goals in execution, and what changes them. */
export class Adjustments {
  readonly story: Story;

  constructor(private readonly t: TestApp) {
    this.story = new Story(t.world);
  }

  /** A goal that was reviewed, released and has begun, as its clerk sees it. */
  async running(indicators: readonly object[] = INDICATORS, project: object = {}): Promise<Answer> {
    const { body } = await this.story.project(project);
    const unit = this.t.world.as('unit');
    const draft = await this.story.draft(body.id, indicators);
    expectStatus(200, await unit.post(`/goals/${draft.body.id}/submit`, {}, ifMatch(draft)));
    for (const name of [...ADJUSTMENT_SIGNERS, 'leader'] as const)
      expectStatus(200, await this.story.decide(name, draft.body.id, 'APPROVE'));
    await this.story.release([draft.body.id]);
    await this.t.outbox.tick('goal.begin-execution');
    return this.goal(draft.body.id);
  }

  goal(id: string): Promise<Answer> {
    return this.t.world.as('unit').get(`/goals/${id}`);
  }

  async evidence(name: PersonName = 'unit'): Promise<string> {
    const { rows } = await this.t.database.admin.query(FILE, [this.t.world.people[name].accountId]);
    return rows[0].id;
  }

  async begin(goal: Answer, over: object = {}): Promise<Answer> {
    const body = { trigger: 'POLICY', justification: '扩大营养改善范围', fileIds: [await this.evidence()], ...over };
    const made = await this.t.world.as('unit').post(`/goals/${goal.body.id}/adjust`, body, ifMatch(goal));
    return expectStatus(201, made);
  }

  /** The working copy with each indicator as `change` gives it; null: removed. */
  async indicators(adjustment: Answer, change: (indicator: Indicator) => object | null): Promise<Answer> {
    const indicators = adjustment.body.content.indicators.flatMap(
      (each: Indicator) => change(withoutNulls(each)) ?? [],
    );
    const url = `/goal-adjustments/${adjustment.body.id}/indicators`;
    return this.t.world.as('unit').put(url, { indicators }, ifMatch(adjustment));
  }

  /** The first indicator asks for another target. */
  async retargeted(goal: Answer, targetValue: string, over: object = {}): Promise<Answer> {
    const begun = await this.begin(goal, over);
    const { name } = begun.body.content.indicators[0];
    const changed = await this.indicators(begun, (each) => (each['name'] === name ? { ...each, targetValue } : each));
    return expectStatus(200, changed);
  }

  async submit(adjustment: Answer): Promise<Answer> {
    const url = `/goal-adjustments/${adjustment.body.id}/submit`;
    return expectStatus(200, await this.t.world.as('unit').post(url, {}, ifMatch(adjustment)));
  }

  /** Signed by as many of the line as asked for. */
  async sign(adjustment: Answer, signers: readonly PersonName[] = ADJUSTMENT_SIGNERS): Promise<Answer> {
    for (const name of signers) expectStatus(200, await this.story.decide(name, adjustment.body.id, 'APPROVE'));
    return this.read(adjustment);
  }

  async approved(goal: Answer, targetValue: string, over: object = {}): Promise<Answer> {
    return this.sign(await this.submit(await this.retargeted(goal, targetValue, over)));
  }

  read(adjustment: Answer): Promise<Answer> {
    return this.t.world.as('unit').get(`/goal-adjustments/${adjustment.body.id}`);
  }
}

type Indicator = Record<string, unknown>;

/** An answer tells what is absent as null; a request leaves it out. */
const withoutNulls = (indicator: Indicator): Indicator =>
  Object.fromEntries(Object.entries(indicator).filter(([, value]) => value !== null));
