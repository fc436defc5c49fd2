import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  grant,
  inOrder,
  requireVersionStep,
  secureTable,
  showAncestors,
  withoutForcedRowSecurity,
} from '../src/platform/database/row-security.js';
import { INDICATOR_LIBRARY_1764000730000 } from './seeds/1764000730000-indicator-library.js';
import { UNITS_OF_MEASURE_1764000730000 } from './seeds/1764000730000-units-of-measure.js';
import { WEIGHT_TEMPLATES_1764000730000 } from './seeds/1764000730000-weight-templates.js';

/** 指标库: definitions in revisions, 度量单位, 权重模板; indicators and goals pin the revision that they were filed under. */
export class CreateGoalIndicatorLibrary1764000730000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await inOrder(q, TABLES);
    await q.query(LOAD_UNITS, [JSON.stringify(UNITS_OF_MEASURE_1764000730000)]);
    await q.query(LOAD_TEMPLATES, [JSON.stringify(WEIGHT_TEMPLATES_1764000730000)]);
    // Before row-level security: what belongs to all districts lies at the root of the tree.
    await q.query(LOAD_DEFINITIONS, [JSON.stringify(INDICATOR_LIBRARY_1764000730000)]);
    await inOrder(q, [...SEARCH, ...FREEZE]);
    await withoutForcedRowSecurity(q, ['goals', 'indicators'], () => inOrder(q, PINS));
    await secureTable(q, { table: 'indicator_definitions', project: null });
    await showAncestors(q, 'indicator_definitions');
    for (const table of ['indicator_definitions', 'weight_templates']) await requireVersionStep(q, table);
    await grant(q, 'indicator_definitions', 'select, insert, update');
    for (const table of ['units_of_measure', 'weight_templates']) await grant(q, table, 'select');
    await q.query(LIBRARY_FLOW);
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`delete from app.approval_flows where id = '${LIBRARY_FLOW_ID}'`);
    await inOrder(q, UNPIN);
    await q.query(
      `drop table app.indicator_terms, app.indicator_definitions, app.weight_templates, app.units_of_measure`,
    );
    await q.query(
      `drop function app.refuse_frozen_definition(), app.index_definition(), app.search_words(text), app.grams(text)`,
    );
  }
}

