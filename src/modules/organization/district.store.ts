import { heldRoles } from '../../platform/auth/grants.js';
import { allRows, type Call, firstRow } from '../../platform/database/call.js';
import type { JsonText } from '../../platform/http/json-text.js';
import type { ListDefinition } from '../../platform/http/list.js';

/** A district as services see it. */
export interface District {
  readonly id: string;
  readonly version: number;
  readonly code: string;
  readonly name: string;
  readonly unitPath: string;
}

/** Every path begins here: one tree for a whole province. */
export const ROOT_PATH = 'r';

const DISTRICT_JSON = `json_build_object('id', t.id, 'code', t.code, 'name', t.name, 'parentId', t.parent_id, 'path', t.unit_path::text,
  'version', t.version, 'updatedAt', t.updated_at)`;

const DISTRICT_COLUMNS = `id, version, code, name, unit_path::text as "unitPath"`;

export const districtList: ListDefinition = {
  name: 'districts.list',
  from: 'app.districts t',
  filters: {
    code: { column: 't.code', type: 'code', about: '区划代码 / code' },
    name: { column: 't.name', type: 'text', about: '名称 / name' },
  },
  sorts: { code: { column: 'code', type: 'text' } },
  defaultSort: 'code',
  item: DISTRICT_JSON,
};

export const districtDetail = (id: string): Call<JsonText | null> => ({
  name: 'districts.detail',
  text: `select (${DISTRICT_JSON})::text as json, t.version from app.districts t where t.id = $1::uuid`,
  values: [id],
  read: firstRow<JsonText>(),
});

export const findDistrict = (id: string): Call<District | null> => ({
  name: 'districts.find',
  text: `select ${DISTRICT_COLUMNS} from app.districts where id = $1::uuid`,
  values: [id],
  read: firstRow<District>(),
});

export const insertDistrict = (
  district: Omit<District, 'version'> & { readonly parentId: string | null },
): Call<District> => ({
  name: 'districts.insert',
  text: `insert into app.districts (id, code, name, parent_id, unit_path) values ($1::uuid, $2, $3, $4::uuid, $5::public.ltree)
    returning ${DISTRICT_COLUMNS}`,
  values: [district.id, district.code, district.name, district.parentId, district.unitPath],
  read: (rows) => rows[0] as unknown as District,
});

/** A district with one of its settings. */
export interface DistrictSetting extends District {
  readonly value: string | null;
}

/** One setting of the districts that the caller sees; `id` null: of all of them. */
export const findDistrictSettings = (name: string, id: string | null): Call<readonly DistrictSetting[]> => ({
  name: 'districts.find_settings',
  text: `select ${DISTRICT_COLUMNS}, settings ->> $1 as value from app.districts
    where $2::uuid is null or id = $2::uuid order by id`,
  values: [name, id],
  read: allRows<DistrictSetting>(),
});

/**
 * The roles that the caller holds over a district, as text[]; of no district, over any that he sees. For `allowedActions`
 * of what belongs to one district or to all.
 */
export const rolesInDistrict = (districtId: string): string => `array(select distinct role
  from app.districts d, unnest(${heldRoles('d.unit_path', 'null::uuid')}) as role where ${districtId} is null or d.id = ${districtId})`;

export const findRolesInDistrict = (id: string): Call<readonly string[]> => ({
  name: 'districts.find_roles',
  text: `select ${rolesInDistrict('$1::uuid')} as roles`,
  values: [id],
  read: ([row]) => row?.['roles'] as readonly string[],
});

/** Compare-and-set of one setting; what it means is the business of the module that owns it. */
export const updateDistrictSetting = (
  id: string,
  version: number,
  name: string,
  value: string,
): Call<District | null> => ({
  name: 'districts.update_setting',
  text: `update app.districts set settings = settings || jsonb_build_object($3::text, $4::text), version = version + 1, updated_at = now()
    where id = $1::uuid and version = $2::int returning ${DISTRICT_COLUMNS}`,
  values: [id, version, name, value],
  read: firstRow<District>(),
});
