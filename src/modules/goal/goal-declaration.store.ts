import { heldRoles } from '../../platform/auth/grants.js';
import { type Call, firstRow, noRows } from '../../platform/database/call.js';
import type { JsonText } from '../../platform/http/json-text.js';
import { BUDGET_LINE_VIEW, PROJECT_VIEW } from '../budget/index.js';
import type { DeclaredGoal } from './domain/declaration.js';
import type { GoalState } from './domain/goal.lifecycle.js';

/** A field of the form: its name in JSON, its column, its type. */
type Field = readonly [name: string, column: string, type: 'text' | 'numeric' | 'int' | 'date'];

const FIELDS: readonly Field[] = [
  ['filler', 'filler', 'text'],
  ['phone', 'phone', 'text'],
  ['head', 'head', 'text'],
  ['filledOn', 'filled_on', 'date'],
  ['leaderName', 'leader_name', 'text'],
  ['basis', 'basis', 'text'],
  ['necessity', 'necessity', 'text'],
  ['feasibility', 'feasibility', 'text'],
  ['totalAmount', 'total_amount', 'numeric'],
  ['totalFiscal', 'total_fiscal', 'numeric'],
  ['totalOther', 'total_other', 'numeric'],
  ['yearAmount', 'year_amount', 'numeric'],
  ['duties', 'duties', 'text'],
  ['totalBudget', 'total_budget', 'numeric'],
  ['fiscalAmount', 'fiscal_amount', 'numeric'],
  ['otherAmount', 'other_amount', 'numeric'],
  ['basicAmount', 'basic_amount', 'numeric'],
  ['projectAmount', 'project_amount', 'numeric'],
  ['threePublicAmount', 'three_public_amount', 'numeric'],
  ['staffQuota', 'staff_quota', 'int'],
  ['staffActual', 'staff_actual', 'int'],
  ['subUnits', 'sub_units', 'int'],
];

interface LineTable {
  readonly table: string;
  readonly fields: readonly Field[];
}

/** The lists of the form. One statement each to replace them, and one shape to read them. */
const LINES = {
  fundingLines: {
    table: 'goal_funding_lines',
    fields: [
      ['source', 'source', 'text'],
      ['amount', 'amount', 'numeric'],
      ['note', 'note', 'text'],
    ],
  },
  milestones: {
    table: 'goal_milestones',
    fields: [
      ['content', 'content', 'text'],
      ['start', 'start_on', 'date'],
      ['end', 'end_on', 'date'],
    ],
  },
  costEstimates: {
    table: 'goal_cost_estimates',
    fields: [
      ['item', 'item', 'text'],
      ['formula', 'formula', 'text'],
      ['amount', 'amount', 'numeric'],
      ['evidence', 'evidence', 'text'],
      ['actualY1', 'actual_y1', 'numeric'],
      ['actualY2', 'actual_y2', 'numeric'],
    ],
  },
  tasks: {
    table: 'goal_tasks',
    fields: [
      ['name', 'name', 'text'],
      ['content', 'content', 'text'],
      ['total', 'total', 'numeric'],
      ['fiscal', 'fiscal', 'numeric'],
      ['other', 'other', 'numeric'],
    ],
  },
} as const satisfies Record<string, LineTable>;

export type LineKind = keyof typeof LINES;
export const LINE_KINDS = Object.keys(LINES) as readonly LineKind[];

/** A line to write; its fields are those of its list. */
export type Line = { readonly id: string } & object;

/** Amounts are text, all else is as JSON has it. */
const members = (fields: readonly Field[], row: string): string =>
  fields.map(([name, column, type]) => `'${name}', ${row}.${column}${type === 'numeric' ? '::text' : ''}`).join(', ');

const shape = (fields: readonly Field[]): string => fields.map(([name, , type]) => `"${name}" ${type}`).join(', ');
const columns = (fields: readonly Field[]): string => fields.map(([, column]) => column).join(', ');
const values = (fields: readonly Field[]): string => fields.map(([name]) => `w."${name}"`).join(', ');

/** The lines of one list of goal `g`, in order. */
const linesJson = ({
  table,
  fields,
}: LineTable): string => `(select coalesce(json_agg(json_build_object('id', l.id, ${members(fields, 'l')})
    order by l.position), '[]') from app.${table} l where l.goal_id = g.id)`;

const DECLARATION_MEMBERS = [
  members(FIELDS, 'd'),
  ...LINE_KINDS.map((kind) => `'${kind}', ${linesJson(LINES[kind])}`),
].join(', ');

/** What the form of goal `g` says; null: it has not been begun. */
export const DECLARATION_JSON = `(select json_build_object(${DECLARATION_MEMBERS}) from app.goal_declarations d where d.goal_id = g.id)`;

export interface DeclarationDetail extends JsonText {
  readonly version: number;
  readonly state: GoalState;
  readonly roles: readonly string[];
}

