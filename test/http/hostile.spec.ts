import { randomUUID } from 'node:crypto';
import { symbols } from 'pino';
import { ADMIN_ROLES, acceptedRoles, ROLES } from '../../src/platform/auth/policy.js';
import { Log } from '../../src/platform/logging/log.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { RESOURCES } from '../support/arrangement.js';
import { type Answer, Client } from '../support/client.js';
import { bodyWith, faultOf, fieldsOf, OWNED, QUERIES, RAW, TEXTS, VALUES } from '../support/hostile.js';
import { Makers } from '../support/makers.js';
import { bodyOf, idsFor } from '../support/requests.js';
import { type Route, routesOf } from '../support/routes.js';
import { typeOf } from '../support/sample.js';
import type { Person } from '../support/world.js';

const AT_ONCE = 12;
/** Of the dictionary each text field gets every third text, beginning elsewhere each time; NUL and surrogates always. */
const STRIDE = 3;

let t: TestApp;
let makers: Makers;
let everybody: Person;
let administrators: readonly Person[];
let routes: readonly Route[];
const lines: string[] = [];

beforeAll(async () => {
  t = await startTestApp({ LOG_LEVEL: 'debug' });
  const { pino } = t.app.get(Log) as unknown as { pino: Record<symbol, { write(line: string): void }> };
  const stream = pino[symbols.streamSym as unknown as symbol];
  if (stream) stream.write = (line) => void lines.push(line);
  makers = await Makers.hire(t, RESOURCES);
  const grant = (role: (typeof ROLES)[number]) => ({ role, path: 'r' });
  everybody = await t.world.hire(ROLES.filter((role) => !ADMIN_ROLES.includes(role)).map(grant));
  const hired: Person[] = [];
  for (const role of ADMIN_ROLES) hired.push(await t.world.hire([grant(role)]));
  administrators = hired;
  routes = routesOf(t.app).filter(({ path }) => path.startsWith('/api/v1/') && !/auth\/(logout|password)$/.test(path));
}, 60_000);
afterAll(() => t.close());

/** Somebody who may do this, and the things that it is done to. */
async function aim(route: Route): Promise<{ client: Client; path: string; body: object | undefined }> {
  const roles = acceptedRoles(route.policy);
  const admin = administrators[ADMIN_ROLES.findIndex((role) => roles.includes(role))];
  const person =
    roles.length === 0 || roles.some((role) => !ADMIN_ROLES.includes(role)) ? everybody : (admin ?? everybody);
  const site = { unit: t.world.units.schoolA, district: t.world.districts.shuangliu };
  const ids = await idsFor(makers, route, site, person);
  const path = route.path.replace('/api/v1', '').replace(/\{(\w+)\}/g, (_, name) => ids[name] ?? '1');
  const query = route.requiredQuery
    .map(({ name = '' }) => `${name}=${/Id$/.test(name) ? site.district.id : 2026}`)
    .join('&');
  return { client: person.client, path: query ? `${path}?${query}` : path, body: bodyOf(route, ids) };
}

/** Sent with the version that the server names, so that the content is looked at. */
async function send(route: Route, client: Client, path: string, body: object | undefined): Promise<Answer> {
  const attempt = (version: string): Promise<Answer> =>
    client.send(route.method, path, body, {
      ...(route.method === 'POST' ? { 'idempotency-key': randomUUID() } : {}),
      ...(route.hasIfMatch ? { 'if-match': version } : {}),
    });
  const first = await attempt('"1"');
  return first.status === 412 && /^"\d+"$/.test(first.etag) ? attempt(first.etag) : first;
}

async function each<T>(items: readonly T[], work: (item: T) => Promise<string | null>): Promise<string[]> {
  const faults: string[] = [];
  for (let at = 0; at < items.length; at += AT_ONCE) {
    const told = items
      .slice(at, at + AT_ONCE)
      .map((item) => work(item).catch((error: Error) => error.message.slice(0, 400)));
    faults.push(...(await Promise.all(told)).filter((fault): fault is string => fault !== null));
  }
  return faults;
}

/** One line per route and fault. */
const distinct = (faults: readonly string[]): readonly string[] =>
  [...new Set(faults.map((fault) => fault.replace(/[0-9a-f-]{36}/g, '<id>')))].slice(0, 60);

