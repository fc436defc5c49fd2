import { Injectable } from '@nestjs/common';
import { requireSession } from '../../platform/auth/session.store.js';
import { type Actor, Transactions } from '../../platform/database/transactions.js';
import { httpErrors } from '../../platform/http/http.errors.js';
import type { JsonText } from '../../platform/http/json-text.js';
import { type ListRequest, listCall } from '../../platform/http/list.js';
import {
  FRAME_SOURCES,
  INDICATOR_FRAMES,
  isIndicatorFrameVersion,
  mapPosition,
  positionsOf,
} from './domain/indicator-frame.js';
import type { IndicatorFrameResponse } from './indicator-library.dto.js';
import { unitOfMeasureList } from './unit-of-measure.store.js';
import { weightTemplateDetail, weightTemplateList } from './weight-template.store.js';

/** Reads of what definitions and goals refer to. */
@Injectable()
export class IndicatorLibraryReader {
  constructor(private readonly transactions: Transactions) {}

  async frames(actor: Actor): Promise<{ items: readonly IndicatorFrameResponse[] }> {
    await this.transactions.read(actor, requireSession());
    const versions = Object.keys(INDICATOR_FRAMES).filter(isIndicatorFrameVersion);
    const items = versions.map((version) => ({
      version,
      source: FRAME_SOURCES[version],
      positions: positionsOf(version).map((position) => ({ ...position, mapsTo: [...mapPosition(position, version)] })),
    }));
    return { items };
  }

  units(actor: Actor, request: ListRequest): Promise<JsonText> {
    return this.transactions.read(actor, listCall(unitOfMeasureList, request));
  }

  templates(actor: Actor, request: ListRequest): Promise<JsonText> {
    return this.transactions.read(actor, listCall(weightTemplateList, request));
  }

  async template(actor: Actor, id: string): Promise<JsonText> {
    const detail = await this.transactions.read(actor, weightTemplateDetail(id));
    if (!detail) throw httpErrors.notFound();
    return detail;
  }
}
