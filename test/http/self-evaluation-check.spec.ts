import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { PUBLISHED_TABLES } from '../../src/launcher/demo/published-tables.js';
import { NAT_2020 } from '../../src/modules/evaluation/domain/published-rule-sets.js';
import { hashSecret } from '../../src/platform/auth/api-keys.js';
import { newId } from '../../src/platform/database/ids.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { type Answer, Client } from '../support/client.js';

const PATH = '/self-evaluation-checks';
const ROAD = {
  ruleSet: 'NAT-2020',
  moneyUnit: '万元',
  funds: [{ item: '年度资金总额', initialBudget: 100, adjustedBudget: '100', executed: '96.3', reportedScore: '9.63' }],
  indicators: [
    {
      level1: '产出指标',
      level2: '数量指标',
      name: '养护里程',
      operator: '≥',
      target: '120',
      unit: '公里',
      actual: 117,
      weight: 90,
    },
  ],
};

let t: TestApp;
beforeAll(async () => {
  t = await startTestApp();
});
afterAll(() => t.close());

const check = (body: object, headers: Record<string, string> = {}): Promise<Answer> =>
  t.world.as('unit').post(PATH, body, headers);

function summaryOf({ body }: Answer): object {
  return {
    execution: [body.executionRate, body.executionScore],
    scores: body.indicators.map(({ score }: { score: string | null }) => score),
    total: body.total,
    grade: body.grade,
    findings: body.findings.map(({ code, pointer }: { code: string; pointer: string }) => `${code} ${pointer}`),
  };
}

/** What the six published tables hold, worked out by hand: test/rules/published-tables.spec.ts tells the stories. */
const EXPECTED: Record<string, object> = {
  'cn-a1': {
    execution: ['1.000000', '10.00'],
    scores: ['10.00', '10.00', '10.00', '10.00', '10.00', '9.80', '10.00', '10.00', '10.00'],
    total: '99.80',
    grade: '优',
    findings: [
      'UNEXPLAINED_DEDUCTION /indicators/2/reportedScore',
      'UNEXPLAINED_DEDUCTION /indicators/5/reportedScore',
      'UNSUPPORTED_SATISFACTION /indicators/7/actual',
      'UNSUPPORTED_SATISFACTION /indicators/8/actual',
    ],
  },
  'cn-a2': {
    execution: ['1.000000', '10.00'],
    scores: ['10.00', '10.00', '20.00', '10.00', '10.00', '10.00', '10.00', '10.00', '10.00'],
    total: '110.00',
    grade: null,
    findings: [
      ...[0, 1, 3, 4, 6, 8].map((row) => `PARSE_WARNING /indicators/${row}/actual`),
      'UNSUPPORTED_SATISFACTION /indicators/8/actual',
      'WEIGHT_SUM /indicators',
      'ARITHMETIC_MISMATCH /reportedTotal',
    ],
  },
  'cn-a3': {
    execution: ['1.000000', '10.00'],
    scores: ['10.00', '10.00', null, null, null, null, null, null, '10.00'],
    total: null,
    grade: null,
    findings: [
      'PARSE_WARNING /indicators/0/operator',
      'PARSE_WARNING /indicators/1/operator',
      ...[2, 3, 4, 5, 6, 7].flatMap((row) => [
        `MISSING_TARGET /indicators/${row}/target`,
        `MISSING_ACTUAL /indicators/${row}/actual`,
      ]),
      'PARSE_WARNING /indicators/8/operator',
      'UNSUPPORTED_SATISFACTION /indicators/8/actual',
    ],
  },
  'cn-a4': {
    execution: ['1.000000', '10.00'],
    scores: ['8.00', '8.00', '8.00', '8.00', '8.00', '10.00', '10.00', '10.00', '10.00'],
    total: '90.00',
    grade: null,
    findings: [
      'ARITHMETIC_MISMATCH /funds/0/initialBudget',
      'ARITHMETIC_MISMATCH /funds/0/adjustedBudget',
      'ARITHMETIC_MISMATCH /funds/0/executed',
      'ADJUSTMENT_REASON /funds/0/reason',
      'UNEXPLAINED_DEDUCTION /funds/0/reportedScore',
      'WEIGHT_SUM /indicators',
    ],
  },
  'cn-a5': {
    execution: ['1.000000', '10.00'],
    scores: [null, null],
    total: null,
    grade: null,
    findings: [
      'ADJUSTMENT_REASON /funds/0/reason',
      'MISSING_ACTUAL /indicators/0/actual',
      'MISSING_ACTUAL /indicators/1/actual',
    ],
  },
  'cn-a6': {
    execution: ['1.000000', '20.00'],
    scores: [null, null, null, null, null],
    total: null,
    grade: null,
    findings: [
      'MISSING_WEIGHT /indicators/0/weight',
      'MISSING_WEIGHT /indicators/1/weight',
      ...[2, 3, 4].flatMap((row) => [
        `MISSING_WEIGHT /indicators/${row}/weight`,
        `NAME_HAS_TARGET /indicators/${row}/name`,
      ]),
    ],
  },
};

