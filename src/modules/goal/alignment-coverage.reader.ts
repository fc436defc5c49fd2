import { Injectable } from '@nestjs/common';
import { type Actor, Transactions } from '../../platform/database/transactions.js';
import { httpErrors } from '../../platform/http/http.errors.js';
import type { JsonText } from '../../platform/http/json-text.js';
import { findDistrict } from '../organization/index.js';
import { alignmentCoverage } from './alignment-coverage.statement.js';

/** 战略对应覆盖情况: objectives without goals, goals without objective, duties without goals. */
@Injectable()
export class AlignmentCoverageReader {
  constructor(private readonly transactions: Transactions) {}

  coverage(actor: Actor, districtId: string, fiscalYear: string | undefined): Promise<JsonText> {
    const year = /^(20\d\d|2100)$/.test(fiscalYear ?? '') ? Number(fiscalYear) : null;
    if (year === null) throw httpErrors.invalidFilter({ name: 'fiscalYear', expected: '2000–2100' });
    return this.transactions.run(
      actor,
      async (tx) => {
        const district = await tx.one(findDistrict(districtId));
        const coverage = district && (await tx.one(alignmentCoverage(districtId, year)));
        if (!coverage) throw httpErrors.notFound();
        return coverage;
      },
      { readOnly: true },
    );
  }
}
