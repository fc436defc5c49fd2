import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { findProject } from '../../src/modules/budget/index.js';
import { findGoalForUpdate, goalDetail, goalList, moveGoal } from '../../src/modules/goal/goal.store.js';
import { allRows, type Call, noRows, type Param } from '../../src/platform/database/call.js';
import type { Actor, Transactions } from '../../src/platform/database/transactions.js';
import { listCall } from '../../src/platform/http/list.js';

/** One clerk with a unit of his own, some of its goals, and a session that ended before the storm. */
export interface Clerk {
  readonly actor: Actor;
  readonly ended: Actor;
  readonly path: string;
  readonly goals: readonly string[];
}

type Mode = 'run' | 'once' | 'read';
type Row = { readonly path: string; readonly scopes: string; readonly person: string };

const request = { id: 'storm', ip: '127.0.0.1' };

/** 50 units with a clerk, 40 projects and 40 goals each; five of the goals are known to the storm by id. */
export async function settleClerks(admin: pg.Client, units = 50, goals = 40): Promise<readonly Clerk[]> {
  await admin.query(SETTLE.replaceAll('__UNITS__', String(units)).replaceAll('__GOALS__', String(goals)));
  const { rows } = await admin.query(
    `select a.id as account, a.person_id as person, u.unit_path::text as path,
        (select s.id from app.sessions s where s.account_id = a.id and s.revoked_at is null) as live,
        (select s.id from app.sessions s where s.account_id = a.id and s.revoked_at is not null) as ended,
        (select (array_agg(g.id order by g.id))[1:5] from app.goals g where g.unit_id = u.id) as goals
      from app.accounts a join app.units u on u.id = a.unit_id where a.username like 'storm%' order by a.username`,
  );
  return rows.map(({ account, person, path, live, ended, goals: known }) => {
    const actor = { accountId: account, personId: person, sessionId: live, roles: ['UNIT_FILLER'], request };
    return { actor, ended: { ...actor, sessionId: ended }, path, goals: known };
  });
}

const SETTLE = `do $do$ declare district uuid := gen_random_uuid(); unit uuid; account uuid; begin
    insert into app.districts (id, code, name, unit_path) values (district, '990000', '演练区', 'r.storm');
    for n in 1..__UNITS__ loop
      unit := gen_random_uuid(); account := gen_random_uuid();
      insert into app.units (id, district_id, code, name, kind, department_id, unit_path)
        values (unit, district, 'S' || n, '单位' || n, 'INSTITUTION', unit, ('r.storm.s' || n)::public.ltree);
      insert into app.accounts (id, username, display_name, kind, person_id, unit_id, district_id)
        values (account, 'storm' || lpad(n::text, 3, '0'), '经办' || n, 'PERSON', gen_random_uuid(), unit, district);
      insert into app.sessions (id, account_id, person_id, kind, expires_at, revoked_at, revoked_reason)
        select gen_random_uuid(), id, person_id, 'LOGIN', now() + interval '1 hour', e.at, case when e.at is not null then 'logout' end
        from app.accounts, (values (null::timestamptz), (now())) e (at) where id = account;
      insert into app.role_grants (id, account_id, role, scope_path, subtree)
        values (gen_random_uuid(), account, 'UNIT_FILLER', ('r.storm.s' || n)::public.ltree, true);
      insert into app.projects (id, district_id, unit_id, unit_path, department_id, code, name, kind, attribute, period_from, period_to, authors)
        select gen_random_uuid(), district, unit, ('r.storm.s' || n)::public.ltree, unit, 'S' || n || '-' || i, '项目', 'PROJECT', 'NEW',
          '2026-01-01', '2026-12-31', array[gen_random_uuid()] from generate_series(1, __GOALS__) i;
      insert into app.goals (id, district_id, unit_id, unit_path, department_id, project_id, fiscal_year, frame, weight_template,
          execution_weight, annual_goal, author_ids)
        select gen_random_uuid(), district, unit, p.unit_path, unit, p.id, 2026, 'V2021', 'T-SC-90', 10, '目标', p.authors
        from app.projects p where p.unit_id = unit;
    end loop;
  end $do$`;

