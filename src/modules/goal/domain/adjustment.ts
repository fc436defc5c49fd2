import type { Finding } from '../../../kernel/domain-error.js';
import { Decimal } from '../../../kernel/rounding.js';
import { type ContentChange, diffContents } from '../../approval/domain/content-diff.js';

/** 调整原因: 政策变化、不可抗力、预算调整、监控发现偏差、其他. */
export const ADJUSTMENT_TRIGGERS = ['POLICY', 'FORCE_MAJEURE', 'BUDGET_CHANGE', 'MONITORING', 'OTHER'] as const;
export type AdjustmentTrigger = (typeof ADJUSTMENT_TRIGGERS)[number];

/** An indicator by its id: kept through an adjustment, it keeps its actuals. */
export interface NamedIndicator {
  readonly id: string;
  readonly name: string;
  readonly measureType: string;
  readonly unitOfMeasure: string | null;
  readonly reportingPeriod: string;
}

/** What an adjustment may change, within the content of a revision. */
export interface AdjustableContent {
  readonly annualGoal: string;
  readonly overallGoal: string | null;
  readonly weightReason: string | null;
  readonly indicators: readonly NamedIndicator[];
}

export interface AdjustmentText {
  readonly trigger: AdjustmentTrigger;
  readonly fileIds: readonly string[];
  /** 元, signed. */
  readonly budgetDelta: string;
}

/** What decides which figures an indicator's actuals are: another of these is another indicator. */
const IDENTITY = ['measureType', 'unitOfMeasure', 'reportingPeriod'] as const;

export const ADJUSTMENT_FINDINGS = {
  UNKNOWN_INDICATOR: {
    zh: '指标 {id} 不属于该绩效目标',
    en: 'indicator {id} does not belong to the goal',
  },
  LISTED_TWICE: { zh: '指标 {id} 重复列出', en: 'indicator {id} is listed twice' },
  IDENTITY_CHANGED: {
    zh: '指标“{name}”的指标类型、计量单位、报送周期不能修改,已报送的实际值将失去意义;请删除该指标并新增一项',
    en: 'Type, unit and reporting period of {name} cannot change, or its actuals would mean nothing: remove it and add another',
  },
  NOTHING_CHANGED: { zh: '目标、指标和预算均无变化', en: 'neither the goal, nor an indicator, nor the budget changes' },
  EVIDENCE_MISSING: { zh: '请上传调整依据(附件)', en: 'attach the evidence for the adjustment' },
  BUDGET_DELTA_ZERO: {
    zh: '因预算调整而调整目标,须填写预算变动额',
    en: 'an adjustment for a change of the budget states by how much it changes',
  },
} as const satisfies Record<string, { zh: string; en: string }>;

export interface AdjustmentFinding {
  readonly code: keyof typeof ADJUSTMENT_FINDINGS;
  readonly pointer: string;
  readonly params: NonNullable<Finding['params']>;
}

/**
 * What is wrong with the identities of the wanted indicators. `known`: those of the revision and of the working copy;
 * `approved`: those of the revision alone, which may have actuals.
 */
export function findIdentityFaults(
  wanted: readonly (Partial<NamedIndicator> & { readonly name: string })[],
  approved: readonly NamedIndicator[],
  known: ReadonlySet<string>,
): readonly AdjustmentFinding[] {
  const seen = new Set<string>();
  return wanted.flatMap((indicator, index): readonly AdjustmentFinding[] => {
    const { id, name } = indicator;
    if (!id) return [];
    const at = `/indicators/${index}`;
    if (!known.has(id)) return [{ code: 'UNKNOWN_INDICATOR', pointer: `${at}/id`, params: { id } }];
    if (seen.has(id)) return [{ code: 'LISTED_TWICE', pointer: `${at}/id`, params: { id } }];
    seen.add(id);
    const before = approved.find((each) => each.id === id);
    const changed = before && IDENTITY.find((field) => (before[field] ?? null) !== (indicator[field] ?? null));
    return changed ? [{ code: 'IDENTITY_CHANGED', pointer: `${at}/${changed}`, params: { name } }] : [];
  });
}

/** What an adjustment lacks before anybody reviews it: 调整依据, and something that it changes. */
export function findAdjustmentGaps(
  { trigger, fileIds, budgetDelta }: AdjustmentText,
  before: AdjustableContent,
  after: AdjustableContent,
): readonly AdjustmentFinding[] {
  const gaps: AdjustmentFinding[] = [];
  const isMoneyMoved = !new Decimal(budgetDelta).isZero();
  if (!isMoneyMoved && diffContents(before, after).changes.length === 0)
    gaps.push({ code: 'NOTHING_CHANGED', pointer: '', params: {} });
  if (fileIds.length === 0) gaps.push({ code: 'EVIDENCE_MISSING', pointer: '/fileIds', params: {} });
  if (trigger === 'BUDGET_CHANGE' && !isMoneyMoved)
    gaps.push({ code: 'BUDGET_DELTA_ZERO', pointer: '/budgetDelta', params: {} });
  return gaps;
}

export interface NamedChange extends ContentChange {
  readonly kind: 'ADDED' | 'REMOVED' | 'CHANGED';
  /** The indicator that it is about; null: the goal itself. */
  readonly indicatorId: string | null;
  readonly indicatorName: string | null;
}

export interface AdjustmentDiff {
  readonly changes: readonly NamedChange[];
  readonly isTruncated: boolean;
}

/** 调整前后对照: field by field and indicator by indicator, each change under the name of what it is about. */
export function diffAdjustment(before: AdjustableContent, after: AdjustableContent): AdjustmentDiff {
  const { changes, isTruncated } = diffContents(before, after);
  return { changes: changes.map((change) => nameChange(change, before, after)), isTruncated };
}

function nameChange(change: ContentChange, before: AdjustableContent, after: AdjustableContent): NamedChange {
  const [, place = null, field] = /^\/indicators\/(\d+)(\/.+)?$/.exec(change.pointer) ?? [];
  const isWhole = place !== null && field === undefined;
  const kind = !isWhole ? 'CHANGED' : change.before === null ? 'ADDED' : 'REMOVED';
  const indicator = place === null ? null : (kind === 'REMOVED' ? before : after).indicators[Number(place)];
  return { ...change, kind, indicatorId: indicator?.id ?? null, indicatorName: indicator?.name ?? null };
}
