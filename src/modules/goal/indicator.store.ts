import { allRows, type Call, firstRow } from '../../platform/database/call.js';
import type { JsonText } from '../../platform/http/json-text.js';
import type { CheckedIndicator } from './domain/goal-check.js';
import { DECLARATION_JSON } from './goal-declaration.store.js';
import type { IndicatorRequest } from './indicator.dto.js';

/** What statements of modules to the right may read. */
export const INDICATOR_VIEW = 'app.indicator_v';

/** Decimals as people write them: 735, not 735.000000. */
const plain = (column: string): string => `trim_scale(${column})::text`;

export const INDICATOR_JSON = `json_build_object('id', i.id, 'definitionId', i.definition_id, 'definitionRevision', i.definition_revision, 'level1', i.level1, 'level2', i.level2, 'name', i.name, 'measureType', i.measure_type,
  'operator', i.operator, 'direction', i.direction, 'targetValue', ${plain('i.target_value')}, 'targetOn', i.target_on, 'targetText', i.target_text,
  'baseline', ${plain('i.baseline')}, 'unitOfMeasure', i.unit_of_measure, 'weight', i.weight::text, 'reportingPeriod', i.reporting_period,
  'isCore', i.is_core, 'definition', i.definition, 'scoringStandard', i.scoring_standard, 'targetBasis', i.target_basis, 'dataSource', i.data_source)`;

/** All indicators of goal `g`, in order. */
export const INDICATORS_JSON = `(select coalesce(json_agg(${INDICATOR_JSON} order by i.position, i.id), '[]')
  from app.indicators i where i.goal_id = g.id and not i.retired)`;

export type StoredIndicator = CheckedIndicator & {
  readonly id: string;
  readonly definitionId: string | null;
  readonly definitionRevision: number | null;
};

export const findIndicators = (goalId: string): Call<readonly StoredIndicator[]> => ({
  name: 'indicators.find_by_goal',
  text: `select i.id, i.level1, i.level2, i.name, i.measure_type as "measureType", i.operator, i.direction, i.target_value::text as "targetValue",
      i.target_on::text as "targetOn", i.target_text as "targetText", i.baseline::text as baseline, i.unit_of_measure as "unitOfMeasure",
      i.weight::text as weight, i.definition_id as "definitionId", i.definition_revision as "definitionRevision", d.state as "definitionState"
    from app.indicators i left join app.indicator_definitions d on d.definition_id = i.definition_id and d.revision = i.definition_revision
    where i.goal_id = $1::uuid and not i.retired order by i.position, i.id limit 1000`,
  values: [goalId],
  read: allRows<StoredIndicator>(),
});

const CONTENT = `'projectId', g.project_id, 'fiscalYear', g.fiscal_year, 'frame', g.frame, 'weightTemplate', g.weight_template, 'weightTemplateRevision', g.weight_template_revision,
  'executionWeight', g.execution_weight::text, 'weightReason', g.weight_reason, 'annualGoal', g.annual_goal, 'overallGoal', g.overall_goal,
  'indicators', ${INDICATORS_JSON}`;

/**
 * What a reviewer is shown, as the JSON text whose digest is the content hash. Without a declaration form it is the same
 * text as before there were forms: hashes that were signed then still hold.
 */
export const findContent = (goalId: string): Call<string> => ({
  name: 'goals.find_content',
  text: `select (case when d.goal_id is null then json_build_object(${CONTENT})
      else json_build_object(${CONTENT}, 'declaration', ${DECLARATION_JSON}) end)::text as content
    from app.goals g left join app.goal_declarations d on d.goal_id = g.id where g.id = $1::uuid`,
  values: [goalId],
  read: ([row]) => String(row?.['content'] ?? ''),
});

/** Ids in the request that are not this goal's. */
export const findForeignIndicators = (goalId: string, ids: readonly string[]): Call<readonly string[]> => ({
  name: 'indicators.find_foreign',
  text: `select x.id::text as id from unnest($2::uuid[]) as x(id)
    where not exists (select 1 from app.indicators i where i.id = x.id and i.goal_id = $1::uuid) order by x.id`,
  values: [goalId, ids],
  read: (rows) => rows.map((row) => String(row['id'])),
});

/** Replaces the list in one statement: changed, new and removed indicators, in the order given. */
export const replaceIndicators = (
  goalId: string,
  indicators: readonly ((IndicatorRequest | StoredIndicator) & { readonly id: string })[],
): Call<number> => ({
  name: 'indicators.replace',
  text: `with wanted as (select w.*, w.ordinality as position from rows from (jsonb_to_recordset($2::jsonb) as (id uuid, "definitionId" uuid, "definitionRevision" int, level1 text, level2 text, name text,
        "measureType" text, operator text, direction text, "targetValue" numeric, "targetOn" date, "targetText" text, baseline numeric,
        "unitOfMeasure" text, weight numeric, "reportingPeriod" text, "isCore" boolean, definition text, "scoringStandard" text,
        "targetBasis" text, "dataSource" text)) with ordinality as w),
      removed as (delete from app.indicators i where i.goal_id = $1::uuid and not i.retired and not exists (select 1 from wanted w where w.id = i.id)),
      kept as (
        insert into app.indicators as i (id, goal_id, project_id, district_id, unit_path, fiscal_year, position, level1, level2, name, measure_type, operator,
          direction, target_value, target_on, target_text, baseline, unit_of_measure, weight, reporting_period, is_core, definition, scoring_standard,
          target_basis, data_source, definition_id, definition_revision)
        select w.id, g.id, g.project_id, g.district_id, g.unit_path, g.fiscal_year, w.position, w.level1, w.level2, w.name, w."measureType", w.operator,
          w.direction, w."targetValue", w."targetOn", w."targetText", w.baseline, w."unitOfMeasure", w.weight, w."reportingPeriod", coalesce(w."isCore", false),
          w.definition, w."scoringStandard", w."targetBasis", w."dataSource", w."definitionId", w."definitionRevision"
        from wanted w join app.goals g on g.id = $1::uuid
        on conflict (id) do update set position = excluded.position, level1 = excluded.level1, level2 = excluded.level2, name = excluded.name,
          measure_type = excluded.measure_type, operator = excluded.operator, direction = excluded.direction, target_value = excluded.target_value,
          target_on = excluded.target_on, target_text = excluded.target_text, baseline = excluded.baseline, unit_of_measure = excluded.unit_of_measure,
          weight = excluded.weight, reporting_period = excluded.reporting_period, is_core = excluded.is_core, definition = excluded.definition,
          scoring_standard = excluded.scoring_standard, target_basis = excluded.target_basis, data_source = excluded.data_source,
          definition_id = excluded.definition_id, definition_revision = excluded.definition_revision
        returning 1)
    select count(*)::int as n from kept`,
  values: [goalId, JSON.stringify(indicators)],
  read: ([row]) => Number(row?.['n'] ?? 0),
});

/** The indicators of one goal as a list; its ETag is the goal's. */
export const indicatorsOfGoal = (goalId: string): Call<JsonText | null> => ({
  name: 'indicators.of_goal',
  text: `select json_build_object('items', ${INDICATORS_JSON})::text as json, g.version from app.goals g where g.id = $1::uuid`,
  values: [goalId],
  read: firstRow<JsonText>(),
});
