/** What a cell means. Decimals stay text from end to end; a code is text even where it looks like a number. */
export type ColumnType = 'CODE' | 'TEXT' | 'DECIMAL' | 'INTEGER' | 'DATE' | 'CHOICE' | 'YES_NO';

/** A choice as the form prints it (`label`) and as the API names it (`code`). */
export interface Choice {
  readonly code: string;
  readonly label: string;
  /** Other ways in which people write it. */
  readonly also?: readonly string[];
}

/** 一列 / one column of a form. Everything here is data: it crosses into the worker thread as it is. */
export interface ImportColumn {
  /** Name in JSON, CSV and NDJSON. */
  readonly key: string;
  /** 表头 / the header that the form prints. */
  readonly header: string;
  readonly type: ColumnType;
  readonly required?: boolean;
  /** TEXT and CODE: characters. */
  readonly maxLength?: number;
  /** DECIMAL: digits after the point. */
  readonly places?: number;
  /** DECIMAL and INTEGER: bounds, both included. */
  readonly min?: string;
  readonly max?: string;
  readonly choices?: readonly Choice[];
  /** TEXT: offered in a drop-down, but other texts are welcome. */
  readonly suggestions?: readonly string[];
  /** 填写要求 / what would make it right, in the words of the form. */
  readonly hint: string;
}

/** One kind of spreadsheet: what it holds, how its rows are named, and what is added up. */
export interface ImportSchema {
  /** `indicators`: the `kind` of POST /imports. */
  readonly kind: string;
  /** 工作表名 / name of the sheet, and of the form. */
  readonly sheet: string;
  readonly columns: readonly ImportColumn[];
  /** Columns that name a row, some of which may stay empty: no two rows of a file are equal in all of them. */
  readonly key: readonly string[];
  /** Columns that name what a row belongs to; rows that share it are written together. Empty: each row stands alone. */
  readonly group: readonly string[];
  /** Columns that a template fills in: a row with nothing else is untouched. Absent: those of the group. */
  readonly prefilled?: readonly string[];
  /** 控制合计 / columns whose sum the clerk compares with the paper. */
  readonly totals: readonly string[];
  /** Pairs of DATE columns: the first is not after the second. */
  readonly periods?: readonly (readonly [from: string, to: string])[];
}

export type ImportStrategy = 'CREATE' | 'UPDATE' | 'UPSERT';
export type ImportFormat = 'XLSX' | 'CSV' | 'NDJSON';
export type CellValue = string | number | boolean | null;
export type RowContent = Readonly<Record<string, CellValue>>;

/** A row of the file after its cells were read. */
export interface ImportRow {
  /** Row in the sheet, or line in the file; the first is 1. */
  readonly row: number;
  /** Rows of one group carry one number, in the order of the file. */
  readonly group: number;
  /** By column key; what could not be read is null. */
  readonly content: RowContent;
  readonly isValid: boolean;
}

export type IssueSeverity = 'ERROR' | 'WARN';

/** One thing that is wrong with a row or a cell, in words. */
export interface RowIssue {
  readonly row: number;
  /** Column key; null: the whole row. */
  readonly key: string | null;
  readonly code: string;
  readonly severity: IssueSeverity;
  /** 问题 / what is wrong. */
  readonly message: string;
  /** 如何改正 / what would make it right. */
  readonly hint: string;
  /** As it stands in the file; filled from the row where absent. */
  readonly value?: string | null;
}

/** The same with its place in the file: what the report, the annotated copy and the API show. */
export interface ImportIssue extends Omit<RowIssue, 'key' | 'value'> {
  readonly sheet: string | null;
  /** Letter of the column in a sheet or CSV, key in NDJSON; null: the whole row. */
  readonly column: string | null;
  /** `/7/weight`: row and key. */
  readonly pointer: string;
  readonly value: string | null;
}

export const columnOf = (schema: ImportSchema, key: string): ImportColumn => {
  const column = schema.columns.find((candidate) => candidate.key === key);
  if (!column) throw new Error(`import ${schema.kind} has no column ${key}`);
  return column;
};
