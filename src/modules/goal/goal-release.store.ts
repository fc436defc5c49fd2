import { allRows, type Call, firstRow } from '../../platform/database/call.js';
import type { JsonText } from '../../platform/http/json-text.js';
import type { ListDefinition } from '../../platform/http/list.js';
import type { CreateGoalReleaseRequest } from './goal-release.dto.js';

const RELEASE_JSON = `json_build_object('id', t.id, 'districtId', t.district_id, 'fiscalYear', t.fiscal_year, 'number', t.number,
  'releasedOn', t.released_on, 'goals', (select count(*) from app.goals g where g.release_id = t.id), 'version', t.version)`;

export const goalReleaseList: ListDefinition = {
  name: 'goal_releases.list',
  from: 'app.goal_releases t',
  filters: {
    fiscalYear: { column: 't.fiscal_year', type: 'integer', about: '预算年度 / fiscal year' },
    districtId: { column: 't.district_id', type: 'uuid', about: '区划 / district' },
  },
  sorts: { releasedOn: { column: 'released_on', type: 'date' } },
  defaultSort: '-releasedOn',
  item: RELEASE_JSON,
};

export const goalReleaseDetail = (id: string): Call<JsonText | null> => ({
  name: 'goal_releases.detail',
  text: `select (${RELEASE_JSON})::text as json, t.version from app.goal_releases t where t.id = $1::uuid`,
  values: [id],
  read: firstRow<JsonText>(),
});

export const insertRelease = (
  id: string,
  districtPath: string,
  releasedBy: string,
  release: CreateGoalReleaseRequest,
): Call<void> => ({
  name: 'goal_releases.insert',
  text: `insert into app.goal_releases (id, district_id, unit_path, fiscal_year, number, released_on, released_by)
    values ($1::uuid, $2::uuid, $3::public.ltree, $4::smallint, $5, $6::date, $7::uuid)`,
  values: [id, release.districtId, districtPath, release.fiscalYear, release.number, release.releasedOn, releasedBy],
  read: () => undefined,
});

/** In the order of ids, so that two batches cannot lock each other out. */
export const lockGoalsForRelease = (
  districtId: string,
  fiscalYear: number,
  ids: readonly string[],
): Call<readonly string[]> => ({
  name: 'goal_releases.lock_goals',
  text: `select id from app.goals where id = any ($3::uuid[]) and district_id = $1::uuid and fiscal_year = $2::smallint order by id for update`,
  values: [districtId, fiscalYear, ids],
  read: (rows) => rows.map((row) => String(row['id'])),
});

/** Approved goals whose day has come, by the database clock, in the order of ids; after: null, from the first. */
export const findDueForExecution = (after: string | null, limit: number): Call<readonly { id: string }[]> => ({
  name: 'goal_releases.find_due_for_execution',
  text: `select g.id from app.goals g join app.goal_releases r on r.id = g.release_id
    where g.state = 'APPROVED' and r.released_on <= app.app_today() and ($1::uuid is null or g.id > $1::uuid)
    order by g.id limit $2::int`,
  values: [after, limit],
  read: allRows<{ id: string }>(),
});
