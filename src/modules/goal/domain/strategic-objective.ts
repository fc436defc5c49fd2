/** 规划期: first and last fiscal year. */
export interface ObjectivePeriod {
  readonly yearFrom: number;
  readonly yearTo: number;
}

/** Why an objective can't have this period; null: it can. A key result lies within the period of its objective. */
export function findPeriodFault(
  own: ObjectivePeriod,
  parent: ObjectivePeriod | null,
  children: ObjectivePeriod | null,
): 'periodReversed' | 'outsideParent' | 'childrenOutside' | null {
  if (own.yearFrom > own.yearTo) return 'periodReversed';
  if (parent && !covers(parent, own)) return 'outsideParent';
  return children && !covers(own, children) ? 'childrenOutside' : null;
}

const covers = (outer: ObjectivePeriod, inner: ObjectivePeriod): boolean =>
  outer.yearFrom <= inner.yearFrom && inner.yearTo <= outer.yearTo;
