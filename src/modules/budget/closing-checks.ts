import type { Call } from '../../platform/database/call.js';

/** What a module finds unfinished when a district’s year is to be closed. */
export interface ClosingCheck {
  /** `ADJUSTMENTS_OPEN`: unique. */
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  /** It must be done before; else it is only told. */
  readonly isBlocking: boolean;
  /** How many there are. */
  count(districtId: string, year: number): Call<number>;
}

const checks = new Map<string, ClosingCheck>();

/** Registration: the modules to the right know what is unfinished with them. */
export const registerClosingCheck = (check: ClosingCheck): void => void checks.set(check.code, check);

export const closingChecks = (): readonly ClosingCheck[] => [...checks.values()];

/** A count over rows of one district ($1) and year ($2). */
export const closingCount =
  (name: string, from: string): ClosingCheck['count'] =>
  (districtId, year) => ({
    name: `closing_checks.${name}`,
    text: `select count(*)::int as n from ${from}`,
    values: [districtId, year],
    read: ([row]) => Number(row?.['n'] ?? 0),
  });
