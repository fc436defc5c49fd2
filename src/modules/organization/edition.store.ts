import { MY_PERSON } from '../../platform/auth/grants.js';
import { type Call, firstRow, noRows, type Row } from '../../platform/database/call.js';
import type { JsonText } from '../../platform/http/json-text.js';
import { rolesInDistrict } from './district.store.js';
import type { EditionState } from './domain/edition.lifecycle.js';

/** What every edition has; null as its district: it belongs to all and came with the product, published. */
export interface Edition {
  readonly id: string;
  readonly version: number;
  readonly districtId: string | null;
  readonly state: EditionState;
  readonly authorId: string | null;
}

/** Where the editions of one kind are kept. */
export interface EditionTable<E extends Edition> {
  /** In the schema app. */
  readonly table: string;
  /** The column of which one value has one published edition in a district. */
  readonly key: 'code' | 'variant';
  /** The column that counts the editions of a key. */
  readonly counter: 'revision' | 'edition';
  /** The column that holds the rule itself. */
  readonly content: 'definition' | 'rules';
  /** The select list of an edition, with `t` as its table, and how its row is read. */
  readonly columns: string;
  readonly read: (row: Row) => E;
  /** The edition as an answer. */
  readonly json: string;
  /** Who sees it: `true` where row security says so. */
  readonly isVisible: string;
}

/** An edition belongs to all districts or to one: the caller's own. For tables without row security. */
export const OF_MY_DISTRICT = `(t.district_id is null or exists (select 1 from app.districts d where d.id = t.district_id))`;

const first =
  <E extends Edition>({ read }: EditionTable<E>) =>
  ([row]: readonly Row[]): E | null =>
    row ? read(row) : null;

export const findEdition = <E extends Edition>(of: EditionTable<E>, id: string): Call<E | null> => ({
  name: `${of.table}.find`,
  text: `select ${of.columns} from app.${of.table} t where t.id = $1::uuid and ${of.isVisible}`,
  values: [id],
  read: first(of),
});

export const findEditionForUpdate = <E extends Edition>(of: EditionTable<E>, id: string): Call<E | null> => ({
  name: `${of.table}.find_for_update`,
  text: `select ${of.columns} from app.${of.table} t where t.id = $1::uuid and ${of.isVisible} for update of t`,
  values: [id],
  read: first(of),
});

/** The published edition of a key: the district's own before the general one. */
export const findPublishedEdition = <E extends Edition>(
  of: EditionTable<E>,
  key: string,
  districtId: string,
): Call<E | null> => ({
  name: `${of.table}.find_published`,
  text: `select ${of.columns} from app.${of.table} t where t.${of.key} = $1 and t.state = 'PUBLISHED'
      and (t.district_id = $2::uuid or t.district_id is null) order by t.district_id is null limit 1`,
  values: [key, districtId],
  read: first(of),
});

export interface EditionDetail extends JsonText {
  readonly version: number;
  readonly state: EditionState;
  /** Drafted by the caller. */
  readonly isOwn: boolean;
  /** The caller's roles in its district. */
  readonly roles: readonly string[];
}

export const editionDetail = <E extends Edition>(of: EditionTable<E>, id: string): Call<EditionDetail | null> => ({
  name: `${of.table}.detail`,
  text: `select (${of.json})::text as json, t.version, t.state, coalesce(t.author_id::text = ${MY_PERSON}, false) as "isOwn",
      ${rolesInDistrict('t.district_id')} as roles
    from app.${of.table} t where t.id = $1::uuid and ${of.isVisible}`,
  values: [id],
  read: firstRow<EditionDetail>(),
});

export interface NewEdition {
  readonly id: string;
  readonly districtId: string;
  readonly key: string;
  /** By column; absent: this kind has no names. */
  readonly names?: Readonly<Partial<Record<'name' | 'name_zh' | 'name_en', string>>>;
  readonly content: object;
  readonly authorId: string;
}

/** A draft under the next number of its key. */
export const insertEdition = <E extends Edition>(of: EditionTable<E>, made: NewEdition): Call<void> => {
  const names = Object.entries(made.names ?? {});
  return {
    name: `${of.table}.insert`,
    text: `insert into app.${of.table} (id, ${[of.key, of.counter, 'district_id', of.content, 'author_id', ...names.map(([column]) => column)].join(', ')})
      select $1::uuid, $2, coalesce(max(s.${of.counter}), 0) + 1, $3::uuid, $4::jsonb, $5::uuid${names.map((_, at) => `, $${at + 6}`).join('')}
      from app.${of.table} s where s.${of.key} = $2 and s.district_id = $3::uuid`,
    values: [
      made.id,
      made.key,
      made.districtId,
      JSON.stringify(made.content),
      made.authorId,
      ...names.map(([, name]) => name),
    ],
    read: noRows,
  };
};

/** Compare-and-set of a draft's rule and names. False: it is no draft of this version. */
export const updateDraft = <E extends Edition>(
  of: EditionTable<E>,
  { id, version }: E,
  { content, names = {} }: Pick<NewEdition, 'content' | 'names'>,
): Call<boolean> => ({
  name: `${of.table}.update_draft`,
  text: `update app.${of.table} set version = version + 1, updated_at = now(), ${of.content} = $3::jsonb${Object.keys(
    names,
  )
    .map((column, at) => `, ${column} = $${at + 4}`)
    .join('')}
    where id = $1::uuid and version = $2::int and state = 'DRAFT' returning 1`,
  values: [id, version, JSON.stringify(content), ...Object.values(names)],
  read: (rows) => rows.length === 1,
});

/** The published edition gives way. What was judged by it keeps it. */
export const retirePublishedEdition = <E extends Edition>(of: EditionTable<E>, { id }: E): Call<void> => ({
  name: `${of.table}.retire_published`,
  text: `update app.${of.table} t set version = t.version + 1, updated_at = now(), state = 'RETIRED'
    from app.${of.table} n where n.id = $1::uuid and t.${of.key} = n.${of.key} and t.district_id = n.district_id and t.state = 'PUBLISHED'`,
  values: [id],
  read: noRows,
});

/** After retirePublishedEdition(), as a statement of its own: one is published at a time. */
export const publishEditionRow = <E extends Edition>(
  of: EditionTable<E>,
  { id, version }: E,
  publisherId: string,
): Call<boolean> => ({
  name: `${of.table}.publish`,
  text: `update app.${of.table} set version = version + 1, updated_at = now(), state = 'PUBLISHED', publisher_id = $3::uuid, published_at = now()
    where id = $1::uuid and version = $2::int and state = 'DRAFT' returning 1`,
  values: [id, version, publisherId],
  read: (rows) => rows.length === 1,
});
