import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant, inOrder, requireVersionStep, secureTable } from '../src/platform/database/row-security.js';
import { ASSESSMENT_SHEETS_1764000740000 } from './seeds/1764000740000-assessment-sheets.js';

/** 事前绩效评估: the score sheets (data in editions) and the assessments of projects and policies. */
export class CreateBudgetAssessment1764000740000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await inOrder(q, [...SHEETS, ...ASSESSMENTS]);
    for (const { id, variant, name, definition } of ASSESSMENT_SHEETS_1764000740000) {
      await q.query(
        `insert into app.assessment_sheets (id, variant, revision, name, definition, state, published_at)
          values ($1, $2, 1, $3, $4, 'PUBLISHED', now())`,
        [id, variant, name, JSON.stringify(definition)],
      );
    }
    await secureTable(q, { table: 'project_assessments', project: 'project_id' });
    await inOrder(q, [...SHEET_SECURITY, ...FREEZE]);
    for (const table of ['assessment_sheets', 'project_assessments']) {
      await requireVersionStep(q, table);
      await grant(q, table, 'select, insert, update');
    }
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`drop table app.project_assessments, app.assessment_sheets`);
    await q.query(`drop function app.refuse_frozen_assessment_sheet(), app.refuse_frozen_project_assessment()`);
  }
}

const SHEETS = [
  // district_id null: for all districts.
  `create table app.assessment_sheets (
    id uuid not null, version int not null default 1, variant text not null, revision int not null, district_id uuid,
    name text not null, definition jsonb not null, state text not null default 'DRAFT', author_id uuid, publisher_id uuid,
    published_at timestamptz,
    created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
    constraint pk_assessment_sheets primary key (id),
    constraint uq_assessment_sheets_revision unique nulls not distinct (district_id, variant, revision),
    constraint fk_assessment_sheets_district foreign key (district_id) references app.districts (id),
    constraint ck_assessment_sheets_variant check (variant in ('PROJECT', 'POLICY')),
    constraint ck_assessment_sheets_state check (state in ('DRAFT', 'PUBLISHED', 'RETIRED')),
    constraint ck_assessment_sheets_published check (state = 'DRAFT' or published_at is not null),
    constraint ck_assessment_sheets_publisher check (publisher_id is null or publisher_id <> author_id))`,
  `create unique index uq_assessment_sheets_published on app.assessment_sheets (variant, district_id) nulls not distinct
    where state = 'PUBLISHED'`,
  // What has scored anything, or could have, never changes: a new sheet is a new revision.
  `create function app.refuse_frozen_assessment_sheet() returns trigger language plpgsql as
    $$ begin
      if old.state <> 'DRAFT' and (new.definition, new.name, new.variant, new.revision, new.district_id, new.author_id)
        is distinct from (old.definition, old.name, old.variant, old.revision, old.district_id, old.author_id) then
        raise exception using errcode = '23514', constraint = 'ck_assessment_sheets_frozen', message = 'the sheet is frozen';
      end if;
      return new;
    end $$`,
  `create trigger assessment_sheets_frozen before update on app.assessment_sheets
    for each row execute function app.refuse_frozen_assessment_sheet()`,
];

const setting = (name: string, type: string): string =>
  `any ((select string_to_array(nullif(current_setting('app.${name}', true), ''), ',')::${type}[])::${type}[])`;

// As the rule sets: app.districts and app.projects show only what the caller may see.
const IS_KNOWN = `district_id is null or district_id in (select d.id from app.districts d)
  or district_id in (select p.district_id from app.projects p where p.id = ${setting('assigned', 'uuid')})`;

const IS_WHOLE = `district_id in (select d.id from app.districts d where d.unit_path operator(public.<@) ${setting('scopes', 'public.ltree')}
  or d.unit_path operator(public.=) ${setting('units', 'public.ltree')})`;

/** A district's own sheets are seen by whoever sees the district or is assigned a project there, written by who acts for all of it. */
const SHEET_SECURITY = [
  `alter table app.assessment_sheets enable row level security`,
  `alter table app.assessment_sheets force row level security`,
  `create policy of_known_district on app.assessment_sheets for select using (${IS_KNOWN})`,
  `create policy by_district on app.assessment_sheets for insert with check (${IS_WHOLE})`,
  `create policy in_district on app.assessment_sheets for update using (${IS_WHOLE}) with check (${IS_WHOLE})`,
];

