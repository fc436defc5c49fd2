import { moneyText, sumMoney } from '../../../kernel/money.js';
import { Decimal } from '../../../kernel/rounding.js';
import type { AnnualTask, Declaration, DeclaredGoal, Milestone } from './declaration.js';
import {
  DECLARATION_FINDINGS,
  type DeclarationFindingCode,
  FIELD_NAMES,
  type FieldName,
} from './declaration-findings.js';
import type { GoalFinding, GoalFindingCode } from './goal-check.js';

/** Findings of the goal's own checks that say that something has not been filled in. */
export const MISSING_CODES: readonly GoalFindingCode[] = [
  'FIELD_MISSING',
  'NO_INDICATORS',
  'TARGET_MISSING',
  'UNIT_MISSING',
  'BASELINE_MISSING',
];

/**
 * What is missing on a declaration form, and what does not add up, all at once (财预〔2015〕88号 annex). Pointers lead into the
 * content that reviewers are shown. Nothing of a form that has not been begun: goals may be filed on the short form, which has
 * no more than goal and indicators. Indicators are looked at by the goal's own checks.
 */
export function findDeclarationFaults(goal: DeclaredGoal): readonly GoalFinding[] {
  const { form, declaration } = goal;
  if (!declaration) return [];
  return form === 'PROJECT' ? findProjectFaults(goal, declaration) : findWholeFaults(goal, declaration);
}

const AT = '/declaration';

/** 1.1 项目支出绩效目标申报表. */
function findProjectFaults(goal: DeclaredGoal, declaration: Declaration): GoalFinding[] {
  const { annualGoal, overallGoal } = goal;
  const { filler, phone, head, filledOn, leaderName, basis, necessity, feasibility, milestones } = declaration;
  const { totalAmount, totalFiscal, totalOther, yearAmount } = declaration;
  return [
    ...findMissing({ annualGoal, ...(isLongerThanYear(goal) ? { overallGoal } : {}) }, ''),
    ...(goal.isNew ? findMissing({ basis, necessity, feasibility }) : []),
    ...findMissing({ totalAmount, totalFiscal, totalOther, yearAmount }),
    ...findEmpty({ filler, phone, head, filledOn, leaderName, milestones }),
    ...findSplit('TOTAL_SPLIT', `${AT}/totalAmount`, totalAmount, [totalFiscal, totalOther]),
    ...findYearOverTotal(yearAmount, totalAmount),
    ...findBudgetDifference('yearAmount', yearAmount, goal.budget),
    ...findSumOfLines('FUNDING_SUM', 'fundingLines', yearAmount, declaration.fundingLines),
    ...findSumOfLines('COST_SUM', 'costEstimates', yearAmount, declaration.costEstimates),
    ...milestones.flatMap((_, at) => findMilestoneFaults(goal, milestones, at)),
  ];
}

/** 1.2 部门(单位)整体支出绩效目标申报表. */
function findWholeFaults({ annualGoal, budget }: DeclaredGoal, declaration: Declaration): GoalFinding[] {
  const { filler, phone, head, filledOn } = declaration;
  const { duties, tasks, threePublicAmount, staffQuota, staffActual, subUnits } = declaration;
  const { totalBudget, fiscalAmount, otherAmount, basicAmount, projectAmount } = declaration;
  const sumOfTasks = moneyText(sumMoney(tasks.map(({ total }) => new Decimal(total))));
  return [
    ...findMissing({ annualGoal }, ''),
    ...findMissing({ duties, totalBudget, fiscalAmount, otherAmount, basicAmount, projectAmount }),
    ...findEmpty({ filler, phone, head, filledOn, threePublicAmount, staffQuota, staffActual, subUnits, tasks }),
    ...findSplit('BUDGET_BY_SOURCE', `${AT}/totalBudget`, totalBudget, [fiscalAmount, otherAmount]),
    ...findSplit('BUDGET_BY_TYPE', `${AT}/totalBudget`, totalBudget, [basicAmount, projectAmount]),
    ...findBudgetDifference('totalBudget', totalBudget, budget),
    ...findExcess('THREE_PUBLIC', `${AT}/threePublicAmount`, threePublicAmount, totalBudget),
    ...tasks.flatMap(findTaskFaults),
    ...findExcess('TASK_SUM', `${AT}/tasks`, sumOfTasks, totalBudget),
    ...(tasks.length > 0 && (tasks.length < 3 || tasks.length > 8)
      ? [finding('TASK_COUNT', `${AT}/tasks`, { count: tasks.length })]
      : []),
    ...(staffQuota !== null && staffActual !== null && staffActual > staffQuota
      ? [finding('STAFF_OVER_QUOTA', `${AT}/staffActual`, { actual: staffActual, quota: staffQuota })]
      : []),
  ];
}

