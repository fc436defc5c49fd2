import fc from 'fast-check';
import { type AssessedProject, type AssessmentRequirement, assessmentDuty, NO_REQUIREMENT } from './assessment-duty.js';
import { findAssessmentRefusal, mayWrite } from './assessment-roles.js';
import { type AssessmentAnswer, findAnswerFault, findSubmissionGaps, scoreAssessment } from './assessment-score.js';
import {
  ASSESSMENT_MARKS,
  ASSESSMENT_OUTCOMES,
  type AssessmentSheet,
  findSheetProblems,
  questionsOf,
} from './assessment-sheet.js';

/** Five dimensions of 20 points in four questions of 5, as the published score sheet has them. */
const sheet: AssessmentSheet = {
  dimensions: ['NECESSITY', 'ECONOMY', 'TARGET', 'PLAN', 'FUNDING'].map((code) => ({
    code,
    name: code,
    questions: [1, 2, 3, 4].map((at) => ({ code: `${code}-${at}`, text: '要点', points: '5' })),
  })),
  marks: { EXCELLENT: '1', GOOD: '0.85', FAIR: '0.7', POOR: '0.4' },
  bands: [
    { outcome: 'SUPPORTED', from: '80' },
    { outcome: 'SUPPORTED_AFTER_ADJUSTMENT', from: '60' },
    { outcome: 'NOT_SUPPORTED', from: '0' },
  ],
};

const answer = (question: string, over: Partial<AssessmentAnswer> = {}): AssessmentAnswer => ({
  question,
  mark: 'GOOD',
  points: null,
  finding: null,
  fileIds: [],
  ...over,
});
const all = (over: Partial<AssessmentAnswer> = {}): AssessmentAnswer[] =>
  questionsOf(sheet).map(({ code }) => answer(code, over));

describe('an assessment sheet', () => {
  it.each<[string, Partial<AssessmentSheet>, RegExp]>([
    ['has five dimensions', { dimensions: sheet.dimensions.slice(1) }, /4 instead of 5/],
    ['adds up to 100', { dimensions: sheet.dimensions.slice(1) }, /80 in all instead of 100/],
    ['uses a code once', { dimensions: [...sheet.dimensions.slice(1), ...sheet.dimensions.slice(4)] }, /FUNDING/],
    ['gives no worse mark more', { marks: { ...sheet.marks, FAIR: '0.9' } }, /worse mark/],
    ['gives no mark more than all', { marks: { ...sheet.marks, EXCELLENT: '1.1' } }, /shares from 0 to 1/],
    ['has every outcome, best first', { bands: [...sheet.bands].reverse() }, /in this order/],
    ['leaves no total without an outcome', { bands: sheet.bands.slice(0, 2) }, /begins at 0/],
  ])('%s', (_, over, expected) => {
    expect(findSheetProblems(sheet)).toEqual([]);
    expect(findSheetProblems({ ...sheet, ...over }).join('; ')).toMatch(expected);
  });
});

describe('the score of an assessment', () => {
  it.each<[string, AssessmentAnswer[], string, string | null]>([
    ['is 85 where all is good', all(), '85.00', 'SUPPORTED'],
    [
      'is 70 where all is fair: supported after adjustment',
      all({ mark: 'FAIR' }),
      '70.00',
      'SUPPORTED_AFTER_ADJUSTMENT',
    ],
    ['is 40 where all is poor: not supported', all({ mark: 'POOR' }), '40.00', 'NOT_SUPPORTED'],
    ['reaches a band with its first point', all({ mark: null, points: '4' }), '80.00', 'SUPPORTED'],
    [
      'misses it by a hundredth',
      [...all({ mark: null, points: '4' }).slice(1), answer('NECESSITY-1', { mark: null, points: '3.99' })],
      '79.99',
      'SUPPORTED_AFTER_ADJUSTMENT',
    ],
    ['has no outcome while a question is open', all().slice(1), '80.75', null],
  ])('%s', (_, answers, total, outcome) => {
    expect(scoreAssessment(sheet, answers)).toMatchObject({ total, outcome });
  });

  it('tells each dimension, and adds up', () => {
    const { dimensions } = scoreAssessment(sheet, all());
    expect(dimensions.map(({ points, score }) => [points, score])).toEqual(Array(5).fill(['20.00', '17.00']));
  });

  it('never falls when a mark gets better, and a better total never has a worse outcome', () => {
    const marks = fc.array(fc.constantFrom(...ASSESSMENT_MARKS), { minLength: 20, maxLength: 20 });
    fc.assert(
      fc.property(marks, fc.nat(19), (given, at) => {
        const marked = (list: readonly (typeof ASSESSMENT_MARKS)[number][]): AssessmentAnswer[] =>
          questionsOf(sheet).map(({ code }, index) => answer(code, { mark: list[index] ?? 'POOR' }));
        const before = scoreAssessment(sheet, marked(given));
        const after = scoreAssessment(sheet, marked(given.with(at, 'EXCELLENT')));
        expect(Number(after.total)).toBeGreaterThanOrEqual(Number(before.total));
        const rank = (outcome: typeof before.outcome): number =>
          ASSESSMENT_OUTCOMES.indexOf(outcome ?? 'NOT_SUPPORTED');
        expect(rank(after.outcome)).toBeLessThanOrEqual(rank(before.outcome));
        const cents = before.dimensions.reduce((sum, { score }) => sum + Math.round(Number(score) * 100), 0);
        expect(cents).toBe(Math.round(Number(before.total) * 100));
      }),
    );
  });

  it.each<[string, AssessmentAnswer[], string]>([
    ['a question of another sheet', [answer('OTHER')], 'unknownQuestion'],
    ['a question twice', [answer('PLAN-1'), answer('PLAN-1')], 'answeredTwice'],
    ['mark and points', [answer('PLAN-1', { points: '5' })], 'markOrPoints'],
    ['neither', [answer('PLAN-1', { mark: null })], 'markOrPoints'],
    ['more than the full points', [answer('PLAN-1', { mark: null, points: '5.01' })], 'pointsOutside'],
    ['less than none', [answer('PLAN-1', { mark: null, points: '-0.01' })], 'pointsOutside'],
    ['thousandths', [answer('PLAN-1', { mark: null, points: '4.555' })], 'pointsOutside'],
  ])('refuses %s', (_, answers, fault) => {
    expect(findAnswerFault(sheet, answers)?.fault).toBe(fault);
    expect(findAnswerFault(sheet, all())).toBeNull();
  });

  it('is submitted whole, and a conclusion that differs from it has a reason', () => {
    const text = {
      computedOutcome: 'SUPPORTED',
      conclusion: 'SUPPORTED',
      conclusionReason: null,
      opinion: '可行',
    } as const;
    const gaps = (over: object, answers = all()) =>
      findSubmissionGaps(sheet, answers, { ...text, ...over }).map(({ gap }) => gap);
    expect(gaps({})).toEqual([]);
    expect(gaps({ conclusion: 'NOT_SUPPORTED' })).toEqual(['CONCLUSION_REASON']);
    expect(gaps({ conclusion: 'NOT_SUPPORTED', conclusionReason: '与上级政策重复' })).toEqual([]);
    expect(gaps({ conclusion: null, opinion: null }, all().slice(2))).toEqual([
      'ANSWER_MISSING',
      'ANSWER_MISSING',
      'CONCLUSION_MISSING',
      'OPINION_MISSING',
    ]);
  });
});

