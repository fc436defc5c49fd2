import { MY_ACCOUNT } from '../../platform/auth/grants.js';
import { type Call, noRows, type Param } from '../../platform/database/call.js';
import type { FlowContext } from './domain/flow-definition.js';

/** A subject as it was submitted. */
export interface Submitted {
  readonly id: string;
  readonly title: string;
  readonly version: number;
  readonly contentHash: string;
  readonly authorIds: readonly string[];
  readonly submittedBy: string;
  readonly amount: string | null;
  readonly context: FlowContext;
  readonly choices: object;
  readonly paths: object;
}

export interface NewApproval extends Submitted {
  readonly flowId: string;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly projectId: string | null;
  readonly districtId: string;
  readonly unitId: string;
  readonly paths: { readonly UNIT: string };
}

const submittedValues = (submitted: Submitted): readonly Param[] => [
  submitted.id,
  submitted.title,
  submitted.version,
  submitted.contentHash,
  submitted.authorIds,
  submitted.submittedBy,
  submitted.amount,
  JSON.stringify(submitted.context),
  JSON.stringify(submitted.choices),
  JSON.stringify(submitted.paths),
];

/** A process before its first round: WITHDRAWN and of round 0, until begin() opens it in the same transaction. */
export const insertApproval = (approval: NewApproval): Call<void> => ({
  name: 'approvals.insert',
  text: `insert into app.approvals (id, title, subject_version, content_hash, author_ids, submitted_by, amount, context, choices, paths,
      flow_id, subject_type, subject_id, project_id, district_id, unit_id, unit_path, state, round, submitted_at)
    values ($1::uuid, $2, $3::int, $4, $5::uuid[], $6::uuid, $7::numeric, $8::jsonb, $9::jsonb, $10::jsonb,
      $11::uuid, $12, $13::uuid, $14::uuid, $15::uuid, $16::uuid, $17::public.ltree, 'WITHDRAWN', 0, app.app_now())`,
  values: [
    ...submittedValues(approval),
    approval.flowId,
    approval.subjectType,
    approval.subjectId,
    approval.projectId,
    approval.districtId,
    approval.unitId,
    approval.paths.UNIT,
  ],
  read: noRows,
});

/** What is submitted again, before its next round. */
export const restartApproval = (version: number, submitted: Submitted): Call<void> => ({
  name: 'approvals.restart',
  text: `update app.approvals set version = version + 1, updated_at = now(), title = $2, subject_version = $3::int, content_hash = $4,
      author_ids = $5::uuid[], submitted_by = $6::uuid, submitted_at = app.app_now(), amount = $7::numeric, context = $8::jsonb,
      choices = $9::jsonb, paths = $10::jsonb
    where id = $1::uuid and version = $11::int and state in ('RETURNED', 'WITHDRAWN')`,
  values: [...submittedValues(submitted), version],
  read: noRows,
});

/** Where the submitter himself works. */
export const findAuthorPath = (accountId: string): Call<string | null> => ({
  name: 'approvals.find_author_path',
  text: `select u.unit_path::text as path from app.accounts c join app.units u on u.id = c.unit_id
    where c.id = $1::uuid and c.id = ${MY_ACCOUNT}`,
  values: [accountId],
  read: ([row]) => (row?.['path'] as string | undefined) ?? null,
});

/** The account that submitted last: the one to tell. */
export const findSubmitter = (approvalId: string): Call<string | null> => ({
  name: 'approval_acts.find_submitter',
  text: `select account_id as id from app.approval_acts where approval_id = $1::uuid and act = 'SUBMIT' order by id desc limit 1`,
  values: [approvalId],
  read: ([row]) => (row?.['id'] as string | undefined) ?? null,
});
