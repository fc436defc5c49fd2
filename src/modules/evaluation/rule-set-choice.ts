import { Decimal } from '../../kernel/rounding.js';
import type { Tx } from '../../platform/database/transactions.js';
import type { Goal } from '../goal/index.js';
import { findDistrictSettings, findEdition, findPublishedEdition } from '../organization/index.js';
import type { ScoringRuleSet } from './domain/scoring-rule-set.js';
import { evaluationErrors } from './evaluation.errors.js';
import { findDistrictRuleSetCodes, SCORING_RULE_SETS, type StoredRuleSet } from './scoring-rule-set.store.js';

/**
 * The rule set that a goal is scored by: the one asked for, else the district's. Weights were fixed when the goal was
 * set, so a rule set that leaves another part of the hundred points to budget execution cannot score it.
 */
export async function chooseRuleSet(tx: Tx, goal: Goal, asked: string | undefined): Promise<StoredRuleSet> {
  const code = asked ?? (await findDefaultCode(tx, goal.districtId));
  const found = await tx.one(findPublishedEdition(SCORING_RULE_SETS, code, goal.districtId));
  if (!found)
    throw evaluationErrors.unknownRuleSet({ code, allowed: await tx.one(findDistrictRuleSetCodes(goal.districtId)) });
  const { executionWeight } = found.rules;
  if (!new Decimal(executionWeight).equals(goal.executionWeight))
    throw evaluationErrors.ruleSetExecutionWeight({ code, ruleSet: executionWeight, goal: goal.executionWeight });
  return found;
}

/** The rules that a self-evaluation began with; a later revision changes nothing for it. */
export async function ruleSetOf(tx: Tx, id: string): Promise<ScoringRuleSet> {
  const found = await tx.one(findEdition(SCORING_RULE_SETS, id));
  if (!found) throw new Error('self-evaluation: its rule set is gone');
  return found.rules;
}

/** What the district has set (`scoringRuleSet`), else Sichuan's rule in 51…, else the national one. */
async function findDefaultCode(tx: Tx, districtId: string): Promise<string> {
  const [district] = await tx.one(findDistrictSettings('scoringRuleSet', districtId));
  return district?.value ?? (district?.code.startsWith('51') ? 'SC-2025' : 'NAT-2020');
}
