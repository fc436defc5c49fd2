/** A spreadsheet would run what begins like this, full-width forms included (T15); the apostrophe keeps it text. */
const RUNS = /^'*[=+\-@＝＋－＠]/;
const GUARDED = /^'+[=+\-@＝＋－＠]/;

export const guardText = (text: string): string => (RUNS.test(text) ? `'${text}` : text);

/** The text as it was before an export guarded it. */
export const unguardText = (text: string): string => (GUARDED.test(text) ? text.slice(1) : text);