const TABLES = [
  // value × factor is the value in the base unit of the dimension.
  `create table app.units_of_measure (
    id uuid not null, code text not null, symbol text not null, name_en text not null, dimension text not null, factor numeric not null,
    aliases text[] not null, position int not null,
    constraint pk_units_of_measure primary key (id), constraint uq_units_of_measure_code unique (code),
    constraint uq_units_of_measure_symbol unique (symbol), constraint ck_units_of_measure_factor check (factor > 0))`,
  // district_id null: for all districts. The revisions of a code run on across districts, so that code and revision name one.
  `create table app.weight_templates (
    id uuid not null, version int not null default 1, code text not null, revision int not null, district_id uuid,
    name_zh text not null, name_en text not null, source text not null, evidence text not null, subject_kinds text[] not null, frame text,
    execution_weight numeric(5,2) not null, places jsonb not null, state text not null default 'PUBLISHED',
    published_at timestamptz default now(), created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
    constraint pk_weight_templates primary key (id), constraint uq_weight_templates_revision unique (code, revision),
    constraint fk_weight_templates_district foreign key (district_id) references app.districts (id),
    constraint ck_weight_templates_evidence check (evidence in ('SEEN', 'KNOWN')),
    constraint ck_weight_templates_frame check (frame in ('V2015', 'V2021')),
    constraint ck_weight_templates_state check (state in ('DRAFT', 'PUBLISHED', 'RETIRED')))`,
  `create unique index uq_weight_templates_published on app.weight_templates (code, district_id) nulls not distinct
    where state = 'PUBLISHED'`,
  // A row is one revision of a definition. unit_path: the root, a district or a unit; who works below may read it.
  `create table app.indicator_definitions (
    id uuid not null, version int not null default 1, definition_id uuid not null, revision int not null,
    district_id uuid, unit_id uuid, unit_path public.ltree not null, code text not null, scope text not null, sector text,
    subject_kinds text[] not null, level1_v2015 text, level2_v2015 text, level1_v2021 text, level2_v2021 text,
    frameworks jsonb not null default '[]', name_zh text not null, name_en text, pinyin text not null, definition_zh text not null, definition_en text,
    measure_type text not null, operator text not null, direction text not null, unit_of_measure text,
    formula text not null, inputs jsonb not null default '[]', expression text, levels jsonb, evidence_kinds text[] not null,
    collection_method text not null, collection_frequency text not null, collection_cost text not null, reliability text not null,
    pitfall text, data_source text, search_text text not null generated always as (lower(normalize(code || ' ' || name_zh || ' '
      || coalesce(name_en, '') || ' ' || replace(pinyin, ' ', '') || ' ' || regexp_replace(pinyin, '(\\S)\\S*\\s?', '\\1', 'g') || ' ' || definition_zh,
      nfkc))) stored,
    state text not null default 'DRAFT', author_ids uuid[] not null default '{}', publisher_id uuid, merged_into uuid, merged_by uuid,
    submitted_at timestamptz, published_at timestamptz,
    created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
    constraint pk_indicator_definitions primary key (id),
    constraint uq_indicator_definitions_revision unique (definition_id, revision),
    constraint uq_indicator_definitions_code unique nulls not distinct (code, district_id, unit_id, revision),
    constraint fk_indicator_definitions_district foreign key (district_id) references app.districts (id),
    constraint fk_indicator_definitions_unit foreign key (unit_id) references app.units (id),
    constraint fk_indicator_definitions_unit_of_measure foreign key (unit_of_measure) references app.units_of_measure (code),
    constraint ck_indicator_definitions_state check (state in ('DRAFT', 'REVIEW', 'PUBLISHED', 'REVISED', 'RETIRED')),
    constraint ck_indicator_definitions_scope check (scope in ('COMMON', 'SECTOR', 'OWN') and (scope = 'OWN') = (unit_id is not null)),
    constraint ck_indicator_definitions_measure_type check (measure_type in ('CUMULATIVE', 'STOCK', 'RATE', 'SCORE', 'DATE', 'COST',
      'EVENT_COUNT', 'QUAL')),
    constraint ck_indicator_definitions_operator check (operator in ('GE', 'GT', 'EQ', 'LT', 'LE', 'QUAL')),
    constraint ck_indicator_definitions_direction check (direction in ('POSITIVE', 'NEGATIVE', 'NEUTRAL')),
    constraint ck_indicator_definitions_reliability check (reliability in ('A', 'B', 'C', 'D')),
    constraint ck_indicator_definitions_collection_cost check (collection_cost in ('LOW', 'MEDIUM', 'HIGH')),
    constraint ck_indicator_definitions_collection_frequency check (collection_frequency in ('MONTH', 'QUARTER', 'HALF', 'YEAR', 'MULTI_YEAR')),
    constraint ck_indicator_definitions_publisher check (publisher_id is null or publisher_id <> all (author_ids)),
    constraint ck_indicator_definitions_merger check (merged_by is null or merged_by <> all (author_ids)))`,
  // One revision is in force, and one is being worked at.
  `create unique index uq_indicator_definitions_published on app.indicator_definitions (definition_id) where state = 'PUBLISHED'`,
  `create unique index uq_indicator_definitions_open on app.indicator_definitions (definition_id) where state in ('DRAFT', 'REVIEW')`,
  `create index ix_indicator_definitions_pinyin on app.indicator_definitions (pinyin, id)`,
  `create index ix_indicator_definitions_code on app.indicator_definitions (code, id)`,
  `create index ix_indicator_definitions_updated_at on app.indicator_definitions (updated_at, id)`,
  `create index ix_indicator_definitions_sector on app.indicator_definitions (sector, pinyin, id)`,
];

const LOAD_UNITS = `insert into app.units_of_measure (id, code, symbol, name_en, dimension, factor, aliases, position)
  select ('019ac000-0731-7000-8000-' || lpad(to_hex(position), 12, '0'))::uuid, w.code, w.symbol, w.en, w.dimension, w.factor, w.aliases, position
  from rows from (jsonb_to_recordset($1::jsonb) as (code text, symbol text, en text, dimension text, factor numeric, aliases text[]))
    with ordinality as w (code, symbol, en, dimension, factor, aliases, position)`;

