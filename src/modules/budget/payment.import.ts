import { Injectable } from '@nestjs/common';
import { isInScope } from '../../platform/auth/grants.js';
import { allRows, type Call } from '../../platform/database/call.js';
import { newId } from '../../platform/database/ids.js';
import type { Tx } from '../../platform/database/transactions.js';
import {
  type CodeList,
  type ImportKind,
  ImportKinds,
  type Read,
  STAGED_ROWS,
  type StagedRange,
  type Written,
} from '../../platform/imports/import-kinds.js';
import type { ImportRow, ImportStrategy, RowContent, RowIssue } from '../../platform/imports/import-schema.js';
import { PLACE_VIEW } from '../organization/index.js';
import { PAYMENT_REFUSALS, type PaymentRefusal } from './budget.errors.js';
import { paymentPolicy } from './budget.policy.js';
import { REVERSAL_SYSTEM } from './payment.store.js';
import {
  type BatchPlace,
  type BatchRows,
  judgedItems,
  lockBatchLines,
  PAYMENT_COLUMNS,
  recordBatch,
} from './payment-batch.statement.js';
import { PAYMENT_SCHEMA } from './payment-form.import.js';

/**
 * 支付 / payments of finance systems. Each stretch is recorded as batches, by the statement of POST /payment-batches: one for
 * each district and system. A payment is never changed: what is on record with the same content counts as written.
 */
@Injectable()
export class PaymentImport implements ImportKind {
  readonly schema = PAYMENT_SCHEMA;
  readonly allow = paymentPolicy.record;
  readonly read = paymentPolicy.read;
  readonly stretch = 5000;

  constructor(kinds: ImportKinds) {
    kinds.register(this);
  }

  async check(read: Read, rows: readonly ImportRow[], strategy: ImportStrategy): Promise<readonly RowIssue[]> {
    const refused = await read(judgePayments(rows, strategy));
    const rowOf = new Map(rows.map((row) => [row.row, row]));
    return refused.map(({ row, code }) => toIssue(row, code, rowOf.get(row)?.content ?? {}));
  }

  async lock(tx: Tx, range: StagedRange): Promise<void> {
    for (const place of await tx.one(findPlaces(range))) await tx.one(lockBatchLines(place, stagedRows(range, place)));
  }

  async write(tx: Tx, range: StagedRange): Promise<Written> {
    const written: number[] = [];
    let created = 0;
    for (const place of await tx.one(findPlaces(range))) {
      const { recorded, onRecord } = await tx.one(recordBatch(place, stagedRows(range, place)));
      created += recorded;
      written.push(...onRecord);
    }
    return { created, updated: 0, written };
  }

  async rows(read: Read, content: 'TEMPLATE' | 'DATA', fiscalYear: number | null): Promise<readonly RowContent[]> {
    return content === 'TEMPLATE' ? [] : read(paymentRows(fiscalYear));
  }

  async codes(read: Read): Promise<readonly CodeList[]> {
    return [{ key: 'projectCode', codes: await read(projectCodes()) }];
  }
}

type Refusal = PaymentRefusal | 'ALREADY_EXISTS' | 'DOES_NOT_EXIST' | 'RESERVED';

/** What the single act refuses with the same code, and what the strategy of an import refuses besides. */
const TEXTS: Readonly<Record<Refusal, { readonly key: string; readonly hint: string; readonly message?: string }>> = {
  'payment.project-not-found': { key: 'projectCode', hint: '请从下拉列表选择项目代码' },
  'payment.project-ambiguous': {
    key: 'projectCode',
    hint: '请分区划导入',
    message: '您的数据范围内有多个区划使用该项目代码',
  },
  'payment.source-id-reused': { key: 'sourceId', hint: '请核对凭证号;已登记的支付只能冲销,不能改写' },
  'payment.amount-not-positive': {
    key: 'amount',
    hint: '请填写大于零的金额;冲销请逐笔办理',
    message: '支付金额须大于零',
  },
  'payment.paid-on-outside-year': { key: 'paidOn', hint: '请核对支付日期与预算年度' },
  'payment.fiscal-year-unknown': { key: 'fiscalYear', hint: '请核对预算年度' },
  'payment.fiscal-year-closed': { key: 'fiscalYear', hint: '请删除该行' },
  'payment.line-unknown': { key: 'source', hint: '请核对资金来源,或先下达该来源的预算' },
  ALREADY_EXISTS: { key: 'sourceId', hint: '请删除该行,或改用“新增或更新”方式导入', message: '该凭证号已登记' },
  DOES_NOT_EXIST: { key: 'sourceId', hint: '请核对凭证号,或改用“新增”方式导入', message: '该凭证号尚未登记' },
  RESERVED: { key: 'sourceSystem', hint: '请填写来源系统代码', message: `${REVERSAL_SYSTEM} 保留给冲销` },
};

function toIssue(row: number, code: Refusal, content: RowContent): RowIssue {
  const {
    key,
    hint,
    message = code in PAYMENT_REFUSALS ? PAYMENT_REFUSALS[code as PaymentRefusal]().definition.zh : code,
  } = TEXTS[code];
  return { row, key, code, severity: 'ERROR', message, hint, value: String(content[key] ?? '') };
}

