import type { Tx } from '../../platform/database/transactions.js';
import { findPinned } from './definition-pin.store.js';
import { findPinProblems } from './domain/definition-pin.js';
import { goalErrors } from './goal.errors.js';
import type { Goal } from './goal.store.js';
import type { IndicatorRequest } from './indicator.dto.js';
import { findIndicators } from './indicator.store.js';

/**
 * The indicators with the revision of the library that each follows. One that names no revision takes the published one;
 * what is pinned already stays good when its definition is revised.
 */
export async function pinIndicators(
  tx: Tx,
  { id, frame }: Goal,
  indicators: readonly IndicatorRequest[],
): Promise<readonly IndicatorRequest[]> {
  const pins = indicators.flatMap(({ definitionId, definitionRevision }) =>
    definitionId ? [{ definitionId, revision: definitionRevision ?? 0 }] : [],
  );
  if (pins.length === 0) return indicators.map((indicator) => ({ ...indicator, definitionRevision: null }));
  const definitions = await tx.one(findPinned(pins));
  const stored = new Map((await tx.one(findIndicators(id))).map((indicator) => [indicator.id, indicator]));
  const pinned = indicators.map((indicator, index) => {
    if (!indicator.definitionId) return { indicator: { ...indicator, definitionRevision: null }, problems: [] };
    const definition = definitions.find(
      ({ definitionId, asked }) =>
        definitionId === indicator.definitionId && asked === (indicator.definitionRevision ?? 0),
    );
    const before = stored.get(indicator.id ?? '');
    const isKept =
      before?.definitionId === definition?.definitionId && before?.definitionRevision === definition?.revision;
    return {
      indicator: { ...indicator, definitionRevision: definition?.revision ?? null },
      problems: findPinProblems(indicator, definition, { frame, isKept, at: `/indicators/${index}` }),
    };
  });
  const problems = pinned.flatMap((each) => each.problems);
  if (problems.length > 0) throw goalErrors.libraryMismatch({ count: problems.length }, problems);
  return pinned.map(({ indicator }) => indicator);
}
