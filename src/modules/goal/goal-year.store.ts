import { statesAllowing } from '../../kernel/lifecycle.js';
import { toldChanges } from '../../platform/audit/told-changes.js';
import type { Call } from '../../platform/database/call.js';
import { heldFiscalYear } from '../organization/index.js';
import { goalLifecycle } from './domain/goal.lifecycle.js';

const CLOSABLE = statesAllowing(goalLifecycle, 'close')
  .map((state) => `'${state}'`)
  .join(', ');

/** What the close of a year, or its reopening, has made of the district’s goals: how many. */
export interface MovedGoals {
  readonly closed: number;
  readonly restarted: number;
}

/**
 * All goals of the year as the year itself now stands, whichever of its events comes first: closed with it, each keeping the
 * state that it had, or back in that.
 */
export const followFiscalYear = (districtId: string, year: number): Call<MovedGoals> => ({
  name: 'goals.follow_fiscal_year',
  text: `with year as materialized (select ${heldFiscalYear('$1::uuid', '$2::smallint')} as state),
    closed as (
      update app.goals g set state = 'CLOSED', closed_from = g.state, version = g.version + 1, updated_at = now() from year y
      where y.state = 'CLOSED' and g.district_id = $1::uuid and g.fiscal_year = $2::smallint and g.state in (${CLOSABLE})
      returning g.id, g.district_id, g.unit_path, g.project_id,
        jsonb_build_object('fiscalYear', g.fiscal_year, 'state', g.state, 'revision', g.revision) as payload),
    restarted as (
      update app.goals g set state = g.closed_from, closed_from = null, version = g.version + 1, updated_at = now() from year y
      where y.state = 'OPEN' and g.district_id = $1::uuid and g.fiscal_year = $2::smallint and g.closed_from is not null
      returning g.id, g.district_id, g.unit_path, g.project_id,
        jsonb_build_object('fiscalYear', g.fiscal_year, 'state', g.state, 'revision', g.revision) as payload),
    ${toldChanges('closed', 'goal.closed', 'goal', 'closed')},
    ${toldChanges('restarted', 'goal.restarted', 'goal', 'restarted')}
    select (select count(*) from closed)::int as closed, (select count(*) from restarted)::int as restarted`,
  values: [districtId, year],
  read: ([row]) => row as unknown as MovedGoals,
});
