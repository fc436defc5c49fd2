import { acceptedRoles, ROLES } from '../../src/platform/auth/policy.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { Client } from '../support/client.js';
import { LISTS, OPEN_LISTS, oracleIds } from '../support/list-oracle.js';
import { Matrix, summarise } from '../support/matrix.js';
import { resourceOf } from '../support/requests.js';
import { type Route, routesOf, servedRoutes } from '../support/routes.js';

const AT_ONCE = 8;

let t: TestApp;
let matrix: Matrix;
let routes: readonly Route[];

beforeAll(async () => {
  t = await startTestApp();
  routes = routesOf(t.app);
  matrix = await Matrix.build(t);
}, 60_000);
afterAll(() => t.close());

/** A few at a time; the answers in the order of the items. */
async function each<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (let at = 0; at < items.length; at += AT_ONCE) {
    results.push(...(await Promise.all(items.slice(at, at + AT_ONCE).map(work))));
  }
  return results;
}

const url = ({ path }: Route): string => path.replace(/\{\w+\}/g, t.world.units.schoolA.id) || '/';

describe('every route', () => {
  it('that the server has is a handler with a policy, besides the queue board', () => {
    const known = new Set(routes.flatMap(({ method, path }) => [`${method} ${path}`, `HEAD ${path}`]));
    const others = servedRoutes(t.app).filter((served) => !known.has(served.replace('{*path}', '*')));
    expect(others.filter((served) => !/^(GET|HEAD|PUT|POST) \/api\/queues(\/|\*|$)/.test(served))).toEqual([]);
    const served = new Set(servedRoutes(t.app));
    expect(routes.map(({ name }) => name).filter((name) => !served.has(name))).toEqual([]);
    expect(routes.filter(({ policy }) => !policy)).toEqual([]);
  });

  it('with an id has an arrangement, and with a body is in openapi.json', () => {
    const strange = routes.filter((route) => route.parameters.length > 0 && route.path !== '/assets/{name}');
    expect(strange.filter((route) => !resourceOf(route)?.resource).map(({ name }) => name)).toEqual([]);
    const undocumented = routes.filter(({ path, isDocumented }) => path.startsWith('/api/v1/') && !isDocumented);
    expect(undocumented.map(({ name }) => name)).toEqual([]);
  });

  it('asks for a token: none, a bent one and a stranger’s are 401', async () => {
    const token = t.world.as('finance').token ?? '';
    const bent = ['', token.slice(0, -2), `bpk_${'0'.repeat(32)}_${'a'.repeat(43)}`].map(
      (text) => new Client(t.app, text),
    );
    const closed = routes.filter(({ policy }) => policy.roles !== 'PUBLIC');
    const wrong = await each(closed, async (route) => {
      const answers = await Promise.all(bent.map((client) => client.send(route.method, url(route), undefined, {})));
      const statuses = answers.map(({ status }) => status);
      return statuses.every((status) => status === 401) ? [] : [`${route.name}: ${statuses}`];
    });
    expect(wrong.flat()).toEqual([]);
  });
});

describe('the authorisation matrix', () => {
  it('has no cell that answers otherwise than the policy table and the scope demand', async () => {
    const cells = routes
      .filter(({ parameters }) => !parameters.includes('name'))
      .flatMap((route) => matrix.cellsOf(route));
    const verdicts = await Promise.all(cells.map((cell) => matrix.demand(cell)));
    const mismatches = await each(cells, (cell) => matrix.judge(cell));
    expect(summarise(mismatches)).toEqual([]);
    const count = (verdict: string): number => verdicts.filter((each) => each === verdict).length;
    // Every kind of verdict, and a great many: a table that shrinks by accident is noticed.
    expect(cells.length).toBeGreaterThan(3000);
    for (const verdict of ['FORBIDDEN', 'HIDDEN', 'ALLOWED'])
      expect([verdict, count(verdict) > 300]).toEqual([verdict, true]);
  }, 600_000);

  it('opens the queue board to the system administrator alone', async () => {
    const columns = matrix.holders.filter(({ seat }) => seat === 'ROOT');
    const statuses = await each(columns, async ({ name, person }) => {
      return `${name} ${(await person.client.get('/api/queues/api/queues')).status}`;
    });
    expect(statuses).toEqual(ROLES.map((role) => `${role} of ROOT ${role === 'SYS_ADMIN' ? 200 : 403}`));
    expect((await t.world.nobody.get('/api/queues/')).status).toBe(401);
  });
});