describe('a published self-evaluation table', () => {
  it.each(PUBLISHED_TABLES.map(({ id, unit, table }) => [id, unit, table] as const))(
    '%s (%s) answers its scores, total, grade and exactly its findings',
    async (id, _, table) => {
      const answer = await check(table);
      expect([answer.status, answer.headers['etag']]).toEqual([200, undefined]);
      expect(summaryOf(answer)).toEqual(EXPECTED[id]);
    },
  );
});

describe('the check of a table', () => {
  it('explains every score in the reader’s language, as a sentence and step by step', async () => {
    const [zh, en] = [await check(ROAD), await check(ROAD, { 'accept-language': 'en' })];
    expect(zh.body.indicators[0]).toEqual({
      score: '87.75',
      completion: '0.975000',
      explanation: {
        text: expect.stringContaining('按比例计分'),
        steps: [
          {
            step: 'POSITIVE_PRORATA',
            formula: 'score = W × a ÷ t',
            values: { W: '90', a: '117', t: '120', result: '87.75' },
            text: expect.stringContaining('未达到指标值'),
          },
        ],
      },
    });
    expect(en.body.indicators[0].explanation.text).toBe(
      'The actual 117 is short of 120, pro rata: 90 × 117 ÷ 120 = 87.75.',
    );
    const [finding] = en.body.findings;
    expect(finding).toEqual({
      code: 'SINGLE_WEIGHT',
      severity: 'WARN',
      pointer: '/indicators/0/weight',
      message: 'One indicator carries 90, more than 60; split it.',
      params: { weight: '90', limit: '60' },
    });
    expect(zh.body.findings[0].message).toContain('单个指标权重');
  });

  it('takes numbers, numeric strings, printed text and nothing in any cell', async () => {
    const row = ROAD.indicators[0];
    const cells = [117, '117', '１１７', '117公里', ' 1,17'].map((actual) =>
      check({ ...ROAD, indicators: [{ ...row, actual }] }),
    );
    const scores = (await Promise.all(cells)).map(({ body }) => body.indicators[0].score);
    expect(scores).toEqual(['87.75', '87.75', '87.75', '87.75', null]);
    const empty = await check({
      ruleSet: 'SC-2025',
      funds: [{}],
      indicators: [Object.fromEntries(Object.keys(row ?? {}).map((name) => [name, null]))],
    });
    expect([empty.status, empty.body.total]).toEqual([200, null]);
  });

  it('knows the four shipped rule sets and names them where the code is unknown', async () => {
    const unknown = await check({ ...ROAD, ruleSet: 'MARS-2030' });
    expect([unknown.status, unknown.body.code]).toEqual([422, 'evaluation.unknown-rule-set']);
    expect(unknown.body.params.allowed).toEqual(['HUBEI-2020', 'IFMIS-A', 'NAT-2020', 'SC-2025']);
    expect(unknown.body.detail).toContain('NAT-2020');
    const low = { ...ROAD, funds: [{ item: '总额', initialBudget: 100, adjustedBudget: 100, executed: 80 }] };
    const codes = async (ruleSet: string): Promise<string[]> =>
      (await check({ ...low, ruleSet })).body.findings.map(({ code }: { code: string }) => code);
    expect(await codes('NAT-2020')).not.toContain('EXECUTION_REASON');
    expect(await codes('SC-2025')).toContain('EXECUTION_REASON');
  });

  it('scores by a district’s own revision where the caller works there, and by the general one elsewhere', async () => {
    const { code: _, version: __, status: ___, ...rules } = NAT_2020;
    const strict = { ...rules, positive: { method: 'RATIO_CAPPED', floor: '1' } };
    await t.database.admin.query(
      `insert into app.scoring_rule_sets (id, code, revision, district_id, rules, state, published_at) values ($1, 'NAT-2020', 1, $2, $3, 'PUBLISHED', now())`,
      [newId(), t.world.districts.wenjiang.id, JSON.stringify(strict)],
    );
    const own = await t.world.as('foreignUnit').post(PATH, ROAD);
    expect(own.body.indicators[0].score).toBe('0.00');
    expect((await check(ROAD)).body.indicators[0].score).toBe('87.75');
  });

  it('needs a session, or an API key with the scope checks:run, and leaves no trace', async () => {
    expect((await t.world.nobody.post(PATH, ROAD)).status).toBe(401);
    expect((await t.world.as('auditadmin').post(PATH, ROAD)).status).toBe(200);
    const { admin } = t.database;
    const before = await admin.query(`select count(*)::int as n from app.idempotency_keys`);
    const [able, unable] = [await issueKey(['checks:run']), await issueKey(['goals:read'])];
    expect((await able.post(PATH, ROAD)).status).toBe(200);
    expect((await unable.post(PATH, ROAD)).body.code).toBe('request.forbidden');
    const after = await admin.query(`select count(*)::int as n from app.idempotency_keys`);
    expect(after.rows).toEqual(before.rows);
  });
});

