import { type Call, noRows } from '../../platform/database/call.js';
import { type AnyActor } from '../../platform/database/transactions.js';
import type { Hand } from './domain/refusals.js';

/** Everything that can stand in the trail. */
export const ACTS = [
  'SUBMIT',
  'WITHDRAW',
  'APPROVE',
  'RETURN',
  'REJECT',
  'ADVISE',
  'READ',
  'ADD_SIGNERS',
  'REMOVE_SIGNER',
  'TRANSFER',
  'DELEGATE',
  'HAND_OVER',
  'CLAIM',
  'UNCLAIM',
  'URGE',
  'COMMENT',
  'ESCALATE',
  'TIME_OUT',
  'MIGRATE',
] as const;
export type ActKind = (typeof ACTS)[number];

/** One line of the trail. */
export interface Act {
  readonly id: string;
  readonly act: ActKind;
  readonly round: number;
  readonly stepKey: string | null;
  /** The task that this act decides. A task is decided once: the database holds it. */
  readonly taskId?: string;
  /** The task that the act is about, without deciding it. */
  readonly aboutTaskId?: string;
  /** Present where the actor stood in for somebody. */
  readonly inNameOf?: Hand['inNameOf'];
  readonly reason?: string | null;
  readonly remarks?: readonly object[];
  readonly detail?: object;
  /** The review sheet as it was filled in. */
  readonly review?: object | null;
  readonly fileIds?: readonly string[];
}

/** What was shown stands beside it: the subject's version and content hash come from the approval itself. */
export function insertAct(actor: AnyActor, approvalId: string, act: Act): Call<void> {
  const person = 'system' in actor ? null : actor;
  return {
    name: 'approval_acts.insert',
    text: `insert into app.approval_acts (id, approval_id, task_id, about_task_id, act, round, step_key, account_id, person_id,
        on_behalf_account_id, on_behalf_of, automatic, reason, remarks, detail, review, file_ids, acted_at, subject_version, content_hash,
        district_id, unit_path, project_id)
      select $1::uuid, a.id, $3::uuid, $4::uuid, $5, $6::int, $7, $8::uuid, $9::uuid, $10::uuid, $11::uuid, $8::uuid is null, $12, $13::jsonb,
        $14::jsonb, $15::jsonb, $16::uuid[], app.app_now(), a.subject_version, a.content_hash, a.district_id, a.unit_path, a.project_id
      from app.approvals a where a.id = $2::uuid`,
    values: [
      act.id,
      approvalId,
      act.taskId ?? null,
      act.aboutTaskId ?? null,
      act.act,
      act.round,
      act.stepKey,
      person?.accountId ?? null,
      person?.personId ?? null,
      act.inNameOf?.accountId ?? null,
      act.inNameOf?.personId ?? null,
      act.reason ?? null,
      JSON.stringify(act.remarks ?? []),
      JSON.stringify(act.detail ?? {}),
      act.review ? JSON.stringify(act.review) : null,
      act.fileIds ?? [],
    ],
    read: noRows,
  };
}
