import type { UnitCode } from '../1764000730000-units-of-measure.js';
import type { FormulaInput, IndicatorLibraryEntry, Positions } from './entry.js';

const both = (level1: string, level2: string): Positions => ({
  V2021: { level1, level2 },
  V2015: { level1, level2 },
});
const cost = (level2: string): Positions => ({
  V2021: { level1: '成本', level2 },
  V2015: { level1: '产出', level2: '成本' },
});
const lasting = (level2: string): Positions => ({
  V2021: { level1: '效益', level2 },
  V2015: { level1: '效益', level2: '可持续影响' },
});

export const QUANTITY = both('产出', '数量');
export const QUALITY = both('产出', '质量');
export const TIMELINESS = both('产出', '时效');
export const ECONOMIC_COST = cost('经济成本');
export const SOCIAL_COST = cost('社会成本');
export const ENVIRONMENTAL_COST = cost('生态环境成本');
export const ECONOMIC_BENEFIT = both('效益', '经济效益');
export const SOCIAL_BENEFIT = both('效益', '社会效益');
export const ECOLOGICAL_BENEFIT = both('效益', '生态效益');
export const LASTING_ECONOMIC = lasting('经济效益');
export const LASTING_SOCIAL = lasting('社会效益');
export const LASTING_ECOLOGICAL = lasting('生态效益');
export const SATISFACTION = both('满意度', '服务对象满意度');

/** The part of a definition that says what is measured and how it is computed. */
type Measure = Pick<
  IndicatorLibraryEntry,
  'measureType' | 'operator' | 'direction' | 'unitOfMeasure' | 'formula' | 'inputs' | 'expression' | 'levels'
>;
type Input = readonly [key: string, name: string, unit: UnitCode];
type Limit = 'GE' | 'LE';

const DIRECTIONS = { GE: 'POSITIVE', LE: 'NEGATIVE' } as const;

/** Any computation; the others below are its common forms. */
export const computed = (
  measureType: 'CUMULATIVE' | 'RATE' | 'SCORE' | 'COST',
  operator: Limit,
  unitOfMeasure: UnitCode,
  formula: string,
  inputs: readonly Input[],
  expression: string,
): Measure => ({
  measureType,
  operator,
  direction: DIRECTIONS[operator],
  unitOfMeasure,
  formula,
  inputs: inputs.map(([key, name, unit]): FormulaInput => ({ key, name, unit })),
  expression,
  levels: null,
});

/** A part of a whole, in percent. */
export const share = (part: Input, whole: Input, operator: Limit = 'GE'): Measure =>
  computed(
    'RATE',
    operator,
    'PERCENT',
    `${part[1]} ÷ ${whole[1]} × 100%`,
    [part, whole],
    `round(${part[0]} / ${whole[0]} * 100, 2)`,
  );

/** A change against an earlier figure, in percent of the earlier one. */
export const change = (current: Input, earlier: Input, operator: Limit = 'GE'): Measure =>
  computed(
    'RATE',
    operator,
    'PERCENT',
    `（${current[1]} − ${earlier[1]}）÷ ${earlier[1]} × 100%`,
    [current, earlier],
    `round((${current[0]} - ${earlier[0]}) / ${earlier[0]} * 100, 2)`,
  );

/** The difference to a planned, earlier or gross figure, in percent of it. */
export const reduction = (before: Input, after: Input, operator: Limit = 'GE'): Measure =>
  computed(
    'RATE',
    operator,
    'PERCENT',
    `（${before[1]} − ${after[1]}）÷ ${before[1]} × 100%`,
    [before, after],
    `round((${before[0]} - ${after[0]}) / ${before[0]} * 100, 2)`,
  );

/** One quantity per another. `times` leads from the units of the inputs to the unit of the result. */
export const ratio = (
  unit: UnitCode,
  operator: Limit,
  numerator: Input,
  denominator: Input,
  { times, digits = 2 }: { times?: number; digits?: number } = {},
): Measure =>
  computed(
    'RATE',
    operator,
    unit,
    `${numerator[1]} ÷ ${denominator[1]}${times ? ` × ${times}` : ''}`,
    [numerator, denominator],
    `round(${numerator[0]} / ${denominator[0]}${times ? ` * ${times}` : ''}, ${digits})`,
  );

/** Satisfied answers among valid ones: the two best of five levels. */
export const satisfaction = (): Measure =>
  computed(
    'SCORE',
    'GE',
    'PERCENT',
    '评价为“很满意”“满意”的有效样本数 ÷ 有效样本数 × 100%',
    [
      ['satisfied', '评价为“很满意”“满意”的有效样本数', 'COPY'],
      ['valid', '有效样本数', 'COPY'],
    ],
    'round(satisfied / valid * 100, 2)',
  );

const uncomputed = (
  measureType: Measure['measureType'],
  operator: Limit,
  unitOfMeasure: UnitCode | null,
  formula: string,
): Measure => ({
  measureType,
  operator,
  direction: DIRECTIONS[operator],
  unitOfMeasure,
  formula,
  inputs: [],
  expression: null,
  levels: null,
});

/** What adds up over the year. */
export const total = (unit: UnitCode, formula: string, operator: Limit = 'GE'): Measure =>
  uncomputed('CUMULATIVE', operator, unit, formula);

/** What there is at a point in time. */
export const level = (unit: UnitCode, formula: string): Measure => uncomputed('STOCK', 'GE', unit, formula);

/** Money that is not to be exceeded over the year. */
export const totalCost = (formula: string): Measure => uncomputed('COST', 'LE', 'WAN_YUAN', formula);

/** What should not happen. */
export const events = (unit: UnitCode, formula: string): Measure => uncomputed('EVENT_COUNT', 'LE', unit, formula);

/** Done by a day. */
export const deadline = (formula: string): Measure => uncomputed('DATE', 'LE', null, formula);

/** Judged in words against the evidence. */
export const judged = (achieved: string, partial: string, notAchieved: string): Measure => ({
  measureType: 'QUAL',
  operator: 'QUAL',
  direction: 'NEUTRAL',
  unitOfMeasure: null,
  formula: '按等级描述对照佐证材料判定',
  inputs: [],
  expression: null,
  levels: { ACHIEVED: achieved, PARTIAL: partial, NOT_ACHIEVED: notAchieved },
});