/** A key of a service account without any grant: the check opens no rows. */
async function issueKey(scopes: readonly string[]): Promise<Client> {
  const { admin } = t.database;
  const { accountId, personId } = await t.world.hire([]);
  const [sessionId, keyId, secret] = [newId(), newId(), randomBytes(32).toString('base64url')];
  await admin.query(
    `insert into app.sessions (id, account_id, person_id, kind, expires_at) values ($1, $2, $3, 'API_KEY', now() + interval '1 hour')`,
    [sessionId, accountId, personId],
  );
  await admin.query(
    `insert into app.api_keys (id, account_id, session_id, name, secret_hash, scopes, cidrs, expires_at)
      values ($1, $2, $3, 'test', $4, $5, '{127.0.0.0/8,::1/128}', now() + interval '1 hour')`,
    [keyId, accountId, sessionId, hashSecret(secret), scopes],
  );
  return new Client(t.app, `bpk_${keyId.replaceAll('-', '')}_${secret}`);
}

describe('a hostile table', () => {
  it.each([
    ['no object', []],
    ['no rows', { ruleSet: 'NAT-2020' }],
    ['a rule set that is no text', { ...ROAD, ruleSet: 7 }],
    ['rows that are no rows', { ...ROAD, indicators: [null] }],
    ['rows inside rows', { ...ROAD, indicators: [[ROAD.indicators[0]]] }],
    ['rows as an object', { ...ROAD, funds: { length: 1 } }],
    ['a cell that is an object', { ...ROAD, indicators: [{ actual: { $gt: 0 } }] }],
    ['a cell that is a list', { ...ROAD, indicators: [{ weight: [90] }] }],
    ['a cell of 3,000 characters', { ...ROAD, indicators: [{ name: '指'.repeat(3000) }] }],
    ['a column that nobody asked for', { ...ROAD, indicators: [{ ...ROAD.indicators[0], __note: 1 }] }],
    ['501 rows', { ...ROAD, indicators: Array.from({ length: 501 }, () => ROAD.indicators[0]) }],
    ['an unknown frame', { ...ROAD, frame: 'V1999' }],
    ['a NUL in the rule set', { ...ROAD, ruleSet: 'NAT\u00002020' }],
  ])('with %s is refused as malformed', async (_, body) => {
    const answer = await check(body);
    expect(answer.status).toBe(400);
    expect(answer.headers['content-type']).toContain('application/problem+json');
  });

  it('that is larger than 256 kB is refused as too large', async () => {
    const name = '指标'.repeat(900);
    const answer = await check({ ...ROAD, indicators: Array.from({ length: 100 }, () => ({ name })) });
    expect([answer.status, answer.body.code]).toEqual([413, 'request.too-large']);
  });

  it('with numbers that no number can hold still gets an answer', async () => {
    const raw = JSON.stringify(ROAD).replace('"actual":117', '"actual":1e400');
    const infinite = await t.app.inject({
      method: 'POST',
      url: `/api/v1${PATH}`,
      headers: { authorization: `Bearer ${t.world.as('unit').token}`, 'content-type': 'application/json' },
      payload: raw,
    });
    expect(infinite.statusCode).toBe(400);
    for (const actual of [1e308, -1e308, 5e-324, '1e999', '9'.repeat(500), '٣', 'NaN', 'Infinity']) {
      const row = { ...ROAD.indicators[0], actual, weight: actual };
      expect((await check({ ...ROAD, executionWeight: actual, indicators: [row] })).status).toBe(200);
    }
  });

  it('of any cells that are text, numbers or nothing is checked, whatever they say', async () => {
    await fc.assert(
      fc.asyncProperty(tableOf(printed), async (body) => {
        expect((await check(body)).status).toBe(200);
      }),
      { numRuns: 150, seed: 20200110 },
    );
  }, 60_000);

  it('of any JSON is answered without a fault of the server', async () => {
    const anything = fc.oneof(
      {
        weight: 4,
        arbitrary: tableOf(fc.oneof({ weight: 9, arbitrary: printed }, { weight: 1, arbitrary: fc.jsonValue() })),
      },
      { weight: 1, arbitrary: fc.jsonValue() },
    );
    await fc.assert(
      fc.asyncProperty(anything, async (body) => {
        const payload = typeof body === 'object' && body !== null ? body : { body };
        expect([200, 400, 422]).toContain((await check(payload)).status);
      }),
      { numRuns: 150, seed: 20210101 },
    );
  }, 60_000);
});

