import { GOAL_REVIEW_1764000725000 } from '../../migrations/seeds/1764000725000-goal-review.js';
import type { Answer, Client } from './client.js';
import { ifMatch } from './client.js';
import type { PersonName, World } from './world.js';

/** The line of the standard flow. A project without a budget goes to the leader, too: what is not known is reviewed. */
export const SIGNERS = ['unithead', 'department', 'business', 'finance', 'leader'] as const;

/** The usual path of a goal, told in steps: journeys and races begin where they are interesting. */
export class Story {
  private serial = 0;

  constructor(readonly world: World) {}

  /** A project of the first school, made by its clerk. */
  async project(overrides: object = {}): Promise<Answer> {
    this.serial += 1;
    return expectStatus(
      201,
      await this.world.as('unit').post('/projects', {
        unitId: this.world.units.schoolA.id,
        code: `P${String(this.serial).padStart(4, '0')}`,
        name: `营养改善计划 ${this.serial}`,
        kind: 'PROJECT',
        attribute: 'CONTINUING',
        periodFrom: '2026-01-01',
        periodTo: '2026-12-31',
        basis: '国办发〔2011〕54号',
        ...overrides,
      }),
    );
  }

  /** A draft goal with indicators that pass every check. */
  async draft(projectId: string, indicators: readonly object[] = INDICATORS, overrides: object = {}): Promise<Answer> {
    const unit = this.world.as('unit');
    const goal = expectStatus(
      201,
      await unit.post('/goals', {
        projectId,
        fiscalYear: 2026,
        frame: 'V2021',
        weightTemplate: 'T-SC-90',
        annualGoal: '为全校学生提供营养餐,改善学生体质',
        ...overrides,
      }),
    );
    return expectStatus(200, await unit.put(`/goals/${goal.body.id}/indicators`, { indicators }, ifMatch(goal)));
  }

  async submitted(): Promise<Answer> {
    const project = await this.project();
    const goal = await this.draft(project.body.id);
    return expectStatus(200, await this.world.as('unit').post(`/goals/${goal.body.id}/submit`, {}, ifMatch(goal)));
  }

  /** The open task of a subject, as the person sees it. */
  async task(name: PersonName, subjectId: string): Promise<Answer> {
    const client = this.world.as(name);
    const queue = await client.get('/approval-tasks?pageSize=200');
    const item = queue.body.items.find((task: { subject: { id: string } }) => task.subject.id === subjectId);
    if (!item) throw new Error(`${name} has no task for ${subjectId}`);
    return client.get(`/approval-tasks/${item.id}`);
  }

  async decide(
    name: PersonName,
    subjectId: string,
    outcome: 'APPROVE' | 'RETURN' | 'REJECT',
    reason?: string,
  ): Promise<Answer> {
    return decideTask(this.world.as(name), await this.task(name, subjectId), outcome, reason);
  }

  /** Through all five steps. */
  async passed(): Promise<Answer> {
    const goal = await this.submitted();
    for (const name of SIGNERS) {
      expectStatus(200, await this.decide(name, goal.body.id, 'APPROVE'));
    }
    return this.world.as('unit').get(`/goals/${goal.body.id}`);
  }

  async release(goalIds: readonly string[], releasedOn = '2026-01-20'): Promise<Answer> {
    this.serial += 1;
    const number = `双财绩〔2026〕${this.serial}号`;
    const districtId = this.world.districts.shuangliu.id;
    return expectStatus(
      201,
      await this.world
        .as('finance')
        .post('/goal-releases', { districtId, fiscalYear: 2026, number, releasedOn, goalIds }),
    );
  }
}

export function decideTask(client: Client, task: Answer, outcome: string, reason?: string): Promise<Answer> {
  const { version: subjectVersion, contentHash } = task.body.subject;
  return client.post(
    `/approval-tasks/${task.body.id}/decisions`,
    { outcome, subjectVersion, contentHash, ...(reason === undefined ? {} : { reason }), ...reviewOf(task, outcome) },
    ifMatch(task),
  );
}

const CONCLUSIONS: Readonly<Record<string, string>> = {
  APPROVE: 'ARRANGE',
  RETURN: 'RETURN',
  REJECT: 'DO_NOT_ARRANGE',
};

/** The performance division's sheet: every question 优, and the conclusion that goes with the decision. */
function reviewOf(task: Answer, outcome: string): object {
  if (task.body.stepKey !== 'finance-performance') return {};
  const answers = GOAL_REVIEW_1764000725000.definition.questions.map(({ code }) => ({ code, grade: 'EXCELLENT' }));
  return { review: { answers, outcome: CONCLUSIONS[outcome] } };
}

export function expectStatus(status: number, answer: Answer): Answer {
  if (answer.status !== status)
    throw new Error(`expected ${status}, got ${answer.status}: ${answer.text.slice(0, 800)}`);
  return answer;
}

const base = {
  level1: '产出指标',
  level2: '数量指标',
  measureType: 'CUMULATIVE',
  operator: 'GE',
  direction: 'POSITIVE',
  reportingPeriod: 'QUARTER',
};

export const INDICATORS: readonly object[] = [
  { ...base, name: '学生受资助人次', targetValue: '735', unitOfMeasure: '人次', weight: '30' },
  {
    ...base,
    level2: '质量指标',
    name: '营养餐覆盖率',
    measureType: 'RATE',
    targetValue: '100',
    unitOfMeasure: '%',
    weight: '20',
  },
  {
    ...base,
    level1: '效益指标',
    level2: '社会效益指标',
    name: '政策知晓率',
    measureType: 'RATE',
    targetValue: '95',
    unitOfMeasure: '%',
    weight: '20',
    reportingPeriod: 'YEAR',
  },
  {
    ...base,
    level1: '成本指标',
    level2: '经济成本指标',
    name: '项目总成本',
    measureType: 'COST',
    operator: 'LE',
    direction: 'NEGATIVE',
    targetValue: '38.77',
    unitOfMeasure: '万元',
    weight: '10',
  },
  {
    ...base,
    level1: '满意度指标',
    level2: '服务对象满意度指标',
    name: '家长满意度',
    measureType: 'SCORE',
    targetValue: '90',
    unitOfMeasure: '%',
    weight: '10',
    reportingPeriod: 'YEAR',
  },
];
