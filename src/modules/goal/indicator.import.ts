import { Injectable } from '@nestjs/common';
import { fillText } from '../../kernel/domain-error.js';
import { toldChanges } from '../../platform/audit/told-changes.js';
import { MY_PERSON } from '../../platform/auth/grants.js';
import { allRows, type Call, noRows } from '../../platform/database/call.js';
import type { Tx } from '../../platform/database/transactions.js';
import {
  type CodeList,
  type ImportKind,
  ImportKinds,
  type Read,
  STAGED_ROWS,
  type StagedRange,
  type Written,
} from '../../platform/imports/import-kinds.js';
import type { ImportRow, ImportStrategy, RowContent, RowIssue } from '../../platform/imports/import-schema.js';
import { PROJECT_VIEW } from '../budget/index.js';
import { EDITABLE_STATES, type GoalState } from './domain/goal.lifecycle.js';
import { type CheckedGoal, type CheckedIndicator, checkGoal } from './domain/goal-check.js';
import { goalPolicy } from './goal.policy.js';
import { FINDING_TEXTS } from './goal-findings.js';
import { INDICATOR_SCHEMA } from './indicator-form.import.js';

/** 绩效指标 / indicators by project, year, level 2 and name, into goals that may still be written. */
@Injectable()
export class IndicatorImport implements ImportKind {
  readonly schema = INDICATOR_SCHEMA;
  readonly allow = goalPolicy.update;
  readonly read = goalPolicy.read;

  constructor(kinds: ImportKinds) {
    kinds.register(this);
  }

  async check(read: Read, rows: readonly ImportRow[], strategy: ImportStrategy): Promise<readonly RowIssue[]> {
    const places = await read(findPlaces(rows));
    return [...groupsOf(rows)].flatMap(([name, group]) => {
      const place = places.get(name);
      return place ? judgeGroup(group, place, strategy) : [];
    });
  }

  async lock(tx: Tx, range: StagedRange): Promise<void> {
    await tx.one(lockGoals(range));
  }

  write(tx: Tx, range: StagedRange): Promise<Written> {
    return tx.one(writeIndicators(range));
  }

  rows(read: Read, content: 'TEMPLATE' | 'DATA', fiscalYear: number | null): Promise<readonly RowContent[]> {
    return read(indicatorRows(content, fiscalYear));
  }

  async codes(read: Read): Promise<readonly CodeList[]> {
    return [{ key: 'projectCode', codes: await read(projectCodes()) }];
  }
}

/** Where a row would go. */
interface Place {
  /** Projects of that code in scope: exactly one is right. */
  readonly projects: number;
  readonly goal:
    | (Pick<CheckedGoal, 'frame' | 'template' | 'executionWeight' | 'annualGoal'> & { state: GoalState })
    | null;
  /** `level2|name` of the indicators that the goal has. */
  readonly names: readonly string[];
}

/** Rows of one project and year, as far as both could be read. */
function groupsOf(rows: readonly ImportRow[]): ReadonlyMap<string, readonly ImportRow[]> {
  const groups = new Map<string, ImportRow[]>();
  for (const row of rows) {
    const name = `${row.content['projectCode']}|${row.content['fiscalYear']}`;
    const group = groups.get(name);
    if (group) group.push(row);
    else groups.set(name, [row]);
  }
  return groups;
}

type Tell = (key: string, code: string, message: string, hint: string) => RowIssue;

const teller =
  ({ row, content }: ImportRow): Tell =>
  (key, code, message, hint) => ({ row, key, code, severity: 'ERROR', message, hint, value: text(content[key]) });

function judgeGroup(rows: readonly ImportRow[], place: Place, strategy: ImportStrategy): RowIssue[] {
  const { goal } = place;
  if (!goal || !EDITABLE_STATES.includes(goal.state)) return rows.map((row) => refuse(teller(row), place));
  return [...rows.flatMap((row) => judgeName(row, place, strategy)), ...adviseOn(rows, goal)];
}

