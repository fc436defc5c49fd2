import { heldRoles } from '../../platform/auth/grants.js';
import { type Call, firstRow } from '../../platform/database/call.js';
import type { JsonText } from '../../platform/http/json-text.js';
import type { ListDefinition } from '../../platform/http/list.js';
import type { Unit } from './unit.store.js';

/** What statements of modules to the right may read: id, district_id, unit_id, unit_path, code, title, state. */
export const DUTY_VIEW = 'app.duty_v';

export const DUTY_STATES = ['ACTIVE', 'RETIRED'] as const;

export interface DutyText {
  readonly title: string;
  readonly description: string | null;
  readonly basis: string | null;
}

/** A duty as services see it. */
export interface Duty extends DutyText {
  readonly id: string;
  readonly version: number;
  readonly districtId: string;
  readonly unitId: string;
  readonly unitPath: string;
  readonly code: string;
  readonly state: (typeof DUTY_STATES)[number];
}

const COLUMNS = `id, version, district_id as "districtId", unit_id as "unitId", unit_path::text as "unitPath", code, title, description, basis, state`;

const DUTY_JSON = `json_build_object('id', t.id, 'districtId', t.district_id, 'unitId', t.unit_id, 'code', t.code, 'title', t.title,
  'description', t.description, 'basis', t.basis, 'state', t.state, 'version', t.version, 'updatedAt', t.updated_at)`;

export const dutyList: ListDefinition = {
  name: 'duties.list',
  from: 'app.duties t',
  filters: {
    districtId: { column: 't.district_id', type: 'uuid', about: '区划 / district' },
    unitId: { column: 't.unit_id', type: 'uuid', about: '单位 / unit' },
    code: { column: 't.code', type: 'code', about: '编码 / code' },
    title: { column: 't.title', type: 'text', about: '职责 / title' },
    state: { column: 't.state', type: 'code', values: DUTY_STATES, about: '状态 / state' },
  },
  sorts: { code: { column: 'code', type: 'text' }, updatedAt: { column: 'updated_at', type: 'timestamptz' } },
  defaultSort: 'code',
  item: DUTY_JSON,
};

export interface DutyDetail extends JsonText {
  readonly version: number;
  readonly state: Duty['state'];
  readonly roles: readonly string[];
}

export const dutyDetail = (id: string): Call<DutyDetail | null> => ({
  name: 'duties.detail',
  text: `select (${DUTY_JSON})::text as json, t.version, t.state, ${heldRoles('t.unit_path', 'null::uuid')} as roles
    from app.duties t where t.id = $1::uuid`,
  values: [id],
  read: firstRow<DutyDetail>(),
});

export const findDutyForUpdate = (id: string): Call<Duty | null> => ({
  name: 'duties.find_for_update',
  text: `select ${COLUMNS} from app.duties where id = $1::uuid for update`,
  values: [id],
  read: firstRow<Duty>(),
});

export const insertDuty = (id: string, unit: Unit, code: string, text: DutyText): Call<Duty> => ({
  name: 'duties.insert',
  text: `insert into app.duties (id, district_id, unit_id, unit_path, code, title, description, basis)
    values ($1::uuid, $2::uuid, $3::uuid, $4::public.ltree, $5, $6, $7, $8) returning ${COLUMNS}`,
  values: [id, unit.districtId, unit.id, unit.unitPath, code, text.title, text.description, text.basis],
  read: (rows) => rows[0] as unknown as Duty,
});

/** Compare-and-set. */
export const updateDuty = (id: string, version: number, text: DutyText): Call<Duty | null> => ({
  name: 'duties.update',
  text: `update app.duties set title = $3, description = $4, basis = $5, version = version + 1, updated_at = now()
    where id = $1::uuid and version = $2::int and state = 'ACTIVE' returning ${COLUMNS}`,
  values: [id, version, text.title, text.description, text.basis],
  read: firstRow<Duty>(),
});

export const retireDuty = (id: string, version: number): Call<Duty | null> => ({
  name: 'duties.retire',
  text: `update app.duties set state = 'RETIRED', version = version + 1, updated_at = now()
    where id = $1::uuid and version = $2::int and state = 'ACTIVE' returning ${COLUMNS}`,
  values: [id, version],
  read: firstRow<Duty>(),
});
