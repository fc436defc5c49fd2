import { randomUUID } from 'node:crypto';
import type { TestApp } from './app.js';
import { businessOfAll } from './business-desk.js';
import { type Answer, type Client, ifMatch } from './client.js';
import { decideTask, expectStatus, INDICATORS } from './story.js';
import type { Person, WorldUnit } from './world.js';

export const PLACES = ['own', 'child', 'sibling', 'parent', 'foreign', 'none'] as const;
export type Place = (typeof PLACES)[number];

/** Where an object may lie: a unit in its district. */
export interface Site {
  readonly unit: WorldUnit;
  readonly district: { readonly id: string; readonly path: string };
}

export type Ids = Readonly<Record<string, string>>;

/**
 * One kind of thing that a path or a body can name. UNIT: its row lies at a unit; DISTRICT: at a district; ACCOUNT: it is
 * one account's own; SHARED: it lies nowhere.
 */
export interface Resource {
  readonly level: 'UNIT' | 'DISTRICT' | 'ACCOUNT' | 'SHARED';
  /** Who works below may read it: everyone knows his department and his district. */
  readonly isSeenFromBelow?: true;
  /** Evaluators and experts of its project see it wherever it lies. */
  readonly isOfProject?: true;
  /** They read what their project's district has of it. */
  readonly isOfProjectsDistrict?: true;
  make(by: Makers, site: Site, owner: Person): Promise<Ids>;
}

/** People of the whole province: what they make can lie anywhere. */
export class Makers {
  private readonly made = new Map<string, Promise<Ids>>();

  private constructor(
    private readonly resources: Readonly<Record<string, Resource>>,
    readonly t: TestApp,
    readonly filler: Client,
    readonly signers: readonly Client[],
    readonly admins: readonly Client[],
  ) {}

  static async hire(t: TestApp, resources: Readonly<Record<string, Resource>>): Promise<Makers> {
    const client = async (
      ...roles: (
        | 'UNIT_FILLER'
        | 'FIN_BUSINESS'
        | 'UNIT_HEAD'
        | 'DEPT_REVIEWER'
        | 'FIN_PERF'
        | 'FIN_LEADER'
        | 'SYS_ADMIN'
        | 'SEC_ADMIN'
      )[]
    ) => (await t.world.hire(roles.map((role) => ({ role, path: 'r' })))).client;
    const signers: Client[] = [];
    for (const role of ['UNIT_HEAD', 'DEPT_REVIEWER', 'FIN_BUSINESS', 'FIN_PERF', 'FIN_LEADER'] as const)
      signers.push(role === 'FIN_BUSINESS' ? await businessOfAll(t) : await client(role));
    const admins = [await client('SYS_ADMIN'), await client('SEC_ADMIN')];
    return new Makers(resources, t, await client('UNIT_FILLER', 'FIN_BUSINESS'), signers, admins);
  }

  /** Each kind once per site, or per owner where it is somebody's own. */
  thing(name: string, site: Site, owner: Person): Promise<Ids> {
    const resource = this.resources[name];
    if (!resource) throw new Error(`no arrangement for ${name}: add one to RESOURCES in test/support/arrangement.ts`);
    const spot = { UNIT: site.unit.id, DISTRICT: site.district.id, ACCOUNT: owner.accountId, SHARED: '' }[
      resource.level
    ];
    const key = `${name}|${spot}`;
    const made = this.made.get(key) ?? resource.make(this, site, owner);
    this.made.set(key, made);
    return made;
  }

  async project(site: Site): Promise<string> {
    const code = `M-${randomUUID().slice(0, 13)}`;
    const period = { periodFrom: '2026-01-01', periodTo: '2026-12-31' };
    const body = { unitId: site.unit.id, code, name: `矩阵项目 ${code}`, kind: 'PROJECT', attribute: 'NEW', ...period };
    return expectStatus(201, await this.filler.post('/projects', body)).body.id;
  }

  async draft(projectId: string): Promise<Answer> {
    const content = { frame: 'V2021', weightTemplate: 'T-SC-90', annualGoal: '为全校学生提供营养餐' };
    const goal = expectStatus(201, await this.filler.post('/goals', { projectId, fiscalYear: 2026, ...content }));
    const put = await this.filler.put(`/goals/${goal.body.id}/indicators`, { indicators: INDICATORS }, ifMatch(goal));
    return expectStatus(200, put);
  }

  /** Submitted; `signatures` steps are signed. Returns the goal's approval, too. */
  async submitted(projectId: string, signatures = 0): Promise<{ goalId: string; approvalId: string }> {
    const goal = await this.draft(projectId);
    const goalId = goal.body.id as string;
    expectStatus(200, await this.filler.post(`/goals/${goalId}/submit`, {}, ifMatch(goal)));
    const [approval] = (await this.filler.get(`/approvals?subjectId=${goalId}`)).body.items;
    for (const signer of this.signers.slice(0, signatures)) {
      const task = await signer.get(`/approval-tasks/${await this.openTask(approval.id)}`);
      expectStatus(200, await decideTask(signer, task, 'APPROVE'));
    }
    return { goalId, approvalId: approval.id };
  }

  async openTask(approvalId: string): Promise<string> {
    return (await this.filler.get(`/approvals/${approvalId}`)).body.openTasks[0].id;
  }

  /** A goal in execution, with one approved revision. */
  async executed(site: Site, projectId: string): Promise<string> {
    const { goalId } = await this.submitted(projectId, this.signers.length);
    const release = { fiscalYear: 2026, number: `矩阵 ${randomUUID().slice(0, 8)}`, releasedOn: '2026-01-20' };
    const [, , , finance] = this.signers as [Client, Client, Client, Client];
    const body = { districtId: site.district.id, ...release, goalIds: [goalId] };
    expectStatus(201, await finance.post('/goal-releases', body));
    await this.t.outbox.tick('goal.begin-execution');
    return goalId;
  }

  /** One value of one row, as a superuser: for what no route makes. */
  async insert(sql: string, values: readonly unknown[]): Promise<string> {
    return (await this.t.database.admin.query(sql, values as unknown[])).rows[0].id;
  }
}
