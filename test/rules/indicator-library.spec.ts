import {
  COLLECTION_METHODS,
  EVIDENCE_KINDS,
  INDICATOR_LIBRARY_1764000730000 as INDICATOR_LIBRARY,
  type IndicatorLibraryEntry,
  SECTORS,
} from '../../migrations/seeds/1764000730000-indicator-library.js';
import { UNITS_OF_MEASURE_1764000730000 as UNITS_OF_MEASURE } from '../../migrations/seeds/1764000730000-units-of-measure.js';
import { WEIGHT_TEMPLATES_1764000730000 as WEIGHT_TEMPLATE_SEEDS } from '../../migrations/seeds/1764000730000-weight-templates.js';
import { PROJECT_KINDS } from '../../src/modules/budget/project.dto.js';
import { checkGoal } from '../../src/modules/goal/domain/goal-check.js';
import { findDefinitionProblems } from '../../src/modules/goal/domain/indicator-definition.js';
import { belongs, INDICATOR_FRAMES } from '../../src/modules/goal/domain/indicator-frame.js';
import { spellPinyin } from '../../src/modules/goal/domain/pinyin.js';
import { DIRECTIONS, MEASURE_TYPES, OPERATORS, REPORTING_PERIODS } from '../../src/modules/goal/indicator.dto.js';

const NO_TEXT = { name: '', nameEn: null, definition: '', definitionEn: null };
const FUNCTIONS = ['round', 'min', 'max', 'abs', 'if', 'coalesce'];
const VAGUE = /加强|提升|进一步|推进|促进|推动|强化|大力|不断|显著|明显|改善|优化|有序/u;
const SECTOR_CODES = Object.keys(SECTORS) as (keyof typeof SECTORS)[];
const sectorIndicators = INDICATOR_LIBRARY.filter(({ scope }) => scope === 'SECTOR');
const commonIndicators = INDICATOR_LIBRARY.filter(({ scope }) => scope === 'COMMON');
const unit = (code: string) => UNITS_OF_MEASURE.find((candidate) => candidate.code === code);
const factor = (code: string) => Number(unit(code)!.factor);

/** Codes of the entries for which the rule does not hold: a failing test names them. */
const breaking = (holds: (entry: IndicatorLibraryEntry) => boolean, entries = INDICATOR_LIBRARY) =>
  entries.filter((entry) => !holds(entry)).map(({ code, name }) => `${code} ${name.zh}`);
const repeated = (texts: readonly string[]) => texts.filter((text, index) => texts.indexOf(text) !== index);
const tokens = (expression: string) =>
  expression.match(/[A-Za-z]\w*|\d+(?:\.\d+)?|[+\-*/(),]|\S/gu)?.map((token) => token) ?? [];
const words = (expression: string) => tokens(expression).filter((token) => /^[A-Za-z]/u.test(token));

