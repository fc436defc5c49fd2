import type { Finding } from '../../../kernel/domain-error.js';
import { fillText } from '../../../kernel/domain-error.js';
import { checkExpression, namesIn, parseExpression, type Schema } from '../../../kernel/expression/index.js';
import { type Direction, EXPECTED_DIRECTION, findTypeRule, type MeasureType, type Operator } from './goal-check.js';
import type { DefinitionState } from './indicator-definition.lifecycle.js';
import { belongs, type IndicatorFrameVersion, levelName, type Position } from './indicator-frame.js';

/** 共性、行业、个性 */
export const DEFINITION_SCOPES = ['COMMON', 'SECTOR', 'OWN'] as const;
export type DefinitionScope = (typeof DEFINITION_SCOPES)[number];
export const COLLECTION_COSTS = ['LOW', 'MEDIUM', 'HIGH'] as const;
export const RELIABILITIES = ['A', 'B', 'C', 'D'] as const;
export const EVIDENCE_KINDS = [
  'SYSTEM_DATA',
  'LEDGER',
  'SURVEY',
  'THIRD_PARTY_TEST',
  'PUBLIC_STATISTICS',
  'ACCEPTANCE_RECORD',
  'PAYMENT_VOUCHER',
  'OFFICIAL_DOCUMENT',
  'AUDIT_REPORT',
] as const;
export const COLLECTION_METHODS = [
  'SYSTEM_EXPORT',
  'LEDGER_COUNT',
  'DOCUMENT_REVIEW',
  'SITE_INSPECTION',
  'INSTRUMENT',
  'SAMPLE_SURVEY',
  'STATISTICAL_REPORT',
  'EXPERT_REVIEW',
] as const;

export type Positions = Readonly<Record<IndicatorFrameVersion, Position | null>>;

/** 指标定义: what one revision of a definition says. */
export interface DefinitionContent {
  readonly sector: string | null;
  readonly subjectKinds: readonly string[];
  /** Without a position in a frame no goal of that frame may use it; with none it is for evaluations only. */
  readonly positions: Positions;
  /** Where a common indicator stands in the frameworks that name it. */
  readonly frameworks: readonly object[];
  readonly name: string;
  readonly nameEn: string | null;
  readonly pinyin: string;
  readonly definition: string;
  readonly definitionEn: string | null;
  readonly measureType: MeasureType;
  readonly operator: Operator;
  readonly direction: Direction;
  /** A code of the unit dictionary; null for DATE and QUAL, whose targets are a day and words. */
  readonly unitOfMeasure: string | null;
  readonly formula: string;
  readonly inputs: readonly { readonly key: string; readonly name: string; readonly unit: string }[];
  /** Over the keys of the inputs, in the language of kernel/expression. */
  readonly expression: string | null;
  readonly levels: Readonly<Record<'ACHIEVED' | 'PARTIAL' | 'NOT_ACHIEVED', string>> | null;
  readonly evidenceKinds: readonly string[];
  readonly collection: {
    readonly method: string;
    readonly frequency: string;
    readonly cost: string;
    readonly reliability: string;
  };
  readonly pitfall: string | null;
  readonly dataSource: string | null;
}

const TEXTS = {
  SECTOR_MISSING: { zh: '行业指标须指明行业领域', en: 'a sector indicator needs its sector' },
  FRAME: { zh: '{frame} 中“{level2}”不属于“{level1}”', en: 'in {frame}, {level2} does not belong to {level1}' },
  TYPE: { zh: '指标类型与指标性质不符：{rule}', en: 'measure type and operator do not fit: {rule}' },
  DIRECTION: { zh: '指标方向性与指标性质不一致', en: 'direction and operator disagree' },
  UNIT: {
    zh: '定量指标须有度量单位，时限与定性指标没有',
    en: 'a quantity needs a unit of measure; a deadline and a level have none',
  },
  UNIT_UNKNOWN: { zh: '度量单位字典中没有“{code}”', en: 'the unit dictionary has no {code}' },
  LEVELS: {
    zh: '定性指标须逐级说明达成、部分达成、未达成，其他指标没有等级',
    en: 'what is judged in words needs its three levels described, and nothing else has them',
  },
  INPUT_TWICE: { zh: '数据项“{key}”重复', en: 'the input {key} stands twice' },
  INPUT_UNUSED: { zh: '数据项“{key}”未在公式中使用', en: 'the formula does not use the input {key}' },
  NOT_A_NUMBER: { zh: '公式的结果须为数值', en: 'the formula must come out as a number' },
  RATE_PARTS: {
    zh: '比率指标须有公式和至少两个数据项，以便汇总',
    en: 'a rate needs a formula over two inputs, so that it can be aggregated',
  },
  SURVEY: { zh: '满意度指标须以调查为佐证', en: 'satisfaction is asked of people: evidence must include a survey' },
} as const;

