export type Param = string | number | boolean | null | Buffer | readonly string[] | readonly number[];
export type Row = Readonly<Record<string, unknown>>;

/** One named statement with its values: what a store method returns. Who executes it, and when, is not its business. */
export interface Call<R> {
  /** Unique per text and stable: it is the prepared statement's name. */
  readonly name: string;
  /** Exactly one statement, every parameter cast, never BEGIN, COMMIT or SET. */
  readonly text: string;
  readonly values: readonly Param[];
  readonly read: (rows: readonly Row[]) => R;
}

/** Readers for the usual answers. */
export const firstRow =
  <T>() =>
  (rows: readonly Row[]): T | null =>
    (rows[0] as T | undefined) ?? null;
export const allRows =
  <T>() =>
  (rows: readonly Row[]): readonly T[] =>
    rows as unknown as readonly T[];
export const noRows = (): undefined => undefined;
