import { Injectable } from '@nestjs/common';
import { recordChange } from '../../platform/audit/record-change.js';
import { newId } from '../../platform/database/ids.js';
import { type Actor, Transactions } from '../../platform/database/transactions.js';
import { httpErrors } from '../../platform/http/http.errors.js';
import type { JsonText } from '../../platform/http/json-text.js';
import { type ListRequest, listCall } from '../../platform/http/list.js';
import type { CreateDistrictRequest } from './district.dto.js';
import { districtDetail, districtList, findDistrict, insertDistrict, ROOT_PATH } from './district.store.js';
import { organizationErrors } from './organization.errors.js';

@Injectable()
export class DistrictService {
  constructor(private readonly transactions: Transactions) {}

  list(actor: Actor, request: ListRequest): Promise<JsonText> {
    return this.transactions.read(actor, listCall(districtList, request));
  }

  async detail(actor: Actor, id: string): Promise<JsonText> {
    const detail = await this.transactions.read(actor, districtDetail(id));
    if (!detail) throw httpErrors.notFound();
    return detail;
  }

  create(actor: Actor, request: CreateDistrictRequest): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      const parent = request.parentId ? await tx.one(findDistrict(request.parentId)) : { unitPath: ROOT_PATH };
      if (!parent) throw organizationErrors.parentNotFound();
      const id = newId();
      const unitPath = `${parent.unitPath}.d${request.code}`;
      const district = await tx.one(
        insertDistrict({ id, code: request.code, name: request.name, parentId: request.parentId ?? null, unitPath }),
      );
      await recordChange(tx, {
        action: 'district.create',
        event: 'district.created',
        object: { type: 'district', id, version: district.version },
        districtId: id,
        unitPath,
        after: district,
      });
      const detail = await tx.one(districtDetail(id));
      return { json: detail?.json ?? '', version: district.version, location: `/api/v1/districts/${id}` };
    });
  }
}
