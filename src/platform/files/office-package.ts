import { readZipDirectory } from './zip-directory.js';

/**
 * The names inside a ZIP file, from its central directory; null: not a well-formed one. Nothing is unpacked, so a small
 * file that would unpack to a huge one does no harm.
 */
export const readPackageNames = (bytes: Buffer): readonly string[] | null =>
  readZipDirectory(bytes)?.map(({ name }) => name) ?? null;
