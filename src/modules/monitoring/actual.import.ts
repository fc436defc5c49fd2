import { Injectable } from '@nestjs/common';
import { allRows, type Call } from '../../platform/database/call.js';
import type { Tx } from '../../platform/database/transactions.js';
import {
  type CodeList,
  type ImportKind,
  ImportKinds,
  type Read,
  type StagedRange,
  type Written,
} from '../../platform/imports/import-kinds.js';
import type { ImportRow, ImportStrategy, RowContent, RowIssue } from '../../platform/imports/import-schema.js';
import { PROJECT_VIEW } from '../budget/index.js';
import { GOAL_VIEW, INDICATOR_VIEW, isRunning } from '../goal/index.js';
import { periodOf } from './actual.store.js';
import { type BatchRefusal, judgeActuals, lockActuals, writeActuals } from './actual-batch.statement.js';
import { ACTUAL_SCHEMA } from './actual-form.import.js';
import { ACTUAL_REFUSALS, type ActualRefusal } from './monitoring.errors.js';
import { actualPolicy } from './monitoring.policy.js';
import { monthsPerPeriod } from './reporting.store.js';

/** 实际值 / figures of many indicators: new ones, and corrections of those that were reported. */
@Injectable()
export class ActualImport implements ImportKind {
  readonly schema = ACTUAL_SCHEMA;
  readonly allow = actualPolicy.record;
  readonly read = actualPolicy.read;
  readonly stretch = 5000;

  constructor(kinds: ImportKinds) {
    kinds.register(this);
  }

  async check(read: Read, rows: readonly ImportRow[], strategy: ImportStrategy): Promise<readonly RowIssue[]> {
    const refused = await read(judgeActuals(rows, strategy));
    const contentOf = new Map(rows.map(({ row, content }) => [row, content]));
    return refused.map(({ row, code }) => toIssue(row, code, contentOf.get(row) ?? {}));
  }

  async lock(tx: Tx, range: StagedRange): Promise<void> {
    await tx.one(lockActuals(range));
  }

  write(tx: Tx, range: StagedRange): Promise<Written> {
    return tx.one(writeActuals(range));
  }

  rows(read: Read, content: 'TEMPLATE' | 'DATA', fiscalYear: number | null): Promise<readonly RowContent[]> {
    return read(content === 'TEMPLATE' ? openRows(fiscalYear) : reportedRows(fiscalYear));
  }

  async codes(read: Read): Promise<readonly CodeList[]> {
    return [{ key: 'projectCode', codes: await read(projectCodes()) }];
  }
}

/** Where it is told, and what would make it right; `message` where the single act has no words for it. */
const TEXTS: Readonly<
  Record<BatchRefusal, { readonly key: string | null; readonly hint: string; readonly message?: string }>
> = {
  UNKNOWN_INDICATOR: {
    key: 'name',
    message: '指标不存在,或不在您的数据范围内',
    hint: '请用模板中的指标标识,或核对项目代码、预算年度、二级指标和三级指标',
  },
  AMBIGUOUS_INDICATOR: { key: 'name', message: '您的数据范围内有多个同名指标', hint: '请填写模板中的指标标识' },
  UNKNOWN_PERIOD: {
    key: 'period',
    message: '期间写法不对',
    hint: '应写作 2026、2026-H1、2026-Q3 或 2026-07,单元格格式设为“文本”',
  },
  TWICE_IN_FILE: { key: 'period', message: '同一指标同一期间出现两次', hint: '请删除其中一行' },
  VERIFIED: { key: 'period', message: '该期数值已核实,不能再更正', hint: '请删除该行' },
  REASON_MISSING: { key: 'reason', message: '该期已报送不同的数值', hint: '请填写更正原因,或删除该行' },
  ALREADY_EXISTS: { key: 'period', message: '该指标本期已报送实际值', hint: '请删除该行,或改用“更新”方式导入' },
  DOES_NOT_EXIST: { key: 'period', message: '该指标本期尚未报送实际值', hint: '请核对期间,或改用“新增”方式导入' },
  'actual.exists': { key: 'period', hint: '请删除该行' },
  'actual.goal-not-in-execution': { key: 'name', hint: '请删除该行' },
  'actual.fiscal-year-closed': { key: 'period', hint: '请删除该行' },
  'actual.period-outside-year': { key: 'period', hint: '请核对期间' },
  'actual.period-length': { key: 'period', hint: '请按该指标的报送周期填写期间' },
  'actual.period-in-future': { key: 'period', hint: '请核对期间' },
  'actual.figure-ambiguous': {
    key: 'value',
    message: '应恰好填写一种数值',
    hint: '实际值、分子与分母、达成情况、完成日期四者填写其一',
  },
  'actual.figure-kind': {
    key: 'value',
    message: '数值种类与指标类型不符',
    hint: '定性填达成情况,时限填完成日期,比率可填分子分母,其余填实际值',
  },
  'actual.denominator-not-positive': { key: 'denominator', hint: '请填写大于零的分母' },
  'actual.done-in-future': { key: 'doneOn', hint: '请核对完成日期' },
  'actual.done-after-period': { key: 'doneOn', hint: '请核对完成日期与期间' },
};

