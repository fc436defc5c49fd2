import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant, inOrder, secureTable, withoutForcedRowSecurity } from '../src/platform/database/row-security.js';

/** 绩效目标申报表: which form a goal is filed on, what the form says, and its lists of lines. */
export class CreateGoalDeclaration1764000760000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(FORM);
    await withoutForcedRowSecurity(q, ['goals', 'projects'], () => inOrder(q, FORM_OF_STANDING));
    await q.query(ONE_WHOLE);
    await inOrder(q, [DECLARATIONS, ...LINES]);
    await secureTable(q, { table: 'goal_declarations', project: 'project_id' });
    await grant(q, 'goal_declarations', 'select, insert, update');
    for (const table of LINE_TABLES) {
      await secureTable(q, { table, project: 'project_id' });
      // A list is set as a whole: its lines are replaced.
      await grant(q, table, 'select, insert, delete');
    }
    for (const table of ['goal_declarations', ...LINE_TABLES]) {
      // Always reached by goal.
      await q.query(`drop index app.ix_${table}_unit_path`);
      // What was submitted stays, as with indicators.
      await q.query(`create trigger ${table}_frozen before insert or update or delete on app.${table}
        for each row execute function app.refuse_frozen_indicator()`);
    }
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`drop table ${LINE_TABLES.map((table) => `app.${table}`).join(', ')}, app.goal_declarations`);
    await q.query(`alter table app.goals drop column form`);
  }
}

const LINE_TABLES = ['goal_funding_lines', 'goal_milestones', 'goal_cost_estimates', 'goal_tasks'];

const FORM = `alter table app.goals add column form text not null default 'PROJECT',
  add constraint ck_goals_form check (form in ('PROJECT', 'DEPARTMENT_WHOLE'))`;

// Goals of whole departments that stand already. Their version stays: nobody's ETag or approval grows stale by this.
const FORM_OF_STANDING = [
  `alter table app.goals disable trigger goals_version_step`,
  `update app.goals g set form = 'DEPARTMENT_WHOLE' from app.projects p where p.id = g.project_id and p.kind = 'DEPARTMENT_WHOLE'`,
  `alter table app.goals enable trigger goals_version_step`,
];

// 1.2: one for a department and year; one that was rejected or cancelled makes room.
const ONE_WHOLE = `create unique index uq_goals_department_whole on app.goals (department_id, fiscal_year)
  where form = 'DEPARTMENT_WHOLE' and state not in ('REJECTED', 'CANCELLED')`;

const amount = (column: string): string =>
  `${column} numeric(20,2) constraint ck_goal_declarations_${column} check (${column} >= 0)`;
const count = (column: string): string =>
  `${column} int constraint ck_goal_declarations_${column} check (${column} >= 0)`;

// Its version is the goal's: it changes only with it.
const DECLARATIONS = `create table app.goal_declarations (
  goal_id uuid not null, project_id uuid not null, district_id uuid not null, unit_path public.ltree not null,
  filler text, phone text, head text, filled_on date, leader_name text, basis text, necessity text, feasibility text,
  ${amount('total_amount')}, ${amount('total_fiscal')}, ${amount('total_other')}, ${amount('year_amount')},
  duties text, ${amount('total_budget')}, ${amount('fiscal_amount')}, ${amount('other_amount')}, ${amount('basic_amount')},
  ${amount('project_amount')}, ${amount('three_public_amount')},
  ${count('staff_quota')}, ${count('staff_actual')}, ${count('sub_units')},
  constraint pk_goal_declarations primary key (goal_id),
  constraint fk_goal_declarations_goal foreign key (goal_id) references app.goals (id))`;

/** The id is known within its goal only: a line that stays keeps it, so that reviewers see what has changed in it. */
const lines = (table: string, columns: string): string => `create table app.${table} (
  goal_id uuid not null, id uuid not null, position smallint not null,
  project_id uuid not null, district_id uuid not null, unit_path public.ltree not null, ${columns},
  constraint pk_${table} primary key (goal_id, id),
  constraint fk_${table}_declaration foreign key (goal_id) references app.goal_declarations (goal_id))`;

const LINES = [
  lines(
    'goal_funding_lines',
    `source text not null, amount numeric(20,2) not null, note text,
    constraint ck_goal_funding_lines_source check (source in ('FISCAL', 'CARRY_OVER', 'SPECIAL_ACCOUNT', 'OWN', 'OTHER')),
    constraint ck_goal_funding_lines_amount check (amount >= 0)`,
  ),
  lines('goal_milestones', `content text not null, start_on date not null, end_on date not null`),
  lines(
    'goal_cost_estimates',
    `item text not null, formula text not null, amount numeric(20,2) not null, evidence text, actual_y1 numeric(20,2), actual_y2 numeric(20,2),
    constraint ck_goal_cost_estimates_amounts check (amount >= 0 and actual_y1 >= 0 and actual_y2 >= 0)`,
  ),
  lines(
    'goal_tasks',
    `name text not null, content text not null, total numeric(20,2) not null, fiscal numeric(20,2) not null, other numeric(20,2) not null,
    constraint ck_goal_tasks_amounts check (total >= 0 and fiscal >= 0 and other >= 0)`,
  ),
];
