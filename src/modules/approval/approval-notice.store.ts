import { allRows, type Call, firstRow } from '../../platform/database/call.js';
import type { BilingualName } from './domain/flow-definition.js';

/** A task that has opened, as those who may act on it are told. */
export interface OpenTask {
  readonly id: string;
  readonly version: number;
  readonly approvalId: string;
  readonly kind: 'DECIDE' | 'ADVISE' | 'READ';
  readonly title: string;
  readonly stepName: BilingualName;
  readonly assigneeId: string | null;
  readonly candidateIds: readonly string[];
  readonly escalatedTo: readonly string[];
  readonly role: string | null;
  readonly scopePath: string | null;
  readonly dueOn: string | null;
  readonly openedOn: string;
  readonly districtId: string;
  readonly unitPath: string;
  readonly projectId: string | null;
}

const openTasks = (
  condition: string,
): string => `select t.id, t.version, t.approval_id as "approvalId", t.kind, a.title,
      jsonb_path_query_first(f.definition, 'strict $.** ? (@.kind == "STEP" && @.key == $key)', jsonb_build_object('key', t.step_key)) -> 'name'
        as "stepName",
      t.assignee_id as "assigneeId", t.candidate_ids as "candidateIds", t.escalated_to as "escalatedTo", t.role, t.scope_path::text as "scopePath",
      t.due_on::text as "dueOn", (t.opened_at at time zone 'Asia/Shanghai')::date::text as "openedOn", t.district_id as "districtId",
      t.unit_path::text as "unitPath", t.project_id as "projectId"
    from app.approval_tasks t join app.approvals a on a.id = t.approval_id
    join app.approval_flows f on f.id = a.flow_id
    where ${condition} and t.state = 'OPEN' order by t.id`;

/** Of these tasks, those that are open still. */
export const findOpenTasks = (ids: readonly string[]): Call<readonly OpenTask[]> => ({
  name: 'approval_tasks.find_open',
  text: openTasks('t.id = any ($1::uuid[])'),
  values: [ids],
  read: allRows<OpenTask>(),
});

/** What an approval waits for. */
export const findAwaited = (approvalId: string): Call<readonly OpenTask[]> => ({
  name: 'approval_tasks.find_awaited',
  text: openTasks(`t.approval_id = $1::uuid and t.kind <> 'READ'`),
  values: [approvalId],
  read: allRows<OpenTask>(),
});

/** What the submitter is told of an end. */
export interface EndedApproval {
  readonly id: string;
  readonly title: string;
  readonly state: string;
  readonly round: number;
  readonly returnedCount: number;
  readonly districtId: string;
  readonly unitPath: string;
  readonly projectId: string | null;
  readonly reason: string | null;
}

export const findEnded = (approvalId: string): Call<EndedApproval | null> => ({
  name: 'approvals.find_ended',
  text: `select a.id, a.title, a.state, a.round, a.returned_count as "returnedCount", a.district_id as "districtId", a.unit_path::text as "unitPath",
      a.project_id as "projectId",
      (select c.reason from app.approval_acts c where c.approval_id = a.id and c.round = a.round and c.act in ('APPROVE', 'RETURN', 'REJECT', 'TIME_OUT')
        order by c.id desc limit 1) as reason
    from app.approvals a where a.id = $1::uuid`,
  values: [approvalId],
  read: firstRow<EndedApproval>(),
});
