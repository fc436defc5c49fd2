import { type Call, firstRow, noRows } from '../../platform/database/call.js';
import type { JsonText } from '../../platform/http/json-text.js';
import type { Written } from '../../platform/imports/import-kinds.js';
import type { ImportFormat, ImportIssue, ImportRow, ImportStrategy } from '../../platform/imports/import-schema.js';
import type { TablePlace } from '../../platform/imports/table-reading.js';

/** An import as its processor sees it. */
export interface Import {
  readonly id: string;
  readonly version: number;
  readonly kind: string;
  readonly mode: 'VALIDATE' | 'COMMIT';
  readonly strategy: ImportStrategy;
  readonly atomic: 'ALL' | 'ROW';
  readonly format: ImportFormat;
  readonly state: 'RECEIVED' | 'VALID' | 'INVALID' | 'REFUSED' | 'COMMITTED';
  readonly fileId: string;
  readonly fileName: string;
  readonly fileDigest: string;
  readonly rowDigest: string | null;
  readonly sourceId: string | null;
  readonly report: ImportReport | null;
  /** Rows that a commit has written so far. */
  readonly created: number;
  readonly updated: number;
}

export interface ImportReport {
  readonly stats: Readonly<
    Record<'rows' | 'valid' | 'untouched' | 'errors' | 'warnings' | 'issuesOmitted' | 'created' | 'updated', number>
  >;
  readonly controlTotals: readonly { readonly key: string; readonly header: string; readonly sum: string }[];
  readonly issues: readonly ImportIssue[];
  readonly sheet: string | null;
  readonly place: TablePlace;
}

const OWN = `account_id = nullif(current_setting('app.account'), '')::uuid`;
const IMPORT_COLUMNS = `id, version, kind, mode, strategy, atomic, format, state, file_id as "fileId", file_name as "fileName",
  file_digest as "fileDigest", row_digest as "rowDigest", source_id as "sourceId", report, created, updated`;

const IMPORT_JSON = `json_build_object('id', id, 'kind', kind, 'mode', mode, 'strategy', strategy, 'atomic', atomic, 'format', format, 'state', state,
  'fileName', file_name, 'fileDigest', file_digest, 'rowDigest', row_digest, 'stats', report->'stats',
  'controlTotals', coalesce(report->'controlTotals', '[]'), 'issues', coalesce(report->'issues', '[]'),
  'annotatedFileUrl', '/api/v1/files/' || annotated_file_id || '/content',
  'confirmToken', case when confirmed_by is null and confirm_until > now() then confirm_token end,
  'confirmUntil', case when confirmed_by is null and confirm_until > now() then confirm_until end,
  'version', version, 'createdAt', created_at, 'updatedAt', updated_at)`;

export const insertImport = (
  made: Omit<Import, 'version' | 'state' | 'report' | 'created' | 'updated'>,
): Call<void> => ({
  name: 'imports.insert',
  text: `insert into app.imports (id, account_id, kind, mode, strategy, atomic, format, file_id, file_name, file_digest, row_digest, source_id)
    values ($1::uuid, current_setting('app.account')::uuid, $2, $3, $4, $5, $6, $7::uuid, $8, $9, $10, $11::uuid)`,
  values: [
    made.id,
    made.kind,
    made.mode,
    made.strategy,
    made.atomic,
    made.format,
    made.fileId,
    made.fileName,
    made.fileDigest,
    made.rowDigest,
    made.sourceId,
  ],
  read: noRows,
});

/** An import is seen by the account that made it. */
export const importDetail = (id: string): Call<JsonText | null> => ({
  name: 'imports.detail',
  text: `select (${IMPORT_JSON})::text as json, version from app.imports where id = $1::uuid and ${OWN}`,
  values: [id],
  read: firstRow<JsonText>(),
});

export const findImport = (id: string): Call<Import | null> => ({
  name: 'imports.find',
  text: `select ${IMPORT_COLUMNS} from app.imports where id = $1::uuid and ${OWN}`,
  values: [id],
  read: firstRow<Import>(),
});

/** The dry run that a token stands for, while it may still be used; others wait for whoever uses it now. */
export const findConfirmed = (token: string): Call<Import | null> => ({
  name: 'imports.find_confirmed',
  text: `select ${IMPORT_COLUMNS} from app.imports
    where confirm_token = $1 and ${OWN} and confirmed_by is null and confirm_until > now() for update`,
  values: [token],
  read: firstRow<Import>(),
});

export const useToken = (id: string, by: string): Call<void> => ({
  name: 'imports.use_token',
  text: `update app.imports set confirmed_by = $2::uuid, version = version + 1, updated_at = now() where id = $1::uuid`,
  values: [id, by],
  read: noRows,
});

