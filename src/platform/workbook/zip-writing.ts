import { crc32, createDeflateRaw, deflateRawSync } from 'node:zlib';
import type { ZipEntry } from '../files/zip-directory.js';

/** A part as it will lie in the archive: packed already. */
export interface PackedPart extends Pick<ZipEntry, 'name' | 'method' | 'crc' | 'size'> {
  readonly packed: Buffer;
}

export function packPart(name: string, text: string): PackedPart {
  const bytes = Buffer.from(text);
  return { name, method: 8, crc: crc32(bytes), size: bytes.length, packed: deflateRawSync(bytes, { level: 6 }) };
}

/** The same for a text that comes in pieces: it never lies in memory unpacked. */
export async function packStream(name: string, pieces: AsyncIterable<string>): Promise<PackedPart> {
  const deflate = createDeflateRaw({ level: 6 });
  const chunks: Buffer[] = [];
  const done = new Promise<void>((resolve, reject) => {
    deflate.on('data', (chunk: Buffer) => chunks.push(chunk));
    deflate.once('end', resolve).once('error', reject);
  });
  let crc = 0;
  let size = 0;
  for await (const piece of pieces) {
    const bytes = Buffer.from(piece);
    crc = crc32(bytes, crc);
    size += bytes.length;
    if (!deflate.write(bytes)) await new Promise((resolve) => deflate.once('drain', resolve));
  }
  deflate.end();
  await done;
  return { name, method: 8, crc, size, packed: Buffer.concat(chunks) };
}

/** 1 January 1980: the content alone decides the bytes. */
const DOS_DATE = 0x21;
const UTF8_NAMES = 0x0800;

export function writePackage(parts: readonly PackedPart[]): Buffer {
  const pieces: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const part of parts) {
    const name = Buffer.from(part.name);
    const about = aboutOf(part, name);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    about.copy(local, 4);
    const central = Buffer.alloc(46);
    central.writeUInt32LE(0x02014b50, 0);
    central.writeUInt16LE(20, 4);
    about.copy(central, 6);
    central.writeUInt32LE(at, 42);
    pieces.push(local, name, part.packed);
    directory.push(central, name);
    at += local.length + name.length + part.packed.length;
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...pieces, ...directory, end]);
}

/** The 26 bytes that both headers share. */
function aboutOf({ method, crc, packed, size }: PackedPart, name: Buffer): Buffer {
  const about = Buffer.alloc(26);
  about.writeUInt16LE(20, 0);
  about.writeUInt16LE(UTF8_NAMES, 2);
  about.writeUInt16LE(method, 4);
  about.writeUInt16LE(DOS_DATE, 8);
  about.writeUInt32LE(crc, 10);
  about.writeUInt32LE(packed.length, 14);
  about.writeUInt32LE(size, 18);
  about.writeUInt16LE(name.length, 22);
  return about;
}
