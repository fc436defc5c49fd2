import { heldRoles } from '../../platform/auth/grants.js';
import { allRows, type Call, firstRow } from '../../platform/database/call.js';
import type { JsonText } from '../../platform/http/json-text.js';
import type { ListDefinition } from '../../platform/http/list.js';
import type { District } from '../organization/index.js';
import type { ObjectivePeriod } from './domain/strategic-objective.js';

export const OBJECTIVE_STATES = ['ACTIVE', 'RETIRED'] as const;

export interface ObjectiveText extends ObjectivePeriod {
  readonly title: string;
  readonly description: string | null;
  readonly responsibleUnitIds: readonly string[];
}

/** An objective as services see it. */
export interface StrategicObjective extends ObjectiveText {
  readonly id: string;
  readonly version: number;
  readonly districtId: string;
  readonly unitPath: string;
  readonly parentId: string | null;
  readonly level: 1 | 2;
  readonly code: string;
  readonly state: (typeof OBJECTIVE_STATES)[number];
}

const COLUMNS = `id, version, district_id as "districtId", unit_path::text as "unitPath", parent_id as "parentId", level, code, title, description,
  year_from as "yearFrom", year_to as "yearTo", responsible_unit_ids as "responsibleUnitIds", state`;

const OBJECTIVE_JSON = `json_build_object('id', t.id, 'districtId', t.district_id, 'parentId', t.parent_id, 'level', t.level, 'code', t.code,
  'title', t.title, 'description', t.description, 'yearFrom', t.year_from, 'yearTo', t.year_to,
  'responsibleUnitIds', t.responsible_unit_ids, 'state', t.state, 'version', t.version, 'updatedAt', t.updated_at)`;

export const objectiveList: ListDefinition = {
  name: 'strategic_objectives.list',
  from: 'app.strategic_objectives t',
  filters: {
    districtId: { column: 't.district_id', type: 'uuid', about: '区划 / district' },
    parentId: { column: 't.parent_id', type: 'uuid', about: '上级目标 / parent' },
    level: { column: 't.level', type: 'integer', about: '级次 / level' },
    code: { column: 't.code', type: 'code', about: '编码 / code' },
    title: { column: 't.title', type: 'text', about: '目标 / title' },
    yearFrom: { column: 't.year_from', type: 'integer', about: '规划期起始年度 / first year' },
    yearTo: { column: 't.year_to', type: 'integer', about: '规划期结束年度 / last year' },
    state: { column: 't.state', type: 'code', values: OBJECTIVE_STATES, about: '状态 / state' },
  },
  sorts: { code: { column: 'code', type: 'text' }, updatedAt: { column: 'updated_at', type: 'timestamptz' } },
  defaultSort: 'code',
  item: OBJECTIVE_JSON,
};

export interface ObjectiveDetail extends JsonText {
  readonly version: number;
  readonly state: StrategicObjective['state'];
  readonly roles: readonly string[];
}

export const objectiveDetail = (id: string): Call<ObjectiveDetail | null> => ({
  name: 'strategic_objectives.detail',
  text: `select (${OBJECTIVE_JSON})::text as json, t.version, t.state, ${heldRoles('t.unit_path', 'null::uuid')} as roles
    from app.strategic_objectives t where t.id = $1::uuid`,
  values: [id],
  read: firstRow<ObjectiveDetail>(),
});

/** The objective after its parent, if it has one: both are locked, the parent first, so that periods are compared as they stand. */
export const lockWithParent = (id: string): Call<readonly StrategicObjective[]> => ({
  name: 'strategic_objectives.lock_with_parent',
  text: `select ${COLUMNS} from app.strategic_objectives
    where id = $1::uuid or id = (select c.parent_id from app.strategic_objectives c where c.id = $1::uuid) order by level for update`,
  values: [id],
  read: allRows<StrategicObjective>(),
});

export interface Children extends ObjectivePeriod {
  readonly active: number;
}

/** The years that the children of an objective take up together; null: it has none. */
export const findChildren = (id: string): Call<Children | null> => ({
  name: 'strategic_objectives.find_children',
  text: `select min(year_from) as "yearFrom", max(year_to) as "yearTo", count(*) filter (where state = 'ACTIVE')::int as active
    from app.strategic_objectives where parent_id = $1::uuid having count(*) > 0`,
  values: [id],
  read: firstRow<Children>(),
});

export interface NewObjective extends ObjectiveText {
  readonly id: string;
  readonly district: District;
  readonly parentId: string | null;
  readonly code: string;
}

export const insertObjective = (objective: NewObjective): Call<StrategicObjective> => ({
  name: 'strategic_objectives.insert',
  text: `insert into app.strategic_objectives (id, district_id, unit_path, parent_id, level, code, title, description, year_from, year_to,
      responsible_unit_ids)
    values ($1::uuid, $2::uuid, $3::public.ltree, $4::uuid, case when $4::uuid is null then 1 else 2 end, $5, $6, $7, $8::smallint, $9::smallint,
      $10::uuid[])
    returning ${COLUMNS}`,
  values: [
    objective.id,
    objective.district.id,
    objective.district.unitPath,
    objective.parentId,
    objective.code,
    objective.title,
    objective.description,
    objective.yearFrom,
    objective.yearTo,
    objective.responsibleUnitIds,
  ],
  read: (rows) => rows[0] as unknown as StrategicObjective,
});

/** Compare-and-set. */
export const updateObjective = (id: string, version: number, text: ObjectiveText): Call<StrategicObjective | null> => ({
  name: 'strategic_objectives.update',
  text: `update app.strategic_objectives set title = $3, description = $4, year_from = $5::smallint, year_to = $6::smallint,
      responsible_unit_ids = $7::uuid[], version = version + 1, updated_at = now()
    where id = $1::uuid and version = $2::int and state = 'ACTIVE' returning ${COLUMNS}`,
  values: [id, version, text.title, text.description, text.yearFrom, text.yearTo, text.responsibleUnitIds],
  read: firstRow<StrategicObjective>(),
});

export const retireObjective = (id: string, version: number): Call<StrategicObjective | null> => ({
  name: 'strategic_objectives.retire',
  text: `update app.strategic_objectives set state = 'RETIRED', version = version + 1, updated_at = now()
    where id = $1::uuid and version = $2::int and state = 'ACTIVE' returning ${COLUMNS}`,
  values: [id, version],
  read: firstRow<StrategicObjective>(),
});
