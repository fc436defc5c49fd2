import { allRows, type Call } from '../../platform/database/call.js';
import type { People } from './domain/process.js';
import { peopleOf } from './people.statement.js';

/** An approval that may move. */
export interface Movable {
  readonly approvalId: string;
  readonly fromRevision: number;
}

/** Running approvals, within the caller's scope, on older revisions of this flow; those named, or all; one more than can be done at once. */
export const findMovable = (
  flowId: string,
  approvalIds: readonly string[] | null,
  limit: number,
): Call<readonly Movable[]> => ({
  name: 'approvals.find_movable',
  text: `select a.id as "approvalId", old.revision as "fromRevision"
    from app.approval_flows f join app.approval_flows old on old.code = f.code and old.district_id is not distinct from f.district_id
      and old.subject_type = f.subject_type and old.revision < f.revision
    join app.approvals a on a.flow_id = old.id
    where f.id = $1::uuid and a.state = 'RUNNING' and ($2::uuid[] is null or a.id = any ($2::uuid[])) order by a.id limit $3::int`,
  values: [flowId, approvalIds, limit],
  read: allRows<Movable>(),
});

/** A district's flow is moved onto by those whose scope is the district; the general one by each within his own scope. */
export const mayMoveOnto = (flowId: string): Call<boolean> => ({
  name: 'approvals.may_move_onto',
  text: `select f.district_id is null or d.unit_path <@ any (string_to_array(nullif(current_setting('app.scopes', true), ''), ',')::ltree[]) as may
    from app.approval_flows f left join app.districts d on d.id = f.district_id where f.id = $1::uuid`,
  values: [flowId],
  read: ([row]) => row?.['may'] === true,
});

/** The paths whose approvals the caller may move: what an operation may touch in his name. */
export const findMyScopes = (): Call<readonly string[]> => ({
  name: 'approvals.find_my_scopes',
  text: `select unnest(string_to_array(nullif(current_setting('app.scopes', true), ''), ',')) as path`,
  values: [],
  read: (rows) => rows.map(({ path }) => String(path)),
});

/** Who could be asked if the approval ran on that flow. */
export const findPeopleOn = (flowId: string, approvalId: string): Call<People> => ({
  name: 'approvals.find_people_on',
  text: peopleOf(`select f.definition, a.paths, a.context, a.choices from app.approvals a, app.approval_flows f
    where f.id = $1::uuid and a.id = $2::uuid`),
  values: [flowId, approvalId],
  read: ([row]) => (row?.['people'] ?? {}) as People,
});