const insertMark = (name: string, mark: string, rest: string, more: readonly Param[] = []): Call<undefined> => ({
  name: `storm.${name}`,
  text: `with m as (insert into app.deliveries (dedupe_key) values ($1::text) returning 1) ${rest}`,
  values: [mark, ...more],
  read: noRows,
});

const plain = <R>(name: string, text: string, values: readonly Param[], read: Call<R>['read']): Call<R> => ({
  name: `storm.${name}`,
  text,
  values,
  read,
});

const nothing = (): undefined => undefined;

/** Every row with the settings under which it was seen. */
const SEEN = `select g.unit_path::text as path, current_setting('app.scopes') as scopes, current_setting('app.person') as person from app.goals g`;
const seeSome = (): Call<readonly Row[]> => plain('see', `${SEEN} order by random() limit 5`, [], allRows<Row>());
const seeKnown = (ids: readonly string[]): Call<readonly Row[]> =>
  plain('see_known', `${SEEN} where g.id = any ($1::uuid[])`, [ids], allRows<Row>());

/** A value that can be written neither as text nor as JSON. */
function unwritable(): Param {
  const value: Record<string, unknown> = {
    toString: () => {
      throw new Error('unwritable');
    },
  };
  value['self'] = value;
  return value as never;
}

/** 20 kinds of request in turn, most of them going wrong, by 50 clerks: what comes back is held against who asked. */
export class Storm {
  leaks = 0;
  wrongSuccesses = 0;
  /** Marks that failed transactions tried to leave. */
  readonly marks: string[] = [];
  readonly tally = new Map<string, number>();

  constructor(
    private readonly transactions: Transactions,
    private readonly clerks: readonly Clerk[],
  ) {}

  async blow(requests: number, atOnce: number): Promise<void> {
    let next = 0;
    const loop = async (): Promise<void> => {
      while (next < requests) await this.request(next++);
    };
    await Promise.all(Array.from({ length: atOnce }, loop));
  }

  private async request(i: number): Promise<void> {
    const mine = this.clerks[(i * 7) % this.clerks.length] as Clerk;
    const other = this.clerks[(i * 7 + 13) % this.clerks.length] as Clerk;
    const mode: Mode = (['run', 'once', 'read'] as const)[i % 3] ?? 'run';
    const kind = i % 20;
    try {
      const mustFail = await this.act(i, kind, mode, mine, other);
      if (mustFail) this.wrongSuccesses += 1;
      this.count(`ok ${mode}`);
    } catch (error) {
      const { code, message, driverError } = error as Error & { code?: string; driverError?: { code?: string } };
      this.count(`refused ${driverError?.code ?? code ?? message.slice(0, 40)}`);
    }
  }

  /** True: that it came back at all is wrong. */
  private async act(i: number, kind: number, mode: Mode, mine: Clerk, other: Clerk): Promise<boolean> {
    const exec = <R>(call: Call<R>, actor = mine.actor): Promise<R> => this.execute(mode, actor, call);
    switch (kind) {
      case 0:
        await exec(insertMark('divide', this.mark(), 'select 1 / (select 0)'));
        return true;
      case 1:
        await exec(plain('syntax', 'selec 1', [], nothing));
        return true;
      case 2:
        await exec(seeKnown([...mine.goals, ...other.goals]), mine.ended);
        return true;
      case 3:
        await exec(plain('unwritable', 'select $1::text', [unwritable()], nothing));
        return true;
      case 4:
        await exec(plain('slow', `select pg_sleep(${i % 40 === 4 ? 2 : 0})`, [], nothing));
        return i % 40 === 4;
      case 5:
        return this.breakConnection(i, exec);
      case 6:
      case 7:
        return this.failInService(mine, kind === 7);
      case 8:
        await exec(seeKnown(mine.goals), { ...mine.actor, roles: ['UNIT_HEAD'] });
        return true;
      case 9:
        return this.spoilConnection(i, exec, mine, other);
      case 10:
        return this.reachForForeign(exec, other);
      case 11:
        return this.writeStale(mine);
      case 12:
        await exec(
          insertMark(
            'partly',
            this.mark(),
            `select id from app.goals where id = $2::uuid and 1 / (length('four') - 4) = 1`,
            [mine.goals[0] ?? ''],
          ),
        );
        return true;
      default:
        return this.look(i, exec, mine, other);
    }
  }

