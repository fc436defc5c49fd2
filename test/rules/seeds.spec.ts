import { NOTICED_DAYS_1764000310000 } from '../../migrations/seeds/1764000310000-noticed-days.js';
import { RULE_SETS_1764000500000 } from '../../migrations/seeds/1764000500000-monitoring-rule-sets.js';
import { ALERT_RULES_1764000600000 } from '../../migrations/seeds/1764000600000-alert-rules.js';
import { SCORING_RULE_SETS_1764000700000 } from '../../migrations/seeds/1764000700000-scoring-rule-sets.js';
import { CHECK_RULES_1764000765000 } from '../../migrations/seeds/1764000765000-goal-check-rules.js';
import { SHIPPED_ALERT_RULES } from '../../src/modules/alert/domain/alert-rule.js';
import { PUBLISHED_RULE_SETS } from '../../src/modules/evaluation/domain/published-rule-sets.js';
import { DEFAULT_CHECK_RULES } from '../../src/modules/goal/domain/checks/default-check-rules.js';
import { SHIPPED_RULE_SETS } from '../../src/modules/monitoring/domain/monitoring-rule-sets.js';
import { NOTICED_DAYS } from '../../src/modules/organization/domain/holidays.js';

/** A constant that is changed needs a migration with a seed of its own, which then takes the old one's place here. */
describe('what the migrations have put into every database', () => {
  it.each([
    ['the noticed days', NOTICED_DAYS, NOTICED_DAYS_1764000310000],
    ['the monitoring rule sets', SHIPPED_RULE_SETS, RULE_SETS_1764000500000],
    ['the alert rules', SHIPPED_ALERT_RULES, ALERT_RULES_1764000600000],
    ['the scoring rule sets', PUBLISHED_RULE_SETS, SCORING_RULE_SETS_1764000700000],
    ['the goal check rules', DEFAULT_CHECK_RULES, CHECK_RULES_1764000765000],
  ])('%s: the newest seed says what the code says', (_, today, seed) => {
    expect(JSON.parse(JSON.stringify(today))).toEqual(seed);
  });
});
