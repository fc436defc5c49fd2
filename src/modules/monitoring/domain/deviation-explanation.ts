import { Decimal } from '../../../kernel/rounding.js';
import type { Direction, Light, LightRules, MeasureType, MonitoringRules } from './monitoring-rule-set.js';

/**
 * The row of domain 6.1 by which an achievement ratio came about. HELD: what cannot be divided is met or not; NOTHING:
 * none of what should be low; NEARNESS: as near as possible, from either side.
 */
export const WAYS = [
  'QUOTIENT',
  'INVERSE',
  'NOTHING',
  'NEARNESS',
  'PATH',
  'PLAN_HELD',
  'TIME',
  'TARGET_HELD',
  'ZERO_MET',
  'DATE',
  'QUAL',
] as const;
export type Way = (typeof WAYS)[number];

export interface Text {
  readonly zh: string;
  readonly en: string;
}

/** A deviation with the figures that it came from, all as decimal text in the indicator's own unit. */
export interface MeasuredDeviation {
  readonly way: Way | null;
  readonly measureType: MeasureType;
  readonly operator: string;
  readonly direction: Direction;
  readonly target: string | null;
  readonly targetOn: string | null;
  readonly baseline: string;
  readonly level: string | null;
  readonly doneOn: string | null;
  readonly status: 'DUE' | 'NOT_DUE' | 'NO_DATA' | 'WITHDRAWN';
  readonly dueMonth: number | null;
  readonly planned: string | null;
  readonly actual: string | null;
  readonly ratio: string | null;
  readonly deviation: string | null;
  readonly daysLate: number | null;
  readonly light: Light | null;
}

/** The stretch of the ratio in which the light is lit: `from` inclusive, `below` exclusive; null: without end. */
export interface Band {
  readonly light: Light;
  readonly from: string | null;
  readonly below: string | null;
}

/** 完成比的算式: the formula of the ratio with the numbers put in, as the statement worked it out. */
export function explainRatio(measured: MeasuredDeviation, asOf: string): Text {
  const { way } = measured;
  if (way === null) return WITHOUT_RATIO[measured.status];
  const { zh, en } = FORMULAS[way](measured, asOf);
  return { zh: `${zh},r = ${measured.ratio}`, en: `${en}; r = ${measured.ratio}` };
}

/** 偏差的算式; null: the type has none here. */
export function explainDeviation({
  measureType,
  baseline,
  planned,
  actual,
  deviation,
}: MeasuredDeviation): Text | null {
  if (deviation === null) return null;
  switch (measureType) {
    case 'EVENT_COUNT':
      return same(`A − P = ${actual} − ${planned} = ${deviation}`);
    case 'DATE':
      return { zh: `逾期 ${deviation} 个工作日`, en: `${deviation} working days late` };
    case 'STOCK':
      return same(`(A − P) ÷ (P − B) = (${actual} − ${planned}) ÷ (${planned} − ${baseline}) = ${deviation}`);
    default:
      return same(`(A − P) ÷ |P| = (${actual} − ${planned}) ÷ |${planned}| = ${deviation}`);
  }
}

/** The band of the light that was lit; null: no light, or none that comes from the ratio (dates, levels, missing figures). */
export function bandOf(measured: MeasuredDeviation, { lights }: MonitoringRules): Band | null {
  const { way, light } = measured;
  if (light === null || way === null || way === 'DATE' || way === 'QUAL') return null;
  const floors = floorsOf(lights, measured);
  const at = floors.findIndex(([name]) => name === light);
  if (at < 0) return { light, from: null, below: floors.at(-1)?.[1] ?? null };
  const [, from] = floors[at] as (typeof floors)[number];
  return { light, from, below: floors[at - 1]?.[1] ?? null };
}

/** 亮灯的理由. Null: the rule set shows none here. */
export function explainLight(measured: MeasuredDeviation, rules: MonitoringRules): Text | null {
  const { light, way, daysLate } = measured;
  if (light === null) return null;
  if (measured.status === 'NO_DATA') return { zh: `到期而无数据,亮 ${light}`, en: `due and not reported: ${light}` };
  if (way === 'QUAL') return { zh: `等级 ${measured.level} 亮 ${light}`, en: `level ${measured.level}: ${light}` };
  if (way === 'DATE') {
    const { graceWorkingDays } = rules.lateness;
    return {
      zh: `逾期 ${daysLate ?? '天数不详'} 个工作日,宽限 ${graceWorkingDays} 个工作日,亮 ${light}`,
      en: `${daysLate ?? 'unknown'} working days late, ${graceWorkingDays} of grace: ${light}`,
    };
  }
  const { from, below } = bandOf(measured, rules) as Band;
  const bounds = [from === null ? '' : `${from} ≤ `, 'r', below === null ? '' : ` < ${below}`].join('');
  return { zh: `${bounds},亮 ${light}`, en: `${bounds}: ${light}` };
}

