import { type Call, firstRow, noRows } from '../../platform/database/call.js';
import type { JsonText } from '../../platform/http/json-text.js';
import type { BackTestResult } from './back-test.statement.js';
import type { MonitoringRules } from './domain/monitoring-rule-set.js';

export interface BackTest {
  readonly id: string;
  readonly ruleSetId: string;
  readonly ruleSetVersion: number;
  readonly rules: MonitoringRules;
  readonly fiscalYear: number;
  readonly months: readonly number[];
  readonly districtId: string;
}

const SUMMARY = `'id', t.id, 'ruleSetId', t.rule_set_id, 'ruleSetVersion', t.rule_set_version, 'districtId', t.district_id,
  'fiscalYear', t.fiscal_year, 'months', t.months, 'newlyFlagged', (t.result ->> 'newlyFlagged')::int,
  'noLongerFlagged', (t.result ->> 'noLongerFlagged')::int, 'createdAt', t.created_at, 'finishedAt', t.finished_at`;

export const insertBackTest = (
  made: BackTest & { readonly unitPath: string; readonly personId: string },
): Call<void> => ({
  name: 'monitoring_back_tests.insert',
  text: `insert into app.monitoring_back_tests (id, rule_set_id, rule_set_version, rules, fiscal_year, months, district_id, unit_path, person_id)
    values ($1::uuid, $2::uuid, $3::int, $4::jsonb, $5::smallint, $6::smallint[], $7::uuid, $8::public.ltree, $9::uuid)`,
  values: [
    made.id,
    made.ruleSetId,
    made.ruleSetVersion,
    JSON.stringify(made.rules),
    made.fiscalYear,
    made.months,
    made.districtId,
    made.unitPath,
    made.personId,
  ],
  read: noRows,
});

export const findBackTest = (id: string): Call<BackTest | null> => ({
  name: 'monitoring_back_tests.find',
  text: `select id, rule_set_id as "ruleSetId", rule_set_version as "ruleSetVersion", rules, fiscal_year as "fiscalYear", months, district_id as "districtId"
    from app.monitoring_back_tests where id = $1::uuid`,
  values: [id],
  read: firstRow<BackTest>(),
});

export const finishBackTest = (id: string, result: BackTestResult): Call<void> => ({
  name: 'monitoring_back_tests.finish',
  text: `update app.monitoring_back_tests set result = $2::jsonb, finished_at = now() where id = $1::uuid`,
  values: [id, JSON.stringify(result)],
  read: noRows,
});

/** The latest of one rule set, newest first. Null: the rule set is unknown, or out of sight. */
export const backTestsOf = (ruleSetId: string): Call<JsonText | null> => ({
  name: 'monitoring_back_tests.list',
  text: `select json_build_object('items', (select coalesce(json_agg(item), '[]') from (
      select json_build_object(${SUMMARY}) as item from app.monitoring_back_tests t where t.rule_set_id = s.id order by t.id desc limit 50) as items))::text as json
    from app.monitoring_rule_sets s where s.id = $1::uuid`,
  values: [ruleSetId],
  read: firstRow<JsonText>(),
});

export const backTestDetail = (id: string): Call<JsonText | null> => ({
  name: 'monitoring_back_tests.detail',
  text: `select json_build_object(${SUMMARY}, 'rules', t.rules, 'byMonth', coalesce(t.result -> 'months', '[]'), 'projects', coalesce(t.result -> 'projects', '[]'))::text as json
    from app.monitoring_back_tests t where t.id = $1::uuid`,
  values: [id],
  read: firstRow<JsonText>(),
});
