/** 自行监控: every project of the district; 重点监控: those that finance chooses. */
export const ROUND_KINDS = ['SELF', 'FOCUSED'] as const;
export type RoundKind = (typeof ROUND_KINDS)[number];

/** When a district monitors: 四川省 monthly from April; once for 1–7月 (财预〔2019〕136号) or 1–8月; or each quarter. */
export const ROUND_RHYTHMS = ['MONTHLY_FROM_APRIL', 'QUARTERLY', 'JAN_JUL', 'JAN_AUG'] as const;
export type RoundRhythm = (typeof ROUND_RHYTHMS)[number];

const MONTHS: Readonly<Record<RoundRhythm, readonly number[]>> = {
  MONTHLY_FROM_APRIL: [4, 5, 6, 7, 8, 9, 10, 11, 12],
  QUARTERLY: [3, 6, 9, 12],
  JAN_JUL: [7],
  JAN_AUG: [8],
};

/** A district's plan for one fiscal year, and the months whose rounds are there already. */
export interface RoundPlan {
  readonly fiscalYear: number;
  readonly rhythm: RoundRhythm;
  /** `YYYY-MM-DD`. Rounds that should have been opened before this day are not opened belatedly. */
  readonly effectiveOn: string;
  readonly openedMonths: readonly number[];
}

/** The day on which the round of months 1–N opens: the first of the month after, when N is over (四川省 2025). */
export function openingDay(fiscalYear: number, month: number): string {
  return month === 12 ? `${fiscalYear + 1}-01-01` : `${fiscalYear}-${String(month + 1).padStart(2, '0')}-01`;
}

/** The months whose rounds are to be opened by now, oldest first: today's, and those that nobody was there to open. */
export function findDueMonths({ fiscalYear, rhythm, effectiveOn, openedMonths }: RoundPlan, today: string): number[] {
  return MONTHS[rhythm].filter((month) => {
    const day = openingDay(fiscalYear, month);
    return effectiveOn <= day && day <= today && !openedMonths.includes(month);
  });
}

/** What a focused round chooses by; a project is in it for any one of them. */
export interface RoundSelection {
  /** 执行滞后或目标滞后: below the line that the district's rule set draws at the end of the month. */
  readonly isLagging: boolean;
  /** Execution rate below this fraction: for months in which the rule set draws no line. */
  readonly executionBelow: string | null;
  /** 金额较大: adjusted budget from this sum in yuan. */
  readonly amountFrom: string | null;
  /** 社会关注度高: named by finance. */
  readonly attentionProjectIds: readonly string[];
}

/** Why a project is in a focused round. */
export const SELECTION_REASONS = ['EXECUTION_LAG', 'GOAL_LAG', 'EXECUTION_BELOW', 'AMOUNT', 'ATTENTION'] as const;

/** A focused round chooses by something, and a round of all projects by nothing. */
export function findSelectionFault(
  kind: RoundKind,
  selection: RoundSelection | null,
): 'selectionMissing' | 'selectionForbidden' | null {
  if (kind === 'SELF') return selection === null ? null : 'selectionForbidden';
  const hasCriterion =
    selection !== null &&
    (selection.isLagging ||
      selection.executionBelow !== null ||
      selection.amountFrom !== null ||
      selection.attentionProjectIds.length > 0);
  return hasCriterion ? null : 'selectionMissing';
}
