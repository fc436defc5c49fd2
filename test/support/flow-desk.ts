import type { TestApp } from './app.js';
import { type Answer, ifMatch } from './client.js';
import { expectStatus, Story } from './story.js';
import type { Person } from './world.js';

interface TaskRow {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly step: string;
  readonly assignee: string | null;
}

type Wanted = Partial<Pick<TaskRow, 'kind' | 'state' | 'step'>> & { readonly of?: Person };

export const byRole = (role: string, scope: string, over: object = {}): object => ({
  by: 'ROLE',
  role,
  scope,
  ...over,
});
export const byName = (people: readonly Person[], over: object = {}): object => ({
  by: 'ACCOUNTS',
  accountIds: people.map(({ accountId }) => accountId),
  ...over,
});

export const step = (key: string, assignees: object | readonly object[], over: object = {}): object => ({
  kind: 'STEP',
  key,
  name: { zh: `环节 ${key}`, en: `Step ${key}` },
  mode: 'ANY',
  assignees: [assignees].flat(),
  dueWorkingDays: 3,
  ...over,
});

/** The step without which no goal passes. */
export const FINAL = step('finance-performance', byRole('FIN_PERF', 'DISTRICT'), { mandatory: true });

/** Flows for goals of 双流区, drafted by the performance division and published by its leader; and goals that run on them. */
export class FlowDesk {
  readonly story: Story;

  constructor(private readonly t: TestApp) {
    this.story = new Story(t.world);
  }

  /** These steps, and the performance division last. */
  async publish(steps: readonly object[], over: object = {}): Promise<void> {
    const { finance, leader } = this.t.world.people;
    const body = {
      districtId: this.t.world.districts.shuangliu.id,
      code: 'goal-desk',
      subjectType: 'goal',
      name: '审批流程',
      definition: { steps: [...steps, FINAL], distinctReviewers: true, ...over },
    };
    const draft = expectStatus(201, await finance.client.post('/approval-flows', body));
    expectStatus(200, await leader.client.post(`/approval-flows/${draft.body.id}/publish`, {}, ifMatch(draft)));
  }

  /** A goal of the first school under approval; its id. */
  async submitted(): Promise<string> {
    return (await this.story.submitted()).body.id;
  }

  async resubmit(goalId: string): Promise<void> {
    const { client } = this.t.world.people.unit;
    const goal = await client.get(`/goals/${goalId}`);
    expectStatus(200, await client.post(`/goals/${goalId}/submit`, {}, ifMatch(goal)));
  }

  /** The goal's approval, as its submitter reads it. */
  async approval(goalId: string): Promise<Answer> {
    const { client } = this.t.world.people.unit;
    const [item] = (await client.get(`/approvals?subjectId=${goalId}`)).body.items;
    return client.get(`/approvals/${item.id}`);
  }

  /** What stands in the trail, by act. */
  async trail(goalId: string): Promise<readonly string[]> {
    const { body } = await this.approval(goalId);
    return body.trail.map(({ act, stepKey }: { act: string; stepKey: string | null }) => `${stepKey ?? '·'} ${act}`);
  }

  async stateOf(goalId: string): Promise<string> {
    const { body } = await this.approval(goalId);
    return `${body.state} ${body.stepKeys}`.trim();
  }

  /** A task of the goal as a person reads it: his own before one of his group, open before waiting, the latest first. */
  async task(person: Person, goalId: string, wanted: Wanted = {}): Promise<Answer> {
    const { rows } = await this.t.database.admin.query<TaskRow>(
      `select k.id, k.kind, k.state, k.step_key as step, k.assignee_id as assignee from app.approval_tasks k
        join app.approvals a on a.id = k.approval_id where a.subject_id = $1
        order by k.assignee_id is not distinct from $2 desc, k.state = 'OPEN' desc, k.state = 'WAITING' desc, k.id desc`,
      [goalId, (wanted.of ?? person).accountId],
    );
    const found = rows.find(
      (row) =>
        (!wanted.of || row.assignee === wanted.of.accountId) &&
        (!wanted.kind || row.kind === wanted.kind) &&
        (!wanted.state || row.state === wanted.state) &&
        (!wanted.step || row.step === wanted.step),
    );
    if (!found) throw new Error(`no such task: ${JSON.stringify(wanted)} of ${JSON.stringify(rows)}`);
    return person.client.get(`/approval-tasks/${found.id}`);
  }

  act(person: Person, task: Answer, verb: string, body: object = {}): Promise<Answer> {
    return person.client.post(`/approval-tasks/${task.body.id}/${verb}`, body, ifMatch(task));
  }

  async decide(person: Person, goalId: string, over: object = {}, wanted: Wanted = {}): Promise<Answer> {
    const task = await this.task(person, goalId, wanted);
    return this.act(person, task, 'decisions', decisionOf(task, over));
  }

  async approve(goalId: string, ...people: readonly Person[]): Promise<void> {
    for (const person of people) expectStatus(200, await this.decide(person, goalId));
  }
}

/** What was on the screen: the subject's version and digest go with every decision. */
export function decisionOf(task: Answer, over: object = {}): object {
  const { version: subjectVersion, contentHash } = task.body.subject;
  return { outcome: 'APPROVE', subjectVersion, contentHash, ...over };
}

export const refusal = ({ status, body }: Answer): string => `${status} ${body?.code}`;
