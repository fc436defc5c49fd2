import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The indicators that one is compared with are looked up once, by their index, and their money after them: what it costs grows
 * with the peers, no longer with the district. The answers are the same.
 */
export class FindPeersOnce1764000775000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(indicatorPeers(AIMS));
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(indicatorPeers(ONCE_AIMS));
  }
}

// OFFSET 0: by the partial index, key by key.
const AIMS = `aim as materialized (
      select i.* from k cross join lateral (select i.id, i.goal_id, i.project_id, i.district_id, i.fiscal_year, i.comparison_key, i.measure_type,
          i.target_value from app.indicators i
        where not i.retired and i.target_value is not null and (i.district_id, i.fiscal_year, i.comparison_key)
          = (k.district_id, k.fiscal_year, k.comparison_key) offset 0) i),
    money as (
      select l.project_id, l.fiscal_year, nullif(sum(l.adjusted), 0) as amount from (select distinct project_id, fiscal_year from aim) a
      join app.budget_lines l using (project_id, fiscal_year) group by l.project_id, l.fiscal_year)`;

const ONCE_AIMS = `money as (
      select l.project_id, l.fiscal_year, nullif(sum(l.adjusted), 0) as amount from app.budget_lines l
      where (l.project_id, l.fiscal_year) in (select i.project_id, i.fiscal_year from k join app.indicators i using (district_id, fiscal_year, comparison_key))
      group by l.project_id, l.fiscal_year),
    aim as (
      select i.* from k join app.indicators i using (district_id, fiscal_year, comparison_key) where not i.retired and i.target_value is not null)`;

const indicatorPeers = (aims: string): string => `create or replace function app.indicator_peers(asked uuid[])
  returns table (indicator_id uuid, n int, figure numeric, p10 numeric, p50 numeric, p75 numeric, p90 numeric, percentile numeric, unit_cost numeric)
  language plpgsql as
  $$ declare own text := current_setting('app.scopes', true); begin
    perform set_config('app.scopes', 'r', true);
    return query with k as (select distinct i.district_id, i.fiscal_year, i.comparison_key from app.indicators i where i.id = any (asked)),
    ${aims},
    peer as (
      select i.id, i.district_id, i.fiscal_year, i.comparison_key, g.unit_id,
        case when i.measure_type in ('RATE', 'SCORE') then i.target_value else i.target_value / (m.amount / 10000) end as figure,
        case when i.measure_type = 'CUMULATIVE' and i.target_value > 0 then m.amount / i.target_value end as unit_cost
      from aim i join app.goals g on g.id = i.goal_id left join money m on m.project_id = i.project_id and m.fiscal_year = i.fiscal_year
      where i.id = any (asked) or g.state not in ('DRAFT', 'RETURNED', 'REJECTED', 'CANCELLED')),
    whole as (
      select p.district_id, p.fiscal_year, p.comparison_key, count(distinct p.unit_id)::int - 1 as n,
        percentile_cont(array[0.1, 0.5, 0.75, 0.9]) within group (order by p.figure) as q,
        percentile_cont(0.5) within group (order by p.unit_cost) as unit_cost
      from peer p where p.figure is not null group by 1, 2, 3),
    placed as (
      select p.id, p.district_id, p.fiscal_year, p.comparison_key, p.figure,
        rank() over w - 1 as below, count(*) over (partition by p.district_id, p.fiscal_year, p.comparison_key) - 1 as others
      from peer p where p.figure is not null window w as (partition by p.district_id, p.fiscal_year, p.comparison_key order by p.figure))
    select p.id, w.n, round(p.figure, 6), round(w.q[1]::numeric, 6), round(w.q[2]::numeric, 6), round(w.q[3]::numeric, 6),
      round(w.q[4]::numeric, 6), round(p.below::numeric / p.others, 6), round(w.unit_cost::numeric, 2)
    from placed p join whole w using (district_id, fiscal_year, comparison_key) where p.id = any (asked) and w.n >= 3 and p.others > 0;
    perform set_config('app.scopes', coalesce(own, ''), true);
  end $$`;