describe('the starter indicator library', () => {
  it('has the common indicators and at least sixteen of each of ten sectors', () => {
    expect(commonIndicators.filter(({ subjectKinds }) => subjectKinds.includes('PROJECT'))).toHaveLength(19);
    expect(commonIndicators.filter(({ subjectKinds }) => subjectKinds.includes('DEPARTMENT_WHOLE'))).toHaveLength(25);
    expect(SECTOR_CODES).toHaveLength(10);
    for (const code of SECTOR_CODES)
      expect([code, sectorIndicators.filter(({ sector }) => sector === code).length >= 16]).toEqual([code, true]);
  });

  it.each(SECTOR_CODES)('covers every place of the frames in %s', (code) => {
    const mine = sectorIndicators.filter(({ sector }) => sector === code).map(({ positions }) => positions!);
    const level2 = new Set(mine.map(({ V2015 }) => V2015.level2));
    expect([...level2].sort()).toEqual(Object.values(INDICATOR_FRAMES.V2015).flat().sort());
    expect(new Set(mine.map(({ V2021 }) => V2021.level1))).toEqual(new Set(Object.keys(INDICATOR_FRAMES.V2021)));
  });

  it('gives every definition a code of its own, which tells sector and place', () => {
    const letters = {
      数量: 'Q',
      质量: 'L',
      时效: 'T',
      经济成本: 'C',
      社会成本: 'B',
      生态环境成本: 'P',
      经济效益: 'E',
      社会效益: 'S',
      生态效益: 'N',
      可持续影响: 'D',
      服务对象满意度: 'F',
    } as Record<string, string>;
    const stem = ({ sector, positions, subjectKinds }: IndicatorLibraryEntry) => {
      if (!sector) return `COM-${subjectKinds[0] === 'PROJECT' ? 'P' : 'D'}`;
      const { V2015, V2021 } = positions!;
      return `${SECTORS[sector].prefix}-${letters[V2015.level2 === '可持续影响' ? V2015.level2 : V2021.level2]}`;
    };
    expect(repeated(INDICATOR_LIBRARY.map(({ code }) => code))).toEqual([]);
    expect(
      breaking((entry) => /^[A-Z]{3}-[A-Z]-\d{3}$/u.test(entry.code) && entry.code.startsWith(stem(entry))),
    ).toEqual([]);
  });

  it('names no two definitions of a sector, or of a kind of common indicator, alike', () => {
    const keys = INDICATOR_LIBRARY.map(({ sector, subjectKinds, name }) => `${sector ?? subjectKinds[0]} ${name.zh}`);
    expect(repeated(keys)).toEqual([]);
    expect(repeated(sectorIndicators.map(({ sector, name }) => `${sector} ${name.en}`))).toEqual([]);
  });

  it('stands every indicator of a goal in both frames', () => {
    const inFrames = ({ positions }: IndicatorLibraryEntry) =>
      (['V2015', 'V2021'] as const).every((frame) =>
        belongs(positions![frame].level1, positions![frame].level2, frame),
      );
    const goals = INDICATOR_LIBRARY.filter(({ positions }) => positions);
    expect(breaking(inFrames, goals)).toEqual([]);
    expect(breaking(({ positions }) => positions !== null, sectorIndicators)).toEqual([]);
  });

  it('keeps what only an evaluation looks at out of goals', () => {
    const levels: Record<string, string[]> = {
      '财预〔2013〕53号': ['投入', '过程', '产出', '效果'],
      '财预〔2020〕10号': ['决策', '过程', '产出', '效益'],
    };
    expect(breaking(({ frameworks }) => frameworks.length > 0, commonIndicators)).toEqual([]);
    expect(breaking(({ frameworks }) => frameworks.length === 0, sectorIndicators)).toEqual([]);
    expect(breaking(({ frameworks }) => frameworks.every((p) => levels[p.source]!.includes(p.level1)))).toEqual([]);
    const isInput = ({ frameworks }: IndicatorLibraryEntry) =>
      frameworks.some(({ level1 }) => ['决策', '投入', '过程'].includes(level1));
    expect(breaking((entry) => isInput(entry) === (entry.positions === null), commonIndicators)).toEqual([]);
  });

  it('speaks the words of the goal module', () => {
    expect(breaking(({ measureType }) => MEASURE_TYPES.includes(measureType))).toEqual([]);
    expect(breaking(({ operator }) => OPERATORS.includes(operator))).toEqual([]);
    expect(breaking(({ direction }) => DIRECTIONS.includes(direction))).toEqual([]);
    expect(breaking(({ subjectKinds }) => subjectKinds.length > 0)).toEqual([]);
    expect(breaking(({ subjectKinds }) => subjectKinds.every((kind) => PROJECT_KINDS.includes(kind)))).toEqual([]);
    expect(breaking(({ collection }) => REPORTING_PERIODS.includes(collection.frequency))).toEqual([]);
    expect(breaking(({ collection }) => collection.method in COLLECTION_METHODS)).toEqual([]);
    expect(breaking(({ evidenceKinds }) => evidenceKinds.length > 0)).toEqual([]);
    expect(breaking(({ evidenceKinds }) => evidenceKinds.every((kind) => kind in EVIDENCE_KINDS))).toEqual([]);
  });

  it.each(['V2015', 'V2021'] as const)('makes indicators that a goal in frame %s accepts without a remark', (frame) => {
    const goals = INDICATOR_LIBRARY.filter(({ positions }) => positions);
    const indicators = goals.map((entry) => ({
      ...entry.positions![frame],
      name: entry.code,
      measureType: entry.measureType,
      operator: entry.operator,
      direction: entry.direction,
      targetValue: '1',
      targetOn: '2026-11-30',
      targetText: '达成',
      baseline: '0',
      unitOfMeasure: entry.unitOfMeasure && unit(entry.unitOfMeasure)!.symbol,
      weight: '0',
    }));
    const template = { code: 'T-SC-90', executionWeight: '10', places: [] };
    const goal = { fiscalYear: 2026, frame, template, executionWeight: '100', weightReason: null };
    expect(checkGoal({ ...goal, annualGoal: '', indicators })).toEqual([]);
  });

  it('measures every quantity in a unit of the dictionary, and days and words in none', () => {
    const isUnitless = ({ measureType }: IndicatorLibraryEntry) => measureType === 'QUAL' || measureType === 'DATE';
    expect(breaking((entry) => isUnitless(entry) === (entry.unitOfMeasure === null))).toEqual([]);
    expect(breaking(({ unitOfMeasure }) => unitOfMeasure === null || Boolean(unit(unitOfMeasure)))).toEqual([]);
    expect(breaking(({ inputs }) => inputs.every((input) => Boolean(unit(input.unit))))).toEqual([]);
  });

  it('describes three levels of what is judged in words, and of nothing else', () => {
    expect(breaking(({ measureType, levels }) => (measureType === 'QUAL') === (levels !== null))).toEqual([]);
    const differ = ({ levels }: IndicatorLibraryEntry) => !levels || new Set(Object.values(levels)).size === 3;
    expect(breaking(differ)).toEqual([]);
  });

  it('keeps numerator and denominator of every rate', () => {
    const rates = INDICATOR_LIBRARY.filter(({ measureType }) => measureType === 'RATE');
    expect(
      breaking(({ inputs, expression }) => inputs.length >= 2 && Boolean(expression?.includes('/')), rates),
    ).toEqual([]);
    expect(breaking(({ formula }) => formula.includes('÷'), rates)).toEqual([]);
  });

  it('computes from its inputs, all of them and nothing else', () => {
    const used = ({ expression, inputs }: IndicatorLibraryEntry) => {
      if (expression === null) return inputs.length === 0;
      const named = new Set(words(expression).filter((word) => !FUNCTIONS.includes(word)));
      return named.size === inputs.length && inputs.every(({ key }) => named.has(key));
    };
    expect(breaking(used)).toEqual([]);
    expect(breaking(({ inputs }) => inputs.every(({ key }) => !FUNCTIONS.includes(key)))).toEqual([]);
    expect(breaking(({ inputs }) => inputs.every(({ key }) => /^[a-z][A-Za-z0-9]*$/u.test(key)))).toEqual([]);
    expect(breaking(({ inputs, formula }) => inputs.every(({ name }) => formula.includes(name)))).toEqual([]);
  });

  it('writes expressions that close their brackets and use the known signs only', () => {
    const isSound = ({ expression }: IndicatorLibraryEntry) => {
      let depth = 0;
      for (const token of tokens(expression ?? '')) {
        if (!/^[A-Za-z0-9+\-*/(),]/u.test(token)) return false;
        if (token === '(') depth += 1;
        if (token === ')') depth -= 1;
        if (depth < 0) return false;
      }
      return depth === 0;
    };
    expect(breaking(isSound)).toEqual([]);
  });

  it('comes out in the unit that it states', () => {
    /* a mean over days is in the unit of its values */
    const means = ['ENV-N-002'];
    const agrees = ({ code, expression, inputs, unitOfMeasure }: IndicatorLibraryEntry) => {
      const quotient = expression?.match(/^round\((\w+) \/ (\w+)(?: \* (\d+))?, \d\)$/u);
      if (!quotient || means.includes(code)) return true;
      const [over, under] = [1, 2].map((part) => factor(inputs.find(({ key }) => key === quotient[part])!.unit));
      const value = (over! / under!) * (1 / factor(unitOfMeasure!));
      return Math.abs(value / Number(quotient[3] ?? '1') - 1) < 1e-9;
    };
    expect(breaking(agrees)).toEqual([]);
  });

  it('spells names so that they can be sorted and found', () => {
    expect(breaking(({ pinyin }) => /^[a-z0-9]+( [a-z0-9]+)*$/u.test(pinyin))).toEqual([]);
    const syllables = ({ name, pinyin }: IndicatorLibraryEntry) =>
      [...name.zh].filter((letter) => /\p{Script=Han}/u.test(letter)).length === pinyin.split(' ').length;
    expect(breaking(syllables)).toEqual([]);
  });

  it('names a thing to be measured: no slogan and no target in the name', () => {
    expect(breaking(({ name }) => !VAGUE.test(name.zh))).toEqual([]);
    expect(breaking(({ name }) => !/\d/u.test(name.zh))).toEqual([]);
  });

  it('says what, how and from where, in sentences that the forms can hold', () => {
    const isSentence = (text: string) => text.endsWith('。') && text.length <= 200;
    expect(breaking(({ definition }) => isSentence(definition.zh) && /^[A-Z].+\.$/u.test(definition.en))).toEqual([]);
    expect(breaking(({ pitfall }) => isSentence(pitfall))).toEqual([]);
    expect(breaking(({ name }) => name.zh.length <= 30 && name.en.length <= 60)).toEqual([]);
    expect(breaking(({ formula }) => formula.length > 0 && formula.length <= 200)).toEqual([]);
    expect(breaking(({ scope, dataSource }) => (scope === 'SECTOR') === Boolean(dataSource))).toEqual([]);
  });

  it('passes every check that a new definition meets before review', () => {
    const symbols = new Map(UNITS_OF_MEASURE.map(({ code, symbol }) => [code, symbol]));
    const problems = INDICATOR_LIBRARY.flatMap((entry) => {
      const content = { ...entry, ...NO_TEXT, positions: entry.positions ?? { V2015: null, V2021: null } };
      return findDefinitionProblems(entry.scope, content, symbols).map(({ code, params }) => [
        entry.code,
        code,
        params,
      ]);
    });
    expect(problems).toEqual([]);
  });

  it('is spelled by the system as by its authors, but for a few characters with two readings', () => {
    const letters = INDICATOR_LIBRARY.flatMap(({ name, pinyin }) => {
      const spelled = spellPinyin(name.zh).split(' ');
      return pinyin
        .split(' ')
        .map(
          (syllable, index) =>
            [...name.zh].filter((c) => /\p{Script=Han}/u.test(c))[index] +
            (syllable === spelled[index] ? '' : `${syllable}/${spelled[index]}`),
        );
    });
    const wrong = letters.filter((letter) => letter.length > 1);
    expect([...new Set(wrong)].sort()).toEqual(['地di/de', '泊bo/po', '调tiao/diao', '长chang/zhang']);
    expect(wrong.length / letters.length).toBeLessThan(0.01);
  });

  it('asks people for satisfaction, by a survey', () => {
    const surveyed = INDICATOR_LIBRARY.filter(({ measureType }) => measureType === 'SCORE');
    expect(breaking(({ evidenceKinds }) => evidenceKinds.includes('SURVEY'), surveyed)).toEqual([]);
    expect(breaking(({ collection }) => collection.method === 'SAMPLE_SURVEY', surveyed)).toEqual([]);
  });
});

