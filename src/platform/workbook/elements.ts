/** An element in a piece of XML: where it stands, its tag, and what is between its tags. */
export interface XmlElement {
  readonly tag: string;
  readonly content: string;
  readonly start: number;
  readonly end: number;
}

export type Scanner = (text: string, from?: number) => XmlElement | number;

/**
 * Finds the next element of a name, whatever its prefix. A number: there is none, and text before it is done with. Time
 * grows with the text and nothing else: an opening tag without its end stops the search, it does not repeat it.
 */
export function scannerOf(name: string): Scanner {
  const plain = `<${name}`;
  const plainEnd = `</${name}>`;
  const prefixed = new RegExp(`<(\\w{1,20}:)${name}(?=[\\s/>])`, 'g');
  let searched = { text: '', from: 0 }; // where the last text was found to have no plain one left
  return (text, from = 0) => {
    let start = from >= searched.from && text === searched.text ? -1 : text.indexOf(plain, from);
    while (start >= 0 && !ENDS_NAME.has(text.charCodeAt(start + plain.length))) start = text.indexOf(plain, start + 1);
    if (start < 0) searched = { text, from };
    let close = plainEnd;
    if (start < 0 && text.includes(`:${name}`, from)) {
      prefixed.lastIndex = from;
      const match = prefixed.exec(text);
      start = match ? match.index : -1;
      close = `</${match?.[1] ?? ''}${name}>`;
    }
    if (start < 0) return Math.max(from, text.lastIndexOf('<'));
    const inner = text.indexOf('>', start) + 1;
    if (inner === 0) return start;
    const tag = text.slice(start, inner);
    if (text.charCodeAt(inner - 2) === SLASH) return { tag, content: '', start, end: inner };
    const end = text.indexOf(close, inner);
    return end < 0 ? start : { tag, content: text.slice(inner, end), start, end: end + close.length };
  };
}

/** Space, tab, line ends, `/` and `>`; and NaN, where the text breaks off. */
const SLASH = 47;
const ENDS_NAME = new Set([32, 9, 10, 13, SLASH, 62, Number.NaN]);

/** Every element of that scanner in a text that is complete. */
export function* elementsOf(scan: Scanner, text: string): Generator<XmlElement> {
  for (let found = scan(text); typeof found !== 'number'; found = scan(text, found.end)) yield found;
}
