/** What a district may choose among. */
export interface RuleSetEdition {
  readonly id: string;
  readonly code: string;
  readonly edition: number;
  /** null: for all districts. */
  readonly districtId: string | null;
}

/** The rules of a district that has chosen none. */
export const DEFAULT_RULE_SET = 'SL-DEFAULT';

/**
 * The latest published edition of the chosen code, the district's own before everybody's; where the choice names nothing
 * that is published, the default. Null: not even that.
 */
export function chooseRuleSet<T extends RuleSetEdition>(
  published: readonly T[],
  districtId: string,
  chosen: string | null,
): T | null {
  return (
    latestOf(published, districtId, chosen ?? DEFAULT_RULE_SET) ?? latestOf(published, districtId, DEFAULT_RULE_SET)
  );
}

/** The same without falling back: is there such a code for this district? */
export function latestOf<T extends RuleSetEdition>(
  published: readonly T[],
  districtId: string,
  code: string,
): T | null {
  const candidates = published.filter(
    (set) => set.code === code && (set.districtId === null || set.districtId === districtId),
  );
  const rank = (set: T): number => (set.districtId === null ? 0 : 1_000_000) + set.edition;
  return candidates.reduce<T | null>((best, set) => (best === null || rank(set) > rank(best) ? set : best), null);
}