type Formula = (measured: MeasuredDeviation, asOf: string) => Text;

const same = (text: string): Text => ({ zh: text, en: text });
const held = (what: string, { ratio }: MeasuredDeviation): Text =>
  ratio !== null && new Decimal(ratio).gt(0)
    ? { zh: `${what} 成立,计 1`, en: `${what} holds: 1` }
    : { zh: `${what} 不成立,计 0`, en: `${what} does not hold: 0` };

const FORMULAS: Readonly<Record<Way, Formula>> = {
  QUOTIENT: ({ actual, planned }) => same(`A ÷ P = ${actual} ÷ ${planned}`),
  INVERSE: ({ actual, planned }) => same(`P ÷ A = ${planned} ÷ ${actual}`),
  NOTHING: () => ({ zh: 'A = 0,计 1', en: 'A = 0: 1' }),
  NEARNESS: ({ actual, planned }) => same(`max(0, min(A, P) ÷ max(A, P)), A = ${actual}, P = ${planned}`),
  PATH: ({ direction, actual, planned, baseline }) => {
    if (direction === 'POSITIVE')
      return same(`max(0, (A − B) ÷ (P − B)) = (${actual} − ${baseline}) ÷ (${planned} − ${baseline})`);
    if (direction === 'NEGATIVE')
      return same(`max(0, (B − A) ÷ (B − P)) = (${baseline} − ${actual}) ÷ (${baseline} − ${planned})`);
    return same(`max(0, 1 − |A − P| ÷ |P − B|) = 1 − |${actual} − ${planned}| ÷ |${planned} − ${baseline}|`);
  },
  PLAN_HELD: (measured) => held(`${measured.actual} ${signOf(measured)} ${measured.planned}`, measured),
  TIME: ({ actual, target, dueMonth }) => same(`max(0, A ÷ (T × m ÷ 12)) = ${actual} ÷ (${target} × ${dueMonth} ÷ 12)`),
  TARGET_HELD: (measured) => held(`${measured.actual} ${signOf(measured)} ${measured.target}`, measured),
  ZERO_MET: (measured) => held(`${measured.actual} = 0`, measured),
  DATE: (measured, asOf) =>
    measured.doneOn === null
      ? {
          zh: `应于 ${measured.targetOn} 完成,至 ${asOf} 未完成,计 0`,
          en: `due on ${measured.targetOn}, not done by ${asOf}: 0`,
        }
      : held(`${measured.doneOn} ≤ ${measured.targetOn}`, measured),
  QUAL: ({ level }) => ({ zh: `等级 ${level} 的折算比`, en: `what level ${level} counts` }),
};

const WITHOUT_RATIO: Readonly<Record<MeasuredDeviation['status'], Text>> = {
  DUE: { zh: '没有完成比', en: 'no ratio' },
  NOT_DUE: { zh: '本期尚未到期,或计划值为 0', en: 'nothing is due yet, or nothing is planned' },
  NO_DATA: { zh: '应报而未报,或累计数有缺口', en: 'a figure is due and missing, or the sum has a gap' },
  WITHDRAWN: { zh: '指标或目标已退出监控', en: 'the indicator or its goal has left monitoring' },
};

const SIGNS: Readonly<Record<string, string>> = { GE: '≥', GT: '>', EQ: '=', LT: '<', LE: '≤' };

/** Costs and events are always limits. */
function signOf({ operator, measureType }: MeasuredDeviation): string {
  if (operator !== 'LT' && (measureType === 'COST' || measureType === 'EVENT_COUNT')) return '≤';
  return SIGNS[operator] ?? '=';
}

/** From the highest; BLUE only for whom it is. */
function floorsOf(
  lights: LightRules,
  { measureType, direction }: MeasuredDeviation,
): readonly (readonly [Light, string])[] {
  const isBlue = lights.blueTypes.includes(measureType) && lights.blueDirections.includes(direction);
  const floors: readonly (readonly [Light, string | null])[] = [
    ['BLUE', isBlue ? lights.blueFrom : null],
    ['GREEN', lights.greenFrom],
    ['YELLOW', lights.yellowFrom],
    ['ORANGE', lights.orangeFrom],
  ];
  return floors.flatMap(([light, from]) => (from === null ? [] : [[light, from] as const]));
}
