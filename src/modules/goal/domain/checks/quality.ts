import { Decimal, plainText } from '../../../../kernel/rounding.js';
import { type CheckedIndicator, EXPECTED_DIRECTION, type GoalFinding } from '../goal-check.js';
import { levelName } from '../indicator-frame.js';
import type { GoalCheckRules, RuledCode } from './check-rules.js';

/** 2.2: the quality of one 三级指标, judged by words, units and weights alone. */
export function checkQuality(indicator: CheckedIndicator, rules: GoalCheckRules, at: string): readonly GoalFinding[] {
  const { name, weight, reliability } = indicator;
  return [
    ...(isInputAsOutput(indicator, rules) ? ruled(rules, 'INPUT_AS_OUTPUT', `${at}/name`, { name }) : []),
    ...(new Decimal(weight).gt(rules.singleWeight)
      ? ruled(rules, 'SINGLE_WEIGHT', `${at}/weight`, { weight, limit: rules.singleWeight })
      : []),
    ...checkUnit(indicator, rules, at),
    ...checkQualitative(indicator, rules, at),
    ...checkNumbers(indicator, rules, at),
    ...(reliability === 'D' ? ruled(rules, 'EVIDENCE_WEAK', `${at}/dataSource`, { name }) : []),
  ];
}

/** A finding with the severity that the rules give it; none where the district does without. */
export function ruled(
  rules: GoalCheckRules,
  code: RuledCode,
  pointer: string,
  params: GoalFinding['params'] = {},
  evidence?: GoalFinding['evidence'],
): readonly GoalFinding[] {
  const severity = rules.severities[code];
  return severity === 'OFF' ? [] : [{ code, severity, pointer, params, ...(evidence ? { evidence } : {}) }];
}

/** As people write it, in one width and without blanks: ％ is %. */
export const normalized = (text: string): string => text.normalize('NFKC').replace(/\s/g, '');

/** Levels are described where at least two of them are named, in words or by their points. */
export function describesLevels({ definitionLevels, scoringStandard }: CheckedIndicator): boolean {
  const found = scoringStandard?.match(/部分达成|基本达成|未达成|未完成|达成|完成|优|良|中|差|[\d.]+分|[\d.]+[%％]/g);
  return definitionLevels === true || new Set(found).size >= 2;
}

function isInputAsOutput({ level1, level2, name, unitOfMeasure }: CheckedIndicator, rules: GoalCheckRules): boolean {
  if (levelName(level1) !== levelName('产出指标') || level2.includes('成本')) return false;
  const isMoney = rules.moneyUnits.includes(normalized(unitOfMeasure ?? ''));
  return isMoney && rules.words.inputs.some((word) => name.includes(word));
}

function checkUnit(indicator: CheckedIndicator, rules: GoalCheckRules, at: string): readonly GoalFinding[] {
  const { name, measureType } = indicator;
  const unit = normalized(indicator.unitOfMeasure ?? '');
  if (!unit || measureType === 'QUAL' || measureType === 'DATE') return [];
  const rule = rules.units.find(({ endings }) => endings.some((ending) => normalized(name).endsWith(ending)));
  if (!rule || rule.units.some((usual) => unit === usual || unit.startsWith(`${usual}/`))) return [];
  return ruled(rules, 'UNIT_IMPLAUSIBLE', `${at}/unitOfMeasure`, {
    name,
    unit,
    usual: rule.units.slice(0, 4).join(' '),
  });
}

const COUNTED =
  /(?:[≥≤><=＞＜＝]|不低于|不少于|不高于|不超过|大于|小于|达到|至少)\s*\d+(?:\.\d+)?|\d+(?:\.\d+)?\s*(?:[%％‰]|以上|以下|人|个|次|户|件|公里|亩|万)/;

function checkQualitative(indicator: CheckedIndicator, rules: GoalCheckRules, at: string): readonly GoalFinding[] {
  const { measureType, name, targetText } = indicator;
  if (measureType !== 'QUAL') return [];
  const found = COUNTED.exec(targetText ?? '')?.[0];
  return [
    ...(describesLevels(indicator) ? [] : ruled(rules, 'QUAL_LEVELS_MISSING', `${at}/scoringStandard`, { name })),
    ...(found ? ruled(rules, 'QUAL_WITH_NUMBER', `${at}/targetText`, { name, found }) : []),
  ];
}

function checkNumbers(indicator: CheckedIndicator, rules: GoalCheckRules, at: string): readonly GoalFinding[] {
  const { name, targetValue, baseline } = indicator;
  if (targetValue === null) return [];
  const target = new Decimal(targetValue);
  const isNamed = (name.match(/\d{2,}(?:\.\d+)?/g) ?? []).some((figure) => target.eq(figure));
  const value = plainText(target);
  return [
    ...(isNamed ? ruled(rules, 'NUMBER_IN_NAME', `${at}/name`, { name, value }) : []),
    ...(baseline !== null && !isAtCeiling(indicator, target) && !isBetter(indicator, target, new Decimal(baseline))
      ? ruled(rules, 'BASELINE_NOT_BETTER', `${at}/targetValue`, {
          target: value,
          baseline: plainText(new Decimal(baseline)),
        })
      : []),
  ];
}

/** What the operator means, before what the author ticked. */
export const directionOf = ({ operator, direction }: CheckedIndicator): CheckedIndicator['direction'] =>
  EXPECTED_DIRECTION[operator] ?? direction;

function isBetter(indicator: CheckedIndicator, target: Decimal, than: Decimal): boolean {
  const direction = directionOf(indicator);
  if (direction === 'NEUTRAL') return true;
  return direction === 'POSITIVE' ? target.gt(than) : target.lt(than);
}

/** Nothing better can be asked: 100 % of what should be high, nothing of what should not happen. */
export function isAtCeiling(indicator: CheckedIndicator, target: Decimal): boolean {
  const isPercent = normalized(indicator.unitOfMeasure ?? '') === '%';
  return directionOf(indicator) === 'NEGATIVE' ? target.lte(0) : isPercent && target.gte(100);
}