/** Everything that keeps a definition from being submitted. `symbols` are the units of the dictionary, by code. */
export function findDefinitionProblems(
  scope: DefinitionScope,
  content: DefinitionContent,
  symbols: ReadonlyMap<string, string>,
): readonly Finding[] {
  const { measureType, operator, direction, unitOfMeasure, levels, evidenceKinds } = content;
  const rule = findTypeRule(content);
  const isUnitless = measureType === 'QUAL' || measureType === 'DATE';
  const expected = EXPECTED_DIRECTION[operator];
  return [
    ...(scope === 'SECTOR' && !content.sector ? [problem('SECTOR_MISSING', '/sector')] : []),
    ...(['V2015', 'V2021'] as const).flatMap((frame) => findPositionProblems(frame, content.positions[frame])),
    ...(rule ? [problem('TYPE', '/operator', { rule })] : []),
    ...(expected && expected !== direction ? [problem('DIRECTION', '/direction')] : []),
    ...(isUnitless === (unitOfMeasure === null) ? [] : [problem('UNIT', '/unitOfMeasure')]),
    ...((measureType === 'QUAL') === (levels !== null) ? [] : [problem('LEVELS', '/levels')]),
    ...(measureType === 'SCORE' && !evidenceKinds.includes('SURVEY') ? [problem('SURVEY', '/evidenceKinds')] : []),
    ...findFormulaProblems(content, symbols),
  ];
}

function findPositionProblems(frame: IndicatorFrameVersion, position: Position | null): readonly Finding[] {
  if (!position || belongs(position.level1, position.level2, frame)) return [];
  return [problem('FRAME', `/positions/${frame}`, { frame, ...position })];
}

function findFormulaProblems(
  { measureType, inputs, expression }: DefinitionContent,
  symbols: ReadonlyMap<string, string>,
): readonly Finding[] {
  const keys = inputs.map(({ key }) => key);
  const findings = inputs.flatMap(({ key, unit }, index) => [
    ...(keys.indexOf(key) < index ? [problem('INPUT_TWICE', `/inputs/${index}/key`, { key })] : []),
    ...(symbols.has(unit) ? [] : [problem('UNIT_UNKNOWN', `/inputs/${index}/unit`, { code: unit })]),
  ]);
  if (measureType === 'RATE' && (expression === null || inputs.length < 2))
    findings.push(problem('RATE_PARTS', '/expression'));
  if (expression === null) return findings;
  const parsed = parseExpression(expression);
  if ('problem' in parsed) return [...findings, { ...parsed.problem, pointer: '/expression' }];
  const schema: Schema = Object.fromEntries(
    inputs.map(({ key, unit }) => [key, { kind: 'NUMBER', unit: symbols.get(unit) ?? '' }]),
  );
  const checked = checkExpression(parsed.expression, schema);
  const used = namesIn(parsed.expression);
  if ('problems' in checked) findings.push(...checked.problems.map((each) => ({ ...each, pointer: '/expression' })));
  else if (checked.type.kind !== 'NUMBER') findings.push(problem('NOT_A_NUMBER', '/expression'));
  const unused = keys.flatMap((key, index) => (used.includes(key) ? [] : [{ key, index }]));
  return [...findings, ...unused.map(({ key, index }) => problem('INPUT_UNUSED', `/inputs/${index}/key`, { key }))];
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

/** What must be known of two definitions to make one of them. */
export interface MergeParty {
  readonly definitionId: string;
  readonly state: DefinitionState;
  readonly unitPath: string;
  readonly authorIds: readonly string[];
  readonly content: Pick<DefinitionContent, 'measureType' | 'unitOfMeasure' | 'positions'>;
}

export type MergeRefusal = 'sameDefinition' | 'notPublished' | 'narrower' | 'different' | 'ownMerge';

/**
 * Why the duplicate cannot be merged. The survivor must be in force wherever the duplicate was, and measure the same at the
 * same places: an indicator that is re-pointed keeps its target, its unit and its position.
 */
export function findMergeRefusal(duplicate: MergeParty, survivor: MergeParty, personId: string): MergeRefusal | null {
  if (duplicate.definitionId === survivor.definitionId) return 'sameDefinition';
  if (survivor.state !== 'PUBLISHED') return 'notPublished';
  if (!`${duplicate.unitPath}.`.startsWith(`${survivor.unitPath}.`)) return 'narrower';
  const isAlike =
    duplicate.content.measureType === survivor.content.measureType &&
    duplicate.content.unitOfMeasure === survivor.content.unitOfMeasure &&
    (['V2015', 'V2021'] as const).every((frame) =>
      isSamePosition(duplicate.content.positions[frame], survivor.content.positions[frame]),
    );
  if (!isAlike) return 'different';
  return [...duplicate.authorIds, ...survivor.authorIds].includes(personId) ? 'ownMerge' : null;
}

/** Names as forms print them: 数量指标 is 数量. */
export const isSamePosition = (left: Position | null, right: Position | null): boolean =>
  left === null || right === null
    ? left === right
    : levelName(left.level1) === levelName(right.level1) && levelName(left.level2) === levelName(right.level2);