describe('who may do what to an assessment', () => {
  it('follows from the kind of assessor: the unit that asks for the money writes its own only', () => {
    const kinds = (role: string) =>
      (['UNIT', 'DEPARTMENT', 'FINANCE', 'THIRD_PARTY'] as const).filter((assessorKind) =>
        mayWrite({ assessorKind, roles: [role] }),
      );
    expect(kinds('UNIT_FILLER')).toEqual(['UNIT']);
    expect(kinds('DEPT_REVIEWER')).toEqual(['DEPARTMENT', 'THIRD_PARTY']);
    expect(kinds('FIN_PERF')).toEqual(['FINANCE', 'THIRD_PARTY']);
    expect(kinds('SUPERVISOR')).toEqual([]);
  });

  it('keeps the last word from those who wrote it', () => {
    const facts = { assessorKind: 'FINANCE', roles: ['FIN_PERF'], isAuthor: true } as const;
    expect(findAssessmentRefusal(facts, 'update')).toBeNull();
    expect(findAssessmentRefusal(facts, 'finalize')).toBe('ownAssessment');
    expect(findAssessmentRefusal(facts, 'return')).toBe('ownAssessment');
    expect(findAssessmentRefusal({ ...facts, isAuthor: false }, 'finalize')).toBeNull();
    expect(findAssessmentRefusal({ ...facts, roles: ['UNIT_FILLER'] }, 'submit')).toBe('kindNotYours');
  });
});

describe('the duty to assess', () => {
  const required: AssessmentRequirement = { ...NO_REQUIREMENT, kinds: ['PROJECT', 'POLICY'], minAmount: '5000000.00' };
  const project: AssessedProject = { kind: 'PROJECT', attribute: 'NEW', amount: '5000000.00', outcome: null };

  it.each<[string, AssessmentRequirement, Partial<AssessedProject>, string]>([
    ['does not exist where the district has set none', NO_REQUIREMENT, {}, 'NOT_REQUIRED'],
    ['begins at the amount', required, {}, 'MISSING'],
    ['does not begin one 分 below', required, { amount: '4999999.99' }, 'NOT_REQUIRED'],
    ['holds while nobody knows the amount', required, { amount: null }, 'MISSING'],
    ['is one of new money', required, { attribute: 'CONTINUING' }, 'NOT_REQUIRED'],
    ['is none of a whole department', required, { kind: 'DEPARTMENT_WHOLE' }, 'NOT_REQUIRED'],
    ['is fulfilled by support', required, { outcome: 'SUPPORTED' }, 'FULFILLED'],
    ['is fulfilled by support after adjustment', required, { outcome: 'SUPPORTED_AFTER_ADJUSTMENT' }, 'FULFILLED'],
    ['is not fulfilled without support', required, { outcome: 'NOT_SUPPORTED' }, 'NOT_SUPPORTED'],
    [
      'may ask for full support',
      { ...required, passingOutcomes: ['SUPPORTED'] },
      { outcome: 'SUPPORTED_AFTER_ADJUSTMENT' },
      'NOT_SUPPORTED',
    ],
  ])('%s', (_, requirement, over, expected) => {
    expect(assessmentDuty(requirement, { ...project, ...over })).toBe(expected);
  });
});