/** Why nothing may be written there. */
function refuse(told: Tell, { projects, goal }: Place): RowIssue {
  if (projects === 0)
    return told('projectCode', 'UNKNOWN_PROJECT', '项目不存在,或不在您的数据范围内', '请从下拉列表选择项目代码');
  if (projects > 1)
    return told('projectCode', 'AMBIGUOUS_PROJECT', '您的数据范围内有多个区划使用该项目代码', '请分区划导入');
  if (!goal)
    return told('fiscalYear', 'NO_GOAL', '该项目本年度没有绩效目标', '请先为该项目新建绩效目标,或更正预算年度');
  const hint = '请删除该行;已批复的目标通过“目标调整”修改';
  return told('projectCode', 'GOAL_FROZEN', '绩效目标已提交或批复,不能再修改', hint);
}

function judgeName(row: ImportRow, { names }: Place, strategy: ImportStrategy): RowIssue[] {
  const { level2, name } = row.content;
  if (typeof level2 !== 'string' || typeof name !== 'string' || strategy === 'UPSERT') return [];
  const told = teller(row);
  const exists = names.includes(`${level2}|${name}`);
  if (exists && strategy === 'CREATE')
    return [told('name', 'ALREADY_EXISTS', '该三级指标已存在', '请更换名称,或改用“更新”方式导入')];
  if (!exists && strategy === 'UPDATE')
    return [told('name', 'DOES_NOT_EXIST', '没有此三级指标', '请核对二、三级指标名称,或改用“新增”方式导入')];
  return [];
}

/** What the form's own checks would refuse at a submission is said now; a draft may be saved with it. */
function adviseOn(rows: readonly ImportRow[], goal: NonNullable<Place['goal']>): RowIssue[] {
  const valid = rows.filter(({ isValid }) => isValid);
  if (valid.length === 0) return [];
  const indicators = valid.map(({ content }) => ({ ...ABSENT, ...content }) as unknown as CheckedIndicator);
  const fiscalYear = Number(valid[0]?.content['fiscalYear']);
  return checkGoal({ ...goal, fiscalYear, weightReason: '-', indicators }).flatMap(({ code, pointer, params }) => {
    const [, index = '', key = ''] = /^\/indicators\/(\d+)\/(\w+)$/.exec(pointer) ?? [];
    const row = valid[Number(index)];
    if (!row || key === '') return []; // of the goal as a whole: the file may hold only a part of it
    const message = fillText(FINDING_TEXTS[code].zh, params);
    const hint = '可以保存草稿,提交前须改正';
    return [{ row: row.row, key, code, severity: 'WARN' as const, message, hint, value: text(row.content[key]) }];
  });
}

const ABSENT = { targetValue: null, targetOn: null, targetText: null, baseline: null, unitOfMeasure: null };
const text = (value: RowContent[string] | undefined): string | null =>
  value === null || value === undefined ? null : String(value);

/** By `code|year`: the goal, as far as the caller sees it, and the names that are taken in it. */
const findPlaces = (rows: readonly ImportRow[]): Call<ReadonlyMap<string, Place>> => ({
  name: 'indicator_import.find_places',
  text: `select w.code || '|' || w.year as place, p.n as projects,
      case when g.id is not null then json_build_object('state', g.state, 'frame', g.frame,
        'executionWeight', g.execution_weight::text, 'annualGoal', g.annual_goal,
        'template', (select json_build_object('code', t.code, 'revision', t.revision, 'executionWeight', t.execution_weight::text, 'places', t.places)
          from app.weight_templates t where t.code = g.weight_template and t.revision = g.weight_template_revision)) end as goal,
      array(select i.level2 || '|' || i.name from app.indicators i where i.goal_id = g.id and not i.retired) as names
    from (select distinct code, year from jsonb_to_recordset($1::jsonb) as w(code text, year int) where code is not null and year is not null) w
    cross join lateral (select count(*)::int as n, min(p.id::text)::uuid as id from ${PROJECT_VIEW} p where p.code = w.code) p
    left join app.goals g on g.project_id = p.id and g.fiscal_year = w.year and p.n = 1`,
  values: [JSON.stringify(rows.map(({ content }) => ({ code: content['projectCode'], year: content['fiscalYear'] })))],
  read: (found) => new Map(found.map((place) => [String(place['place']), place as unknown as Place])),
});