describe('lists and exports', () => {
  it('have an oracle for every table, and answer exactly the ids in scope', async () => {
    await t.outbox.deliver();
    await t.outbox.tick('monitoring.recompute-dirty');
    // What a thing has is found through the thing, which the cells have tried.
    const lists = routes.filter(
      ({ shape, operationId, parameters }) =>
        shape === 'PAGE' && parameters.length === 0 && !OPEN_LISTS.includes(operationId),
    );
    expect(lists.map(({ operationId }) => operationId).filter((id) => !LISTS[id])).toEqual([]);
    const cells = lists.flatMap((route) => matrix.holders.map((holder) => ({ route, holder })));
    const wrong = await each(cells, async ({ route, holder }) => {
      const roles = acceptedRoles(route.policy);
      const grants = holder.grants.filter(({ role }) => roles.includes(role));
      if (grants.length === 0 && roles.length > 0) return [];
      const oracle = await oracleIds(t, route.operationId, grants, holder);
      const listed = await walk(holder.person.client, route);
      const exported = idsOfCsv((await holder.person.client.get(url(route), { accept: 'text/csv' })).text);
      const isKept = (ids: readonly string[]): boolean =>
        LISTS[route.operationId]?.isSelective ? ids.every((id) => oracle.includes(id)) : String(ids) === String(oracle);
      if (isKept(listed) && isKept(exported)) return [];
      const found = `${listed.length} listed, ${exported.length} exported`;
      return [`${route.name} · ${holder.name}: ${found}, ${oracle.length} in scope`];
    });
    expect(wrong.flat()).toEqual([]);
  }, 300_000);
});

describe('other spellings of an address', () => {
  it('never lead past the guard: slashes, case, encodings, HEAD and method overrides', async () => {
    const closed = routes.filter(({ policy }) => policy.roles !== 'PUBLIC');
    const strangers = [t.world.nobody, (await t.world.hire([])).client];
    const wrong = await each(closed, async (route) => {
      const open = route.policy.roles === 'SIGNED_IN' ? strangers.slice(0, 1) : strangers;
      const asked = open.flatMap((client) => spellings(route).map((spelling) => ({ client, ...spelling })));
      const answers = await Promise.all(
        asked.map(async ({ client, method, path, headers }) => {
          const authorization = client.token ? { authorization: `Bearer ${client.token}` } : {};
          const reply = await t.app.inject({
            method: method as 'GET',
            url: path,
            headers: { ...authorization, ...headers },
          });
          return { line: `${method} ${path} → ${reply.statusCode}`, status: reply.statusCode };
        }),
      );
      return answers.filter(({ status }) => status < 400 || status >= 500).map(({ line }) => line);
    });
    expect(wrong.flat()).toEqual([]);
  }, 180_000);
});

interface Spelling {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
}

function spellings(route: Route): readonly Spelling[] {
  const { method } = route;
  const path = route.path.replace(/\{\w+\}/g, t.world.units.schoolA.id);
  const others = [
    `${path}/`,
    `/${path}`,
    path.replace('/v1/', '//v1//'),
    path.toUpperCase(),
    path.replace('/api', '/API'),
    path.replace('/v1/', '/v1/./'),
    path.replace('/v1/', '/v1/x/../'),
    path.replace('/v1/', '/v1%2f'),
    path.replace('/api', '/%61pi'),
    `${path};a=b`,
    `${path}%00`,
    `${path}?_method=GET`,
    `${path}#fragment`,
  ];
  return [
    ...others.map((other) => ({ method, path: other })),
    { method: 'HEAD', path },
    { method: 'OPTIONS', path },
    ...['x-http-method-override', 'x-http-method', 'x-method-override'].map((name) => ({
      method: 'POST',
      path,
      headers: { [name]: method },
    })),
    { method, path: '/health/live/..'.concat(path) },
    { method, path, headers: { 'x-original-url': '/health/live', 'x-rewrite-url': '/health/live' } },
    { method, path, headers: { 'x-forwarded-for': '127.0.0.1', 'x-forwarded-host': 'localhost' } },
  ];
}

/** Every page of a list to its end: the ids, or the status where there is no list. */
async function walk(client: Client, route: Route): Promise<readonly string[]> {
  const name = LISTS[route.operationId]?.key?.[1] ?? 'id';
  const ids: string[] = [];
  for (let after = ''; ; ) {
    const { status, body } = await client.get(`${url(route)}?pageSize=50${after && `&after=${after}`}`);
    if (status !== 200) return [String(status)];
    ids.push(...body.items.map((item: Record<string, string>) => item[name]));
    if (!body.nextAfter) return distinct(ids);
    after = body.nextAfter;
  }
}

/** The first column of an export: the id, which has no comma. */
function idsOfCsv(text: string): readonly string[] {
  return distinct([...text.matchAll(/(?:^|\n)([0-9a-f]{8}-[0-9a-f-]{27}),/g)].map(([, id]) => id ?? ''));
}

const distinct = (ids: readonly string[]): readonly string[] => [...new Set(ids)].sort();
