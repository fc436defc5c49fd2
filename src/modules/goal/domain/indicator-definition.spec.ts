import { findPinProblems, type PinnedDefinition } from './definition-pin.js';
import {
  type DefinitionContent,
  findDefinitionProblems,
  findMergeRefusal,
  type MergeParty,
} from './indicator-definition.js';

const SYMBOLS = new Map([
  ['PERCENT', '%'],
  ['ITEM', '个'],
  ['PERSON', '人'],
]);
const PLACE = { level1: '产出', level2: '数量' };

/** 实际完成率 of 财预〔2013〕53号. */
const COMPLETION: DefinitionContent = {
  sector: null,
  subjectKinds: ['PROJECT'],
  positions: { V2015: PLACE, V2021: PLACE },
  frameworks: [],
  name: '实际完成率',
  nameEn: null,
  pinyin: 'shi ji wan cheng lv',
  definition: '实际完成工作数与计划工作数的比例。',
  definitionEn: null,
  measureType: 'RATE',
  operator: 'GE',
  direction: 'POSITIVE',
  unitOfMeasure: 'PERCENT',
  formula: '实际完成数 ÷ 计划完成数 × 100%',
  inputs: [
    { key: 'done', name: '实际完成数', unit: 'ITEM' },
    { key: 'planned', name: '计划完成数', unit: 'ITEM' },
  ],
  expression: 'round(done / planned * 100, 2)',
  levels: null,
  evidenceKinds: ['LEDGER'],
  collection: { method: 'LEDGER_COUNT', frequency: 'YEAR', cost: 'LOW', reliability: 'B' },
  pitfall: null,
  dataSource: null,
};
const codes = (change: Partial<DefinitionContent>, scope: 'COMMON' | 'SECTOR' | 'OWN' = 'COMMON') =>
  findDefinitionProblems(scope, { ...COMPLETION, ...change }, SYMBOLS).map(({ code }) => code);
const LEVELS = { ACHIEVED: '全部完成', PARTIAL: '部分完成', NOT_ACHIEVED: '未完成' };

describe('a definition', () => {
  it('of 财预〔2013〕53号 is in order', () => {
    expect(codes({})).toEqual([]);
    expect(codes({ positions: { V2015: null, V2021: null } })).toEqual([]);
  });

  it('stands where the frame has a place for it', () => {
    expect(codes({ positions: { V2015: PLACE, V2021: { level1: '产出', level2: '成本' } } })).toEqual(['FRAME']);
    expect(codes({ positions: { V2015: { level1: '产出指标', level2: '成本指标' }, V2021: null } })).toEqual([]);
  });

  it.each<[string, Partial<DefinitionContent>, string[]]>([
    ['a quantity without a unit', { unitOfMeasure: null }, ['UNIT']],
    ['a deadline with one', { measureType: 'DATE', operator: 'LE', direction: 'NEGATIVE' }, ['UNIT']],
    ['a level without its descriptions', { measureType: 'QUAL', operator: 'QUAL', unitOfMeasure: null }, ['LEVELS']],
    ['a quantity with them', { levels: LEVELS }, ['LEVELS']],
    ['an accident that should happen', { measureType: 'EVENT_COUNT' }, ['TYPE']],
    ['less that is better', { operator: 'LE' }, ['DIRECTION']],
    ['satisfaction out of a ledger', { measureType: 'SCORE' }, ['SURVEY']],
    ['a rate without its parts', { inputs: [], expression: null }, ['RATE_PARTS']],
    ['an unknown input', { expression: 'done / plan' }, ['UNKNOWN_NAME', 'INPUT_UNUSED']],
    ['an unfinished formula', { expression: 'round(done / ' }, ['UNFINISHED']],
    ['a condition for a formula', { expression: 'done > planned' }, ['NOT_A_NUMBER']],
  ])('has a fault: %s', (_, change, expected) => {
    expect(codes(change)).toEqual(expected);
  });

  it('does not add persons to things, nor measure in what the dictionary lacks', () => {
    const [done, planned] = COMPLETION.inputs as [
      (typeof COMPLETION.inputs)[number],
      (typeof COMPLETION.inputs)[number],
    ];
    const persons = [done, { ...planned, unit: 'PERSON' }];
    expect(codes({ inputs: persons, expression: 'done / (done + planned)' })).toEqual(['UNITS_DIFFER']);
    expect(codes({ inputs: [done, { ...planned, unit: 'PARSEC' }] })).toEqual(['UNIT_UNKNOWN']);
    expect(codes({ inputs: [done, planned, done] })).toEqual(['INPUT_TWICE']);
  });

  it('of a sector names it', () => {
    expect(codes({}, 'SECTOR')).toEqual(['SECTOR_MISSING']);
    expect(codes({ sector: 'EDUCATION' }, 'SECTOR')).toEqual([]);
  });
});

