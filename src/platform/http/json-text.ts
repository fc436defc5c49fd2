/**
 * An answer whose JSON text was built in PostgreSQL and is passed through untouched. `version` becomes the ETag.
 * It is plain JSON itself, so that it can be kept under an Idempotency-Key.
 */
export interface JsonText {
  readonly json: string;
  readonly version?: number;
  /** Path of a new resource, for the Location header. */
  readonly location?: string;
}

/** What a caller may do next with a resource, and why not. */
export interface AllowedAction {
  readonly action: string;
  readonly allowed: boolean;
  /** The code of the error that the act would meet. */
  readonly reason: string | null;
}

/** Splices `allowedActions` into the JSON text of one resource. */
export function withAllowedActions(json: string, actions: readonly AllowedAction[]): string {
  return `${json.slice(0, -1)},"allowedActions":${JSON.stringify(actions)}}`;
}

export function isJsonText(value: unknown): value is JsonText {
  return typeof value === 'object' && value !== null && typeof (value as JsonText).json === 'string';
}
