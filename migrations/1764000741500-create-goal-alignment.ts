import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  grant,
  inOrder,
  requireVersionStep,
  secureTable,
  showAncestors,
} from '../src/platform/database/row-security.js';

/** 战略目标 of a district in two levels, and the links of goals to them and to the duties of units. */
export class CreateGoalAlignment1764000741500 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await inOrder(q, [...OBJECTIVES, ...ALIGNMENTS]);
    await secureTable(q, { table: 'strategic_objectives', project: null });
    await showAncestors(q, 'strategic_objectives');
    for (const table of ['goal_alignments', 'goal_alignment_links'])
      await secureTable(q, { table, project: 'project_id' });
    for (const table of ['strategic_objectives', 'goal_alignments']) {
      await requireVersionStep(q, table);
      await grant(q, table, 'select, insert, update');
    }
    // An alignment is set as a whole: its links are replaced.
    await grant(q, 'goal_alignment_links', 'select, insert, delete');
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`drop table app.goal_alignment_links, app.goal_alignments, app.strategic_objectives`);
  }
}

const OBJECTIVES = [
  // Two levels and no more: a parent is of level 1, because the key that it is found by says so.
  `create table app.strategic_objectives (
    id uuid not null, version int not null default 1, district_id uuid not null, unit_path public.ltree not null,
    parent_id uuid, level smallint not null, parent_level smallint generated always as (case when parent_id is not null then 1 end) stored,
    code text not null, title text not null, description text, year_from smallint not null, year_to smallint not null,
    responsible_unit_ids uuid[] not null default '{}', state text not null default 'ACTIVE',
    created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
    constraint pk_strategic_objectives primary key (id),
    constraint uq_strategic_objectives_level unique (id, level),
    constraint uq_strategic_objectives_code unique (district_id, year_from, code),
    constraint fk_strategic_objectives_district foreign key (district_id) references app.districts (id),
    constraint fk_strategic_objectives_parent foreign key (parent_id, parent_level) references app.strategic_objectives (id, level),
    constraint ck_strategic_objectives_level check (level = case when parent_id is null then 1 else 2 end),
    constraint ck_strategic_objectives_period check (year_from <= year_to),
    constraint ck_strategic_objectives_state check (state in ('ACTIVE', 'RETIRED')))`,
  `create index ix_strategic_objectives_parent on app.strategic_objectives (parent_id)`,
];

const ALIGNMENTS = [
  // The header of one goal's alignment: it counts the changes, apart from the goal, which may be under review meanwhile.
  `create table app.goal_alignments (
    goal_id uuid not null, version int not null default 1, project_id uuid not null, district_id uuid not null, unit_path public.ltree not null,
    created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
    constraint pk_goal_alignments primary key (goal_id),
    constraint fk_goal_alignments_goal foreign key (goal_id) references app.goals (id))`,
  // share: of the goal's budget, in basis points; null: not said. sentence: the words of the goal that mean it.
  `create table app.goal_alignment_links (
    goal_id uuid not null, position smallint not null, objective_id uuid, duty_id uuid, share_basis_points int, sentence text,
    project_id uuid not null, district_id uuid not null, unit_path public.ltree not null,
    constraint pk_goal_alignment_links primary key (goal_id, position),
    constraint uq_goal_alignment_links_target unique nulls not distinct (goal_id, objective_id, duty_id),
    constraint fk_goal_alignment_links_alignment foreign key (goal_id) references app.goal_alignments (goal_id),
    constraint fk_goal_alignment_links_objective foreign key (objective_id) references app.strategic_objectives (id),
    constraint fk_goal_alignment_links_duty foreign key (duty_id) references app.duties (id),
    constraint ck_goal_alignment_links_target check (num_nonnulls(objective_id, duty_id) = 1),
    constraint ck_goal_alignment_links_share check (share_basis_points between 1 and 10000))`,
  `create index ix_goal_alignment_links_objective on app.goal_alignment_links (objective_id) where objective_id is not null`,
  `create index ix_goal_alignment_links_duty on app.goal_alignment_links (duty_id) where duty_id is not null`,
];
