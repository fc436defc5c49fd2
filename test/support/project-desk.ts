import { randomUUID } from 'node:crypto';
import type { TestApp } from './app.js';
import type { Answer } from './client.js';

/** No project, payment or unit has this id. */
export const UNKNOWN = '018f0000-0000-7000-8000-000000000000';
/** If-Match of a budget that was never set. */
export const asNew = { 'if-match': '"0"' };
export const fiscal = { source: 'FISCAL', initial: '1000.00', adjusted: '1000.00' };

export const withoutRequestId = ({ body: { requestId: _, ...rest } }: Answer): object => rest;

/** How a project may be named in a payment. */
export interface Named {
  readonly id?: string;
  readonly code?: string;
}

/** Where projects of 双流第一小学 are drafted, funded and paid for, by the finance division unless a test says otherwise. */
export class ProjectDesk {
  private serial = 0;

  constructor(private readonly t: TestApp) {}

  draft(over: object = {}): object {
    this.serial += 1;
    return {
      unitId: this.t.world.units.schoolA.id,
      code: `51011626T${String(this.serial).padStart(12, '0')}`,
      name: '校舍维修',
      kind: 'PROJECT',
      attribute: 'NEW',
      periodFrom: '2026-01-01',
      periodTo: '2026-12-31',
      ...over,
    };
  }

  async project(over: object = {}): Promise<Answer> {
    const created = await this.t.world.as('business').post('/projects', this.draft(over));
    expect(created.status).toBe(201);
    return created;
  }

  /** With 1,000 元 of 本年财政拨款 in 2026. */
  async funded(lines: object[] = [fiscal]): Promise<{ id: string; code: string }> {
    const { body } = await this.project();
    const path = `/projects/${body.id}/budget`;
    const set = await this.t.world.as('business').put(path, { fiscalYear: 2026, lines }, asNew);
    expect(set.status).toBe(200);
    return { id: body.id, code: body.code };
  }

  budgetOf(id: string): Promise<Answer> {
    return this.t.world.as('finance').get(`/projects/${id}/budget?fiscalYear=2026`);
  }

  payment({ id }: Named, over: object = {}): object {
    return {
      projectId: id,
      fiscalYear: 2026,
      source: 'FISCAL',
      sourceSystem: 'TREASURY',
      sourceId: randomUUID(),
      paidOn: '2026-03-31',
      amount: '100.00',
      ...over,
    };
  }

  pay(project: Named, over: object = {}, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return this.t.world.as('business').post('/payments', this.payment(project, over), headers);
  }

  async moveYear(year: number, state: 'OPEN' | 'CLOSED'): Promise<void> {
    await this.t.database.admin.query(
      `update app.fiscal_years set state = $2, version = version + 1 where district_id = $1 and year = $3`,
      [this.t.world.districts.shuangliu.id, state, year],
    );
  }
}
