import { isInScope, isWhollyInScope } from '../../platform/auth/grants.js';
import { type Call, firstRow } from '../../platform/database/call.js';
import type { JsonText } from '../../platform/http/json-text.js';
import { PROJECT_VIEW } from '../budget/index.js';
import { PLACE_VIEW } from '../organization/index.js';
import { FIGURE_COLUMNS, FIGURES, projectFigures, sumOfFigures } from './overview-figures.js';

/** A node with more children than these names how many it has: the lists go on from there. */
export const MOST_CHILDREN = 1000;

/** The label under which a place is kept: the last of its path. It stays when the place moves. */
const LABEL = `public.subpath(p.unit_path, -1)::text`;
const IS_WHOLE = isWhollyInScope('p.unit_path');

const zeros = FIGURES.map((figure) => `coalesce(k.${figure}, 0) as ${figure}`).join(', ');

const figures = (row: string): string => {
  const rate = (reached: string, whole: string): string =>
    `round(${row}.${reached} / nullif(${row}.${whole}, 0), 6)::text`;
  const counts = (names: Readonly<Record<string, string>>): string =>
    `json_build_object(${Object.entries(names)
      .map(([name, figure]) => `'${name}', ${row}.${figure}`)
      .join(', ')})`;
  const lights = ['red', 'orange', 'yellow', 'grey', 'blue', 'green'];
  return `'projects', ${row}.projects, 'adjustedBudget', ${row}.adjusted_budget::numeric(24,2)::text,
    'executed', ${row}.executed::numeric(24,2)::text, 'executionRate', ${rate('executed', 'adjusted_budget')},
    'achievement', ${rate('achieved', 'covered')}, 'plannedAchievement', ${rate('planned', 'planned_covered')},
    'lights', json_build_object(${lights.map((light) => `'${light.toUpperCase()}', ${row}.light_${light}`).join(', ')},
      'NONE', ${row}.projects - ${lights.map((light) => `${row}.light_${light}`).join(' - ')}),
    'executionLags', ${row}.execution_lags, 'goalLags', ${row}.goal_lags, 'mismatches', ${row}.mismatches,
    'openAlerts', ${counts({ INFO: 'alerts_info', WARN: 'alerts_warn', SERIOUS: 'alerts_serious', CRITICAL: 'alerts_critical' })},
    'grades', ${counts({ EXCELLENT: 'grade_excellent', GOOD: 'grade_good', FAIR: 'grade_fair', POOR: 'grade_poor', OTHER: 'grade_other' })}`;
};

/** Where the same figures stand one by one. */
const LINKS = `json_build_object('overview', '/api/v1/overview?fiscalYear=' || at.fiscal_year || '&month=' || at.month || '&nodeId=' || e.id,
    'progress', '/api/v1/progress?fiscalYear=' || at.fiscal_year || '&month=' || at.month || kind.filter,
    'alerts', '/api/v1/alerts?state[in]=FIRING,ACKNOWLEDGED&fiscalYear=' || at.fiscal_year || kind.filter)`;

const ENTRY = `json_build_object('id', e.id, 'kind', e.kind, 'code', e.code, 'name', e.name, 'parentId', e.parent_id, ${figures('e')},
  'links', ${LINKS})`;

/**
 * A node and what lies one level below it. The kept rows and the changes that wait in the queue are added in one snapshot,
 * so that the answer is exact at any time. Whoever has a grant of a unit alone sees its own projects only, added up from
 * themselves; an evaluator, his project.
 */
export const overviewOf = (nodeId: string, fiscalYear: number | null, month: number | null): Call<JsonText | null> => ({
  name: 'overview.read',
  text: OVERVIEW,
  values: [nodeId, fiscalYear, month, []],
  read: firstRow<JsonText>(),
});

/** These places and projects side by side, below no common node. */
export const overviewOfAll = (
  ids: readonly string[],
  fiscalYear: number | null,
  month: number | null,
): Call<JsonText> => ({
  name: 'overview.read',
  text: OVERVIEW,
  values: [null, fiscalYear, month, ids],
  read: ([row]) => row as unknown as JsonText,
});