const printed = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }).filter((text) => !/[\p{Surrogate}\0]/u.test(text)),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(
    null,
    '',
    '≥100%',
    '20万元',
    '2025年12月底',
    '定性',
    '部分达成',
    '（填写数值）',
    '1,234.5',
    '-0',
    '__proto__',
  ),
);

/** Tables of any cells, with their columns. */
function tableOf(cell: fc.Arbitrary<unknown>): fc.Arbitrary<object> {
  const rowOf = (names: readonly string[]): fc.Arbitrary<object> =>
    fc.record(Object.fromEntries(names.map((name) => [name, cell])), { requiredKeys: [] });
  const names = [
    'level1',
    'level2',
    'name',
    'operator',
    'target',
    'unit',
    'actual',
    'weight',
    'reportedScore',
    'reason',
  ];
  return fc.record(
    {
      ruleSet: fc.constantFrom('NAT-2020', 'SC-2025', 'HUBEI-2020', 'IFMIS-A'),
      funds: fc.array(rowOf(['item', 'initialBudget', 'adjustedBudget', 'executed', 'reason']), { maxLength: 3 }),
      indicators: fc.array(rowOf([...names, 'sampleSize', 'surveyMethod']), { maxLength: 6 }),
      executionWeight: cell,
      moneyUnit: cell,
      reportedTotal: cell,
      reportedGrade: cell,
    },
    { requiredKeys: ['ruleSet', 'funds', 'indicators'] },
  );
}