const rangeValues = ({ importId, firstGroup, lastGroup }: StagedRange): [string, number, number] => [
  importId,
  firstGroup,
  lastGroup,
];

/**
 * The goal of each group of staged rows, if it may be written now. The limits keep the look-ups what they are, one index
 * entry each: joined freely, every stretch would read all goals of the scope.
 */
const TARGETS = `targets as materialized (
    select w.group_no, g.*
    from (select group_no, min(content ->> 'projectCode') as code, min(content ->> 'fiscalYear')::smallint as year from ${STAGED_ROWS}
      where import_id = $1::uuid and group_no between $2::int and $3::int and not done group by group_no) w
    cross join lateral (select min(p.id::text)::uuid as id from ${PROJECT_VIEW} p where p.code = w.code having count(*) = 1) p
    cross join lateral (select g.id, g.project_id, g.district_id, g.unit_path from app.goals g
      where g.project_id = p.id and g.fiscal_year = w.year and g.state in ('DRAFT', 'RETURNED') limit 1) g)`;

/** The same lock as GoalService takes: a goal that is being submitted is not written. */
const lockGoals = (range: StagedRange): Call<void> => ({
  name: 'indicator_import.lock',
  text: `with ${TARGETS} select g.id from app.goals g join targets t on t.id = g.id order by g.id for update of g`,
  values: rangeValues(range),
  read: noRows,
});

/** A column that the file does not have stays as it is. */
const kept = (key: string, column: string): string =>
  `case when s.content ? '${key}' then s."${key}" else i.${column} end`;

/**
 * The rules of GoalService.putIndicators as conditions: a goal in a state that may be written, unique names. Indicators
 * that the file does not name stay; the goal's version moves once; who imports becomes an author.
 */
