import { ALERT_VIEW } from '../alert/index.js';
import { SELF_EVALUATION_VIEW } from '../evaluation/index.js';
import { PROGRESS_VIEW } from '../monitoring/index.js';

/** What one project adds to the figures of every place above it, read from its progress at a month-end `p`. */
export const OF_PROGRESS = {
  projects: '1',
  adjusted_budget: 'coalesce(p.adjusted_budget, 0)',
  executed: 'p.executed',
  // A ratio adds up as its two parts: achieved ÷ covered is the goal achievement, weighted by what is covered.
  achieved: 'coalesce(p.achievement * p.covered_weight, 0)',
  covered: 'case when p.achievement is null then 0 else p.covered_weight end',
  planned: 'coalesce(p.planned_achievement * p.covered_weight, 0)',
  planned_covered: 'case when p.planned_achievement is null then 0 else p.covered_weight end',
  light_red: `(p.light is not distinct from 'RED')::int`,
  light_orange: `(p.light is not distinct from 'ORANGE')::int`,
  light_yellow: `(p.light is not distinct from 'YELLOW')::int`,
  light_grey: `(p.light is not distinct from 'GREY')::int`,
  light_blue: `(p.light is not distinct from 'BLUE')::int`,
  light_green: `(p.light is not distinct from 'GREEN')::int`,
  execution_lags: 'p.execution_lag::int',
  goal_lags: 'p.goal_lag::int',
  mismatches: `(p.mismatch_severity in ('WARN', 'SERIOUS', 'CRITICAL'))::int`,
} as const;

/** Of the year as a whole: what one alert `a` adds while it is open. */
const OF_ALERT = {
  alerts_info: `(a.severity = 'INFO')::int`,
  alerts_warn: `(a.severity = 'WARN')::int`,
  alerts_serious: `(a.severity = 'SERIOUS')::int`,
  alerts_critical: `(a.severity = 'CRITICAL')::int`,
} as const;

/** Of the year as a whole: what one final self-evaluation `s` adds. */
const OF_GRADE = {
  grade_excellent: `(s.grade is not distinct from '优')::int`,
  grade_good: `(s.grade is not distinct from '良')::int`,
  grade_fair: `(s.grade is not distinct from '中')::int`,
  grade_poor: `(s.grade is not distinct from '差')::int`,
  grade_other: `(s.grade is null or s.grade not in ('优', '良', '中', '差'))::int`,
} as const;

const OF_YEAR = { ...OF_ALERT, ...OF_GRADE };
export const FIGURES: readonly string[] = [...Object.keys(OF_PROGRESS), ...Object.keys(OF_YEAR)];

export const FIGURE_COLUMNS = FIGURES.join(', ');
/** `sum(projects) as projects, …`, each of a row named so; by a sign, if there is one. */
export const sumOfFigures = (row: string, sign = ''): string =>
  FIGURES.map((figure) => `sum(${sign}${row}.${figure}) as ${figure}`).join(', ');

/** The columns of `OF_PROGRESS` and zeros for the rest, and so on: rows of one form, whatever they come from. */
const columnsOf = (known: Readonly<Record<string, string>>): string =>
  FIGURES.map((figure) => `${known[figure] ?? '0'} as ${figure}`).join(', ');

/** Every fact that counts, as the tables themselves say it: with month 0 where it belongs to the year. */
export const FACTS = `select p.unit_path, p.fiscal_year, p.month, ${columnsOf(OF_PROGRESS)} from ${PROGRESS_VIEW} p
  union all select a.unit_path, a.fiscal_year, 0, ${columnsOf(OF_ALERT)} from ${ALERT_VIEW} a where a.state <> 'RESOLVED'
  union all select s.unit_path, s.fiscal_year, 0, ${columnsOf(OF_GRADE)} from ${SELF_EVALUATION_VIEW} s where s.state = 'FINAL'`;

const ofProject = (known: Readonly<Record<string, string>>): string =>
  Object.entries(known)
    .map(([figure, expression]) => `coalesce(sum(${expression}), 0) as ${figure}`)
    .join(', ');

/** The same facts of single projects: rows of `projects` with their figures at `at`, those without any left out. */
export const projectFigures = (projects: string, at: string): string => `select j.*,
    ${Object.entries(OF_PROGRESS)
      .map(([figure, expression]) => `case when p.project_id is null then 0 else ${expression} end as ${figure}`)
      .join(', ')},
    ${Object.keys(OF_YEAR).join(', ')}
  from ${projects} j
  cross join ${at} at
  left join ${PROGRESS_VIEW} p on p.fiscal_year = at.fiscal_year and p.month = at.month and p.project_id = j.id
  cross join lateral (select ${ofProject(OF_ALERT)} from ${ALERT_VIEW} a
    where a.project_id = j.id and a.fiscal_year = at.fiscal_year and a.state <> 'RESOLVED') alerts
  cross join lateral (select ${ofProject(OF_GRADE)} from ${SELF_EVALUATION_VIEW} s
    where s.project_id = j.id and s.fiscal_year = at.fiscal_year and s.state = 'FINAL') grades`;
