import { Injectable } from '@nestjs/common';
import { toldChanges } from '../../platform/audit/told-changes.js';
import { isInScope, MY_PERSON } from '../../platform/auth/grants.js';
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
import type {
  ImportRow,
  ImportSchema,
  ImportStrategy,
  RowContent,
  RowIssue,
} from '../../platform/imports/import-schema.js';
import { UNIT_VIEW } from '../organization/index.js';
import { projectPolicy } from './budget.policy.js';

const SCHEMA: ImportSchema = {
  kind: 'projects',
  sheet: '项目库',
  key: ['code'],
  group: ['code'],
  totals: [],
  periods: [['periodFrom', 'periodTo']],
  columns: [
    { key: 'code', header: '项目代码', type: 'CODE', required: true, maxLength: 40, hint: '本区划内唯一的项目代码' },
    { key: 'name', header: '项目名称', type: 'TEXT', required: true, maxLength: 180, hint: '项目全称,180 字以内' },
    {
      key: 'unitCode',
      header: '实施单位编码',
      type: 'CODE',
      required: true,
      maxLength: 40,
      hint: '从下拉列表选择单位编码',
    },
    {
      key: 'kind',
      header: '项目类型',
      type: 'CHOICE',
      required: true,
      hint: '项目、政策或部门整体',
      choices: [
        { code: 'PROJECT', label: '项目' },
        { code: 'POLICY', label: '政策' },
        { code: 'DEPARTMENT_WHOLE', label: '部门整体', also: ['部门整体支出'] },
      ],
    },
    {
      key: 'attribute',
      header: '项目属性',
      type: 'CHOICE',
      required: true,
      hint: '新增、延续或一次性',
      choices: [
        { code: 'NEW', label: '新增', also: ['新增项目'] },
        { code: 'CONTINUING', label: '延续', also: ['延续项目'] },
        { code: 'ONE_OFF', label: '一次性', also: ['一次性项目'] },
      ],
    },
    { key: 'leaderName', header: '项目负责人', type: 'TEXT', maxLength: 60, hint: '姓名,60 字以内' },
    { key: 'periodFrom', header: '项目期起', type: 'DATE', required: true, hint: '如 2026-01-01' },
    { key: 'periodTo', header: '项目期止', type: 'DATE', required: true, hint: '如 2026-12-31,不早于项目期起' },
    { key: 'basis', header: '立项依据', type: 'TEXT', maxLength: 4000, hint: '法律法规、政策文件及文号' },
    { key: 'necessity', header: '必要性', type: 'TEXT', maxLength: 4000, hint: '4000 字以内' },
    { key: 'feasibility', header: '可行性', type: 'TEXT', maxLength: 4000, hint: '4000 字以内' },
  ],
};

/** 项目库 / projects by their code, into the units of the caller's scope. */
@Injectable()
export class ProjectImport implements ImportKind {
  readonly schema = SCHEMA;
  readonly allow = projectPolicy.create;
  readonly read = projectPolicy.read;

  constructor(kinds: ImportKinds) {
    kinds.register(this);
  }

  async check(read: Read, rows: readonly ImportRow[], strategy: ImportStrategy): Promise<readonly RowIssue[]> {
    const facts = await read(findFacts(rows));
    return rows.flatMap((row) => judge(row, facts.get(row.row), strategy));
  }

  async lock(tx: Tx, range: StagedRange): Promise<void> {
    await tx.one(lockProjects(range));
  }

  write(tx: Tx, range: StagedRange): Promise<Written> {
    return tx.one(writeProjects(range));
  }

  rows(read: Read, content: 'TEMPLATE' | 'DATA'): Promise<readonly RowContent[]> {
    return read(projectRows(content));
  }

  async codes(read: Read): Promise<readonly CodeList[]> {
    return [{ key: 'unitCode', codes: await read(unitCodes()) }];
  }
}

