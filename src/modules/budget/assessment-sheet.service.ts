import { Injectable } from '@nestjs/common';
import { recordChange } from '../../platform/audit/record-change.js';
import { allowedActions } from '../../platform/auth/allowed-actions.js';
import { newId } from '../../platform/database/ids.js';
import { type Actor, Transactions, type Tx } from '../../platform/database/transactions.js';
import { httpErrors } from '../../platform/http/http.errors.js';
import { type AllowedAction, type JsonText, withAllowedActions } from '../../platform/http/json-text.js';
import { type ListRequest, listCall } from '../../platform/http/list.js';
import { type District, findDistrict } from '../organization/index.js';
import { assessmentErrors } from './assessment.errors.js';
import { assessmentSheetPolicy } from './assessment.policy.js';
import type { CreateAssessmentSheetRequest } from './assessment-sheet.dto.js';
import {
  findSheet,
  findSheetForUpdate,
  insertSheet,
  publishSheet,
  retirePublishedSheet,
  type SheetDetail,
  type StoredSheet,
  sheetDetail,
  sheetList,
} from './assessment-sheet.store.js';
import { findSheetProblems } from './domain/assessment-sheet.js';

/** 评分表: drafted by one person, published by another, frozen from then on. */
@Injectable()
export class AssessmentSheetService {
  constructor(private readonly transactions: Transactions) {}

  list(actor: Actor, request: ListRequest): Promise<JsonText> {
    return this.transactions.read(actor, listCall(sheetList, request));
  }

  async detail(actor: Actor, id: string): Promise<JsonText> {
    return toSheetResponse(await this.transactions.read(actor, sheetDetail(id)));
  }

  /** A draft may still have problems; publishing names them. */
  create(actor: Actor, request: CreateAssessmentSheetRequest): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      const district = await tx.one(findDistrict(request.districtId));
      if (!district) throw assessmentErrors.districtNotFound();
      const id = newId();
      await tx.one(insertSheet({ ...request, id, authorId: actor.personId }));
      await this.record(tx, 'create', 'created', district, null, id);
      return { ...(await this.read(tx, id)), location: `/api/v1/assessment-sheets/${id}` };
    });
  }

  publish(actor: Actor, id: string, version: number): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      const sheet = await tx.one(findSheetForUpdate(id));
      if (!sheet) throw httpErrors.notFound();
      if (sheet.version !== version) throw httpErrors.stale({ version: sheet.version });
      // What belongs to all districts came with the product, published.
      const district = sheet.districtId ? await tx.one(findDistrict(sheet.districtId)) : null;
      if (sheet.state !== 'DRAFT' || !district) throw assessmentErrors.sheetNotDraft();
      if (sheet.authorId === actor.personId) throw assessmentErrors.ownSheet();
      const problems = findSheetProblems(sheet.definition);
      if (problems.length > 0)
        throw assessmentErrors.sheetInvalid({ count: problems.length, problems: problems.join('; ') });
      await tx.one(retirePublishedSheet(sheet));
      if (!(await tx.one(publishSheet(sheet, actor.personId)))) throw httpErrors.conflict();
      await this.record(tx, 'publish', 'published', district, sheet, id);
      return this.read(tx, id);
    });
  }

  private async record(
    tx: Tx,
    verb: string,
    past: string,
    district: District,
    before: StoredSheet | null,
    id: string,
  ): Promise<void> {
    const after = await tx.one(findSheet(id));
    if (!after) throw httpErrors.notFound();
    await recordChange(tx, {
      action: `assessmentSheet.${verb}`,
      event: `assessment-sheet.${past}`,
      object: { type: 'assessmentSheet', id, version: after.version },
      districtId: district.id,
      unitPath: district.unitPath,
      ...(before ? { before } : {}),
      after,
      payload: { variant: after.variant },
    });
  }

  private async read(tx: Tx, id: string): Promise<JsonText> {
    return toSheetResponse(await tx.one(sheetDetail(id)));
  }
}

function toSheetResponse(detail: SheetDetail | null): JsonText {
  if (!detail) throw httpErrors.notFound();
  const offered = allowedActions([assessmentSheetPolicy.publish], detail, assessmentErrors.sheetNotDraft().code);
  const actions = offered.map((action) => withSeparation(action, detail));
  return { json: withAllowedActions(detail.json, actions), version: detail.version };
}

/** 起草人 ≠ 发布人. */
const withSeparation = (offered: AllowedAction, { isOwn }: SheetDetail): AllowedAction =>
  offered.allowed && isOwn ? { ...offered, allowed: false, reason: assessmentErrors.ownSheet().code } : offered;