const ASSESSMENTS = [
  // Computed beside reported and concluded: the one is never written over the other. answers: with the points of each;
  // dimension_scores and computed_* follow from them and the sheet. author_ids: the persons who assessed.
  `create table app.project_assessments (
    id uuid not null, version int not null default 1, district_id uuid not null, unit_id uuid not null, unit_path public.ltree not null,
    department_id uuid not null, project_id uuid not null, sheet_id uuid not null, state text not null default 'DRAFT',
    assessor_kind text not null, assessor_name text, requested_amount numeric(20,2), methods text[] not null default '{}',
    answers jsonb not null default '[]', dimension_scores jsonb not null default '[]',
    computed_score numeric(5,2) not null default 0, computed_outcome text, reported_score numeric(5,2),
    conclusion text, conclusion_reason text, opinion text, suggestions text,
    author_ids uuid[] not null, finalizer_id uuid, returned_count int not null default 0, review_opinion text,
    submitted_at timestamptz, finalized_at timestamptz,
    created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
    constraint pk_project_assessments primary key (id),
    constraint fk_project_assessments_project foreign key (project_id) references app.projects (id),
    constraint fk_project_assessments_unit foreign key (unit_id) references app.units (id),
    constraint fk_project_assessments_sheet foreign key (sheet_id) references app.assessment_sheets (id),
    constraint ck_project_assessments_state check (state in ('DRAFT', 'SUBMITTED', 'RETURNED', 'FINAL')),
    constraint ck_project_assessments_assessor check (assessor_kind in ('UNIT', 'DEPARTMENT', 'FINANCE', 'THIRD_PARTY')
      and (assessor_kind <> 'THIRD_PARTY' or length(assessor_name) > 0)),
    constraint ck_project_assessments_scores check (computed_score between 0 and 100 and reported_score between 0 and 100),
    constraint ck_project_assessments_requested_amount check (requested_amount >= 0),
    constraint ck_project_assessments_outcomes check (computed_outcome in ('SUPPORTED', 'SUPPORTED_AFTER_ADJUSTMENT', 'NOT_SUPPORTED')
      and conclusion in ('SUPPORTED', 'SUPPORTED_AFTER_ADJUSTMENT', 'NOT_SUPPORTED')),
    constraint ck_project_assessments_conclusion check (state in ('DRAFT', 'RETURNED') or (computed_outcome is not null
      and conclusion is not null and (conclusion = computed_outcome or length(conclusion_reason) > 0))),
    constraint ck_project_assessments_authors check (cardinality(author_ids) > 0),
    constraint ck_project_assessments_finalizer check ((state = 'FINAL') = (finalizer_id is not null)
      and (finalizer_id is null or finalizer_id <> all (author_ids))))`,
  // Each kind of assessor writes one at a time; the latest final one of a project counts.
  `create unique index uq_project_assessments_open on app.project_assessments (project_id, assessor_kind) where state <> 'FINAL'`,
  `create index ix_project_assessments_project on app.project_assessments (project_id, finalized_at)`,
  `create index ix_project_assessments_updated_at on app.project_assessments (updated_at, id)`,
];

const FREEZE = [
  // Content changes while it is written; then only the review's marks move; after FINAL nothing does. A row may follow its unit.
  `create function app.refuse_frozen_project_assessment() returns trigger language plpgsql as
    $$ declare loose text[] := array['version', 'updated_at', 'unit_path', 'unit_id', 'department_id']; begin
      if old.state in ('DRAFT', 'RETURNED') then return new; end if;
      if old.state <> 'FINAL' then
        loose := loose || array['state', 'returned_count', 'review_opinion', 'finalizer_id', 'finalized_at'];
      end if;
      if to_jsonb(new) - loose is distinct from to_jsonb(old) - loose then
        raise exception using errcode = '23514', constraint = 'ck_project_assessments_frozen', message = 'the assessment is frozen';
      end if;
      return new;
    end $$`,
  `create trigger project_assessments_frozen before update on app.project_assessments
    for each row execute function app.refuse_frozen_project_assessment()`,
];