const toldBySingleAct = (code: BatchRefusal): code is BatchRefusal & ActualRefusal => code in ACTUAL_REFUSALS;

function toIssue(row: number, code: BatchRefusal, content: RowContent): RowIssue {
  const { key, hint, message = toldBySingleAct(code) ? ACTUAL_REFUSALS[code]().definition.zh : code } = TEXTS[code];
  const value = key === null ? null : String(content[key] ?? '');
  return { row, key, code, severity: 'ERROR', message, hint, value };
}

const NAMED = `i.id as "indicatorId", p.code as "projectCode", i.fiscal_year as "fiscalYear", i.level2, i.name`;

/** What may be reported now: the period in which today lies, of each indicator that runs and has no figure for it yet. */
const openRows = (fiscalYear: number | null): Call<readonly RowContent[]> => ({
  name: 'actual_import.open_rows',
  text: `select ${NAMED}, ${periodOf('w', 'i')} as period
    from ${GOAL_VIEW} g join ${INDICATOR_VIEW} i on i.goal_id = g.id and not i.retired join ${PROJECT_VIEW} p on p.id = i.project_id
    cross join lateral (select i.fiscal_year, (ceil(case when i.fiscal_year < extract(year from app.app_today()) then 12
      else extract(month from app.app_today()) end / (${monthsPerPeriod('i')})) * (${monthsPerPeriod('i')}))::int as month) w
    where ${isRunning('g.state')} and i.fiscal_year <= extract(year from app.app_today()) and ($1::int is null or i.fiscal_year = $1::int)
      and not exists (select 1 from app.actuals a where a.indicator_id = i.id and a.fiscal_year = i.fiscal_year
        and (a.month = w.month or a.done_on is not null))
    order by p.code, g.fiscal_year, i.position, i.id limit 20001`,
  values: [fiscalYear],
  read: allRows<RowContent>(),
});

/** A ratio is told by what it was computed from. */
const reportedRows = (fiscalYear: number | null): Call<readonly RowContent[]> => ({
  name: 'actual_import.reported_rows',
  text: `select ${NAMED}, ${periodOf('a', 'i')} as period, case when a.numerator is null then trim_scale(a.value)::text end as value,
      trim_scale(a.numerator)::text as numerator, trim_scale(a.denominator)::text as denominator, a.level, a.done_on::text as "doneOn", a.note
    from app.actuals a join ${INDICATOR_VIEW} i on i.id = a.indicator_id join ${PROJECT_VIEW} p on p.id = i.project_id
    where $1::int is null or a.fiscal_year = $1::int
    order by p.code, a.fiscal_year, i.position, a.month, a.id limit 20001`,
  values: [fiscalYear],
  read: allRows<RowContent>(),
});

const projectCodes = (): Call<readonly { code: string; label: string }[]> => ({
  name: 'actual_import.project_codes',
  text: `select p.code, min(p.name) as label from ${GOAL_VIEW} g join ${PROJECT_VIEW} p on p.id = g.project_id
    where ${isRunning('g.state')} group by p.code order by p.code limit 5000`,
  values: [],
  read: allRows<{ code: string; label: string }>(),
});