/** The one project of a code where the caller acts; none where there are more, or none. */
const oneProject = (
  code: string,
): string => `(select count(*)::int as n, min(p.id::text)::uuid as id from app.projects p
      where p.code = ${code} and ${isInScope('p.unit_path')})`;

/** Rows that were read without an error and that would be refused now. */
const judgePayments = (
  rows: readonly ImportRow[],
  strategy: ImportStrategy,
): Call<readonly { row: number; code: Refusal }[]> => ({
  name: 'payment_import.judge',
  text: `with item as materialized (
      select i.*, null::uuid as "projectId", p.id as project_id, p.district_id, p.unit_path, one.n as projects, 1 as nth
      from jsonb_to_recordset($1::jsonb) as i(row int, "sourceSystem" text, ${PAYMENT_COLUMNS})
      cross join lateral ${oneProject('i."projectCode"')} one
      left join app.projects p on p.id = one.id and one.n = 1),
    ${judgedItems('i."sourceSystem"')},
    told as (
      select row, case
        when "sourceSystem" = '${REVERSAL_SYSTEM}' then 'RESERVED'
        when projects > 1 then 'payment.project-ambiguous'
        when $2::text = 'CREATE' and existing is not null then 'ALREADY_EXISTS'
        when code = 'REPEATED' then null
        when $2::text = 'UPDATE' and code is null then 'DOES_NOT_EXIST'
        else code end as code
      from judged)
    select row, code from told where code is not null order by row`,
  values: [
    JSON.stringify(rows.filter(({ isValid }) => isValid).map(({ row, content }) => ({ row, ...content }))),
    strategy,
  ],
  read: allRows<{ row: number; code: Refusal }>(),
});

/** Staged rows of the range, in $1::jsonb, with the district of their project. */
const staged = (
  range: string,
): string => `select r.row_no as row, null::uuid as "projectId", c.*, p.district_id as district
      from ${STAGED_ROWS} r
      cross join lateral jsonb_to_record(r.content) as c("sourceSystem" text, ${PAYMENT_COLUMNS})
      cross join lateral ${oneProject('c."projectCode"')} one
      join app.projects p on p.id = one.id and one.n = 1
      where r.import_id = (${range} ->> 'importId')::uuid and not r.done and c."sourceSystem" <> '${REVERSAL_SYSTEM}'
        and r.group_no between (${range} ->> 'firstGroup')::int and (${range} ->> 'lastGroup')::int`;

/** The districts and systems in the range: each a batch of its own. */
const findPlaces = (range: StagedRange): Call<readonly BatchPlace[]> => ({
  name: 'payment_import.find_places',
  text: `select distinct p.district as "districtId", d.unit_path::text as "unitPath", p."sourceSystem"
    from (${staged('$1::jsonb')}) p join ${PLACE_VIEW} d on d.id = p.district order by 1, 3`,
  values: [JSON.stringify(range)],
  read: (rows) =>
    rows.map((row) => ({
      ...(row as unknown as Pick<BatchPlace, 'districtId' | 'unitPath' | 'sourceSystem'>),
      id: newId(),
      reference: `import ${range.importId} ${range.firstGroup + 1}-${range.lastGroup + 1}`,
    })),
});

/** The rows of one place that the strategy allows. */
const stagedRows = (range: StagedRange, { sourceSystem }: BatchPlace): BatchRows => ({
  name: 'staged',
  sql: `select s.* from (${staged('$2::jsonb')}) s
      left join app.payments e on e.district_id = s.district and e.source_system = s."sourceSystem" and e.source_id = s."sourceId"
      where s.district = $1::uuid and s."sourceSystem" = $2::jsonb ->> 'sourceSystem'
        and case $2::jsonb ->> 'strategy' when 'CREATE' then e.id is null when 'UPDATE' then e.id is not null else true end`,
  value: JSON.stringify({ ...range, sourceSystem }),
});

const paymentRows = (fiscalYear: number | null): Call<readonly RowContent[]> => ({
  name: 'payment_import.rows',
  text: `select t.source_system as "sourceSystem", t.source_id as "sourceId", p.code as "projectCode", t.fiscal_year as "fiscalYear", t.source,
      t.paid_on::text as "paidOn", trim_scale(t.amount)::text as amount, t.payee, t.memo
    from app.payments t join app.projects p on p.id = t.project_id
    where t.reversal_of is null and ($1::int is null or t.fiscal_year = $1::int)
    order by t.source_system, t.paid_on, t.source_id, t.id limit 20001`,
  values: [fiscalYear],
  read: allRows<RowContent>(),
});

const projectCodes = (): Call<readonly { code: string; label: string }[]> => ({
  name: 'payment_import.project_codes',
  text: `select p.code, min(p.name) as label from app.projects p where p.state = 'ACTIVE' and ${isInScope('p.unit_path')}
    group by p.code order by p.code limit 5000`,
  values: [],
  read: allRows<{ code: string; label: string }>(),
});
