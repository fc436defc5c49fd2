import type { DomainError } from '../../kernel/domain-error.js';

/**
 * An answer whose JSON text was built in PostgreSQL and is passed through untouched. `version` becomes the ETag.
 * It is plain JSON itself, so that it can be kept under an Idempotency-Key.
 */
export interface JsonText {
  readonly json: string;
  readonly version?: number;
  /** Path of a new resource, for the Location header. */
  readonly location?: string;
  /** Where it is not the route's usual one: 200 for what was there already. */
  readonly status?: 200;
}

/** What a caller may do next with a resource, and why not. */
export interface AllowedAction {
  readonly action: string;
  readonly allowed: boolean;
  /** The code of the error that the act would meet. */
  readonly reason: string | null;
}

/** One act of `allowedActions`; null: nothing is in its way. */
export const offer = (action: string, error: (() => DomainError) | null): AllowedAction => ({
  action,
  allowed: error === null,
  reason: error?.().code ?? null,
});

/** Splices `allowedActions` into the JSON text of one resource. */
export function withAllowedActions(json: string, actions: readonly AllowedAction[]): string {
  return `${json.slice(0, -1)},"allowedActions":${JSON.stringify(actions)}}`;
}

export function isJsonText(value: unknown): value is JsonText {
  return typeof value === 'object' && value !== null && typeof (value as JsonText).json === 'string';
}

/** Stored bytes, sent as they are and only for saving. */
export interface Download {
  readonly bytes: Buffer;
  readonly mediaType: string;
  /** The Content-Disposition header. */
  readonly disposition: string;
  readonly version: number;
}

export function isDownload(value: unknown): value is Download {
  return typeof value === 'object' && value !== null && Buffer.isBuffer((value as Download).bytes);
}

/** A text of ours for a page, such as a style sheet. */
export interface Asset {
  readonly text: string;
  readonly mediaType: string;
}

export function isAsset(value: unknown): value is Asset {
  return (
    typeof value === 'object' && value !== null && typeof (value as Asset).mediaType === 'string' && 'text' in value
  );
}
