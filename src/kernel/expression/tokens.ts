import type { ErrorParams } from '../domain-error.js';
import { type ProblemCode, problemOf, type SyntaxProblem } from './problem.js';

export interface Token {
  readonly kind: 'NUMBER' | 'NAME' | 'TEXT' | 'SYMBOL' | 'END';
  readonly text: string;
  /** Column, from 1. */
  readonly position: number;
}

/**
 * The words of an expression. Full-width forms and the quotes, brackets and signs of Chinese input methods （，≥≤≠×÷【】‘’“”
 * read as their ASCII equals, except inside a text.
 */
export function readTokens(source: string): readonly Token[] {
  const tokens: Token[] = [];
  for (const match of source.replace(TYPED_FORM, asciiOf).matchAll(TOKEN)) {
    const [kind, text] = Object.entries(match.groups!).find(([, found]) => found !== undefined) as [string, string];
    tokens.push(tokenOf(kind as Token['kind'] | 'STRAY', text, match.index + 1));
  }
  return [...tokens, { kind: 'END', text: '', position: source.length + 1 }];
}

/** Carries a problem out of the reader; `parseExpression` turns it into a result. */
export class Refused extends Error {
  readonly problem: SyntaxProblem;

  constructor(code: ProblemCode, position: number, params: ErrorParams = {}) {
    super(code);
    this.problem = { ...problemOf(code, params), position };
  }
}

const MAX_DIGITS = 30;
// Within a branch no two ways match the same text, so that nothing makes it backtrack for long. A keyword is no name.
const TOKEN = new RegExp(
  [
    String.raw`(?<NUMBER>\d+(?:\.\d+)?)`,
    String.raw`(?<SYMBOL>(?:and|or|not(?:\s+in)?|in|true|false)(?![\p{L}\p{M}\p{N}_.])|[<>=!]=|<>|[-+*/=<>()[\],≥≤≠])`,
    String.raw`(?<NAME>[\p{L}_][\p{L}\p{M}\p{N}_]*(?:\.[\p{L}\p{M}\p{N}_]+)*)`,
    `'(?<TEXT>(?:[^']|'')*)'`,
    String.raw`(?<STRAY>\S)`,
  ].join('|'),
  'gu',
);
const TYPED_FORM = /'(?:[^']|'')*'|[‘“]([^'’”]*)[’”]|[！-～×÷−【】]/gu;
const TYPED_SIGNS: Readonly<Record<string, string>> = { '×': '*', '÷': '/', '−': '-', '【': '[', '】': ']' };
const FULL_WIDTH_OFFSET = 0xfee0;
const SAME_SIGN: Readonly<Record<string, string>> = { '==': '=', '<>': '!=', '≥': '>=', '≤': '<=', '≠': '!=' };

/** Keeps the length, so that positions stay those of the source. */
function asciiOf(form: string, quoted: string | undefined): string {
  if (quoted !== undefined) return `'${quoted}'`;
  if (form.startsWith("'")) return form;
  return TYPED_SIGNS[form] ?? String.fromCharCode(form.charCodeAt(0) - FULL_WIDTH_OFFSET);
}

function tokenOf(kind: Token['kind'] | 'STRAY', text: string, position: number): Token {
  switch (kind) {
    case 'STRAY':
      throw new Refused(/['‘“]/.test(text) ? 'TEXT_NOT_CLOSED' : 'UNEXPECTED', position, { found: text });
    case 'NUMBER':
      if (text.replace('.', '').length > MAX_DIGITS)
        throw new Refused('NUMBER_TOO_LONG', position, { limit: MAX_DIGITS });
      return { kind, text, position };
    case 'TEXT':
      return { kind, text: text.replaceAll("''", "'"), position };
    case 'SYMBOL':
      return { kind, text: SAME_SIGN[text] ?? text.replace(/\s+/, ' '), position };
    default:
      return { kind, text, position };
  }
}
