import { isInScope } from '../../platform/auth/grants.js';
import { type Call, firstRow } from '../../platform/database/call.js';
import type { JsonText } from '../../platform/http/json-text.js';
import type { ListDefinition } from '../../platform/http/list.js';
import { REVERSAL_SYSTEM } from './payment.store.js';

const ITEM = `'id', t.id, 'districtId', t.district_id, 'sourceSystem', t.source_system, 'reference', t.reference, 'count', t.count,
  'amount', t.amount::text, 'recordedCount', t.recorded_count, 'recordedAmount', t.recorded_amount::text, 'repeatedCount', t.repeated_count,
  'refusedCount', t.refused_count, 'oldestPaidOn', t.oldest_paid_on, 'newestPaidOn', t.newest_paid_on,
  'lagDays', (t.created_at at time zone 'Asia/Shanghai')::date - t.oldest_paid_on, 'createdAt', t.created_at`;

export const paymentBatchList: ListDefinition = {
  name: 'payment_batches.list',
  from: 'app.payment_batches t',
  filters: {
    districtId: { column: 't.district_id', type: 'uuid', about: '区划 / district' },
    sourceSystem: { column: 't.source_system', type: 'code', about: '来源系统 / system of origin' },
    reference: { column: 't.reference', type: 'text', about: '批次号 / number of the batch' },
    refusedCount: { column: 't.refused_count', type: 'integer', about: '拒绝笔数 / rows refused' },
    newestPaidOn: { column: 't.newest_paid_on', type: 'date', about: '最近支付日期 / newest day of payment' },
  },
  sorts: { createdAt: { column: 'created_at', type: 'timestamptz' } },
  defaultSort: '-createdAt',
  item: `json_build_object(${ITEM})`,
};

export const paymentBatchDetail = (id: string): Call<JsonText | null> => ({
  name: 'payment_batches.detail',
  text: `select json_build_object(${ITEM}, 'outcomes', t.outcomes)::text as json, 1 as version from app.payment_batches t where t.id = $1::uuid`,
  values: [id],
  read: firstRow<JsonText>(),
});

/** Whether the caller acts at the place, and does not merely see it from below. */
export const isMyPlace = (path: string): Call<boolean> => ({
  name: 'payment_batches.is_my_place',
  text: `select ${isInScope('$1::public.ltree')} as mine`,
  values: [path],
  read: ([row]) => row?.['mine'] === true,
});

/** Each system of each district that the caller sees, the one that lags most first. */
export const paymentFeeds = (): Call<JsonText> => ({
  name: 'payments.feeds',
  text: `select json_build_object('items', coalesce(json_agg(json_build_object('districtId', f.district_id, 'sourceSystem', f.source_system,
      'newestPaidOn', f.newest, 'lastRecordedAt', f.recorded, 'lagDays', app.app_today() - f.newest, 'count', f.count, 'amount', f.amount::text)
      order by f.newest, f.district_id, f.source_system), '[]'))::text as json
    from (select district_id, source_system, max(paid_on) as newest, max(created_at) as recorded, count(*) as count, sum(amount) as amount
      from app.payments where source_system <> '${REVERSAL_SYSTEM}' group by district_id, source_system) f`,
  values: [],
  read: ([row]) => row as unknown as JsonText,
});
