import { Decimal, plainText } from '../../../kernel/rounding.js';

/** A unit of measure (度量单位) as printed, split into what can be compared and what can be converted. */
export interface Unit {
  /** As printed, cleaned: `万元`. Empty = none printed. */
  text: string;
  /** What it counts: `元`. */
  base: string;
  /** How many of `base` it is: 10000. */
  factor: Decimal;
}

export const NO_UNIT: Unit = { text: '', base: '', factor: new Decimal(1) };

const SYNONYMS: Readonly<Record<string, string>> = {
  百分比: '%',
  百分数: '%',
  百分率: '%',
  百分号: '%',
  平米: '平方米',
  m2: '平方米',
  m3: '立方米',
  无: '',
  定性: '',
};

const PREFIXES: Readonly<Record<string, string>> = { 万: '10000', 亿: '100000000' };

/** Reads a unit from text that is already clean (see cleanText): 百分比 is %, 万 and 亿 before a unit are factors. */
export function readUnit(clean: string): Unit {
  const short = clean.slice(0, 20);
  const text = Object.hasOwn(SYNONYMS, short) ? SYNONYMS[short]! : short.replace(/^[-/\\—]+$/, '');
  if (text === '') return NO_UNIT;
  if (text === '‰') return { text, base: '%', factor: new Decimal('0.1') };
  const prefix = PREFIXES[text[0]!];
  if (prefix !== undefined && text.length > 1) return { text, base: text.slice(1), factor: new Decimal(prefix) };
  return { text, base: text, factor: new Decimal(1) };
}

export function isMoney(unit: Unit): boolean {
  return unit.base === '元';
}

export function isPercent(unit: Unit): boolean {
  return unit.base === '%';
}

/** The value in another unit, exactly; `null` when the two don't measure the same: 元, 万元 and 亿元 convert, 件 and % don't. */
export function convert(value: Decimal, from: Unit, to: Unit): Decimal | null {
  return from.base === to.base ? value.times(from.factor).div(to.factor) : null;
}

/** The first unit that was printed at all. */
export function firstPrinted(...units: readonly Unit[]): Unit {
  return units.find(({ base }) => base !== '') ?? NO_UNIT;
}

export function quantityText(value: Decimal, unit: Unit): string {
  return `${plainText(value)}${unit.text}`;
}

/* Things that are counted or measured: a rate isn't, and neither is a quality. */
const COUNTED = new Set(
  '个 件 人 人次 次 元 亩 公顷 台 套 户 家 项 米 厘米 公里 千米 平方米 立方米 份 篇 名 场 批 座 吨 辆 天 日 月 年 所 条 处 期 棵 株 头 只'.split(
    ' ',
  ),
);

/** The name speaks of a rate and the unit of pieces, or the other way round. Names like 频率 that aren't shares are spared. */
export function contradictsName(unit: Unit, cleanName: string): boolean {
  const name = cleanName.replace(/\([^()]{0,40}\)$/, '');
  if (COUNTED.has(unit.base)) return /率$/.test(name) && !/(?:频|汇|功|速|费|容积)率$/.test(name);
  return isPercent(unit) && /(?:数量|人数|次数|个数|户数|面积|里程|金额)$/.test(name);
}

/** 定性 has no unit of measure. */
export function isMeasured(unit: Unit): boolean {
  return COUNTED.has(unit.base) || isPercent(unit);
}