/** The form as it stands, begun or not; its version is the goal's. */
export const declarationDetail = (goalId: string): Call<DeclarationDetail | null> => ({
  name: 'goal_declarations.detail',
  text: `select json_build_object('goalId', g.id, 'form', g.form, 'isBegun', d.goal_id is not null, ${DECLARATION_MEMBERS}, 'version', g.version)::text as json,
      g.version, g.state, ${heldRoles('g.unit_path', 'g.project_id')} as roles
    from app.goals g left join app.goal_declarations d on d.goal_id = g.id where g.id = $1::uuid`,
  values: [goalId],
  read: firstRow<DeclarationDetail>(),
});

/** One list of the form; its ETag is the goal's. */
export const linesOfGoal = (kind: LineKind, goalId: string): Call<JsonText | null> => ({
  name: `${LINES[kind].table}.of_goal`,
  text: `select json_build_object('items', ${linesJson(LINES[kind])})::text as json, g.version from app.goals g where g.id = $1::uuid`,
  values: [goalId],
  read: firstRow<JsonText>(),
});

const DECLARED_GOAL = `select g.form, p.attribute = 'NEW' as "isNew", p.period_from::text as "periodFrom", p.period_to::text as "periodTo",
      (select sum(b.adjusted)::text from ${BUDGET_LINE_VIEW} b where b.project_id = g.project_id and b.fiscal_year = g.fiscal_year) as budget,
      g.annual_goal as "annualGoal", g.overall_goal as "overallGoal", ${DECLARATION_JSON} as declaration, g.id
  from app.goals g join ${PROJECT_VIEW} p on p.id = g.project_id`;

/** The goal as its form's checks see it. */
export const findDeclaredGoal = (goalId: string): Call<DeclaredGoal | null> => ({
  name: 'goal_declarations.find_declared_goal',
  text: `${DECLARED_GOAL} where g.id = $1::uuid`,
  values: [goalId],
  read: firstRow<DeclaredGoal>(),
});

/** All goals of a district and year whose forms have been begun, by their ids. */
export const findDeclaredGoals = (districtId: string, fiscalYear: number): Call<ReadonlyMap<string, DeclaredGoal>> => ({
  name: 'goal_declarations.find_declared_goals',
  text: `${DECLARED_GOAL} where g.district_id = $1::uuid and g.fiscal_year = $2::smallint
    and exists (select 1 from app.goal_declarations d where d.goal_id = g.id)`,
  values: [districtId, fiscalYear],
  read: (rows) => new Map(rows.map((row) => [String(row['id']), row as unknown as DeclaredGoal])),
});

/** What the project says of itself is what its form says first. */
export interface ProjectWords {
  readonly leaderName: string | null;
  readonly basis: string | null;
  readonly necessity: string | null;
  readonly feasibility: string | null;
}

/** Begins the form with the project's words; what has been begun stays as it is. */
export const beginDeclaration = (goalId: string, words: ProjectWords): Call<void> => ({
  name: 'goal_declarations.begin',
  text: `insert into app.goal_declarations (goal_id, project_id, district_id, unit_path, leader_name, basis, necessity, feasibility)
    select g.id, g.project_id, g.district_id, g.unit_path, $2::text, $3::text, $4::text, $5::text from app.goals g where g.id = $1::uuid
    on conflict (goal_id) do nothing`,
  values: [goalId, words.leaderName, words.basis, words.necessity, words.feasibility],
  read: noRows,
});

/** All fields at once: what is not named is empty. */
export const updateDeclaration = (goalId: string, fields: object): Call<void> => ({
  name: 'goal_declarations.update',
  text: `update app.goal_declarations d set (${columns(FIELDS)}) = row(${values(FIELDS)})
    from jsonb_to_record($2::jsonb) as w(${shape(FIELDS)}) where d.goal_id = $1::uuid`,
  values: [goalId, JSON.stringify(fields)],
  read: noRows,
});

export const deleteLines = (kind: LineKind, goalId: string): Call<void> => ({
  name: `${LINES[kind].table}.delete`,
  text: `delete from app.${LINES[kind].table} where goal_id = $1::uuid`,
  values: [goalId],
  read: noRows,
});

/** After deleteLines(), as a statement of its own. */
export const insertLines = (kind: LineKind, goalId: string, lines: readonly Line[]): Call<void> => {
  const { table, fields } = LINES[kind];
  return {
    name: `${table}.insert`,
    text: `insert into app.${table} (goal_id, id, position, project_id, district_id, unit_path, ${columns(fields)})
      select g.id, w.id, w.ordinality, g.project_id, g.district_id, g.unit_path, ${values(fields)}
      from rows from (jsonb_to_recordset($2::jsonb) as (id uuid, ${shape(fields)})) with ordinality as w join app.goals g on g.id = $1::uuid`,
    values: [goalId, JSON.stringify(lines)],
    read: noRows,
  };
};
