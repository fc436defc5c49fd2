import { heldRoles, MY_ACCOUNT, MY_PERSON } from '../../platform/auth/grants.js';
import { allRows, type Call, firstRow } from '../../platform/database/call.js';
import type { JsonText } from '../../platform/http/json-text.js';
import type { ListDefinition } from '../../platform/http/list.js';
import {
  DEFINITION_SCOPES,
  type DefinitionContent,
  type DefinitionScope,
  RELIABILITIES,
} from './domain/indicator-definition.js';
import { DEFINITION_STATES, type DefinitionState } from './domain/indicator-definition.lifecycle.js';
import { MEASURE_TYPES } from './indicator.dto.js';

/** One revision of a definition as services see it. */
export interface Definition {
  readonly id: string;
  readonly version: number;
  readonly definitionId: string;
  readonly revision: number;
  /** Null: for all districts; those come with the product. */
  readonly districtId: string | null;
  readonly unitId: string | null;
  readonly unitPath: string;
  readonly code: string;
  readonly scope: DefinitionScope;
  readonly state: DefinitionState;
  readonly authorIds: readonly string[];
  readonly content: DefinitionContent;
}

const text = (name: string): string => `c ->> '${name}'`;
const list = (name: string): string => `array(select jsonb_array_elements_text(c -> '${name}'))`;

/** Each column of the content, and where it stands in the JSON of a request. */
const CONTENT: Readonly<Record<string, string>> = {
  sector: text('sector'),
  subject_kinds: list('subjectKinds'),
  level1_v2015: `c #>> '{positions,V2015,level1}'`,
  level2_v2015: `c #>> '{positions,V2015,level2}'`,
  level1_v2021: `c #>> '{positions,V2021,level1}'`,
  level2_v2021: `c #>> '{positions,V2021,level2}'`,
  frameworks: `c -> 'frameworks'`,
  name_zh: text('name'),
  name_en: text('nameEn'),
  pinyin: text('pinyin'),
  definition_zh: text('definition'),
  definition_en: text('definitionEn'),
  measure_type: text('measureType'),
  operator: text('operator'),
  direction: text('direction'),
  unit_of_measure: text('unitOfMeasure'),
  formula: text('formula'),
  inputs: `c -> 'inputs'`,
  expression: text('expression'),
  levels: `nullif(c -> 'levels', 'null')`,
  evidence_kinds: list('evidenceKinds'),
  collection_method: `c #>> '{collection,method}'`,
  collection_frequency: `c #>> '{collection,frequency}'`,
  collection_cost: `c #>> '{collection,cost}'`,
  reliability: `c #>> '{collection,reliability}'`,
  pitfall: text('pitfall'),
  data_source: text('dataSource'),
};
const CONTENT_NAMES = Object.keys(CONTENT).join(', ');
const CONTENT_VALUES = Object.values(CONTENT).join(', ');

const position = (frame: string): string =>
  `case when t.level2_${frame} is not null then json_build_object('level1', t.level1_${frame}, 'level2', t.level2_${frame}) end`;
const PLACE = `'id', t.id, 'definitionId', t.definition_id, 'revision', t.revision, 'districtId', t.district_id, 'unitId', t.unit_id,
  'code', t.code, 'scope', t.scope, 'state', t.state`;
const SUMMARY = `'sector', t.sector, 'positions', json_build_object('V2015', ${position('v2015')}, 'V2021', ${position('v2021')}), 'name', t.name_zh,
  'pinyin', t.pinyin, 'measureType', t.measure_type, 'unitOfMeasure', t.unit_of_measure`;
const CONTENT_FIELDS = `${SUMMARY}, 'subjectKinds', t.subject_kinds, 'frameworks', t.frameworks, 'nameEn', t.name_en, 'definition', t.definition_zh,
  'definitionEn', t.definition_en, 'operator', t.operator, 'direction', t.direction, 'formula', t.formula, 'inputs', t.inputs,
  'expression', t.expression, 'levels', t.levels, 'evidenceKinds', t.evidence_kinds, 'collection', json_build_object('method', t.collection_method,
    'frequency', t.collection_frequency, 'cost', t.collection_cost, 'reliability', t.reliability), 'pitfall', t.pitfall, 'dataSource', t.data_source`;
