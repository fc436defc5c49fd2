import { StringDecoder } from 'node:string_decoder';
import { createInflateRaw } from 'node:zlib';
import { readZipDirectory, type ZipEntry } from '../files/zip-directory.js';
import { importsErrors } from '../imports/imports.errors.js';

export const MAX_PARTS = 200;
const MAX_UNPACKED_MB = 100;
const MAX_RATIO = 100;
/** Below this a part may be as repetitive as it likes. */
const SMALL = 1024 * 1024;
const STEP = 256 * 1024;

/**
 * The parts of a workbook by name, once the archive is known to be harmless: few parts, a bounded size, no absurd ratio,
 * nothing encrypted, no part inside another. Only the central directory is read, so a bomb costs milliseconds.
 */
export function openPackage(bytes: Buffer): ReadonlyMap<string, ZipEntry> {
  const entries = readZipDirectory(bytes);
  if (!entries) throw importsErrors.notAPackage();
  if (entries.length > MAX_PARTS) throw importsErrors.tooManyParts({ count: entries.length, max: MAX_PARTS });
  if (entries.some(({ isEncrypted }) => isEncrypted)) throw importsErrors.encrypted();
  if (entries.some(({ method }) => method !== 0 && method !== 8)) throw importsErrors.notAPackage();
  const total = entries.reduce((sum, { size }) => sum + size, 0);
  const isAbsurd = ({ size, packedSize }: ZipEntry): boolean => size > SMALL && size > packedSize * MAX_RATIO;
  if (total > MAX_UNPACKED_MB * 1024 * 1024 || entries.some(isAbsurd))
    throw importsErrors.unpacksTooLarge({ max: MAX_UNPACKED_MB });
  if (entries.reduce((sum, { packedSize }) => sum + packedSize, 0) > bytes.length) throw importsErrors.notAPackage();
  return new Map(entries.map((entry) => [entry.name, entry]));
}

/** The packed bytes of a part, wherever its local header says they begin. */
export function packedBytes(bytes: Buffer, { headerAt, packedSize }: ZipEntry): Buffer {
  if (headerAt + 30 > bytes.length || bytes.readUInt32LE(headerAt) !== 0x04034b50) throw importsErrors.notAPackage();
  const start = headerAt + 30 + bytes.readUInt16LE(headerAt + 26) + bytes.readUInt16LE(headerAt + 28);
  if (start + packedSize > bytes.length) throw importsErrors.notAPackage();
  return bytes.subarray(start, start + packedSize);
}

/** A part as text, piece by piece. It may not unpack to more than it claims, and has no DOCTYPE. */
export async function* readPart(bytes: Buffer, entry: ZipEntry): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8');
  let size = 0;
  let tail = Buffer.alloc(0);
  for await (const piece of inflated(packedBytes(bytes, entry), entry)) {
    size += piece.length;
    if (size > entry.size) throw importsErrors.unpacksTooLarge({ max: MAX_UNPACKED_MB });
    // A declaration can lie across two pieces.
    if (hasDeclaration(piece) || hasDeclaration(Buffer.concat([tail, piece.subarray(0, SEAM)])))
      throw importsErrors.doctype();
    tail = Buffer.from(piece.subarray(-SEAM));
    yield decoder.write(piece);
  }
}

const SEAM = 12;
const DECLARATION = /^<!(?:DOCTYPE|ENTITY)/i;

/** Looked for among the bytes: `<!` is rare in a sheet, and a search for two bytes costs next to nothing. */
function hasDeclaration(bytes: Buffer): boolean {
  for (let at = bytes.indexOf('<!'); at >= 0; at = bytes.indexOf('<!', at + 2)) {
    if (DECLARATION.test(bytes.toString('latin1', at, at + SEAM))) return true;
  }
  return false;
}

async function* inflated(packed: Buffer, { method }: ZipEntry): AsyncGenerator<Buffer> {
  if (method === 0) {
    for (let at = 0; at < packed.length; at += STEP) yield packed.subarray(at, at + STEP);
    return;
  }
  const inflate = createInflateRaw({ chunkSize: STEP });
  inflate.end(packed);
  try {
    for await (const piece of inflate) yield piece as Buffer;
  } catch {
    throw importsErrors.notAPackage();
  }
}

/** A part in one piece: for those that are small by nature. */
export async function readWholePart(bytes: Buffer, entry: ZipEntry | undefined): Promise<string> {
  if (!entry) throw importsErrors.notAPackage();
  let whole = '';
  for await (const text of readPart(bytes, entry)) whole += text;
  return whole;
}
