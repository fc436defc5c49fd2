import { allRows, type Call, firstRow, noRows } from '../../platform/database/call.js';
import type { JsonText } from '../../platform/http/json-text.js';
import type { ListDefinition } from '../../platform/http/list.js';
import { UNIT_KINDS, type UnitKind } from './unit.dto.js';

/** A unit as services see it. */
export interface Unit {
  readonly id: string;
  readonly version: number;
  readonly districtId: string;
  readonly code: string;
  readonly name: string;
  readonly kind: UnitKind;
  readonly industry: string | null;
  readonly parentId: string | null;
  readonly departmentId: string;
  readonly unitPath: string;
}

/** What statements of modules to the right may read. */
export const UNIT_VIEW = 'app.unit_v';
/** Districts, departments and units as one tree. */
export const PLACE_VIEW = 'app.place_v';

const UNIT_JSON = `json_build_object('id', t.id, 'districtId', t.district_id, 'code', t.code, 'name', t.name, 'kind', t.kind,
  'industry', t.industry, 'parentId', t.parent_id, 'departmentId', t.department_id, 'path', t.unit_path::text, 'state', t.state,
  'version', t.version, 'updatedAt', t.updated_at)`;

const UNIT_COLUMNS = `id, version, district_id as "districtId", code, name, kind, industry, parent_id as "parentId",
  department_id as "departmentId", unit_path::text as "unitPath"`;

export const unitList: ListDefinition = {
  name: 'units.list',
  from: 'app.units t',
  filters: {
    districtId: { column: 't.district_id', type: 'uuid', about: '区划 / district' },
    code: { column: 't.code', type: 'code', about: '单位编码 / code' },
    name: { column: 't.name', type: 'text', about: '名称 / name' },
    kind: { column: 't.kind', type: 'code', values: UNIT_KINDS, about: '单位性质 / kind' },
    parentId: { column: 't.parent_id', type: 'uuid', about: '上级 / parent' },
    departmentId: { column: 't.department_id', type: 'uuid', about: '主管部门 / department' },
  },
  sorts: { code: { column: 'code', type: 'text' }, name: { column: 'name', type: 'text' } },
  defaultSort: 'code',
  item: UNIT_JSON,
};

export const unitDetail = (id: string): Call<JsonText | null> => ({
  name: 'units.detail',
  text: `select (${UNIT_JSON})::text as json, t.version from app.units t where t.id = $1::uuid`,
  values: [id],
  read: firstRow<JsonText>(),
});

/** The unit and everything below it, as one list in tree order. */
export const unitSubtree = (id: string): Call<JsonText | null> => ({
  name: 'units.subtree',
  text: `select '{"items":[' || string_agg((${UNIT_JSON})::text, ',' order by t.unit_path) || ']}' as json
    from app.units root join app.units t on t.unit_path operator(public.<@) root.unit_path where root.id = $1::uuid having count(*) > 0`,
  values: [id],
  read: firstRow<JsonText>(),
});

export const findUnit = (id: string): Call<Unit | null> => ({
  name: 'units.find',
  text: `select ${UNIT_COLUMNS} from app.units where id = $1::uuid`,
  values: [id],
  read: firstRow<Unit>(),
});

export const findUnitForUpdate = (id: string): Call<Unit | null> => ({
  name: 'units.find_for_update',
  text: `select ${UNIT_COLUMNS} from app.units where id = $1::uuid for update`,
  values: [id],
  read: firstRow<Unit>(),
});

/** Units by their codes within a district: imports and integrators know codes, not ids. */
export const findUnitsByCode = (districtId: string, codes: readonly string[]): Call<readonly Unit[]> => ({
  name: 'units.find_by_code',
  text: `select ${UNIT_COLUMNS} from app.units where district_id = $1::uuid and code = any ($2::text[]) order by id`,
  values: [districtId, codes],
  read: allRows<Unit>(),
});

/** Those of the ids that the caller sees. */
export const findUnitsById = (ids: readonly string[]): Call<readonly Unit[]> => ({
  name: 'units.find_by_id',
  text: `select ${UNIT_COLUMNS} from app.units where id = any ($1::uuid[]) order by id`,
  values: [ids],
  read: allRows<Unit>(),
});

/** A new unit under its parent, or under the district as a department of its own. The path gets a fresh label. */
export const insertUnit = (unit: Omit<Unit, 'version' | 'unitPath'> & { readonly parentPath: string }): Call<Unit> => ({
  name: 'units.insert',
  text: `with named as (insert into app.unit_names (unit_id, name, valid_from) values ($1::uuid, $4, app.app_today()))
    insert into app.units (id, district_id, code, name, kind, industry, parent_id, department_id, unit_path)
    values ($1::uuid, $2::uuid, $3, $4, $5, $6, $7::uuid, $8::uuid, $9::public.ltree operator(public.||) ('u' || nextval('app.unit_labels')))
    returning ${UNIT_COLUMNS}`,
  values: [
    unit.id,
    unit.districtId,
    unit.code,
    unit.name,
    unit.kind,
    unit.industry,
    unit.parentId,
    unit.departmentId,
    unit.parentPath,
  ],
  read: (rows) => rows[0] as unknown as Unit,
});

/** Compare-and-set. A new name closes the old one in the history. */
export const updateUnit = (id: string, version: number, name: string, industry: string | null): Call<Unit | null> => ({
  name: 'units.update',
  text: `update app.units set name = $3, industry = $4, version = version + 1, updated_at = now()
    where id = $1::uuid and version = $2::int returning ${UNIT_COLUMNS}`,
  values: [id, version, name, industry],
  read: firstRow<Unit>(),
});

export const noteNewName = (unitId: string, name: string): Call<void> => ({
  name: 'units.note_new_name',
  text: `with closed as (update app.unit_names set valid_to = app.app_today()
      where unit_id = $1::uuid and valid_to is null and valid_from < app.app_today())
    insert into app.unit_names (unit_id, name, valid_from) values ($1::uuid, $2, app.app_today())
    on conflict (unit_id, valid_from) do update set name = excluded.name`,
  values: [unitId, name],
  read: noRows,
});
