import { heldRoles, isInScope, MY_PERSON } from '../../platform/auth/grants.js';
import { allRows, type Call, firstRow } from '../../platform/database/call.js';
import type { JsonText } from '../../platform/http/json-text.js';
import type { ListDefinition } from '../../platform/http/list.js';
import { type AdjustmentLeg, BUDGET_ADJUSTMENT_KINDS, type BudgetAdjustmentKind } from './domain/budget-adjustment.js';
import { BUDGET_ADJUSTMENT_STATES, type BudgetAdjustmentState } from './domain/budget-adjustment.lifecycle.js';

/** What is written by the person who drafts it; money in yuan as decimal text. */
export interface BudgetAdjustmentDraft {
  readonly kind: BudgetAdjustmentKind;
  readonly fiscalYear: number;
  readonly legs: readonly AdjustmentLeg[];
  readonly amount: string;
  readonly reason: string;
  readonly legalBasis: string;
  /** Null: the day on which it is written, and so the day of approval. */
  readonly effectiveOn: string | null;
  readonly fileIds: readonly string[];
}

/** Where it lies: at the unit of all its projects, or at their district. */
export interface AdjustmentPlace {
  readonly districtId: string;
  readonly unitId: string;
  readonly unitPath: string;
  readonly departmentId: string;
  readonly projectId: string | null;
}

export interface BudgetAdjustment extends BudgetAdjustmentDraft, AdjustmentPlace {
  readonly id: string;
  readonly version: number;
  readonly state: BudgetAdjustmentState;
  readonly effectiveOn: string;
  /** Its day has come. */
  readonly isDue: boolean;
  readonly authorIds: readonly string[];
}

const COLUMNS = `id, version, district_id as "districtId", unit_id as "unitId", unit_path::text as "unitPath", department_id as "departmentId",
  project_id as "projectId", kind, fiscal_year as "fiscalYear", legs, amount::text as amount, reason, legal_basis as "legalBasis",
  effective_on::text as "effectiveOn", effective_on <= app.app_today() as "isDue", file_ids as "fileIds", state, author_ids as "authorIds"`;

const ITEM = `'id', t.id, 'kind', t.kind, 'fiscalYear', t.fiscal_year, 'amount', t.amount::text, 'projectId', t.project_id, 'unitId', t.unit_id,
  'state', t.state, 'reason', t.reason, 'legalBasis', t.legal_basis, 'effectiveOn', t.effective_on, 'version', t.version, 'updatedAt', t.updated_at`;

export const budgetAdjustmentList: ListDefinition = {
  name: 'budget_adjustments.list',
  from: 'app.budget_adjustments t',
  filters: {
    kind: { column: 't.kind', type: 'code', values: BUDGET_ADJUSTMENT_KINDS, about: '调整类型 / kind' },
    state: { column: 't.state', type: 'code', values: BUDGET_ADJUSTMENT_STATES, about: '状态 / state' },
    projectId: { column: 't.project_id', type: 'uuid', about: '单一项目 / project, where it is one' },
    unitId: { column: 't.unit_id', type: 'uuid', about: '首行项目的单位 / unit of the first leg' },
    fiscalYear: { column: 't.fiscal_year', type: 'integer', about: '预算年度 / fiscal year' },
    amount: { column: 't.amount', type: 'decimal', about: '调整金额 / amount' },
    effectiveOn: { column: 't.effective_on', type: 'date', about: '生效日期 / effective day' },
  },
  sorts: { updatedAt: { column: 'updated_at', type: 'timestamptz' }, id: { column: 'id', type: 'uuid' } },
  defaultSort: '-updatedAt',
  item: `json_build_object(${ITEM})`,
};

export interface BudgetAdjustmentDetail extends JsonText {
  readonly version: number;
  readonly state: BudgetAdjustmentState;
  readonly roles: readonly string[];
}