describe('merging', () => {
  const duplicate: MergeParty = {
    definitionId: 'a',
    state: 'PUBLISHED',
    unitPath: 'r.d1.u1',
    authorIds: ['zhang'],
    content: COMPLETION,
  };
  const survivor: MergeParty = { ...duplicate, definitionId: 'b', unitPath: 'r.d1', authorIds: ['li'] };

  it('leads from the narrower to the wider, by a person who wrote neither', () => {
    expect(findMergeRefusal(duplicate, survivor, 'wang')).toBeNull();
    expect(findMergeRefusal(survivor, duplicate, 'wang')).toBe('narrower');
    expect(findMergeRefusal(duplicate, { ...survivor, unitPath: 'r.d1.u10' }, 'wang')).toBe('narrower');
    expect(findMergeRefusal({ ...duplicate, unitPath: 'r.d10' }, survivor, 'wang')).toBe('narrower');
    expect(findMergeRefusal(duplicate, survivor, 'zhang')).toBe('ownMerge');
    expect(findMergeRefusal(duplicate, survivor, 'li')).toBe('ownMerge');
  });

  it('joins only what measures the same', () => {
    expect(findMergeRefusal(duplicate, duplicate, 'wang')).toBe('sameDefinition');
    expect(findMergeRefusal(duplicate, { ...survivor, state: 'REVISED' }, 'wang')).toBe('notPublished');
    const inPersons = { ...survivor, content: { ...COMPLETION, unitOfMeasure: 'PERSON' } };
    expect(findMergeRefusal(duplicate, inPersons, 'wang')).toBe('different');
    const elsewhere = { ...COMPLETION, positions: { V2015: PLACE, V2021: null } };
    expect(findMergeRefusal(duplicate, { ...survivor, content: elsewhere }, 'wang')).toBe('different');
  });
});

describe('a pin', () => {
  const definition: PinnedDefinition = {
    definitionId: 'a',
    revision: 1,
    state: 'PUBLISHED',
    positions: { V2015: PLACE, V2021: null },
    measureType: 'RATE',
    unitSpellings: ['%', '百分比'],
  };
  const indicator = { level1: '产出指标', level2: '数量指标', measureType: 'RATE', unitOfMeasure: '百分比' } as const;
  const at = { frame: 'V2015', isKept: false, at: '' } as const;
  const pinCodes = (...arguments_: Parameters<typeof findPinProblems>) =>
    findPinProblems(...arguments_).map(({ code }) => code);

  it('holds position, measure type and unit, however the form spells them', () => {
    expect(pinCodes(indicator, definition, at)).toEqual([]);
    expect(pinCodes({ ...indicator, unitOfMeasure: '万元' }, definition, at)).toEqual(['PIN_UNIT']);
    expect(pinCodes({ ...indicator, measureType: 'STOCK' }, definition, at)).toEqual(['PIN_MEASURE_TYPE']);
    expect(pinCodes({ ...indicator, level2: '质量' }, definition, at)).toEqual(['PIN_POSITION']);
    expect(pinCodes(indicator, definition, { ...at, frame: 'V2021' })).toEqual(['PIN_POSITION']);
    expect(pinCodes(indicator, undefined, at)).toEqual(['PIN_UNKNOWN']);
  });

  it('to what is no longer in force can be kept, but not made', () => {
    for (const state of ['DRAFT', 'REVIEW', 'REVISED', 'RETIRED'] as const) {
      expect(pinCodes(indicator, { ...definition, state }, at)).toEqual(['PIN_STATE']);
      expect(pinCodes(indicator, { ...definition, state }, { ...at, isKept: true })).toEqual([]);
    }
  });

  it('to what has no unit takes none', () => {
    const words = { ...definition, measureType: 'QUAL', unitSpellings: [] } as const;
    expect(pinCodes({ ...indicator, measureType: 'QUAL', unitOfMeasure: null }, words, at)).toEqual([]);
    expect(pinCodes({ ...indicator, measureType: 'QUAL' }, words, at)).toEqual(['PIN_UNIT']);
  });
});
