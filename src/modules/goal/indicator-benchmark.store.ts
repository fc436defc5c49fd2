import { type Call } from '../../platform/database/call.js';
import type { GoalCheckRules } from './domain/checks/check-rules.js';
import type { PastYear } from './domain/checks/reasonableness.js';
import type { CheckedIndicator } from './domain/goal-check.js';

/** What is asked about: a definition of the library, or a name with its unit of measure. */
export interface BenchmarkQuery {
  readonly districtId: string;
  readonly unitId: string;
  readonly fiscalYear: number;
  readonly definitionId: string | null;
  readonly name: string | null;
  readonly unitOfMeasure: string | null;
  readonly target: string | null;
}

export interface Benchmark {
  readonly district: {
    readonly units: number;
    readonly figures: number;
    readonly p10: string;
    readonly p25: string;
    readonly p50: string;
    readonly p75: string;
    readonly p90: string;
    readonly targetPercentile: string | null;
  } | null;
  /** Of the unit itself, as far as the caller sees it. */
  readonly own: readonly PastYear[];
  /** As the library defines it; null: not in the library, or out of sight. */
  readonly definition: Pick<CheckedIndicator, 'operator' | 'direction' | 'measureType' | 'unitOfMeasure'> | null;
  readonly rules: GoalCheckRules;
}

export const findBenchmark = (query: BenchmarkQuery): Call<Benchmark> => ({
  name: 'indicator_benchmarks.find',
  text: `with asked as (select coalesce($4::uuid::text, app.indicator_name_key($5, $6)) as key),
    year as (
      select h.fiscal_year, avg(h.actual) as actual, avg(h.target) as target from asked a join app.indicator_history h
        on h.unit_id = $2::uuid and h.comparison_key = a.key and h.fiscal_year between $3::int - 5 and $3::int - 1
      group by h.fiscal_year)
    select (select json_build_object('units', p.units, 'figures', p.figures, 'p10', p.p10::text, 'p25', p.p25::text, 'p50', p.p50::text,
        'p75', p.p75::text, 'p90', p.p90::text, 'targetPercentile', p.percentile::text)
      from asked a, app.history_percentiles($1::uuid, a.key, $3::int, $7::numeric) p) as district,
      (select coalesce(json_agg(json_build_object('fiscalYear', fiscal_year, 'actual', trim_scale(round(actual, 6))::text, 'target',
        trim_scale(round(target, 6))::text, 'amount', null) order by fiscal_year), '[]') from year) as own,
      (select json_build_object('operator', d.operator, 'direction', d.direction, 'measureType', d.measure_type, 'unitOfMeasure', u.symbol)
        from app.indicator_definitions d left join app.units_of_measure u on u.code = d.unit_of_measure
        where d.definition_id = $4::uuid and d.state = 'PUBLISHED') as definition,
      (select r.rules from app.goal_check_rule_sets r where r.state = 'PUBLISHED' and (r.district_id is null or r.district_id = $1::uuid)
        order by r.district_id is null, r.edition desc limit 1) as rules`,
  values: [
    query.districtId,
    query.unitId,
    query.fiscalYear,
    query.definitionId,
    query.name,
    query.unitOfMeasure,
    query.target,
  ],
  read: ([row]) => row as unknown as Benchmark,
});
