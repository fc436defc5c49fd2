import { type Finding, fillText } from '../../../kernel/domain-error.js';
import type { CheckedIndicator, MeasureType } from './goal-check.js';
import { isSamePosition, type Positions } from './indicator-definition.js';
import type { DefinitionState } from './indicator-definition.lifecycle.js';
import type { IndicatorFrameVersion } from './indicator-frame.js';

/** A revision of a definition, as far as an indicator that is pinned to it must agree. */
export interface PinnedDefinition {
  readonly definitionId: string;
  readonly revision: number;
  readonly state: DefinitionState;
  readonly positions: Positions;
  readonly measureType: MeasureType;
  /** Everything that a form may print for its unit; empty: it has none. */
  readonly unitSpellings: readonly string[];
}

const TEXTS = {
  PIN_UNKNOWN: { zh: '指标库中没有该指标或该版次', en: 'the library has no such definition or revision' },
  PIN_STATE: {
    zh: '指标库中的该版次不在用，请选用现行版次',
    en: 'this revision is not in force: take the published one',
  },
  PIN_POSITION: { zh: '该指标在本指标体系中的位置为“{place}”', en: 'in this frame the definition stands at {place}' },
  PIN_MEASURE_TYPE: { zh: '指标类型应与指标库一致：{measureType}', en: 'the measure type must be {measureType}' },
  PIN_UNIT: { zh: '度量单位应与指标库一致：{unit}', en: 'the unit of measure must be {unit}' },
} as const;

type PinnedIndicator = Pick<CheckedIndicator, 'level1' | 'level2' | 'measureType'> & {
  readonly unitOfMeasure?: string | null | undefined;
};

/** Where an indicator disagrees with the definition that it names. `isKept`: it is pinned to this very revision already. */
export function findPinProblems(
  indicator: PinnedIndicator,
  definition: PinnedDefinition | undefined,
  { frame, isKept, at }: { frame: IndicatorFrameVersion; isKept: boolean; at: string },
): readonly Finding[] {
  if (!definition) return [problem('PIN_UNKNOWN', `${at}/definitionId`)];
  const position = definition.positions[frame];
  const { measureType, unitSpellings } = definition;
  const unit = indicator.unitOfMeasure?.trim() ?? '';
  return [
    ...(isKept || definition.state === 'PUBLISHED' ? [] : [problem('PIN_STATE', `${at}/definitionRevision`)]),
    ...(position && isSamePosition(position, indicator)
      ? []
      : [problem('PIN_POSITION', `${at}/level2`, { place: position ? `${position.level1}/${position.level2}` : '—' })]),
    ...(measureType === indicator.measureType
      ? []
      : [problem('PIN_MEASURE_TYPE', `${at}/measureType`, { measureType })]),
    ...(unitSpellings.includes(unit) || (unitSpellings.length === 0 && unit === '')
      ? []
      : [problem('PIN_UNIT', `${at}/unitOfMeasure`, { unit: unitSpellings[0] ?? '—' })]),
  ];
}

const problem = (
  code: keyof typeof TEXTS,
  pointer: string,
  params: Readonly<Record<string, string>> = {},
): Finding => ({
  pointer,
  code,
  zh: fillText(TEXTS[code].zh, params),
  en: fillText(TEXTS[code].en, params),
  params,
});
