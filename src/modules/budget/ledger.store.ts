import type { FeedDefinition } from '../../platform/http/feed.js';
import { FUNDING_SOURCES } from './domain/budget-plan.js';
import { LEDGER_ACCOUNTS, POSTING_KINDS } from './domain/ledger.js';

/** One project's entries in the order in which they were posted; those of one line are posted one after the other. */
export const ledgerFeed = (projectId: string): FeedDefinition => ({
  name: 'ledger_entries.feed',
  from: 'app.ledger_entries t',
  where: 't.project_id = $1::uuid',
  values: [projectId],
  keys: [{ column: 'position', type: 'bigint' }],
  direction: 'ASC',
  item: `json_build_object('position', t.position::text, 'postingId', t.posting_id, 'kind', t.kind, 'causeId', t.cause_id, 'fiscalYear', t.fiscal_year,
    'source', t.source, 'account', t.account, 'amount', t.amount::text, 'balance', t.balance::text, 'postedBy', t.posted_by,
    'postedAt', t.posted_at)`,
  filters: {
    fiscalYear: { column: 't.fiscal_year', type: 'integer', about: '预算年度 / fiscal year' },
    source: { column: 't.source', type: 'code', values: FUNDING_SOURCES, about: '资金来源 / source of funds' },
    account: { column: 't.account', type: 'code', values: LEDGER_ACCOUNTS, about: '科目 / account' },
    kind: { column: 't.kind', type: 'code', values: POSTING_KINDS, about: '业务类型 / what was posted' },
    causeId: { column: 't.cause_id', type: 'uuid', about: '所据单据 / payment, batch or adjustment' },
  },
});