interface ProjectFacts {
  /** Units of that code where the caller acts: exactly one is right. */
  readonly units: number;
  readonly exists: boolean;
  readonly isActive: boolean;
  readonly isSameUnit: boolean;
  readonly kind: string | null;
}

function judge({ row, content }: ImportRow, facts: ProjectFacts | undefined, strategy: ImportStrategy): RowIssue[] {
  if (!facts) return [];
  const told = (key: string, code: string, message: string, hint: string): RowIssue => {
    return { row, key, code, severity: 'ERROR', message, hint, value: String(content[key] ?? '') };
  };
  if (typeof content['unitCode'] === 'string' && facts.units !== 1) {
    const message =
      facts.units === 0 ? '单位编码不存在,或不在您的数据范围内' : '您的数据范围内有多个区划使用该单位编码';
    return [told('unitCode', 'UNKNOWN_UNIT', message, '请从下拉列表选择单位编码')];
  }
  if (typeof content['code'] !== 'string' || facts.units !== 1) return [];
  if (!facts.exists) {
    return strategy === 'UPDATE'
      ? [told('code', 'DOES_NOT_EXIST', '没有此项目代码的项目', '请核对项目代码,或改用“新增”方式导入')]
      : [];
  }
  if (strategy === 'CREATE')
    return [told('code', 'ALREADY_EXISTS', '该项目代码已存在', '请更换项目代码,或改用“更新”方式导入')];
  if (!facts.isActive) return [told('code', 'CLOSED', '项目已关闭,不能再修改', '请删除该行')];
  if (!facts.isSameUnit)
    return [told('unitCode', 'UNIT_CHANGED', '该项目属于另一单位', '导入不改变项目的实施单位,请填写原单位编码')];
  const isSameKind = content['kind'] === null || content['kind'] === facts.kind;
  return isSameKind
    ? []
    : [told('kind', 'KIND_CHANGED', '项目类型与已有项目不同', '项目类型建立后不能改变,请填写原类型')];
}

/** By row: what the database knows of the codes in it. */
const findFacts = (rows: readonly ImportRow[]): Call<ReadonlyMap<number, ProjectFacts>> => ({
  name: 'project_import.find_facts',
  text: `select w.row, u.n as units, p.id is not null as exists, coalesce(p.state = 'ACTIVE', false) as "isActive",
      coalesce(p.unit_id = u.id, false) as "isSameUnit", p.kind
    from jsonb_to_recordset($1::jsonb) as w(row int, code text, "unitCode" text)
    cross join lateral (select count(*)::int as n, min(u.id::text)::uuid as id, min(u.district_id::text)::uuid as district_id
      from ${UNIT_VIEW} u where u.code = w."unitCode" and ${isInScope('u.unit_path')}) u
    left join app.projects p on p.code = w.code and p.district_id = u.district_id and u.n = 1`,
  values: [
    JSON.stringify(rows.map(({ row, content }) => ({ row, code: content['code'], unitCode: content['unitCode'] }))),
  ],
  read: (found) => new Map(found.map((facts) => [Number(facts['row']), facts as unknown as ProjectFacts])),
});

/** Staged rows of the range with their one unit; a row whose unit is gone has none and is not written. */
const STAGED = `staged as materialized (
    select r.row_no, r.id as new_id, r.content, c.*, u.id as unit_id, u.district_id, u.department_id, u.unit_path
    from ${STAGED_ROWS} r
    cross join lateral jsonb_to_record(r.content) as c(code text, name text, "unitCode" text, kind text, attribute text, "leaderName" text,
      "periodFrom" date, "periodTo" date, basis text, necessity text, feasibility text)
    cross join lateral (select min(u.id::text)::uuid as id from ${UNIT_VIEW} u
      where u.code = c."unitCode" and ${isInScope('u.unit_path')} having count(*) = 1) one
    join ${UNIT_VIEW} u on u.id = one.id
    where r.import_id = $1::uuid and r.group_no between $2::int and $3::int and not r.done)`;