export const budgetAdjustmentDetail = (id: string): Call<BudgetAdjustmentDetail | null> => ({
  name: 'budget_adjustments.detail',
  text: `select json_build_object(${ITEM}, 'districtId', t.district_id, 'legs', (
        select json_agg(json_build_object('projectId', l.leg -> 'projectId', 'projectCode', p.code, 'projectName', p.name, 'source', l.leg -> 'source',
          'amount', l.leg -> 'amount', 'fromFrozen', l.leg -> 'fromFrozen') order by l.at)
        from jsonb_array_elements(t.legs) with ordinality as l (leg, at) left join app.projects p on p.id = (l.leg ->> 'projectId')::uuid),
      'fileIds', t.file_ids, 'refusal', t.refusal, 'returnedCount', t.returned_count, 'submittedAt', t.submitted_at, 'decidedAt', t.decided_at,
      'decidedBy', t.decided_by, 'postedAt', t.posted_at, 'approvalId', (select a.id from app.approvals a
        where a.subject_type = 'budget-adjustment' and a.subject_id = t.id order by a.id desc limit 1))::text as json,
      t.version, t.state, ${heldRoles('t.unit_path', 't.project_id')} as roles
    from app.budget_adjustments t where t.id = $1::uuid`,
  values: [id],
  read: firstRow<BudgetAdjustmentDetail>(),
});

export const findBudgetAdjustment = (id: string): Call<BudgetAdjustment | null> => ({
  name: 'budget_adjustments.find',
  text: `select ${COLUMNS} from app.budget_adjustments where id = $1::uuid`,
  values: [id],
  read: firstRow<BudgetAdjustment>(),
});

export const findBudgetAdjustmentForUpdate = (id: string): Call<BudgetAdjustment | null> => ({
  name: 'budget_adjustments.find_for_update',
  text: `select ${COLUMNS} from app.budget_adjustments where id = $1::uuid for update`,
  values: [id],
  read: firstRow<BudgetAdjustment>(),
});

/** Whether the file is evidence of the adjustment, in the caller's scope. */
export const isEvidenceOfBudgetAdjustment = (id: string, fileId: string): Call<boolean> => ({
  name: 'budget_adjustments.is_evidence',
  text: `select 1 from app.budget_adjustments where id = $1::uuid and $2::uuid = any (file_ids)`,
  values: [id, fileId],
  read: (rows) => rows.length > 0,
});

/** A project as a leg names it: by id or code, among those that the caller sees; `found`: how many answer to it. */
export interface NamedProject extends AdjustmentPlace {
  readonly at: number;
  readonly found: number;
  readonly projectId: string;
}

export const findNamedProjects = (
  names: readonly { readonly projectId?: string; readonly projectCode?: string }[],
): Call<readonly NamedProject[]> => ({
  name: 'budget_adjustments.find_named_projects',
  text: `select (w.at - 1)::int as at, f.found, p.id as "projectId", p.district_id as "districtId", p.unit_id as "unitId",
      p.unit_path::text as "unitPath", p.department_id as "departmentId"
    from jsonb_array_elements($1::jsonb) with ordinality as w (name, at)
    cross join lateral (select count(*)::int as found, min(n.id::text)::uuid as id from app.projects n
      where n.id = (w.name ->> 'projectId')::uuid or n.code = w.name ->> 'projectCode') f
    left join app.projects p on p.id = f.id order by w.at`,
  values: [JSON.stringify(names)],
  read: allRows<NamedProject>(),
});

const draftValues = (draft: BudgetAdjustmentDraft, place: AdjustmentPlace) =>
  [
    draft.kind,
    draft.fiscalYear,
    JSON.stringify(draft.legs),
    draft.amount,
    draft.reason,
    draft.legalBasis,
    draft.effectiveOn,
    draft.fileIds,
    place.districtId,
    place.unitId,
    place.unitPath,
    place.departmentId,
    place.projectId,
  ] as const;

