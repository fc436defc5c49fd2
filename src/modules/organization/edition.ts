import type { DomainError } from '../../kernel/domain-error.js';
import { nextState } from '../../kernel/lifecycle.js';
import { recordChange } from '../../platform/audit/record-change.js';
import { type ActionFacts, allowedActions } from '../../platform/auth/allowed-actions.js';
import type { PolicyRow } from '../../platform/auth/policy.js';
import { newId } from '../../platform/database/ids.js';
import type { Actor, Tx } from '../../platform/database/transactions.js';
import { httpErrors } from '../../platform/http/http.errors.js';
import { type AllowedAction, type JsonText, withAllowedActions } from '../../platform/http/json-text.js';
import { type District, findDistrict } from './district.store.js';
import { editionLifecycle } from './domain/edition.lifecycle.js';
import {
  type Edition,
  type EditionDetail,
  type EditionTable,
  editionDetail,
  findEdition,
  findEditionForUpdate,
  insertEdition,
  type NewEdition,
  publishEditionRow,
  retirePublishedEdition,
  updateDraft,
} from './edition.store.js';

/**
 * 规则版次: a kind of rule that districts keep as data. Drafted by one person and published by another; one edition is
 * published at a time for each key; what is published is never written again, so whatever it has judged can be explained.
 */
export interface EditionKind<E extends Edition> extends EditionTable<E> {
  /** `reviewSheet`: in actions and objects of the audit; `review-sheet`: in events. */
  readonly noun: string;
  readonly event: string;
  readonly publish: PolicyRow;
  /** A draft is edited by its author, if at all: whoever had a hand in it could not publish it. */
  readonly update?: { readonly policy: PolicyRow; readonly notAuthor: () => DomainError };
  readonly errors: Readonly<Record<'districtUnknown' | 'notDraft' | 'own', () => DomainError>>;
  /** Acts beside these that its answers offer. */
  readonly offers?: (facts: ActionFacts) => readonly AllowedAction[];
  /** Throws what is wrong with it: nothing with a problem is published. */
  readonly judge: (edition: E) => void;
  /** What the event tells beside the id. */
  readonly payload?: (edition: E) => Readonly<Record<string, unknown>>;
}

/** A new draft in a district that the caller sees; its id. */
export async function draftEdition<E extends Edition>(
  tx: Tx,
  kind: EditionKind<E>,
  made: Omit<NewEdition, 'id'>,
): Promise<string> {
  const district = await tx.one(findDistrict(made.districtId));
  if (!district) throw kind.errors.districtUnknown();
  const id = newId();
  await tx.one(insertEdition(kind, { ...made, id }));
  await record(tx, kind, 'create', 'created', { id, before: null, district });
  return id;
}

/** Whole, by its author, until it is published. */
export async function updateEdition<E extends Edition>(
  tx: Tx,
  kind: EditionKind<E> & Required<Pick<EditionKind<E>, 'update'>>,
  actor: Actor,
  { id, version }: Pick<Edition, 'id' | 'version'>,
  written: Pick<NewEdition, 'content' | 'names'>,
): Promise<void> {
  const edition = await lockEdition(tx, kind, id, version);
  const district = edition.districtId ? await tx.one(findDistrict(edition.districtId)) : null;
  if (edition.state !== 'DRAFT' || !district) throw kind.errors.notDraft();
  if (edition.authorId !== actor.personId) throw kind.update.notAuthor();
  if (!(await tx.one(updateDraft(kind, edition, written)))) throw httpErrors.conflict();
  await record(tx, kind, 'update', 'updated', { id, before: edition, district });
}

/** 起草人 ≠ 发布人. The one that was published gives way. */
export async function publishEdition<E extends Edition>(
  tx: Tx,
  kind: EditionKind<E>,
  actor: Actor,
  id: string,
  version: number,
): Promise<void> {
  const edition = await lockEdition(tx, kind, id, version);
  const district = edition.districtId ? await tx.one(findDistrict(edition.districtId)) : null;
  if (!nextState(editionLifecycle, edition.state, 'publish') || !district) throw kind.errors.notDraft();
  if (edition.authorId === actor.personId) throw kind.errors.own();
  kind.judge(edition);
  await tx.one(retirePublishedEdition(kind, edition));
  if (!(await tx.one(publishEditionRow(kind, edition, actor.personId)))) throw httpErrors.conflict();
  await record(tx, kind, 'publish', 'published', { id, before: edition, district });
}

/** The edition inside the change's transaction. */
export async function readEdition<E extends Edition>(tx: Tx, kind: EditionKind<E>, id: string): Promise<JsonText> {
  return toEditionResponse(kind, await tx.one(editionDetail(kind, id)));
}

export function toEditionResponse<E extends Edition>(kind: EditionKind<E>, detail: EditionDetail | null): JsonText {
  if (!detail) throw httpErrors.notFound();
  const { json, version, isOwn } = detail;
  const forbidden = (row: PolicyRow): (() => DomainError) | null => {
    if (row === kind.publish) return isOwn ? kind.errors.own : null;
    return isOwn ? null : (kind.update?.notAuthor ?? null);
  };
  const rows = kind.update ? [kind.update.policy, kind.publish] : [kind.publish];
  const actions = rows.flatMap((row) =>
    allowedActions([row], detail, kind.errors.notDraft().code).map((offered) => {
      const error = offered.allowed ? forbidden(row) : null;
      return error ? { ...offered, allowed: false, reason: error().code } : offered;
    }),
  );
  return { json: withAllowedActions(json, [...actions, ...(kind.offers?.(detail) ?? [])]), version };
}

async function lockEdition<E extends Edition>(tx: Tx, kind: EditionKind<E>, id: string, version: number): Promise<E> {
  const edition = await tx.one(findEditionForUpdate(kind, id));
  if (!edition) throw httpErrors.notFound();
  if (edition.version !== version) throw httpErrors.stale({ version: edition.version });
  return edition;
}

async function record<E extends Edition>(
  tx: Tx,
  kind: EditionKind<E>,
  verb: string,
  past: string,
  { id, before, district }: { readonly id: string; readonly before: E | null; readonly district: District },
): Promise<void> {
  const after = await tx.one(findEdition(kind, id));
  if (!after) throw httpErrors.notFound();
  await recordChange(tx, {
    action: `${kind.noun}.${verb}`,
    event: `${kind.event}.${past}`,
    object: { type: kind.noun, id, version: after.version },
    districtId: district.id,
    unitPath: district.unitPath,
    ...(before ? { before } : {}),
    after,
    ...(kind.payload ? { payload: kind.payload(after) } : {}),
  });
}