const rangeValues = ({ importId, firstGroup, lastGroup }: StagedRange): [string, number, number] => [
  importId,
  firstGroup,
  lastGroup,
];

const lockProjects = (range: StagedRange): Call<void> => ({
  name: 'project_import.lock',
  text: `with ${STAGED} select p.id from app.projects p join staged s on s.code = p.code and s.district_id = p.district_id
    order by p.id for no key update of p`,
  values: rangeValues(range),
  read: noRows,
});

/** A column that the file does not have stays as it is. */
const kept = (key: string, column: string): string =>
  `case when s.content ? '${key}' then s."${key}" else p.${column} end`;

/** The rules of ProjectService as conditions: an active project, its own unit and kind, the period in order. */
const writeProjects = (range: StagedRange): Call<Written> => ({
  name: 'project_import.write',
  text: `with ${STAGED},
    made as (
      insert into app.projects (id, district_id, unit_id, unit_path, department_id, code, name, kind, attribute, leader_name, period_from, period_to,
        basis, necessity, feasibility, authors)
      select s.new_id, s.district_id, s.unit_id, s.unit_path, s.department_id, s.code, s.name, s.kind, s.attribute, s."leaderName", s."periodFrom",
        s."periodTo", s.basis, s.necessity, s.feasibility, array[${MY_PERSON}::uuid]
      from staged s where $4::text <> 'UPDATE'
        and not exists (select 1 from app.projects p where p.code = s.code and p.district_id = s.district_id)
      on conflict (code, district_id) do nothing
      returning id, district_id, unit_path, id as project_id, code, '{}'::jsonb as payload),
    changed as (
      update app.projects p set name = s.name, attribute = s.attribute, period_from = s."periodFrom", period_to = s."periodTo",
        leader_name = ${kept('leaderName', 'leader_name')}, basis = ${kept('basis', 'basis')}, necessity = ${kept('necessity', 'necessity')},
        feasibility = ${kept('feasibility', 'feasibility')}, version = p.version + 1, updated_at = now(),
        authors = case when ${MY_PERSON}::uuid = any (p.authors) then p.authors else p.authors || ${MY_PERSON}::uuid end
      from staged s where $4::text <> 'CREATE' and p.code = s.code and p.district_id = s.district_id and p.state = 'ACTIVE'
        and p.unit_id = s.unit_id and p.kind = s.kind
      returning p.id, p.district_id, p.unit_path, p.id as project_id, p.code, '{}'::jsonb as payload),
    ${toldChanges('made', 'project.created', 'project', 'made')},
    ${toldChanges('changed', 'project.updated', 'project', 'changed')}
    select (select count(*)::int from made) as created, (select count(*)::int from changed) as updated,
      array(select s.row_no from staged s where s.code in (select code from made union all select code from changed)) as written`,
  values: [...rangeValues(range), range.strategy],
  read: ([row]) => row as unknown as Written,
});

/** A template shows the active projects of the caller's units; data, every project that he may read. */
const projectRows = (content: 'TEMPLATE' | 'DATA'): Call<readonly RowContent[]> => ({
  name: 'project_import.rows',
  text: `select p.code, p.name, u.code as "unitCode", p.kind, p.attribute, p.leader_name as "leaderName", p.period_from::text as "periodFrom",
      p.period_to::text as "periodTo", p.basis, p.necessity, p.feasibility
    from app.projects p join ${UNIT_VIEW} u on u.id = p.unit_id where $1::text = 'DATA' or p.state = 'ACTIVE'
    order by u.code, p.code, p.id limit 20001`,
  values: [content],
  read: allRows<RowContent>(),
});

const unitCodes = (): Call<readonly { code: string; label: string }[]> => ({
  name: 'project_import.unit_codes',
  text: `select code, name as label from ${UNIT_VIEW} u where ${isInScope('u.unit_path')} order by code, id limit 5000`,
  values: [],
  read: allRows<{ code: string; label: string }>(),
});