const writeIndicators = (range: StagedRange): Call<Written> => ({
  name: 'indicator_import.write',
  text: `with ${TARGETS},
    read as materialized (
      select r.row_no, r.group_no, r.id as new_id, r.content, c.*
      from ${STAGED_ROWS} r cross join lateral jsonb_to_record(r.content) as c("fiscalYear" smallint, level1 text, level2 text, name text,
        "measureType" text, operator text, direction text, "targetValue" numeric, "targetOn" date, "targetText" text, baseline numeric,
        "unitOfMeasure" text, weight numeric, "reportingPeriod" text, "isCore" boolean, definition text, "scoringStandard" text,
        "targetBasis" text, "dataSource" text)
      where r.import_id = $1::uuid and r.group_no between $2::int and $3::int and not r.done),
    known as materialized (
      select t.id as goal_id, i.* from targets t
      cross join lateral (select i.id, i.level2, i.name, i.retired, i.position from app.indicators i where i.goal_id = t.id limit 1000) i),
    staged as materialized (
      select s.*, t.id as goal_id, t.project_id, t.district_id, t.unit_path, k.id as known_id,
        coalesce(l.position, 0) as last_position
      from read s join targets t on t.group_no = s.group_no
      left join (select goal_id, max(position) as position from known group by goal_id) l on l.goal_id = t.id
      left join known k on k.goal_id = t.id and k.level2 = s.level2 and k.name = s.name and not k.retired
      where case $4::text when 'CREATE' then k.id is null when 'UPDATE' then k.id is not null else true end),
    changed as (
      update app.indicators i set level1 = s.level1, measure_type = s."measureType", operator = s.operator, direction = s.direction,
        weight = s.weight, reporting_period = s."reportingPeriod", target_value = ${kept('targetValue', 'target_value')},
        target_on = ${kept('targetOn', 'target_on')}, target_text = ${kept('targetText', 'target_text')}, baseline = ${kept('baseline', 'baseline')},
        unit_of_measure = ${kept('unitOfMeasure', 'unit_of_measure')}, is_core = coalesce(${kept('isCore', 'is_core')}, false),
        definition = ${kept('definition', 'definition')}, scoring_standard = ${kept('scoringStandard', 'scoring_standard')},
        target_basis = ${kept('targetBasis', 'target_basis')}, data_source = ${kept('dataSource', 'data_source')}
      from staged s where i.id = s.known_id returning 1),
    made as (
      insert into app.indicators (id, goal_id, project_id, district_id, unit_path, fiscal_year, position, level1, level2, name, measure_type, operator,
        direction, target_value, target_on, target_text, baseline, unit_of_measure, weight, reporting_period, is_core, definition, scoring_standard,
        target_basis, data_source)
      select s.new_id, s.goal_id, s.project_id, s.district_id, s.unit_path, s."fiscalYear",
        s.last_position + row_number() over (partition by s.goal_id order by s.row_no), s.level1, s.level2, s.name, s."measureType", s.operator,
        s.direction, s."targetValue", s."targetOn", s."targetText", s.baseline, s."unitOfMeasure", s.weight, s."reportingPeriod",
        coalesce(s."isCore", false), s.definition, s."scoringStandard", s."targetBasis", s."dataSource"
      from staged s where s.known_id is null returning 1),
    touched as (
      update app.goals g set version = g.version + 1, updated_at = now(),
        author_ids = case when ${MY_PERSON}::uuid = any (g.author_ids) then g.author_ids else g.author_ids || ${MY_PERSON}::uuid end
      from (select distinct goal_id from staged) s where g.id = s.goal_id
      returning g.id, g.district_id, g.unit_path, g.project_id,
        jsonb_build_object('fiscalYear', g.fiscal_year, 'state', g.state, 'revision', g.revision) as payload),
    ${toldChanges('goal', 'goal.updated', 'goal', 'touched')}
    select (select count(*)::int from made) as created, (select count(*)::int from changed) as updated, array(select row_no from staged) as written`,
  values: [...rangeValues(range), range.strategy],
  read: ([row]) => row as unknown as Written,
});

/**
 * A template shows the goals that may be written: their indicators, or a row with nothing but the codes where there are
 * none yet. Data: every indicator that the caller may read.
 */
const indicatorRows = (content: 'TEMPLATE' | 'DATA', fiscalYear: number | null): Call<readonly RowContent[]> => ({
  name: 'indicator_import.rows',
  text: `select p.code as "projectCode", g.fiscal_year as "fiscalYear", i.level1, i.level2, i.name, i.measure_type as "measureType", i.operator, i.direction,
      trim_scale(i.target_value)::text as "targetValue", i.target_on::text as "targetOn", i.target_text as "targetText",
      trim_scale(i.baseline)::text as baseline, i.unit_of_measure as "unitOfMeasure", trim_scale(i.weight)::text as weight,
      i.reporting_period as "reportingPeriod", i.is_core as "isCore", i.definition, i.scoring_standard as "scoringStandard",
      i.target_basis as "targetBasis", i.data_source as "dataSource"
    from app.goals g join ${PROJECT_VIEW} p on p.id = g.project_id
    left join app.indicators i on i.goal_id = g.id and not i.retired
    where ($2::int is null or g.fiscal_year = $2::int)
      and case when $1::text = 'TEMPLATE' then g.state in ('DRAFT', 'RETURNED') else i.id is not null end
    order by p.code, g.fiscal_year, g.id, i.position, i.id limit 20001`,
  values: [content, fiscalYear],
  read: allRows<RowContent>(),
});

const projectCodes = (): Call<readonly { code: string; label: string }[]> => ({
  name: 'indicator_import.project_codes',
  text: `select p.code, min(p.name) as label from app.goals g join ${PROJECT_VIEW} p on p.id = g.project_id
    where g.state in ('DRAFT', 'RETURNED') group by p.code order by p.code limit 5000`,
  values: [],
  read: allRows<{ code: string; label: string }>(),
});