const STANDING = `'mergedInto', t.merged_into, 'submittedAt', t.submitted_at, 'publishedAt', t.published_at, 'version', t.version,
  'updatedAt', t.updated_at`;

const COLUMNS = `t.id, t.version, t.definition_id as "definitionId", t.revision, t.district_id as "districtId", t.unit_id as "unitId",
  t.unit_path::text as "unitPath", t.code, t.scope, t.state, t.author_ids as "authorIds", json_build_object(${CONTENT_FIELDS}) as content`;

const inEitherFrame = (level: string) => (place: string) => `${place}::text in (t.${level}_v2015, t.${level}_v2021)`;

export const definitionList: ListDefinition = {
  name: 'indicator_definitions.list',
  from: 'app.indicator_definitions t',
  filters: {
    q: {
      column: 't.search_text',
      type: 'text',
      about:
        '全文检索：名称、拼音或首字母、编码、解释，空格隔开的词都要出现 / every word in name, pinyin, code or definition',
      // The planner takes the grams for what they select and the recheck for a half: a common word is found by walking the sort.
      condition: (place) => `(exists (select 1 from app.indicator_terms x where x.id = t.id
          and x.grams @> app.grams(lower(normalize(${place}::text, nfkc))))
        and (select coalesce(bool_and(position(w.word in t.search_text) > 0), true) from unnest(app.search_words(${place}::text)) w (word)))`,
    },
    code: { column: 't.code', type: 'code', about: '指标编码 / code' },
    scope: { column: 't.scope', type: 'code', values: DEFINITION_SCOPES, about: '共性、行业、个性 / scope' },
    sector: { column: 't.sector', type: 'code', about: '行业领域 / sector' },
    level1: { column: 't.level1_v2021', type: 'code', about: '一级指标 / level 1', condition: inEitherFrame('level1') },
    level2: { column: 't.level2_v2021', type: 'code', about: '二级指标 / level 2', condition: inEitherFrame('level2') },
    frame: {
      column: 't.level2_v2021',
      type: 'code',
      values: ['V2015', 'V2021'],
      about: '可用于该指标体系 / has a position in this frame',
      condition: (place) => `case ${place}::text when 'V2015' then t.level2_v2015 else t.level2_v2021 end is not null`,
    },
    measureType: { column: 't.measure_type', type: 'code', values: MEASURE_TYPES, about: '指标类型 / measure type' },
    reliability: { column: 't.reliability', type: 'code', values: RELIABILITIES, about: '数据可靠性 / reliability' },
    state: { column: 't.state', type: 'code', values: DEFINITION_STATES, about: '状态 / state' },
    definitionId: { column: 't.definition_id', type: 'uuid', about: '同一指标的各版次 / all revisions of one' },
    districtId: { column: 't.district_id', type: 'uuid', about: '区划 / district' },
    unitId: { column: 't.unit_id', type: 'uuid', about: '单位（个性指标）/ unit' },
  },
  sorts: {
    pinyin: { column: 'pinyin', type: 'text' },
    code: { column: 'code', type: 'text' },
    revision: { column: 'revision', type: 'int' },
    updatedAt: { column: 'updated_at', type: 'timestamptz' },
  },
  defaultSort: 'pinyin',
  item: `json_build_object(${PLACE}, ${SUMMARY}, 'reliability', t.reliability, 'mergedInto', t.merged_into, 'version', t.version)`,
};

export interface DefinitionDetail extends JsonText {
  readonly version: number;
  readonly state: DefinitionState;
  readonly scope: DefinitionScope;
  readonly roles: readonly string[];
}

export const definitionDetail = (id: string): Call<DefinitionDetail | null> => ({
  name: 'indicator_definitions.detail',
  text: `select json_build_object(${PLACE}, ${CONTENT_FIELDS}, ${STANDING})::text as json, t.version, t.state, t.scope,
      ${heldRoles('t.unit_path', 'null::uuid')} as roles
    from app.indicator_definitions t where t.id = $1::uuid`,
  values: [id],
  read: firstRow<DefinitionDetail>(),
});

export const findDefinition = (id: string): Call<Definition | null> => ({
  name: 'indicator_definitions.find',
  text: `select ${COLUMNS} from app.indicator_definitions t where t.id = $1::uuid`,
  values: [id],
  read: firstRow<Definition>(),
});

