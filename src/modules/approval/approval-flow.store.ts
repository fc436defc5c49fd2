import { type Call, firstRow, noRows } from '../../platform/database/call.js';
import type { JsonText } from '../../platform/http/json-text.js';
import type { ListDefinition } from '../../platform/http/list.js';
import { OF_MY_DISTRICT } from '../organization/index.js';
import type { FlowState } from './domain/flow.lifecycle.js';
import type { FlowDefinition } from './domain/flow-definition.js';

export interface ApprovalFlow {
  readonly id: string;
  readonly version: number;
  readonly code: string;
  readonly revision: number;
  readonly districtId: string | null;
  readonly subjectType: string;
  readonly name: string;
  readonly definition: FlowDefinition;
  readonly state: FlowState;
  readonly authorId: string | null;
}

const FLOW_COLUMNS = `id, version, code, revision, district_id as "districtId", subject_type as "subjectType", name, definition, state, author_id as "authorId"`;

const FLOW_JSON = `json_build_object('id', t.id, 'code', t.code, 'revision', t.revision, 'districtId', t.district_id, 'subjectType', t.subject_type,
  'name', t.name, 'definition', t.definition, 'state', t.state, 'publishedAt', t.published_at, 'version', t.version)`;

export const flowList: ListDefinition = {
  name: 'approval_flows.list',
  from: 'app.approval_flows t',
  where: OF_MY_DISTRICT,
  filters: {
    subjectType: { column: 't.subject_type', type: 'code', about: '事项类型 / subject type' },
    state: { column: 't.state', type: 'code', values: ['DRAFT', 'PUBLISHED', 'RETIRED'], about: '状态 / state' },
    code: { column: 't.code', type: 'code', about: '流程代码 / code' },
  },
  sorts: { code: { column: 'code', type: 'text' }, revision: { column: 'revision', type: 'int' } },
  defaultSort: 'code',
  item: FLOW_JSON,
};

export const flowDetail = (id: string): Call<JsonText | null> => ({
  name: 'approval_flows.detail',
  text: `select (${FLOW_JSON})::text as json, t.version from app.approval_flows t where t.id = $1::uuid and ${OF_MY_DISTRICT}`,
  values: [id],
  read: firstRow<JsonText>(),
});

/** The published flow for a kind of subject: the district's own before the general one. */
export const findPublishedFlow = (subjectType: string, districtId: string): Call<ApprovalFlow | null> => ({
  name: 'approval_flows.find_published',
  text: `select ${FLOW_COLUMNS} from app.approval_flows where subject_type = $1 and state = 'PUBLISHED'
      and (district_id = $2::uuid or district_id is null)
    order by district_id is null limit 1`,
  values: [subjectType, districtId],
  read: firstRow<ApprovalFlow>(),
});

export const findFlowForUpdate = (id: string): Call<ApprovalFlow | null> => ({
  name: 'approval_flows.find_for_update',
  text: `select ${FLOW_COLUMNS} from app.approval_flows t where id = $1::uuid and ${OF_MY_DISTRICT} for update`,
  values: [id],
  read: firstRow<ApprovalFlow>(),
});

export const findFlow = (id: string): Call<ApprovalFlow | null> => ({
  name: 'approval_flows.find',
  text: `select ${FLOW_COLUMNS} from app.approval_flows t where id = $1::uuid and ${OF_MY_DISTRICT}`,
  values: [id],
  read: firstRow<ApprovalFlow>(),
});

export interface NewFlow {
  readonly id: string;
  readonly code: string;
  readonly districtId: string;
  readonly subjectType: string;
  readonly name: string;
  readonly definition: FlowDefinition;
  readonly authorId: string;
}

/** A draft under the next revision of its code. */
export const insertFlow = (flow: NewFlow): Call<void> => ({
  name: 'approval_flows.insert',
  text: `insert into app.approval_flows (id, code, revision, district_id, subject_type, name, definition, author_id)
    select $1::uuid, $2, coalesce(max(f.revision), 0) + 1, $3::uuid, $4, $5, $6::jsonb, $7::uuid
    from app.approval_flows f where f.code = $2 and f.district_id = $3::uuid`,
  values: [
    flow.id,
    flow.code,
    flow.districtId,
    flow.subjectType,
    flow.name,
    JSON.stringify(flow.definition),
    flow.authorId,
  ],
  read: () => undefined,
});

export const updateFlow = (flow: ApprovalFlow, name: string, definition: FlowDefinition): Call<boolean> => ({
  name: 'approval_flows.update',
  text: `update app.approval_flows set version = version + 1, updated_at = now(), name = $3, definition = $4::jsonb
    where id = $1::uuid and version = $2::int and state = 'DRAFT' returning 1`,
  values: [flow.id, flow.version, name, JSON.stringify(definition)],
  read: (rows) => rows.length === 1,
});

export const retireFlow = (flow: ApprovalFlow): Call<boolean> => ({
  name: 'approval_flows.retire',
  text: `update app.approval_flows set version = version + 1, updated_at = now(), state = 'RETIRED'
    where id = $1::uuid and version = $2::int and state <> 'RETIRED' returning 1`,
  values: [flow.id, flow.version],
  read: (rows) => rows.length === 1,
});

/** What was published for the same kind of subject gives way. Approvals that run keep the flow they began with. */
export const retireRivals = (flow: ApprovalFlow): Call<void> => ({
  name: 'approval_flows.retire_rivals',
  text: `update app.approval_flows set version = version + 1, updated_at = now(), state = 'RETIRED'
    where subject_type = $1 and district_id is not distinct from $2::uuid and state = 'PUBLISHED'`,
  values: [flow.subjectType, flow.districtId],
  read: noRows,
});

/** After retireRivals(), as a statement of its own: one flow is published at a time. */
export const publishFlow = (flow: ApprovalFlow, publisherId: string): Call<boolean> => ({
  name: 'approval_flows.publish',
  text: `update app.approval_flows set version = version + 1, updated_at = now(), state = 'PUBLISHED', publisher_id = $3::uuid, published_at = now()
    where id = $1::uuid and version = $2::int and state = 'DRAFT' returning 1`,
  values: [flow.id, flow.version, publisherId],
  read: (rows) => rows.length === 1,
});
