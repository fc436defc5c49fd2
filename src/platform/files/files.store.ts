import { type Call, firstRow } from '../database/call.js';
import type { JsonText } from '../http/json-text.js';

export interface NewFile {
  readonly id: string;
  readonly name: string;
  readonly mediaType: string;
  readonly digest: string;
  readonly bytes: Buffer;
}

export interface FileContent {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Buffer;
}

const DAILY_BYTES = 2 * 1024 ** 3;
const FILE_JSON = `json_build_object('id', id, 'name', name, 'mediaType', media_type, 'size', size, 'digest', digest,
  'contentUrl', '/api/v1/files/' || id || '/content', 'createdAt', created_at)`;
const OWN = `account_id = nullif(current_setting('app.account'), '')::uuid`;

/** Null: the account has uploaded as much as it may within a day. A file never changes, so its version is always 1. */
export const insertFile = (file: NewFile): Call<JsonText | null> => ({
  name: 'files.insert',
  text: `insert into app.files (id, account_id, name, media_type, size, digest, content)
    select $1::uuid, current_setting('app.account')::uuid, $2, $3, length($5::bytea), $4, $5::bytea
    where (select coalesce(sum(size), 0) from app.files where ${OWN} and created_at > now() - interval '1 day')
      + length($5::bytea) <= ${DAILY_BYTES}
    returning (${FILE_JSON})::text as json, 1 as version`,
  values: [file.id, file.name, file.mediaType, file.digest, file.bytes],
  read: firstRow<JsonText>(),
});

/** A file is seen by the account that uploaded it. */
export const fileDetail = (id: string): Call<JsonText | null> => ({
  name: 'files.detail',
  text: `select (${FILE_JSON})::text as json, 1 as version from app.files where id = $1::uuid and ${OWN}`,
  values: [id],
  read: firstRow<JsonText>(),
});

export const fileContent = (id: string): Call<FileContent | null> => ({
  name: 'files.content',
  text: `select name, media_type as "mediaType", content as bytes from app.files where id = $1::uuid and ${OWN}`,
  values: [id],
  read: firstRow<FileContent>(),
});

/** How many of these are the caller's own: what he may attach to something. */
export const countOwnFiles = (ids: readonly string[]): Call<number> => ({
  name: 'files.count_own',
  text: `select count(*)::int as n from app.files where id = any ($1::uuid[]) and ${OWN}`,
  values: [ids],
  read: ([row]) => Number(row?.['n'] ?? 0),
});

/** The same as a condition inside one statement; `ids`: an array of uuid. True for none. */
export const ownsAllFiles = (ids: string): string =>
  `not exists (select 1 from unnest(${ids}) wanted where wanted not in (select id from app.files where id = any (${ids}) and ${OWN}))`;

/** Of a file that a module shows with one of its own resources: the module has asked whether the caller may see that. */
export const attachedFileContent = (id: string): Call<FileContent | null> => ({
  name: 'files.attached_content',
  text: `select name, media_type as "mediaType", content as bytes from app.files where id = $1::uuid`,
  values: [id],
  read: firstRow<FileContent>(),
});