/** What is in force, for comparing. */
export const findPublishedContent = (definitionId: string): Call<DefinitionContent | null> => ({
  name: 'indicator_definitions.find_published_content',
  text: `select json_build_object(${CONTENT_FIELDS}) as content from app.indicator_definitions t
    where t.definition_id = $1::uuid and t.state = 'PUBLISHED'`,
  values: [definitionId],
  read: ([row]) => (row?.['content'] as DefinitionContent | undefined) ?? null,
});

/**
 * All revisions of a definition, locked in order. Row security locks only what the caller may change: a definition above his
 * scope has none.
 */
export const findRevisionsForUpdate = (definitionId: string): Call<readonly Definition[]> => ({
  name: 'indicator_definitions.find_revisions_for_update',
  text: `select ${COLUMNS} from app.indicator_definitions t where t.definition_id = $1::uuid order by t.revision for no key update`,
  values: [definitionId],
  read: allRows<Definition>(),
});

export type NewDefinition = Omit<Definition, 'version' | 'revision' | 'state'>;

/** A draft under the next revision of its definition. */
export const insertDefinition = (definition: NewDefinition): Call<Definition> => ({
  name: 'indicator_definitions.insert',
  text: `insert into app.indicator_definitions as t (id, definition_id, revision, district_id, unit_id, unit_path, code, scope, author_ids, ${CONTENT_NAMES})
    select $1::uuid, $2::uuid, (select coalesce(max(o.revision), 0) + 1 from app.indicator_definitions o where o.definition_id = $2::uuid),
      $3::uuid, $4::uuid, $5::public.ltree, $6, $7, $8::uuid[], ${CONTENT_VALUES}
    from (select $9::jsonb as c) w returning ${COLUMNS}`,
  values: [
    definition.id,
    definition.definitionId,
    definition.districtId,
    definition.unitId,
    definition.unitPath,
    definition.code,
    definition.scope,
    definition.authorIds,
    JSON.stringify(definition.content),
  ],
  read: ([row]) => row as unknown as Definition,
});

/** Compare-and-set of a draft; the editor joins the authors, and nobody leaves them. */
export const updateDefinition = (id: string, version: number, content: DefinitionContent): Call<Definition | null> => ({
  name: 'indicator_definitions.update',
  text: `update app.indicator_definitions t set version = t.version + 1, updated_at = now(), (${CONTENT_NAMES}) =
        (select ${CONTENT_VALUES} from (select $3::jsonb as c) w),
      author_ids = case when ${MY_PERSON}::uuid = any (t.author_ids) then t.author_ids else t.author_ids || ${MY_PERSON}::uuid end
    where t.id = $1::uuid and t.version = $2::int and t.state = 'DRAFT' returning ${COLUMNS}`,
  values: [id, version, JSON.stringify(content)],
  read: firstRow<Definition>(),
});

/** Moves one revision along the lifecycle, with the marks that belong to it. `mergedInto`: the definition that takes over. */
export const moveDefinition = (
  { id, version, state }: Definition,
  to: DefinitionState,
  mergedInto: string | null = null,
): Call<Definition | null> => ({
  name: 'indicator_definitions.move',
  text: `update app.indicator_definitions t set state = $4, version = t.version + 1, updated_at = now(),
      submitted_at = case when $4 = 'REVIEW' then app.app_now() else t.submitted_at end,
      published_at = case when $4 = 'PUBLISHED' then app.app_now() else t.published_at end,
      publisher_id = case when $4 = 'PUBLISHED' then ${MY_PERSON}::uuid else t.publisher_id end,
      merged_into = coalesce($5::uuid, t.merged_into),
      merged_by = case when $5::uuid is null then t.merged_by else ${MY_PERSON}::uuid end
    where t.id = $1::uuid and t.version = $2::int and t.state = $3 returning ${COLUMNS}`,
  values: [id, version, state, to, mergedInto],
  read: firstRow<Definition>(),
});

/** What the caller holds at a place of the tree. */
export const findMyRoles = (unitPath: string): Call<readonly string[]> => ({
  name: 'indicator_definitions.find_my_roles',
  text: `select ${heldRoles('$1::public.ltree', 'null::uuid')} as roles where ${MY_ACCOUNT} is not null`,
  values: [unitPath],
  read: ([row]) => (row?.['roles'] as readonly string[] | undefined) ?? [],
});
