import pg from 'pg';
import type { CompletedIndicator } from './completed-tables.js';
import { eventually } from './demo-api.js';
import { DEMO_YEAR, type DemoDistrict, type People } from './demo-district.js';
import type { DemoProject } from './demo-goals.js';

/** Months at whose ends the demo looks: the quarters, and April, the first checkpoint of the Sichuan rule. */
export const LOOKS = [3, 4, 6, 9, 12] as const;

export interface Look {
  readonly month: number;
  readonly lights: Readonly<Record<string, number>>;
  readonly openAlerts: number;
  /** Unread notices of the unit's clerk, and reminders of due reports that have come so far. */
  readonly unread: number;
  readonly reminders: number;
}

/**
 * The database clock, which only app_owner can move. The demo lives through its fiscal year with it and gives it back at
 * the end; sessions and tokens use the real clock throughout.
 */
export class DemoClock {
  constructor(private readonly ownerUrl: string) {}

  moveTo(day: string): Promise<void> {
    return this.set(`${day} 10:00`);
  }

  release(): Promise<void> {
    return this.set(null);
  }

  private async set(to: string | null): Promise<void> {
    const client = new pg.Client({ connectionString: this.ownerUrl });
    await client.connect();
    await client.query(
      `update app.clock set moved_to = $1::timestamp at time zone 'Asia/Shanghai', set_at = case when $1::text is null then null else now() end`,
      [to],
    );
    await client.end();
  }
}

/** What is paid and reported by the end of a month, then the recomputation, then what the screens show. */
export async function liveThrough(
  people: People,
  district: DemoDistrict,
  projects: readonly DemoProject[],
  clock: DemoClock,
  month: number,
): Promise<Look> {
  if (month === LOOKS[0]) await awaitReminders(people, clock);
  await clock.moveTo(month === 12 ? `${DEMO_YEAR + 1}-01-12` : `${DEMO_YEAR}-${two(month + 1)}-10`);
  const since = LOOKS.filter((look) => look < month).at(-1) ?? 0;
  for (const project of projects) {
    await pay(people, project, since, month);
    if (month % 3 === 0) await report(people, project, month);
  }
  await recompute(people);
  return look(people, district, month);
}

/** Nobody has reported the first quarter when its deadline comes: the reminders of the last working days arrive. */
async function awaitReminders(people: People, clock: DemoClock): Promise<void> {
  const count = async (state: string): Promise<number> =>
    (await people.finance.get(`/reminders?state=${state}&pageSize=1&withTotal=true`)).body.total;
  await clock.moveTo(`${DEMO_YEAR}-04-01`);
  await eventually('reminders planned', async () => ((await count('PLANNED')) > 0 ? true : null));
  await clock.moveTo(`${DEMO_YEAR}-04-09`);
  await eventually('reminders sent', async () => ((await count('FIRED')) > 0 ? true : null));
}

/** Payments come from the treasury's system: each once, under its own number. */
async function pay(people: People, { completed, projectId }: DemoProject, since: number, until: number): Promise<void> {
  for (const [index, [month, total]] of completed.paid.entries()) {
    if (month <= since || month > until) continue;
    await people.business.post('/payments', {
      projectId,
      fiscalYear: DEMO_YEAR,
      source: 'FISCAL',
      sourceSystem: 'demo-treasury',
      sourceId: `${completed.projectCode}-${two(month)}`,
      paidOn: `${DEMO_YEAR}-${two(month)}-28`,
      amount: cents(total, completed.paid[index - 1]?.[1] ?? '0'),
      memo: '演示支付',
    });
  }
}

async function report(people: People, project: DemoProject, month: number): Promise<void> {
  const goal = await people.unit.get(`/goals/${project.goalId}?expand=indicators`);
  for (const stored of goal.body.indicators as { id: string; name: string }[]) {
    const completed = project.completed.indicators.find(({ name }) => name === stored.name);
    const figure = completed && figureFor(completed, month);
    if (figure) await people.unit.post(`/indicators/${stored.id}/actuals`, figure);
  }
}

function figureFor({ measureType, reportingPeriod, actuals }: CompletedIndicator, month: number): object | null {
  const isYear = reportingPeriod === 'YEAR';
  if (isYear && month !== 12) return null;
  const figure = actuals[isYear ? 0 : month / 3 - 1];
  if (figure === undefined) return null;
  const period = isYear ? String(DEMO_YEAR) : `${DEMO_YEAR}-Q${month / 3}`;
  return { period, ...(measureType === 'QUAL' ? { level: figure } : { value: figure }) };
}

/** 绩效科 asks for a recomputation of the year and waits for the operation. */
async function recompute(people: People): Promise<void> {
  const started = await people.finance.post('/monitoring-recomputes', { fiscalYear: DEMO_YEAR });
  await eventually('recomputation', async () => {
    const { body } = await people.finance.get(`/operations/${started.body.id}`);
    if (body.status === 'FAILED') throw new Error(`recomputation failed: ${JSON.stringify(body.problem)}`);
    return body.status === 'SUCCEEDED' ? true : null;
  });
}

async function look(people: People, _district: DemoDistrict, month: number): Promise<Look> {
  const progress = await people.finance.get(`/progress?fiscalYear=${DEMO_YEAR}&month=${month}&pageSize=50`);
  const lights: Record<string, number> = {};
  for (const { light } of progress.body.items as { light: string | null }[])
    lights[light ?? '—'] = (lights[light ?? '—'] ?? 0) + 1;
  const alerts = await people.finance.get(
    `/alerts?state[in]=FIRING,ACKNOWLEDGED&fiscalYear=${DEMO_YEAR}&pageSize=1&withTotal=true`,
  );
  const inbox = await people.unit.get('/notifications/summary');
  const reminders = await people.finance.get('/reminders?state=FIRED&pageSize=1&withTotal=true');
  return { month, lights, openAlerts: alerts.body.total, unread: inbox.body.unread, reminders: reminders.body.total };
}

/** The first open alert is acknowledged by the unit's head, with a word on what will be done. */
export async function acknowledgeOne(people: People): Promise<string | null> {
  const open = await people.unithead.get('/alerts?state=FIRING&pageSize=1');
  const [item] = open.body.items as { id: string }[];
  if (!item) return null;
  const alert = await people.unithead.get(`/alerts/${item.id}`);
  const done = await people.unithead.post(
    `/alerts/${item.id}/acknowledge`,
    { comment: '已督促施工单位,下月补齐进度' },
    alert,
  );
  return done.body.kind;
}

const two = (month: number): string => String(month).padStart(2, '0');

/** Difference of two amounts in 元, exact to the cent. */
function cents(total: string, before: string): string {
  const toCents = (amount: string): bigint => {
    const [yuan = '0', rest = ''] = amount.split('.');
    return BigInt(yuan) * 100n + BigInt(rest.padEnd(2, '0'));
  };
  const difference = toCents(total) - toCents(before);
  return `${difference / 100n}.${String(difference % 100n).padStart(2, '0')}`;
}