/** The month that is asked for; absent: the latest one of the year. */
const AT = `(select y.year as fiscal_year, coalesce($3::int, case when y.year = y.this_year then y.this_month
    when y.year < y.this_year then 12 else 1 end) as month
  from (select coalesce($2::int, extract(year from d)::int) as year, extract(year from d)::int as this_year,
    extract(month from d)::int as this_month from (select app.app_today() as d) c) y)`;

const OVERVIEW = `with at as materialized ${AT},
node as materialized (
  select p.id, p.kind, p.parent_id, p.code, p.name, p.unit_path from ${PLACE_VIEW} p where p.id = $1::uuid and ${isInScope('p.unit_path')}
  union all
  select id, 'PROJECT', unit_id, code, name, unit_path from ${PROJECT_VIEW} where id = $1::uuid),
places as materialized (
  select p.*, true as is_node, ${LABEL} as node, ${IS_WHOLE} as is_whole from node p where p.kind <> 'PROJECT'
  union all
  select p.id, p.kind, p.parent_id, p.code, p.name, p.unit_path, false, ${LABEL}, ${IS_WHOLE}
  from ${PLACE_VIEW} p where p.parent_id = $1::uuid and ${isInScope('p.unit_path')} and exists (select 1 from node)
  union all
  select p.id, p.kind, p.parent_id, p.code, p.name, p.unit_path, false, ${LABEL}, ${IS_WHOLE}
  from ${PLACE_VIEW} p where p.id = any ($4::uuid[]) and ${isInScope('p.unit_path')}),
waiting as materialized (
  select n.node, ${sumOfFigures('d')}
  from app.overview_deltas d cross join lateral unnest(d.nodes) as n(node) cross join at
  where d.fiscal_year = at.fiscal_year and d.month in (0, at.month) group by n.node),
kept as (
  select node, ${sumOfFigures('k')} from (
    select t.node, ${FIGURE_COLUMNS} from places p cross join at
      join app.overview_totals t on t.node = p.node and t.fiscal_year = at.fiscal_year and t.month in (0, at.month) where p.is_whole
    union all
    select w.* from waiting w) k
  group by node),
projects as materialized (${projectFigures(
  `(select j.id, 'PROJECT' as kind, j.unit_id as parent_id, j.code, j.name, p.id as place_id, case when p.is_node then 'CHILD' end as listed
    from places p join ${PROJECT_VIEW} j on j.unit_id = p.id where p.is_node or not p.is_whole
    union all
    select j.id, 'PROJECT', j.unit_id, j.code, j.name, null, 'NODE' from ${PROJECT_VIEW} j join node on node.id = j.id
    union all
    select j.id, 'PROJECT', j.unit_id, j.code, j.name, null, 'CHILD' from ${PROJECT_VIEW} j where j.id = any ($4::uuid[]))`,
  'at',
)}),
entries as (
  select p.id, p.kind, p.parent_id, p.code, p.name, p.is_node, ${zeros} from places p left join kept k on k.node = p.node where p.is_whole
  union all
  select p.id, p.kind, p.parent_id, p.code, p.name, p.is_node, ${zeros} from places p
    left join (select place_id, ${sumOfFigures('j')} from projects j group by place_id) k on k.place_id = p.id where not p.is_whole
  union all
  select id, kind, parent_id, code, name, listed = 'NODE', ${FIGURE_COLUMNS} from projects
  where listed is not null and (place_id is null or projects > 0)),
ranked as (
  select e.*, row_number() over (partition by is_node order by array_position(array['DISTRICT', 'DEPARTMENT', 'UNIT', 'PROJECT'], e.kind), e.code, e.id)
    as position from entries e),
told as (
  select e.is_node, e.position, ${ENTRY} as entry from ranked e cross join at
  cross join lateral (select case e.kind when 'DISTRICT' then '&districtId=' when 'DEPARTMENT' then '&departmentId='
    when 'UNIT' then '&unitId=' else '&projectId=' end || e.id as filter) kind
  where e.position <= ${MOST_CHILDREN})
select json_build_object('fiscalYear', at.fiscal_year, 'month', at.month, 'node', (select entry from told where is_node),
    'children', coalesce((select json_agg(entry order by position) from told where not is_node), '[]'),
    'childCount', (select count(*) from entries where not is_node))::text as json
  from at where $1::uuid is null or exists (select 1 from node)`;
