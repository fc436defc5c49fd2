import { heldRoles } from '../../platform/auth/grants.js';
import { type Call, firstRow } from '../../platform/database/call.js';
import type { ListDefinition } from '../../platform/http/list.js';
import type { ProjectState } from './domain/project-lifecycle.js';
import { PROJECT_ATTRIBUTES, PROJECT_KINDS, type ProjectAttribute, type ProjectKind } from './project.dto.js';

/** A project as services see it. */
export interface Project {
  readonly id: string;
  readonly version: number;
  readonly districtId: string;
  readonly unitId: string;
  readonly unitPath: string;
  readonly departmentId: string;
  readonly code: string;
  readonly name: string;
  readonly kind: ProjectKind;
  readonly attribute: ProjectAttribute;
  readonly leaderName: string | null;
  readonly periodFrom: string;
  readonly periodTo: string;
  readonly basis: string | null;
  readonly necessity: string | null;
  readonly feasibility: string | null;
  readonly state: ProjectState;
  /** The natural persons who wrote it. */
  readonly authors: readonly string[];
}

/** What may be changed while the project is active. */
export type ProjectText = Pick<
  Project,
  'name' | 'attribute' | 'leaderName' | 'periodFrom' | 'periodTo' | 'basis' | 'necessity' | 'feasibility'
>;

export interface ProjectDetail {
  readonly json: string;
  readonly version: number;
  readonly state: ProjectState;
  /** The roles that the caller holds over it. */
  readonly roles: readonly string[];
}

/** The view that statements of modules to the right may read; its columns are those of the migration. */
export const PROJECT_VIEW = 'app.project_v';

/** JSON of the project with that id, for `expand=project`. */
export const projectExpand = (
  id: string,
): string => `(select json_build_object('id', p.id, 'code', p.code, 'name', p.name,
  'kind', p.kind, 'attribute', p.attribute, 'state', p.state, 'unitId', p.unit_id, 'departmentId', p.department_id,
  'periodFrom', p.period_from, 'periodTo', p.period_to) from ${PROJECT_VIEW} p where p.id = ${id})`;

const PROJECT_JSON = `json_build_object('id', t.id, 'districtId', t.district_id, 'unitId', t.unit_id, 'departmentId', t.department_id,
  'path', t.unit_path::text, 'code', t.code, 'name', t.name, 'kind', t.kind, 'attribute', t.attribute, 'leaderName', t.leader_name,
  'periodFrom', t.period_from, 'periodTo', t.period_to, 'basis', t.basis, 'necessity', t.necessity, 'feasibility', t.feasibility,
  'state', t.state, 'version', t.version, 'createdAt', t.created_at, 'updatedAt', t.updated_at)`;

const PROJECT_COLUMNS = `id, version, district_id as "districtId", unit_id as "unitId", unit_path::text as "unitPath",
  department_id as "departmentId", code, name, kind, attribute, leader_name as "leaderName", period_from::text as "periodFrom",
  period_to::text as "periodTo", basis, necessity, feasibility, state, authors`;

export const projectList: ListDefinition = {
  name: 'projects.list',
  from: 'app.projects t',
  filters: {
    code: { column: 't.code', type: 'code', about: '项目代码 / code' },
    name: { column: 't.name', type: 'text', about: '项目名称 / name' },
    districtId: { column: 't.district_id', type: 'uuid', about: '区划 / district' },
    unitId: { column: 't.unit_id', type: 'uuid', about: '实施单位 / unit' },
    departmentId: { column: 't.department_id', type: 'uuid', about: '主管部门 / department' },
    kind: { column: 't.kind', type: 'code', values: PROJECT_KINDS, about: '类型 / kind' },
    attribute: { column: 't.attribute', type: 'code', values: PROJECT_ATTRIBUTES, about: '项目属性 / attribute' },
    state: { column: 't.state', type: 'code', values: ['ACTIVE', 'CLOSED'], about: '状态 / state' },
  },
  sorts: { code: { column: 'code', type: 'text' }, updatedAt: { column: 'updated_at', type: 'timestamptz' } },
  defaultSort: 'code',
  item: PROJECT_JSON,
};

export const projectDetail = (id: string): Call<ProjectDetail | null> => ({
  name: 'projects.detail',
  text: `select (${PROJECT_JSON})::text as json, t.version, t.state, ${heldRoles('t.unit_path', 't.id')} as roles
    from app.projects t where t.id = $1::uuid`,
  values: [id],
  read: firstRow<ProjectDetail>(),
});

export const findProject = (id: string): Call<Project | null> => ({
  name: 'projects.find',
  text: `select ${PROJECT_COLUMNS} from app.projects where id = $1::uuid`,
  values: [id],
  read: firstRow<Project>(),
});

/** NO KEY UPDATE: rows that refer to the project (payments, goals) need not wait for its change. */
export const findProjectForUpdate = (id: string): Call<Project | null> => ({
  name: 'projects.find_for_update',
  text: `select ${PROJECT_COLUMNS} from app.projects where id = $1::uuid for no key update`,
  values: [id],
  read: firstRow<Project>(),
});

export const insertProject = (project: Omit<Project, 'version' | 'state'>): Call<Project> => ({
  name: 'projects.insert',
  text: `insert into app.projects (id, district_id, unit_id, unit_path, department_id, code, name, kind, attribute, leader_name,
      period_from, period_to, basis, necessity, feasibility, authors)
    values ($1::uuid, $2::uuid, $3::uuid, $4::public.ltree, $5::uuid, $6, $7, $8, $9, $10, $11::date, $12::date, $13, $14, $15, $16::uuid[])
    returning ${PROJECT_COLUMNS}`,
  values: [
    project.id,
    project.districtId,
    project.unitId,
    project.unitPath,
    project.departmentId,
    project.code,
    project.name,
    project.kind,
    project.attribute,
    project.leaderName,
    project.periodFrom,
    project.periodTo,
    project.basis,
    project.necessity,
    project.feasibility,
    project.authors,
  ],
  read: (rows) => rows[0] as unknown as Project,
});

/** Compare-and-set. Whoever changes the text becomes one of its authors. */
export const updateProject = (
  id: string,
  version: number,
  text: ProjectText,
  author: string,
): Call<Project | null> => ({
  name: 'projects.update',
  text: `update app.projects set name = $3, attribute = $4, leader_name = $5, period_from = $6::date, period_to = $7::date,
      basis = $8, necessity = $9, feasibility = $10, version = version + 1, updated_at = now(),
      authors = case when $11::uuid = any (authors) then authors else authors || $11::uuid end
    where id = $1::uuid and version = $2::int and state = 'ACTIVE' returning ${PROJECT_COLUMNS}`,
  values: [
    id,
    version,
    text.name,
    text.attribute,
    text.leaderName,
    text.periodFrom,
    text.periodTo,
    text.basis,
    text.necessity,
    text.feasibility,
    author,
  ],
  read: firstRow<Project>(),
});

export const moveProject = (id: string, version: number, to: ProjectState): Call<Project | null> => ({
  name: 'projects.move',
  text: `update app.projects set state = $3, version = version + 1, updated_at = now()
    where id = $1::uuid and version = $2::int returning ${PROJECT_COLUMNS}`,
  values: [id, version, to],
  read: firstRow<Project>(),
});