describe('the units of measure', () => {
  it('are told apart by code, and by everything that a form may print', () => {
    expect(repeated(UNITS_OF_MEASURE.map(({ code }) => code))).toEqual([]);
    expect(repeated(UNITS_OF_MEASURE.flatMap(({ symbol, aliases }) => [symbol, ...aliases]))).toEqual([]);
    expect(UNITS_OF_MEASURE.filter(({ symbol }) => symbol.length > 20)).toEqual([]);
  });

  it('have a positive factor, and every dimension that is no quotient a base unit', () => {
    expect(UNITS_OF_MEASURE.filter((row) => !/^\d+(\.\d+)?$/u.test(row.factor) || Number(row.factor) <= 0)).toEqual([]);
    const simple = UNITS_OF_MEASURE.map(({ dimension }) => dimension).filter(
      (name) => !/_PER_|^GRADE_AREA$/u.test(name),
    );
    const based = UNITS_OF_MEASURE.filter((row) => row.factor === '1').map(({ dimension }) => dimension);
    expect(simple.filter((dimension) => !based.includes(dimension))).toEqual([]);
  });

  it('convert as everybody expects', () => {
    const convert = (value: number, from: string, to: string) => (value * factor(from)) / factor(to);
    expect(convert(3, 'YI_YUAN', 'WAN_YUAN')).toBeCloseTo(30_000);
    expect(convert(15, 'MU', 'HECTARE')).toBeCloseTo(1);
    expect(convert(1, 'WAN_MU', 'SQUARE_KILOMETRE')).toBeCloseTo(6.6667, 4);
    expect(convert(10_000, 'KILOWATT_HOUR', 'TCE')).toBeCloseTo(1.2284, 4);
    expect(convert(500, 'KILOGRAM_PER_MU', 'TONNE_PER_HECTARE')).toBeCloseTo(7.5);
    expect(convert(1, 'WAN_YUAN_PER_KILOMETRE', 'YUAN_PER_METRE')).toBeCloseTo(10);
  });

  it.each([
    ['％', 'PERCENT'],
    ['㎡', 'SQUARE_METRE'],
    ['m2', 'SQUARE_METRE'],
    ['平方米', 'SQUARE_METRE'],
    ['百分比', 'PERCENT'],
    ['公斤', 'KILOGRAM'],
    ['工作日', 'WORKING_DAY'],
  ])('read %s as %s', (text, code) => {
    const found = UNITS_OF_MEASURE.find(({ symbol, aliases }) => symbol === text || aliases.includes(text));
    expect(found?.code).toBe(code);
  });
});

describe('the weight templates as data', () => {
  it.each(WEIGHT_TEMPLATE_SEEDS)('$code stands in its frame and adds up to 100', ({ frame, execution, places }) => {
    const known = frame ? Object.keys(INDICATOR_FRAMES[frame]) : ['决策', '管理', '产出', '效益'];
    expect(places.map(({ level1 }) => level1).filter((level1) => !known.includes(level1))).toEqual([]);
    const points = places.reduce((sum, place) => sum + Number(place.points ?? Number.NaN), Number(execution));
    expect(Number.isNaN(points) || points === 100).toBe(true);
  });

  it('are one revision each', () => {
    expect(repeated(WEIGHT_TEMPLATE_SEEDS.map(({ code, revision }) => `${code} ${revision}`))).toEqual([]);
  });
});
