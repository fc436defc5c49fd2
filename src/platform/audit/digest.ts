import { createHash } from 'node:crypto';

export type HashAlgorithm = 'sm3' | 'sha256';

const LEAF = Buffer.from([0]);

let algorithm: HashAlgorithm = 'sm3';

/** Set once at start; each entry names the algorithm it was written with. */
export function setAuditAlgorithm(chosen: HashAlgorithm): void {
  createHash(chosen); // throws where this Node has no SM3
  algorithm = chosen;
}

export const auditAlgorithm = (): HashAlgorithm => algorithm;

/** RFC 8785 canonical JSON: equal values, equal bytes. */
export const toCanonicalJson = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );

/** Digest of a row's state, for `before` and `after`. */
export const stateDigest = (state: unknown): string =>
  createHash(algorithm).update(toCanonicalJson(state)).digest('hex');

/** RFC 9162 leaf: H(0x00 ‖ entry). */
export const leafDigest = (entry: string, by: HashAlgorithm = algorithm): Buffer =>
  createHash(by).update(LEAF).update(entry).digest();

/** Digest of a file's bytes; it names its algorithm. */
export const contentDigest = (bytes: Buffer): string =>
  `${algorithm}:${createHash(algorithm).update(bytes).digest('hex')}`;
