import { type HashAlgorithm, leafDigest } from './digest.js';

/** An entry as `GET /audit/entries` tells it. */
export interface CheckedEntry {
  readonly id: string;
  readonly accountId: string | null;
  readonly action: string;
  readonly objectId: string | null;
  readonly objectVersion: number | null;
  readonly event: string;
  readonly leafDigest: string;
  readonly algorithm: HashAlgorithm;
}

export interface BrokenEntry {
  readonly id: string;
  /** DIGEST: the text is not the one that was digested. COLUMNS: what stands beside the text contradicts it. */
  readonly fault: 'DIGEST' | 'COLUMNS';
}

interface EventText {
  readonly action?: string;
  readonly actor?: { readonly account?: string | null };
  readonly object?: { readonly id?: string; readonly version?: number };
}

/** Re-checks a page without the database: leaf = H(0x00 ‖ event), and the columns say what the text says. */
export function findBrokenEntries(entries: readonly CheckedEntry[]): readonly BrokenEntry[] {
  return entries.flatMap((entry): BrokenEntry[] => {
    const leaf = leafDigest(entry.event, entry.algorithm).toString('hex');
    if (leaf !== entry.leafDigest) return [{ id: entry.id, fault: 'DIGEST' }];
    return agrees(entry) ? [] : [{ id: entry.id, fault: 'COLUMNS' }];
  });
}

function agrees(entry: CheckedEntry): boolean {
  const { action, actor, object } = JSON.parse(entry.event) as EventText;
  return (
    action === entry.action &&
    (actor?.account ?? null) === entry.accountId &&
    (object?.id ?? null) === entry.objectId &&
    (object?.version ?? null) === entry.objectVersion
  );
}
