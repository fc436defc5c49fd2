import { Injectable } from '@nestjs/common';
import { type Actor, Transactions } from '../../platform/database/transactions.js';
import type { JsonText } from '../../platform/http/json-text.js';
import { type ListRequest, listCall } from '../../platform/http/list.js';
import { draftEdition, editionDetail, publishEdition, readEdition, toEditionResponse } from '../organization/index.js';
import type { CreateAssessmentSheetRequest } from './assessment-sheet.dto.js';
import { ASSESSMENT_SHEETS, sheetList } from './assessment-sheet.store.js';

/** 评分表: drafted by one person, published by another, frozen from then on. */
@Injectable()
export class AssessmentSheetService {
  constructor(private readonly transactions: Transactions) {}

  list(actor: Actor, request: ListRequest): Promise<JsonText> {
    return this.transactions.read(actor, listCall(sheetList, request));
  }

  async detail(actor: Actor, id: string): Promise<JsonText> {
    return toEditionResponse(
      ASSESSMENT_SHEETS,
      await this.transactions.read(actor, editionDetail(ASSESSMENT_SHEETS, id)),
    );
  }

  create(actor: Actor, { districtId, variant, name, definition }: CreateAssessmentSheetRequest): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      const made = { districtId, key: variant, names: { name }, content: definition, authorId: actor.personId };
      const id = await draftEdition(tx, ASSESSMENT_SHEETS, made);
      return { ...(await readEdition(tx, ASSESSMENT_SHEETS, id)), location: `/api/v1/assessment-sheets/${id}` };
    });
  }

  publish(actor: Actor, id: string, version: number): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      await publishEdition(tx, ASSESSMENT_SHEETS, actor, id, version);
      return readEdition(tx, ASSESSMENT_SHEETS, id);
    });
  }
}