export interface ImportEnd {
  readonly state: Import['state'];
  readonly report: ImportReport | null;
  readonly rowDigest: string | null;
  readonly annotatedFileId: string | null;
  /** Present: the dry run may be committed with it for a day. */
  readonly confirmToken: string | null;
}

export const endImport = (id: string, end: ImportEnd): Call<number> => ({
  name: 'imports.end',
  text: `update app.imports set state = $2, report = $3::jsonb, row_digest = $4, annotated_file_id = $5::uuid, confirm_token = $6,
      confirm_until = case when $6::text is not null then now() + interval '1 day' end, version = version + 1, updated_at = now()
    where id = $1::uuid and ${OWN} returning version`,
  values: [
    id,
    end.state,
    end.report && JSON.stringify(end.report),
    end.rowDigest,
    end.annotatedFileId,
    end.confirmToken,
  ],
  read: ([row]) => Number(row?.['version'] ?? 0),
});

export const stageRows = (importId: string, rows: readonly (ImportRow & { readonly id: string })[]): Call<void> => ({
  name: 'import_rows.stage',
  text: `insert into app.import_rows (import_id, row_no, group_no, id, content)
    select $1::uuid, r.row, r."group", r.id, r.content from jsonb_to_recordset($2::jsonb) as r(row int, "group" int, id uuid, content jsonb)`,
  values: [importId, JSON.stringify(rows.map(({ row, group, id, content }) => ({ row, group, id, content })))],
  read: noRows,
});

/** Before a reading begins: an earlier run of the same import may have left some. */
export const clearStagedRows = (importId: string): Call<void> => ({
  name: 'import_rows.clear',
  text: `delete from app.import_rows where import_id = $1::uuid`,
  values: [importId],
  read: noRows,
});

/** Rows that merged cells make unusable; how many they were. */
export const dropStagedRows = (importId: string, first: number, last: number): Call<number> => ({
  name: 'import_rows.drop',
  text: `with gone as (delete from app.import_rows where import_id = $1::uuid and row_no between $2::int and $3::int returning 1)
    select count(*)::int as n from gone`,
  values: [importId, first, last],
  read: ([row]) => Number(row?.['n'] ?? 0),
});

export interface StagedExtent {
  readonly rows: number;
  readonly lastGroup: number;
}

export const findExtent = (importId: string): Call<StagedExtent> => ({
  name: 'import_rows.extent',
  text: `select count(*) filter (where not done)::int as rows, coalesce(max(group_no), -1)::int as "lastGroup"
    from app.import_rows where import_id = $1::uuid`,
  values: [importId],
  read: ([row]) => row as unknown as StagedExtent,
});

/** Written rows are marked in the transaction that writes them: a run that is repeated goes on where it stopped. */
export const markDone = ({ id, sourceId }: Import, { created, updated, written }: Written): Call<void> => ({
  name: 'import_rows.mark_done',
  text: `with marked as (update app.import_rows set done = true where import_id = $1::uuid and row_no = any ($2::int[]))
    update app.imports set created = created + $4::int, updated = updated + $5::int, version = version + 1, updated_at = now()
    where id = $3::uuid`,
  values: [sourceId, written, id, created, updated],
  read: noRows,
});

/** The first row of a group. */
export const findFirstRow = (importId: string, group: number): Call<number> => ({
  name: 'import_rows.find_first',
  text: `select min(row_no)::int as row from app.import_rows where import_id = $1::uuid and group_no = $2::int`,
  values: [importId, group],
  read: ([row]) => Number(row?.['row'] ?? 1),
});

/** Rows that were not written, the first of them, but for those of the groups that are known to have failed. */
export const findLeftRows = (importId: string, failed: readonly number[], limit: number): Call<readonly number[]> => ({
  name: 'import_rows.find_left',
  text: `select row_no as row from app.import_rows where import_id = $1::uuid and not done and not group_no = any ($2::int[])
    order by row_no limit $3::int`,
  values: [importId, failed, limit],
  read: (rows) => rows.map((row) => Number(row['row'])),
});

/** Staged rows that nobody will write any more. */
export const purgeStagedRows = (): Call<number> => ({
  name: 'import_rows.purge',
  text: `with gone as (delete from app.import_rows r using app.imports i
      where i.id = r.import_id and (i.created_at < now() - interval '2 days'
        or exists (select 1 from app.imports c where c.id = i.confirmed_by and c.state = 'COMMITTED')) returning 1)
    select count(*)::int as n from gone`,
  values: [],
  read: ([row]) => Number(row?.['n'] ?? 0),
});
