const MAX_LENGTH = 180;
/** Control characters, marks that turn the reading direction around, and what file systems reserve. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const UNWANTED = /[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff<>:"|?*]/g;
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** A name that is safe to show and to save under: no path, no hidden characters, no device; the extension is kept. */
export function toSafeName(given: string): string {
  const base = given.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const name = base.replace(UNWANTED, '').replace(/^[.\s]+|[.\s]+$/g, '');
  if (name === '') return 'file';
  return shorten(DEVICE.test(name) ? `_${name}` : name);
}

function shorten(name: string): string {
  const letters = [...name];
  if (letters.length <= MAX_LENGTH) return name;
  const extension = /\.[^.]{1,10}$/.exec(name)?.[0] ?? '';
  return letters.slice(0, MAX_LENGTH - extension.length).join('') + extension;
}
