import { addWorkingDays, type WorkingCalendar } from '../../../kernel/working-days.js';

/** Who is told: whoever has the task, or those above him, step by step. */
export type LadderAudience = 'RESPONSIBLE' | 'UNIT_HEAD' | 'DEPARTMENT' | 'FINANCE';
export type LadderSeverity = 'INFO' | 'WARN' | 'CRITICAL';

/** One rung: so many working days after the anchor (before it when negative). */
export interface Rung {
  readonly step: string;
  readonly workingDays: number;
  readonly audience: LadderAudience;
  readonly severity: LadderSeverity;
}

export interface DatedRung extends Rung {
  readonly dueOn: string;
}

const rung = (workingDays: number, audience: LadderAudience, severity: LadderSeverity): Rung => ({
  step: `D${workingDays < 0 ? '' : '+'}${workingDays}`,
  workingDays,
  audience,
  severity,
});

/** domain 6.7, counted from the deadline of a task (限期办理). The notice at its opening is not a reminder. */
export const TASK_LADDER: readonly Rung[] = [
  rung(-5, 'RESPONSIBLE', 'INFO'),
  rung(-2, 'RESPONSIBLE', 'WARN'),
  rung(0, 'RESPONSIBLE', 'WARN'),
  rung(1, 'UNIT_HEAD', 'WARN'),
  rung(3, 'DEPARTMENT', 'WARN'),
  rung(5, 'FINANCE', 'CRITICAL'),
];

/** Counted from the day on which a warning (预警) was issued: on day 10 it decides itself. */
export const WARNING_LADDER: readonly Rung[] = [
  rung(0, 'RESPONSIBLE', 'WARN'),
  rung(5, 'RESPONSIBLE', 'WARN'),
  rung(8, 'RESPONSIBLE', 'WARN'),
  rung(9, 'UNIT_HEAD', 'CRITICAL'),
  rung(10, 'DEPARTMENT', 'CRITICAL'),
];

/** Counted from the day on which a project came on the tracking list (跟踪清单), which gives it 15 days. */
export const TRACKING_LADDER: readonly Rung[] = [
  rung(10, 'RESPONSIBLE', 'WARN'),
  rung(14, 'UNIT_HEAD', 'WARN'),
  rung(15, 'DEPARTMENT', 'CRITICAL'),
];

/**
 * The days of the rungs that are still ahead on `openedOn`; those before are left out, since the notice at the opening
 * has said it all. Anchor `2026-10-09` and rung −5: the fifth working day before it.
 */
export function dateLadder(
  ladder: readonly Rung[],
  calendar: WorkingCalendar,
  anchor: string,
  openedOn: string,
): readonly DatedRung[] {
  return (
    ladder
      .map((step) => ({ ...step, dueOn: dayOf(calendar, anchor, step.workingDays) }))
      // What would come on the very day of opening says nothing that the opening has not said.
      .filter(({ dueOn, step }) => dueOn > openedOn || (dueOn === openedOn && !step.startsWith('D-')))
  );
}

/**
 * The calendar around one date, from days of the calendar table. A year whose notice is not loaded counts by the weekend
 * rule: a reminder may come a day early or late, but must come. Deadlines themselves never guess.
 */
export function calendarOf(
  days: readonly { readonly day: string; readonly isWorking: boolean }[],
  anchor: string,
): WorkingCalendar {
  const year = Number(anchor.slice(0, 4));
  return {
    years: new Set([year - 1, year, year + 1]),
    holidays: new Set(days.filter(({ isWorking }) => !isWorking).map(({ day }) => day)),
    makeUpWorkdays: new Set(days.filter(({ isWorking }) => isWorking).map(({ day }) => day)),
  };
}

function dayOf(calendar: WorkingCalendar, anchor: string, count: number): string {
  const answer = addWorkingDays(calendar, anchor, count);
  if (!answer.ok) throw new Error(`a ladder from ${anchor}: ${answer.reason.code}`);
  return answer.value;
}
