import { moneyText, sumMoney } from '../../../kernel/money.js';
import { Decimal } from '../../../kernel/rounding.js';
import { LEVEL_NAMES } from './qualitative-score.js';
import type { QualitativeLevel, ScoringRuleSet } from './scoring-rule-set.js';
import { checkSelfEvaluation } from './self-evaluation-check.js';
import type { FundRow, IndicatorRow, SelfEvaluationCheck } from './self-evaluation-input.js';

/** A row of 预算执行情况, amounts in 元 as text. The first row is 总额, without a source. */
export interface FormFund {
  readonly source: string | null;
  readonly item: string;
  readonly initial: string | null;
  readonly adjusted: string | null;
  readonly executed: string | null;
}

/** An indicator of the goal with what monitoring knows about the year; null: nothing. */
export interface MeasuredIndicator {
  readonly id: string;
  readonly level1: string;
  readonly level2: string;
  readonly name: string;
  readonly measureType: string;
  readonly operator: string;
  readonly direction: 'POSITIVE' | 'NEGATIVE' | 'NEUTRAL';
  readonly target: string | null;
  readonly unit: string | null;
  readonly weight: string;
  readonly monitored: string | null;
}

/** What people wrote about one indicator. */
export interface Filling {
  readonly reportedScore: string | null;
  readonly reason: string | null;
  /** A figure that replaces that of monitoring, why, and the natural person who said so. */
  readonly actual: string | null;
  readonly actualReason: string | null;
  readonly actualBy: string | null;
  readonly sampleSize: number | null;
  readonly surveyMethod: string | null;
  readonly notApplicable: boolean;
}

export const NOTHING_FILLED: Filling = {
  reportedScore: null,
  reason: null,
  actual: null,
  actualReason: null,
  actualBy: null,
  sampleSize: null,
  surveyMethod: null,
  notApplicable: false,
};

export interface FormIndicator extends MeasuredIndicator {
  readonly filling: Filling;
}

/** A self-evaluation as it is scored: facts from budget, goal and monitoring, and what people wrote. */
export interface SelfEvaluationForm {
  readonly frame: 'V2015' | 'V2021';
  readonly executionWeight: string;
  readonly funds: readonly FormFund[];
  readonly executionReported: string | null;
  readonly executionReason: string | null;
  readonly indicators: readonly FormIndicator[];
}

const SOURCE_NAMES: Readonly<Record<string, string>> = {
  FISCAL: '财政资金',
  CARRY_OVER: '上年结转资金',
  SPECIAL_ACCOUNT: '财政专户管理资金',
  OWN: '单位资金',
  OTHER: '其他资金',
};

/** The lines of the budget under their total (年度资金总额). No lines: a total without amounts. */
export function fundsOf(lines: readonly Omit<FormFund, 'item'>[]): readonly FormFund[] {
  const total = (column: 'initial' | 'adjusted' | 'executed'): string | null =>
    lines.length === 0 ? null : moneyText(sumMoney(lines.map((line) => new Decimal(line[column] ?? 0))));
  const first = { initial: total('initial'), adjusted: total('adjusted'), executed: total('executed') };
  return [
    { source: null, item: '年度资金总额', ...first },
    ...lines.map((line) => ({ ...line, item: SOURCE_NAMES[line.source ?? ''] ?? '其他资金' })),
  ];
}

/** What counts as the actual: the figure that a person reported, else that of monitoring. */
export const actualOf = ({ filling, monitored }: FormIndicator): string | null => filling.actual ?? monitored;

/** Monitoring's level codes in the words of the form. */
export function levelText(code: string | null): string | null {
  if (code === null) return null;
  return LEVEL_NAMES[(code === 'NOT' ? 'NOT_ACHIEVED' : code) as QualitativeLevel] ?? code;
}

/** Computes every score beside the reported one. The pointers of the findings fit the form: /funds/0, /indicators/3. */
export function evaluateForm(form: SelfEvaluationForm, ruleSet: ScoringRuleSet): SelfEvaluationCheck {
  return checkSelfEvaluation(
    {
      ruleSet: ruleSet.code,
      executionWeight: form.executionWeight,
      moneyUnit: '元',
      frame: form.frame,
      funds: form.funds.map((fund, index) => fundRow(fund, index === 0 ? form : null)),
      indicators: form.indicators.map(indicatorRow),
    },
    ruleSet,
  );
}

/** 得分 must be filled in: whoever submits without a score of his own adopts the computed one. */
export function adoptComputed(form: SelfEvaluationForm, check: SelfEvaluationCheck): SelfEvaluationForm {
  return {
    ...form,
    executionReported: form.executionReported ?? check.executionScore,
    indicators: form.indicators.map((indicator, index) => ({
      ...indicator,
      filling: {
        ...indicator.filling,
        reportedScore: indicator.filling.reportedScore ?? check.indicators[index]?.score ?? null,
      },
    })),
  };
}

function fundRow(fund: FormFund, total: SelfEvaluationForm | null): FundRow {
  return {
    item: fund.item,
    initialBudget: fund.initial,
    adjustedBudget: fund.adjusted,
    executed: fund.executed,
    ...(total && { reportedScore: total.executionReported, reason: total.executionReason }),
  };
}

function indicatorRow(indicator: FormIndicator): IndicatorRow {
  const { level1, level2, name, operator, direction, target, unit, weight, filling } = indicator;
  const { reportedScore, reason, sampleSize, surveyMethod, notApplicable } = filling;
  const actual = actualOf(indicator);
  const people = { reportedScore, reason, sampleSize, surveyMethod, notApplicable };
  return { level1, level2, name, operator, direction, target, unit, weight, actual, ...people };
}