const LOAD_TEMPLATES = `insert into app.weight_templates (id, code, revision, name_zh, name_en, source, evidence, subject_kinds, frame, execution_weight, places)
  select ('019ac000-0732-7000-8000-' || lpad(to_hex(position), 12, '0'))::uuid, w.code, w.revision, w.name ->> 'zh', w.name ->> 'en', w.source,
    w.evidence, w.subject_kinds, w.frame, w.execution, w.places
  from rows from (jsonb_to_recordset($1::jsonb) as (code text, revision int, name jsonb, source text, evidence text, "subjectKinds" text[],
    frame text, execution numeric, places jsonb))
    with ordinality as w (code, revision, name, source, evidence, subject_kinds, frame, execution, places, position)`;

const LOAD_DEFINITIONS = `insert into app.indicator_definitions (id, definition_id, revision, unit_path, code, scope, sector, subject_kinds,
    level1_v2015, level2_v2015, level1_v2021, level2_v2021, frameworks, name_zh, name_en, pinyin, definition_zh, definition_en, measure_type, operator,
    direction, unit_of_measure, formula, inputs, expression, levels, evidence_kinds, collection_method, collection_frequency, collection_cost,
    reliability, pitfall, data_source, state, published_at)
  select e.id, e.id, 1, 'r', d ->> 'code', d ->> 'scope', d ->> 'sector', array(select jsonb_array_elements_text(d -> 'subjectKinds')),
    d #>> '{positions,V2015,level1}', d #>> '{positions,V2015,level2}', d #>> '{positions,V2021,level1}', d #>> '{positions,V2021,level2}',
    d -> 'frameworks', d #>> '{name,zh}', d #>> '{name,en}', d ->> 'pinyin', d #>> '{definition,zh}', d #>> '{definition,en}', d ->> 'measureType',
    d ->> 'operator', d ->> 'direction', d ->> 'unitOfMeasure', d ->> 'formula', d -> 'inputs', d ->> 'expression', nullif(d -> 'levels', 'null'),
    array(select jsonb_array_elements_text(d -> 'evidenceKinds')), d #>> '{collection,method}', d #>> '{collection,frequency}',
    d #>> '{collection,cost}', d #>> '{collection,reliability}', d ->> 'pitfall', d ->> 'dataSource', 'PUBLISHED', now()
  from (select d, ('019ac000-0733-7000-8000-' || lpad(to_hex(position), 12, '0'))::uuid as id
    from jsonb_array_elements($1::jsonb) with ordinality as x (d, position)) e`;

/**
 * Search without a dictionary: Chinese has no spaces, so every character and pair of characters counts as a word, and three
 * letters of Latin or pinyin. Row security would keep an index of the table itself from being used (array operators are not
 * leakproof): the words lie beside it, as hashes under the row's id, and what is found is read through the table's policies.
 */
const SEARCH = [
  `create function app.grams(words text) returns int[] language sql immutable strict parallel safe as
    $$ select coalesce(array_agg(distinct hashtext(gram)), '{}') from (
      select substr(words, i, n) as gram from generate_series(1, length(words)) i, generate_series(1, 3) n where i + n - 1 <= length(words)) g
    where strpos(gram, ' ') = 0 and (length(gram) < 3 or gram ~ '^[a-z0-9]+$') $$`,
  `create function app.search_words(words text) returns text[] language sql immutable strict parallel safe as
    $$ select coalesce(array_agg(word), '{}') from unnest(regexp_split_to_array(lower(normalize(words, nfkc)), '\\s+')) as word where word <> '' $$`,
  `create table app.indicator_terms (
    id uuid not null, grams int[] not null,
    constraint pk_indicator_terms primary key (id),
    constraint fk_indicator_terms_definition foreign key (id) references app.indicator_definitions (id))`,
  `insert into app.indicator_terms (id, grams) select id, app.grams(search_text) from app.indicator_definitions`,
  `create index ix_indicator_terms_grams on app.indicator_terms using gin (grams)`,
  `create function app.index_definition() returns trigger language plpgsql security definer set search_path = '' as
    $$ begin
      insert into app.indicator_terms (id, grams) values (new.id, app.grams(new.search_text))
        on conflict (id) do update set grams = excluded.grams;
      return null;
    end $$`,
  `create trigger indicator_definitions_index after insert or update of code, name_zh, name_en, pinyin, definition_zh
    on app.indicator_definitions for each row execute function app.index_definition()`,
  `grant select on app.indicator_terms to app_rw, app_worker`,
];

