import { randomUUID } from 'node:crypto';
import type { TestApp } from './app.js';
import { type Answer, ifMatch } from './client.js';
import { expectStatus } from './story.js';
import type { PersonName } from './world.js';

type Act = 'close' | 'reopen' | 'confirm' | 'withdraw';

/** Where 双流区 closes and reopens its years. */
export class YearDesk {
  readonly districtId: string;

  constructor(private readonly t: TestApp) {
    this.districtId = t.world.districts.shuangliu.id;
  }

  /** The day after a year, with the next one created. */
  async turn(year: number): Promise<void> {
    await this.t.world.moveClock(`${year + 1}-01-05`);
    expectStatus(
      201,
      await this.t.world.as('finance').post('/fiscal-years', { districtId: this.districtId, year: year + 1 }),
    );
  }

  closing(year: number, by: PersonName = 'finance'): Promise<Answer> {
    return this.t.world.as(by).get(`/fiscal-years/${year}/closing?districtId=${this.districtId}`);
  }

  async act(by: PersonName, year: number, act: Act, over: object = {}): Promise<Answer> {
    const body = { districtId: this.districtId, reason: '年度终了', ...over };
    const headers = { ...ifMatch(await this.closing(year)), 'idempotency-key': randomUUID() };
    return this.t.world.as(by).post(`/fiscal-years/${year}/${act}`, body, headers);
  }

  async closed(year: number, over: object = {}): Promise<Answer> {
    expectStatus(200, await this.act('finance', year, 'close', over));
    return expectStatus(200, await this.act('leader', year, 'confirm'));
  }

  async reopened(year: number): Promise<Answer> {
    expectStatus(200, await this.act('business', year, 'reopen'));
    return expectStatus(200, await this.act('leader', year, 'confirm'));
  }

  /** Every line, as the books have it: `code year source adjusted executed available closed_out`. */
  async books(): Promise<readonly string[]> {
    const { rows } = await this.t.database.admin.query(
      `select concat_ws(' ', p.name, l.fiscal_year, l.source, l.adjusted, l.executed, l.available, l.closed_out) as line
        from app.budget_lines l join app.projects p on p.id = l.project_id where l.adjusted <> 0 order by p.name, l.fiscal_year, l.source`,
    );
    return rows.map(({ line }) => line);
  }

  /** The names of the invariants that do not hold. */
  async violations(): Promise<readonly string[]> {
    const { body } = await this.t.world.as('sysadmin').get('/ops/invariants');
    return body.items.filter(({ holds }: { holds: boolean }) => !holds).map(({ name }: { name: string }) => name);
  }
}