  private execute<R>(mode: Mode, actor: Actor, call: Call<R>): Promise<R> {
    return mode === 'run' ? this.transactions.run(actor, (tx) => tx.one(call)) : this.transactions[mode](actor, call);
  }

  private async look(i: number, exec: <R>(call: Call<R>) => Promise<R>, mine: Clerk, other: Clerk): Promise<boolean> {
    if (i % 20 === 19) {
      const { json } = await exec(listCall(goalList, { parameters: { pageSize: '200' }, asExport: false }));
      const items = JSON.parse(json).items as { id: string }[];
      if (other.goals.some((id) => items.some((item) => item.id === id))) this.leaks += 1;
      return items.length !== 40;
    }
    const rows = await exec(i % 2 ? seeKnown([...mine.goals, ...other.goals]) : seeSome());
    for (const { path, scopes, person } of rows) {
      if (path !== mine.path || scopes !== mine.path || person !== mine.actor.personId) this.leaks += 1;
    }
    return rows.length !== 5;
  }

  private async breakConnection(i: number, exec: <R>(call: Call<R>) => Promise<R>): Promise<boolean> {
    if (i % 200 === 5) {
      this.count('killed');
      await exec(plain('kill', 'select pg_terminate_backend(pg_backend_pid())', [], nothing));
    }
    const throwing = (): never => {
      throw new Error('reader threw');
    };
    await exec(plain('reader', 'select 1 as one', [], throwing));
    return true;
  }

  private async failInService({ actor }: Clerk, isSwallowed: boolean): Promise<boolean> {
    await this.transactions.run(actor, async (tx) => {
      await tx.one(insertMark('service', this.mark(), 'select 1'));
      if (!isSwallowed) throw new Error('service threw');
      await tx.one(plain('divide_alone', 'select 1 / (select 0)', [], nothing)).catch(() => undefined);
    });
    return true;
  }

  private async spoilConnection(
    i: number,
    exec: <R>(call: Call<R>) => Promise<R>,
    mine: Clerk,
    other: Clerk,
  ): Promise<boolean> {
    if (i % 400 === 9) {
      this.count('began');
      await this.transactions.once(mine.actor, plain('begin', 'begin', [], nothing));
      return true;
    }
    this.count('session-level settings');
    await exec(plain('session_level', `select set_config('app.scopes', $1::text, false)`, [other.path], nothing));
    return false;
  }

  private async reachForForeign(exec: <R>(call: Call<R>) => Promise<R>, other: Clerk): Promise<boolean> {
    const id = other.goals[0] ?? '';
    const goal = await exec(goalDetail(id, new Set()));
    const project = await exec(findProject(id));
    if (goal !== null || project !== null) this.leaks += 1;
    this.count('foreign ids');
    return false;
  }

  /** The service's shape: lock, decide, compare-and-set. The version was read by somebody else, long ago. */
  private async writeStale({ actor, goals }: Clerk): Promise<boolean> {
    await this.transactions.run(actor, async (tx) => {
      await tx.one(insertMark('stale', this.mark(), 'select 1'));
      const goal = await tx.one(findGoalForUpdate(goals[1] ?? ''));
      const moved = goal && (await tx.one(moveGoal({ ...goal, version: 99 }, 'IN_REVIEW')));
      if (!moved) throw Object.assign(new Error('stale'), { code: 'stale' });
    });
    return true;
  }

  private mark(): string {
    const mark = randomUUID();
    this.marks.push(mark);
    return mark;
  }

  private count(what: string): void {
    this.tally.set(what, (this.tally.get(what) ?? 0) + 1);
  }
}