const withBodies = (): readonly Route[] => routes.filter(({ body, isUpload }) => body && !isUpload);

describe('hostile content', () => {
  it('in any field, of any type, is a problem with a code and never a failure of the server', async () => {
    let turn = 42;
    const shots: { route: Route; field: readonly string[]; value: unknown }[] = [];
    for (const route of withBodies()) {
      for (const [field, schema] of fieldsOf(route.body ?? {})) {
        turn += 1;
        const isText = typeOf(schema) === 'string';
        const texts = TEXTS.filter(
          (text, at) => isText && ((at + turn) % STRIDE === 0 || /[\0\ud800-\udfff]/.test(text)),
        );
        for (const value of [...VALUES, ...texts]) shots.push({ route, field, value });
      }
    }
    const faults = await each(shots, async ({ route, field, value }) => {
      const { client, path, body } = await aim(route);
      const answer = await send(route, client, path, bodyWith(route, body ?? {}, field, value));
      const fault = faultOf(answer, typeof value === 'string' ? value : '');
      return fault && `${route.name} /${field.join('/')} = ${JSON.stringify(value)?.slice(0, 40)}: ${fault}`;
    });
    expect(distinct(faults)).toEqual([]);
    expect(shots.length).toBeGreaterThan(1500);
  }, 600_000);

  it('that names what the server owns is refused, and changes nothing', async () => {
    const shots = withBodies().flatMap((route) => {
      const known = new Set(
        fieldsOf(route.body ?? {})
          .filter(([path]) => path.length === 1)
          .map(([[name]]) => name),
      );
      return OWNED.filter((name) => !known.has(name)).map((name) => ({ route, name }));
    });
    const faults = await each(shots, async ({ route, name }) => {
      const { client, path, body } = await aim(route);
      const detail = /\{/.test(route.path) ? path.split('/').slice(0, 3).join('/') : null;
      const before = detail && (await client.get(detail)).text;
      const answer = await send(route, client, path, bodyWith(route, body ?? {}, [name], 'APPROVED'));
      const after = detail && (await client.get(detail)).text;
      if (answer.status !== 400) return `${route.name} with ${name}: ${answer.status}`;
      return (
        faultOf(answer) ?? (withoutId(before) === withoutId(after) ? null : `${route.name} with ${name} changed it`)
      );
    });
    expect(distinct(faults)).toEqual([]);
  }, 300_000);

  it('that is no JSON, too deep, too large or of another type is refused as what it is', async () => {
    const shots = withBodies().flatMap((route) =>
      [...RAW, ['application/json', JSON.stringify({ a: 'x'.repeat(route.maxBytes) }), 413] as const].map(
        ([type, payload, expected]) => ({ route, type, payload, expected }),
      ),
    );
    const faults = await each(shots, async ({ route, type, payload, expected }) => {
      const { client, path } = await aim(route);
      const answer = await sendRaw(client, route.method, `/api/v1${path}`, type, payload);
      const fault = faultOf(answer);
      const isExpected = expected === 0 || answer.status === expected || (payload.length < 10 && answer.status === 428);
      if (!fault && isExpected) return null;
      return `${route.name} ${type} ${payload.slice(0, 30)}: ${fault ?? `${answer.status}, not ${expected}`}`;
    });
    expect(distinct(faults)).toEqual([]);
  }, 300_000);
});

describe('hostile addresses', () => {
  it('as queries are 400 or harmless', async () => {
    const shots = routes
      .filter(({ method }) => method === 'GET')
      .flatMap((route) => QUERIES.map((query) => ({ route, query })));
    const faults = await each(shots, async ({ route, query }) => {
      const { client, path } = await aim(route);
      const answer = await client.get(`${path}${path.includes('?') ? '&' : '?'}${query}`);
      const fault = faultOf(answer, query);
      return fault && `${route.name}?${query.slice(0, 60)}: ${fault}`;
    });
    expect(distinct(faults)).toEqual([]);
  }, 300_000);

  it('as ids are unknown ones', async () => {
    const ids = [
      '0',
      "' or 1=1 --",
      '%00',
      '%ED%A0%80',
      '..%2f..%2fetc',
      'a'.repeat(190),
      'null',
      '%E0%A4%A',
      '१',
      `${randomUUID()}x`,
    ];
    const shots = routes
      .filter(({ parameters }) => parameters.length > 0)
      .flatMap((route) => ids.map((id) => ({ route, id })));
    const faults = await each(shots, async ({ route, id }) => {
      const { client, body } = await aim(route);
      const path = route.path.replace(/\{\w+\}/g, /%/.test(id) ? id : encodeURIComponent(id));
      const answer = await send(route, client, path.replace('/api/v1', ''), body);
      const fault = faultOf(answer, id) ?? (answer.status < 400 ? `${answer.status}` : null);
      return fault && `${route.name} with ${id.slice(0, 20)}: ${fault}`;
    });
    expect(distinct(faults)).toEqual([]);
  }, 300_000);

  it('and headers reach neither the answer nor the server', async () => {
    const odd = [
      '',
      '*',
      'W/"1"',
      '"1',
      `"${'9'.repeat(400)}"`,
      '"1","2"',
      "' or 1=1",
      'a'.repeat(5000),
      '\u00ff\u00fe',
    ];
    const names = [
      'if-match',
      'if-none-match',
      'idempotency-key',
      'accept',
      'accept-language',
      'x-request-id',
      'authorization',
      'host',
      'cookie',
    ];
    const shots = names.flatMap((name) => odd.map((value) => ({ name, value })));
    const patch = routes.find(({ operationId }) => operationId === 'goals.update') as Route;
    const faults = await each(shots, async ({ name, value }) => {
      const { client, path, body } = await aim(patch);
      const answers = [
        await client.get(path, { [name]: value }),
        await client.send('PATCH', path, body, { [name]: value }),
      ];
      const echoed = answers.some(({ headers }) => value.length > 3 && String(headers['x-request-id']).includes(value));
      return echoed
        ? `${name}: ${value} comes back`
        : (answers.map((answer) => faultOf(answer, value)).find(Boolean) ?? null);
    });
    expect(distinct(faults)).toEqual([]);
  });
});

describe('the log of all this', () => {
  it('is one JSON object per line, each with the id of its request, and holds no failure', () => {
    const parsed = lines.map((line) => JSON.parse(line) as { level: number; msg: string; requestId?: string });
    expect(lines.length).toBeGreaterThan(1000);
    expect(lines.filter((line) => line.indexOf('\n') !== line.length - 1)).toEqual([]);
    expect(parsed.filter(({ msg }) => msg === 'forged')).toEqual([]);
    expect(parsed.filter(({ msg, requestId }) => msg === 'request' && !requestId)).toEqual([]);
    expect(parsed.filter(({ level }) => level >= 50).map(({ msg }) => msg)).toEqual([]);
  });
});

const withoutId = (text: string | null): string => (text ?? '').replace(/"requestId":"[^"]*"/, '');

async function sendRaw(client: Client, method: string, url: string, type: string, payload: string): Promise<Answer> {
  const headers = {
    authorization: `Bearer ${client.token}`,
    'content-type': type,
    'idempotency-key': randomUUID(),
    'if-match': '"1"',
  };
  const reply = await t.app.inject({ method: method as 'POST', url, headers, payload });
  const isJson = String(reply.headers['content-type'] ?? '').includes('json');
  return {
    status: reply.statusCode,
    headers: reply.headers,
    text: reply.body,
    body: isJson && reply.body ? JSON.parse(reply.body) : null,
    etag: '',
  };
}

describe('what only row security refuses', () => {
  it('is answered like an unknown row, and logged as a warning under its request', async () => {
    const { client } = await t.world.hire([{ role: 'FIN_PERF', path: t.world.units.education.path }]);
    const answer = await client.post('/fiscal-years', { districtId: t.world.districts.shuangliu.id, year: 2031 });
    expect([answer.status, answer.body.code]).toEqual([404, 'request.not-found']);
    const told = lines.filter((line) => line.includes(answer.body.requestId)).map((line) => JSON.parse(line));
    expect(told.map(({ level, msg }) => [level, msg])).toEqual([
      [40, 'refused by row security'],
      [30, 'request'],
    ]);
    expect(told[0].error).toMatchObject({ code: '42501' });
  });
});
