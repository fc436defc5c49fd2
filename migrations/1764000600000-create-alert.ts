import type { MigrationInterface, QueryRunner } from 'typeorm';
import { grant, inOrder, requireVersionStep, secureTable } from '../src/platform/database/row-security.js';
import { ALERT_RULES_1764000600000 } from './seeds/1764000600000-alert-rules.js';

/** 预警: rules as data, alerts, and the reports that are due. */
export class CreateAlert1764000600000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await inOrder(q, TABLES);
    for (const table of ['alerts', 'report_duties']) await secureTable(q, { table, project: 'project_id' });
    for (const table of ['alert_rules', 'alerts']) await requireVersionStep(q, table);
    await grant(q, 'alert_rules', 'select, insert, update');
    await grant(q, 'alerts', 'select, insert, update');
    await grant(q, 'report_duties', 'select, insert, update');
    for (const { id, code, kind, name, definition } of ALERT_RULES_1764000600000) {
      await q.query(
        `insert into app.alert_rules (id, code, edition, kind, name_zh, name_en, definition, state, published_at)
          values ($1, $2, 1, $3, $4, $5, $6, 'PUBLISHED', now())`,
        [id, code, kind, name.zh, name.en, JSON.stringify(definition)],
      );
    }
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`drop table app.report_duties, app.alerts, app.alert_rules`);
    await q.query(`drop function app.refuse_published_alert_rule_change`);
  }
}

const TABLES = [
  // version is the row's, for compare-and-set; edition counts the published versions of one code. No district: for all.
  `create table app.alert_rules (
    id uuid not null, version int not null default 1, code text not null, edition int not null, district_id uuid, kind text not null,
    name_zh text not null, name_en text not null, definition jsonb not null, state text not null default 'DRAFT',
    published_at timestamptz, created_at timestamptz not null default now(), updated_at timestamptz not null default now(),
    constraint pk_alert_rules primary key (id),
    constraint uq_alert_rules_code_edition unique nulls not distinct (code, edition, district_id),
    constraint fk_alert_rules_district foreign key (district_id) references app.districts (id),
    constraint ck_alert_rules_edition check (edition > 0),
    constraint ck_alert_rules_kind check (kind in
      ('LIGHT', 'EXECUTION_LAG', 'GOAL_LAG', 'MISMATCH', 'OVER_EXECUTION', 'TARGET_SUSPECT', 'NO_DATA')),
    constraint ck_alert_rules_state check (state in ('DRAFT', 'PUBLISHED', 'RETIRED')))`,
  `create function app.refuse_published_alert_rule_change() returns trigger language plpgsql as
    $$ begin
      if old.state <> 'DRAFT' and (old.definition, old.code, old.edition, old.kind)
        is distinct from (new.definition, new.code, new.edition, new.kind) then
        raise exception using errcode = 'BP409', message = 'a published alert rule is frozen: publish a new edition';
      end if;
      return new;
    end $$`,
  `create trigger alert_rules_frozen before update on app.alert_rules
    for each row execute function app.refuse_published_alert_rule_change()`,
  // dedupe_key: code of the rule | project or indicator | period: an alert exists once, however often it is computed.
  `create table app.alerts (
    id uuid not null, version int not null default 1, kind text not null, severity text not null, rule_id uuid not null,
    district_id uuid not null, unit_path public.ltree not null, project_id uuid not null, indicator_id uuid,
    fiscal_year smallint not null, month smallint not null, dedupe_key text not null, state text not null default 'FIRING',
    resolution text, inputs jsonb not null, explanation_zh text not null, explanation_en text not null,
    fired_at timestamptz not null, acknowledged_by uuid, acknowledged_at timestamptz, comment text, resolved_at timestamptz,
    updated_at timestamptz not null,
    constraint pk_alerts primary key (id), constraint uq_alerts_dedupe_key unique (dedupe_key),
    constraint fk_alerts_rule foreign key (rule_id) references app.alert_rules (id),
    constraint fk_alerts_project foreign key (project_id) references app.projects (id),
    constraint ck_alerts_severity check (severity in ('INFO', 'WARN', 'SERIOUS', 'CRITICAL')),
    constraint ck_alerts_state check (state in ('FIRING', 'ACKNOWLEDGED', 'RESOLVED')),
    constraint ck_alerts_resolution check ((state = 'RESOLVED') = (resolution is not null)
      and resolution in ('CLEARED', 'SUPERSEDED')),
    constraint ck_alerts_resolved check ((state = 'RESOLVED') = (resolved_at is not null)),
    constraint ck_alerts_month check (month between 1 and 12))`,
  `create index ix_alerts_project on app.alerts (project_id, fiscal_year, month)`,
  `create index ix_alerts_open on app.alerts (district_id, fired_at, id) where state <> 'RESOLVED'`,
  // One for each goal and month in which figures are due: what its reminders are about.
  `create table app.report_duties (
    id uuid not null, goal_id uuid not null, project_id uuid not null, district_id uuid not null, unit_path public.ltree not null,
    fiscal_year smallint not null, month smallint not null, deadline date not null,
    opened_at timestamptz not null, fulfilled_at timestamptz,
    constraint pk_report_duties primary key (id),
    constraint uq_report_duties_goal_month unique (goal_id, fiscal_year, month),
    constraint fk_report_duties_goal foreign key (goal_id) references app.goals (id),
    constraint ck_report_duties_month check (month between 1 and 12))`,
  `create index ix_report_duties_open on app.report_duties (deadline, id) where fulfilled_at is null`,
];
