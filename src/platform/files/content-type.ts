import { filesErrors } from './files.errors.js';
import { readPackageNames } from './office-package.js';

/** What is accepted, by content. The name must end in one of the extensions, since it decides what a desktop opens. */
const ACCEPTED: Readonly<Record<string, readonly string[]>> = {
  'application/pdf': ['pdf'],
  'image/png': ['png'],
  'image/jpeg': ['jpg', 'jpeg'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['xlsx'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['docx'],
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': ['pptx'],
  'text/csv': ['csv'],
  'text/plain': ['txt'],
  'application/x-ndjson': ['ndjson'],
};
export const ACCEPTED_EXTENSIONS: readonly string[] = Object.values(ACCEPTED).flat();

const OFFICE: readonly (readonly [part: string, mediaType: string])[] = [
  ['xl/workbook.xml', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ['word/document.xml', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  ['ppt/presentation.xml', 'application/vnd.openxmlformats-officedocument.presentationml.presentation'],
];

const TEXTS: Readonly<Record<string, string>> = { csv: 'text/csv', txt: 'text/plain', ndjson: 'application/x-ndjson' };

/** Windows (MZ), Linux (ELF), macOS (four Mach-O marks), Java and WebAssembly. */
const PROGRAMS = ['4d5a', '7f454c46', 'feedface', 'feedfacf', 'cefaedfe', 'cffaedfe', 'cafebabe', '0061736d'];
const MARKUP = /^(?:<|#!)|<(?:!doctype|html|script|svg|iframe|object|embed)[\s>/]/i;
const MARKUP_WINDOW = 65_536;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const CONTROL = /[\x00-\x08\x0b\x0c\x0e-\x1f]/;

/** The media type of these bytes, by their content alone; what the client claims is not asked. Throws: not accepted. */
export function recogniseContent(bytes: Buffer, name: string): string {
  if (bytes.length === 0) throw filesErrors.empty();
  const extension = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  const mediaType = recogniseBinary(bytes) ?? recogniseText(bytes, extension);
  const allowed = ACCEPTED[mediaType] ?? [];
  if (!allowed.includes(extension)) {
    throw filesErrors.nameDoesNotFit({ mediaType, allowed: allowed.map((end) => `.${end}`).join(' / ') });
  }
  return mediaType;
}

function recogniseBinary(bytes: Buffer): string | null {
  const head = bytes.subarray(0, 8).toString('hex');
  if (head.startsWith('255044462d')) return 'application/pdf';
  if (head === '89504e470d0a1a0a') return 'image/png';
  if (head.startsWith('ffd8ff')) return 'image/jpeg';
  if (head.startsWith('504b0304')) return recogniseOffice(bytes);
  if (PROGRAMS.some((mark) => head.startsWith(mark))) throw filesErrors.executable();
  return null;
}

function recogniseOffice(bytes: Buffer): string {
  const names = new Set(readPackageNames(bytes) ?? []);
  if (!names.has('[Content_Types].xml')) throw notAccepted();
  if ([...names].some((name) => /vbaProject\.bin$/i.test(name))) throw filesErrors.macros();
  const known = OFFICE.find(([part]) => names.has(part));
  if (!known) throw notAccepted();
  return known[1];
}

function recogniseText(bytes: Buffer, extension: string): string {
  const named = TEXTS[extension];
  const text = decode(bytes);
  if (text === null) throw named ? filesErrors.notUtf8() : notAccepted();
  if (MARKUP.test(text.slice(0, MARKUP_WINDOW).trimStart())) throw filesErrors.activeContent();
  if (CONTROL.test(text)) throw notAccepted();
  return named ?? 'text/plain';
}

/** A byte-order mark is dropped; bytes that are not UTF-8 answer null. */
function decode(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

const notAccepted = (): Error => filesErrors.typeNotAccepted({ allowed: ACCEPTED_EXTENSIONS.join(', ') });
