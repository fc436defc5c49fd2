/** How many substitutes may stand in for one another: 张 for 李 for 王 for 赵, and no further. */
export const MAX_CHAIN = 3;

/** 代理: one account stands in for another; both days are included. */
export interface Standing {
  readonly absentId: string;
  readonly substituteId: string;
  /** `YYYY-MM-DD` */
  readonly validFrom: string;
  readonly validTo: string;
}

export type SubstitutionRefusal =
  | 'substitutionDates'
  | 'substitutionOverlaps'
  | 'substitutionCycle'
  | 'substitutionChain';

/** Null: it may be arranged. On no day may it close a circle, or make a chain longer than MAX_CHAIN. */
export function findSubstitutionRefusal(
  wanted: Standing,
  others: readonly Standing[],
  today: string,
): SubstitutionRefusal | null {
  if (wanted.validFrom < today || wanted.validTo < wanted.validFrom) return 'substitutionDates';
  const beside = others.filter((other) => other.validFrom <= wanted.validTo && other.validTo >= wanted.validFrom);
  if (beside.some(({ absentId }) => absentId === wanted.absentId)) return 'substitutionOverlaps';
  for (const day of turningDays(wanted, beside)) {
    const live = beside.filter(({ validFrom, validTo }) => validFrom <= day && day <= validTo);
    const next = chainOf(live, wanted.substituteId);
    if (next.includes(wanted.absentId)) return 'substitutionCycle';
    if (lengthTo(live, wanted.absentId) + 1 + next.length > MAX_CHAIN) return 'substitutionChain';
  }
  return null;
}

/** The days on which the set of live substitutions grows: between them it only shrinks, so nothing else needs a look. */
const turningDays = (wanted: Standing, beside: readonly Standing[]): ReadonlySet<string> =>
  new Set([wanted, ...beside].map(({ validFrom }) => (validFrom > wanted.validFrom ? validFrom : wanted.validFrom)));

/** Who stands in for somebody, for his substitute, and so on. On one day each has at most one substitute. */
function chainOf(live: readonly Standing[], absentId: string, seen: readonly string[] = []): readonly string[] {
  const next = live.find((standing) => standing.absentId === absentId)?.substituteId;
  return next === undefined || seen.includes(next) ? seen : chainOf(live, next, [...seen, next]);
}

/** The longest chain that ends at somebody. Bounded, since what exists has no circle. */
function lengthTo(live: readonly Standing[], substituteId: string, depth = 0): number {
  if (depth > MAX_CHAIN) return depth;
  const before = live.filter((standing) => standing.substituteId === substituteId);
  return Math.max(depth, ...before.map(({ absentId }) => lengthTo(live, absentId, depth + 1)));
}
