import { canonicalUnit, checkExpression, type ExpressionProblem, parseExpression, type Schema } from './index.js';

const SCHEMA: Schema = {
  amount: { kind: 'NUMBER', unit: '元' },
  executed: { kind: 'NUMBER', unit: '元' },
  people: { kind: 'NUMBER', unit: '人' },
  perHead: { kind: 'NUMBER', unit: '元/人' },
  score: { kind: 'NUMBER' },
  projectKind: { kind: 'TEXT', allowed: ['NEW', 'ONGOING'] },
  'unit.kind': { kind: 'TEXT', allowed: ['BUREAU', 'SCHOOL'] },
  title: { kind: 'TEXT' },
  isUrgent: { kind: 'BOOLEAN' },
};

const check = (text: string) => {
  const parsed = parseExpression(text);
  if ('problem' in parsed) throw new Error(`${text}: ${parsed.problem.en}`);
  return checkExpression(parsed.expression, SCHEMA);
};
const problemsOf = (text: string): readonly ExpressionProblem[] => {
  const checked = check(text);
  return 'problems' in checked ? checked.problems : [];
};

describe('the type of an expression', () => {
  it.each([
    ["amount >= 5000000 and projectKind in ['NEW', 'ONGOING'] and not isUrgent", { kind: 'BOOLEAN' }],
    ['amount + 100 - -executed', { kind: 'NUMBER', unit: '元' }],
    ['100 + 2 * 3', { kind: 'NUMBER' }],
    ['(1 + 2) * 3 <= amount', { kind: 'BOOLEAN' }],
    ['amount * 1.1 + executed', { kind: 'NUMBER', unit: '元' }],
    ['amount * score', { kind: 'NUMBER', unit: '元' }],
    ['round(executed / amount * 100, 2)', { kind: 'NUMBER' }],
    ['amount / people', { kind: 'NUMBER', unit: '元/人' }],
    ['amount / people + perHead', { kind: 'NUMBER', unit: '元/人' }],
    ['perHead * people', { kind: 'NUMBER', unit: '元' }],
    ['people * amount', { kind: 'NUMBER', unit: '人·元' }],
    ['1 / people', { kind: 'NUMBER', unit: '1/人' }],
    ['max(amount, 0, executed)', { kind: 'NUMBER', unit: '元' }],
    ['coalesce(amount, 0)', { kind: 'NUMBER', unit: '元' }],
    ['if(amount = 0, 0, executed / amount)', { kind: 'NUMBER' }],
    ['abs(floor(ceil(amount)))', { kind: 'NUMBER', unit: '元' }],
    ["if(isUrgent, 'A', 'B')", { kind: 'TEXT', allowed: ['A', 'B'] }],
    ["coalesce(title, '—')", { kind: 'TEXT' }],
    ['isknown(title) or isknown(amount)', { kind: 'BOOLEAN' }],
    ['isUrgent = (amount > 1)', { kind: 'BOOLEAN' }],
    ["title = projectKind or title = 'anything'", { kind: 'BOOLEAN' }],
  ])('%s', (text, type) => expect(check(text)).toEqual({ type }));
});

describe('what a check finds', () => {
  it.each([
    ['amout > 1', ['UNKNOWN_NAME']],
    ['toString = 1', ['UNKNOWN_NAME']],
    ['amount > people', ['UNITS_DIFFER']],
    ['amount > score', ['UNITS_DIFFER']],
    ['amount + perHead', ['UNITS_DIFFER']],
    ['amount in [1, people]', ['UNITS_DIFFER']],
    ['min(1, amount, people)', ['UNITS_DIFFER']],
    ['if(isUrgent, amount, people)', ['UNITS_DIFFER']],
    ["amount + 'x'", ['WRONG_KIND']],
    ["title < 'x'", ['WRONG_KIND', 'WRONG_KIND']],
    ['not amount', ['WRONG_KIND']],
    ['isUrgent and title', ['WRONG_KIND']],
    ['if(amount, 1, 2)', ['WRONG_KIND']],
    ["amount = 'x'", ['KINDS_DIFFER']],
    ['coalesce(amount, title)', ['KINDS_DIFFER']],
    ["projectKind = 'NWE'", ['NEVER_EQUAL']],
    ["'NWE' != projectKind", ['NEVER_EQUAL']],
    ["projectKind not in ['NEW', 'ONGONG']", ['NEVER_EQUAL']],
    ['projectKind = unit.kind', ['NEVER_EQUAL']],
    ["if(isUrgent, 'A', 'B') = 'C'", ['NEVER_EQUAL']],
    ["amout > 1 and projectKind = 'NWE' and title + 1 > 2", ['UNKNOWN_NAME', 'NEVER_EQUAL', 'WRONG_KIND']],
    ['(amout + people) * 2 = amount / amout', ['UNKNOWN_NAME', 'UNKNOWN_NAME']],
  ])('%s: %j', (text, codes) => expect(problemsOf(text).map(({ code }) => code)).toEqual(codes));

  it('is said in both languages, with what would be right', () => {
    expect(problemsOf("projectKind = 'NWE'")).toEqual([
      {
        code: 'NEVER_EQUAL',
        zh: "“projectKind”不可能等于“'NWE'”；可取值：NEW,ONGOING。",
        en: '"projectKind" can never equal "\'NWE\'"; it can be NEW,ONGOING.',
        params: { left: 'projectKind', right: "'NWE'", allowed: ['NEW', 'ONGOING'] },
      },
    ]);
    expect(problemsOf('amount * 2 > score')[0]!.zh).toBe(
      '“amount * 2”的单位（元）与“score”的单位（1）不同；请统一单位。',
    );
  });
});

describe('a unit', () => {
  it.each([
    ['', ''],
    ['1', ''],
    ['%', '%'],
    ['元/人', '元/人'],
    ['时·千瓦', '千瓦·时'],
    ['元/月/人', '元/人·月'],
    ['元 / 月·人', '元/人·月'],
    ['1/人', '1/人'],
    ['元·人/人', '元'],
    ['人·元·人', '人·人·元'],
  ])('%j has the one spelling %j', (unit, spelling) => {
    expect(canonicalUnit(unit)).toBe(spelling);
    expect(canonicalUnit(spelling)).toBe(spelling);
  });
});