const FREEZE = [
  // Never edited in place: beyond the draft only the marks of the lifecycle move.
  `create function app.refuse_frozen_definition() returns trigger language plpgsql as
    $$ declare marks text[] := array['version', 'state', 'publisher_id', 'merged_into', 'merged_by', 'submitted_at', 'published_at', 'updated_at',
      'unit_path', 'search_text'];
    begin
      if old.state <> 'DRAFT' and to_jsonb(new) - marks is distinct from to_jsonb(old) - marks then
        raise exception using errcode = '23514', constraint = 'ck_indicator_definitions_frozen', message = 'the definition is frozen';
      end if;
      return new;
    end $$`,
  `create trigger indicator_definitions_frozen before update on app.indicator_definitions
    for each row execute function app.refuse_frozen_definition()`,
];

/** The content of a goal changes only while it is a draft or returned; afterwards only its state moves. */
const frozenGoal = (
  columns: readonly string[],
): string => `create or replace function app.refuse_frozen_goal() returns trigger language plpgsql as
  $$ begin
    if old.state not in ('DRAFT', 'RETURNED') and (new.annual_goal, coalesce(new.overall_goal, ''), ${columns.map((name) => `new.${name}`).join(', ')})
      is distinct from (old.annual_goal, coalesce(old.overall_goal, ''), ${columns.map((name) => `old.${name}`).join(', ')}) then
      raise exception using errcode = '23514', constraint = 'ck_goals_frozen', message = 'the goal is frozen';
    end if;
    return new;
  end $$`;
const GOAL_CONTENT = ['frame', 'weight_template', 'execution_weight'];

const PINS = [
  // Until now there was one revision of each template.
  `alter table app.goals add column weight_template_revision int not null default 1,
    add constraint fk_goals_weight_template foreign key (weight_template, weight_template_revision) references app.weight_templates (code, revision)`,
  frozenGoal([...GOAL_CONTENT, 'weight_template_revision']),
  `alter table app.indicators add column definition_id uuid, add column definition_revision int,
    add constraint fk_indicators_definition foreign key (definition_id, definition_revision)
      references app.indicator_definitions (definition_id, revision) match full`,
  `create index ix_indicators_definition on app.indicators (definition_id, id) where definition_id is not null`,
];

const UNPIN = [
  `alter table app.indicators drop column definition_id, drop column definition_revision`,
  frozenGoal(GOAL_CONTENT),
  `alter table app.goals drop column weight_template_revision`,
];

const LIBRARY_FLOW_ID = '01a20c00-0000-7000-8000-000000000002';

/** 绩效科 drafts, another of 绩效科 or the bureau's leader publishes: two persons. A district may publish its own flow. */
const LIBRARY_STEPS = {
  distinctReviewers: true,
  steps: [
    {
      kind: 'STEP',
      key: 'publish',
      name: { zh: '审核发布', en: 'Publication' },
      mode: 'ANY',
      assignees: [
        { by: 'ROLE', role: 'FIN_PERF', scope: 'DISTRICT' },
        { by: 'ROLE', role: 'FIN_LEADER', scope: 'DISTRICT' },
      ],
      dueWorkingDays: 10,
    },
  ],
};

const LIBRARY_FLOW = `insert into app.approval_flows (id, code, revision, district_id, subject_type, name, definition, state, published_at)
  values ('${LIBRARY_FLOW_ID}', 'indicator-definition-standard', 1, null, 'indicator-definition', '指标入库审核', '${JSON.stringify(LIBRARY_STEPS)}',
    'PUBLISHED', now())`;