/** Null: it lies beyond the caller's scope. */
export const insertBudgetAdjustment = (
  id: string,
  draft: BudgetAdjustmentDraft,
  place: AdjustmentPlace,
): Call<BudgetAdjustment | null> => ({
  name: 'budget_adjustments.insert',
  text: `insert into app.budget_adjustments (id, kind, fiscal_year, legs, amount, reason, legal_basis, effective_on, file_ids, district_id, unit_id,
      unit_path, department_id, project_id, author_ids)
    select $1::uuid, $2, $3::smallint, $4::jsonb, $5::numeric, $6, $7, coalesce($8::date, app.app_today()), $9::uuid[], $10::uuid, $11::uuid,
      $12::public.ltree, $13::uuid, $14::uuid, array[${MY_PERSON}::uuid]
    where ${isInScope('$12::public.ltree')}
    returning ${COLUMNS}`,
  values: [id, ...draftValues(draft, place)],
  read: firstRow<BudgetAdjustment>(),
});

/** Compare-and-set of the draft; the editor joins the authors, and nobody leaves them. Null, too, where it would lie beyond his scope. */
export const saveBudgetAdjustment = (
  { id, version }: BudgetAdjustment,
  draft: BudgetAdjustmentDraft,
  place: AdjustmentPlace,
): Call<BudgetAdjustment | null> => ({
  name: 'budget_adjustments.save',
  text: `update app.budget_adjustments set kind = $3, fiscal_year = $4::smallint, legs = $5::jsonb, amount = $6::numeric, reason = $7, legal_basis = $8,
      effective_on = coalesce($9::date, app.app_today()), file_ids = $10::uuid[], district_id = $11::uuid, unit_id = $12::uuid,
      unit_path = $13::public.ltree, department_id = $14::uuid, project_id = $15::uuid, version = version + 1, updated_at = now(),
      author_ids = case when ${MY_PERSON}::uuid = any (author_ids) then author_ids else author_ids || ${MY_PERSON}::uuid end
    where id = $1::uuid and version = $2::int and state in ('DRAFT', 'RETURNED') and ${isInScope('$13::public.ltree')} returning ${COLUMNS}`,
  values: [id, version, ...draftValues(draft, place)],
  read: firstRow<BudgetAdjustment>(),
});

/** A job decides as nobody. */
const DECIDER = `case when ${MY_PERSON} not like 'system:%' then ${MY_PERSON}::uuid end`;

/** Moves the state along the lifecycle; `refusal`: what was missing when it was REFUSED. */
export const moveBudgetAdjustment = (
  { id, version, state }: BudgetAdjustment,
  to: BudgetAdjustmentState,
  refusal: readonly object[] | null,
): Call<BudgetAdjustment | null> => ({
  name: 'budget_adjustments.move',
  text: `update app.budget_adjustments set state = $4, refusal = $5::jsonb, version = version + 1, updated_at = now(),
      returned_count = returned_count + case when $4 = 'RETURNED' then 1 else 0 end,
      submitted_at = case when $4 = 'IN_REVIEW' then now() else submitted_at end,
      decided_at = case when $4 in ('APPROVED', 'REJECTED', 'CANCELLED') then now() else decided_at end,
      decided_by = case when $4 in ('APPROVED', 'REJECTED', 'CANCELLED') then ${DECIDER} else decided_by end,
      posted_at = case when $4 = 'POSTED' then now() end
    where id = $1::uuid and version = $2::int and state = $3 returning ${COLUMNS}`,
  values: [id, version, state, to, refusal && JSON.stringify(refusal)],
  read: firstRow<BudgetAdjustment>(),
});

/** Signed, and their day has come. */
export const findDueAdjustments = (limit: number): Call<readonly { readonly id: string }[]> => ({
  name: 'budget_adjustments.find_due',
  text: `select id from app.budget_adjustments where state = 'APPROVED' and effective_on <= app.app_today()
    order by effective_on, id limit $1::int`,
  values: [limit],
  read: allRows<{ id: string }>(),
});
