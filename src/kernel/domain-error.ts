/** What an expected failure means for the caller; platform/http maps each kind to one HTTP status. */
export type ErrorKind =
  | 'MALFORMED' // 400: the shape is wrong
  | 'UNAUTHENTICATED' // 401
  | 'FORBIDDEN' // 403: seen, but refused
  | 'NOT_FOUND' // 404: unknown or out of your scope
  | 'CONFLICT' // 409: the state forbids it
  | 'STALE' // 412: somebody else was faster
  | 'TOO_LARGE' // 413
  | 'RULE_BROKEN' // 422: understood, but a rule says no
  | 'PRECONDITION_REQUIRED' // 428
  | 'TOO_MANY' // 429
  | 'BUSY'; // 503: try again

export type ErrorParams = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

/** One entry of the published error catalogue. `{name}` in a text is filled from the params of the occurrence. */
export interface ErrorDefinition {
  readonly kind: ErrorKind;
  readonly zh: string;
  readonly en: string;
}

/** One thing that is wrong, at one place of the request. */
export interface Finding {
  readonly pointer: string;
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  readonly params?: ErrorParams;
}

/** An expected failure with a stable code that clients program against. */
export class DomainError extends Error {
  constructor(
    readonly code: string,
    readonly definition: ErrorDefinition,
    readonly params: ErrorParams = {},
    readonly findings: readonly Finding[] = [],
  ) {
    super(code);
    this.name = 'DomainError';
  }

  get kind(): ErrorKind {
    return this.definition.kind;
  }
}

/** Every declared error by its code: the catalogue page and the document are generated from it. */
export const errorCatalogue = new Map<string, ErrorDefinition>();

type Factories<T extends Record<string, ErrorDefinition>> = {
  readonly [K in keyof T]: (params?: ErrorParams, findings?: readonly Finding[]) => DomainError;
};

/** Declares a module's errors. The key becomes the code: `defineErrors('goal', { notFound })` → `goal.not-found`. */
export function defineErrors<T extends Record<string, ErrorDefinition>>(prefix: string, definitions: T): Factories<T> {
  const factories: Record<string, (params?: ErrorParams, findings?: readonly Finding[]) => DomainError> = {};
  for (const [name, definition] of Object.entries(definitions)) {
    const code = `${prefix}.${kebab(name)}`;
    errorCatalogue.set(code, definition);
    factories[name] = (params, findings) => new DomainError(code, definition, params, findings);
  }
  return factories as Factories<T>;
}

/** `{total}` in a catalogue text → the value of this occurrence. */
export function fillText(text: string, params: ErrorParams = {}): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in params ? String(params[name]) : whole));
}

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
