import type { Decimal } from '../../../kernel/rounding.js';
import type { IndicatorFrameVersion } from '../../goal/domain/indicator-frame.js';
import type { Finding } from './finding-catalogue.js';
import type { Score } from './score.js';
import type { ScoringRuleSet } from './scoring-rule-set.js';
import type { CheckedIndicator, IndicatorRow } from './self-evaluation-input.js';

/** What every row of a table is checked with. */
export interface TableContext {
  ruleSet: ScoringRuleSet;
  frame: IndicatorFrameVersion;
  /** 100 − executionWeight. */
  indicatorTotal: Decimal;
}

/** A row while it is being checked: its place, its common cells, and where its findings go. */
export interface RowContext extends TableContext {
  row: IndicatorRow;
  pointer: string;
  name: string;
  isSatisfaction: boolean;
  weight: Decimal | null;
  reported: Decimal | null;
  findings: Finding[];
}

/** What a row scored, and what the total may count for it. */
export interface RowScore {
  score: Score;
  counted: Decimal | null;
  basis: CheckedIndicator['basis'];
}