type Fields = Partial<Record<FieldName, string | number | null | readonly unknown[]>>;

const findMissing = (fields: Fields, at = AT): GoalFinding[] => findBlank('FIELD_MISSING', fields, at);
const findEmpty = (fields: Fields): GoalFinding[] => findBlank('FIELD_EMPTY', fields, AT);

function findBlank(code: DeclarationFindingCode, fields: Fields, at: string): GoalFinding[] {
  return (Object.keys(fields) as FieldName[])
    .filter((name) => isBlank(fields[name] ?? null))
    .map((field) => blank(code, field, at));
}

function blank(code: DeclarationFindingCode, field: FieldName, at = AT): GoalFinding {
  const [zh, en] = FIELD_NAMES[field];
  return finding(code, `${at}/${field}`, { field, zh, en });
}

const isBlank = (value: string | number | null | readonly unknown[]): boolean =>
  value === null || (typeof value === 'string' ? value.trim() === '' : Array.isArray(value) && value.length === 0);

/** The whole and its parts, where all are known. */
function findSplit(
  code: DeclarationFindingCode,
  pointer: string,
  whole: string | null,
  parts: readonly (string | null)[],
): GoalFinding[] {
  if (whole === null || parts.some((part) => part === null)) return [];
  const sum = sumMoney(parts.map((part) => new Decimal(part ?? 0)));
  const difference = sum.minus(whole);
  if (difference.isZero()) return [];
  const expected = moneyText(new Decimal(whole));
  return [finding(code, pointer, { expected, sum: moneyText(sum), difference: moneyText(difference) })];
}

/** No lines at all are missing ones, unless the year has no money. */
function findSumOfLines(
  code: 'FUNDING_SUM' | 'COST_SUM',
  list: 'fundingLines' | 'costEstimates',
  yearAmount: string | null,
  lines: readonly { readonly amount: string }[],
): GoalFinding[] {
  const isFree = yearAmount !== null && new Decimal(yearAmount).isZero();
  if (lines.length === 0 && !isFree) return [blank('FIELD_MISSING', list)];
  return findSplit(
    code,
    `${AT}/${list}`,
    yearAmount,
    lines.map(({ amount }) => amount),
  );
}

function findExcess(
  code: DeclarationFindingCode,
  pointer: string,
  amount: string | null,
  total: string | null,
): GoalFinding[] {
  return isMore(amount, total) ? [finding(code, pointer, { amount: amount ?? '', total: total ?? '' })] : [];
}

const findYearOverTotal = (year: string | null, total: string | null): GoalFinding[] =>
  isMore(year, total) ? [finding('YEAR_OVER_TOTAL', `${AT}/yearAmount`, { year: year ?? '', total: total ?? '' })] : [];

/** 同步申报、同步审核: goal and budget are read together, so that they must speak of the same money. */
function findBudgetDifference(field: FieldName, declared: string | null, budget: string | null): GoalFinding[] {
  if (declared === null || budget === null || new Decimal(declared).equals(budget)) return [];
  return [finding('BUDGET_DIFFERS', `${AT}/${field}`, { declared, budget })];
}

const isMore = (amount: string | null, limit: string | null): boolean =>
  amount !== null && limit !== null && new Decimal(amount).gt(limit);

const findTaskFaults = ({ total, fiscal, other }: AnnualTask, at: number): GoalFinding[] =>
  findSplit('TASK_SPLIT', `${AT}/tasks/${at}/total`, total, [fiscal, other]);

function findMilestoneFaults(
  { periodFrom: from, periodTo: to }: DeclaredGoal,
  milestones: readonly Milestone[],
  at: number,
): GoalFinding[] {
  const { start, end } = milestones[at] as Milestone;
  const previous = milestones[at - 1]?.start ?? start;
  const pointer = `${AT}/milestones/${at}`;
  return [
    ...(end < start ? [finding('MILESTONE_DATES', `${pointer}/end`, { start, end })] : []),
    ...(start < previous ? [finding('MILESTONE_ORDER', `${pointer}/start`, { start, previous })] : []),
    ...(start < from || end > to ? [finding('MILESTONE_OUTSIDE', pointer, { start, end, from, to })] : []),
  ];
}

/** A year from 1 March 2026 ends on 28 February 2027; days compare as text. */
const isLongerThanYear = ({ periodFrom, periodTo }: DeclaredGoal): boolean =>
  periodTo >= `${Number(periodFrom.slice(0, 4)) + 1}${periodFrom.slice(4)}`;

const finding = (code: DeclarationFindingCode, pointer: string, params: GoalFinding['params']): GoalFinding => ({
  code,
  severity: DECLARATION_FINDINGS[code].severity,
  pointer,
  params,
});
