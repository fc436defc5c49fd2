import { isMoneyUnit, type MoneyUnit } from '../../../kernel/money.js';
import { type Decimal, plainText } from '../../../kernel/rounding.js';
import { readPoints, readReason, reportIrregular, reportUnfilled } from './cell-reading.js';
import { type ExecutionScore, scoreExecution } from './execution-score.js';
import { type Finding, type FindingCode, finding } from './finding-catalogue.js';
import { cleanText, quote, readCell } from './printed-table.js';
import { convert, NO_UNIT, readUnit, type Unit } from './printed-unit.js';
import type { ScoreFlag } from './score.js';
import { compareScores } from './score-comparison.js';
import type { ScoringRuleSet } from './scoring-rule-set.js';
import { type FundRow, MOST_FUND_ROWS } from './self-evaluation-input.js';

export interface FundsCheck {
  execution: ExecutionScore;
  /** 得分 as printed in the total row. */
  reported: Decimal | null;
  findings: readonly Finding[];
}

/** The columns of 预算执行情况. */
const COLUMNS = ['initialBudget', 'adjustedBudget', 'executed'] as const;
type Column = (typeof COLUMNS)[number];
type Amounts = Record<Column, Decimal | null>;

/**
 * Checks 预算执行情况: the first row is the total, the others its parts. A total that is 0 or empty while its parts aren't is
 * taken from the parts; the mismatch is reported all the same.
 */
export function checkFunds(
  rows: readonly FundRow[],
  moneyUnit: unknown,
  executionWeight: Decimal,
  ruleSet: ScoringRuleSet,
): FundsCheck {
  const findings: Finding[] = [];
  const unit = readMoneyUnit(moneyUnit, findings);
  if (rows.length > MOST_FUND_ROWS) findings.push(finding('TYPE', '/funds', { text: `${rows.length} rows` }));
  const amounts = rows.slice(0, MOST_FUND_ROWS).map((row, index) => readAmounts(row, index, unit, findings));
  const { initialBudget, adjustedBudget, executed } = rollUp(amounts, findings);
  reportMissing(rows, { initialBudget, adjustedBudget, executed }, ruleSet, findings);
  const reason = rows.map((row) => readReason(row?.reason)).find((text) => text !== null) ?? null;
  const execution = scoreExecution(
    { initial: initialBudget, adjusted: adjustedBudget, executed, weight: executionWeight, reason },
    ruleSet,
  );
  findings.push(...execution.flags.map((flag) => placed(flag, ruleSet)));
  const reported = readPoints(rows[0]?.reportedScore, '/funds/0/reportedScore', null, findings);
  findings.push(...compareScores(reported, execution.score, reason, '/funds/0/reportedScore'));
  return { execution, reported, findings };
}

function readMoneyUnit(raw: unknown, findings: Finding[]): Unit {
  const text = cleanText(raw);
  const unit: MoneyUnit = isMoneyUnit(text) ? text : '元';
  if (text !== '' && text !== unit)
    findings.push(finding('PARSE_WARNING', '/moneyUnit', { text: quote(raw), read: unit }));
  return readUnit(unit);
}

function readAmounts(row: FundRow, index: number, unit: Unit, findings: Finding[]): Amounts {
  const amount = (column: Column) => readAmount(row?.[column], `/funds/${index}/${column}`, unit, findings);
  return {
    initialBudget: amount('initialBudget'),
    adjustedBudget: amount('adjustedBudget'),
    executed: amount('executed'),
  };
}

/** An amount in the table's unit; one that carries its own unit (387664.62元) is converted. */
function readAmount(raw: unknown, pointer: string, unit: Unit, findings: Finding[]): Decimal | null {
  const cell = readCell(raw);
  if (reportUnfilled(cell, pointer, null, findings)) return null;
  if (cell.kind !== 'NUMBER' || cell.value.lt(0)) {
    findings.push(finding('TYPE', pointer, { text: quote(raw) }));
    return null;
  }
  reportIrregular(cell, pointer, findings);
  if (cell.unit.base === NO_UNIT.base) return cell.value;
  const converted = convert(cell.value, cell.unit, unit);
  if (converted === null) findings.push(finding('UNIT', pointer, { unit: cell.unit.text, other: unit.text }));
  return converted ?? cell.value;
}

/** The total row, held against the sum of its parts column by column. */
function rollUp(amounts: readonly Amounts[], findings: Finding[]): Amounts {
  const [total, ...parts] = amounts;
  const column = (name: Column): Decimal | null => {
    const printed = total?.[name] ?? null;
    const values = parts.map((part) => part[name]).filter((value) => value !== null);
    if (values.length === 0) return printed;
    const sum = values.reduce((left, right) => left.plus(right));
    if (printed === null ? sum.isZero() : printed.equals(sum)) return printed;
    const params = { printed: printed === null ? '—' : plainText(printed), sum: plainText(sum) };
    findings.push(finding('ARITHMETIC_MISMATCH', `/funds/0/${name}`, params));
    return printed === null || printed.isZero() ? sum : printed;
  };
  return {
    initialBudget: column('initialBudget'),
    adjustedBudget: column('adjustedBudget'),
    executed: column('executed'),
  };
}

function reportMissing(rows: readonly FundRow[], totals: Amounts, ruleSet: ScoringRuleSet, findings: Finding[]): void {
  if (rows.length === 0) {
    findings.push(finding('MISSING_TARGET', '/funds'));
    return;
  }
  const base: Column = ruleSet.execution.base === 'INITIAL' ? 'initialBudget' : 'adjustedBudget';
  const missing: [Column, FindingCode][] = [
    [base, 'MISSING_TARGET'],
    ['executed', 'MISSING_ACTUAL'],
  ];
  for (const [column, code] of missing) {
    const pointer = `/funds/0/${column}`;
    const isExplained = findings.some((known) => known.pointer === pointer && known.code === 'TYPE');
    if (totals[column] === null && !isExplained) findings.push(finding(code, pointer));
  }
}

function placed({ code, params }: ScoreFlag, ruleSet: ScoringRuleSet): Finding {
  const base = ruleSet.execution.base === 'INITIAL' ? 'initialBudget' : 'adjustedBudget';
  const fields: Partial<Record<FindingCode, string>> = {
    OVER_EXECUTION: 'executed',
    EXECUTION_REASON: 'reason',
    ADJUSTMENT_REASON: 'reason',
    EXECUTION_BASE: base,
    BUDGET_TRIMMED_TO_SPEND: 'adjustedBudget',
  };
  return finding(code, `/funds/0/${fields[code] ?? 'executed'}`, params);
}
