import { allRows, type Call } from '../../platform/database/call.js';
import type { FeedDefinition } from '../../platform/http/feed.js';
import { PROJECT_VIEW } from '../budget/index.js';
import type { PinnedDefinition } from './domain/definition-pin.js';
import type { CheckedIndicator } from './domain/goal-check.js';

/** What an indicator names: a definition, and a revision of it; 0: the published one. */
export interface Pin {
  readonly definitionId: string;
  readonly revision: number;
}

const position = (frame: string): string =>
  `case when d.level2_${frame} is not null then json_build_object('level1', d.level1_${frame}, 'level2', d.level2_${frame}) end`;

/** The definitions that the pins name, in any order; what is out of sight is absent. */
export const findPinned = (pins: readonly Pin[]): Call<readonly (PinnedDefinition & { readonly asked: number })[]> => ({
  name: 'indicator_definitions.find_pinned',
  text: `select distinct d.definition_id as "definitionId", d.revision, p.revision as asked, d.state, d.measure_type as "measureType",
      jsonb_build_object('V2015', ${position('v2015')}, 'V2021', ${position('v2021')}) as positions,
      case when u.code is null then '{}'::text[] else u.symbol || u.aliases end as "unitSpellings"
    from unnest($1::uuid[], $2::int[]) as p (id, revision)
    join app.indicator_definitions d on d.definition_id = p.id
      and case when p.revision = 0 then d.state = 'PUBLISHED' else d.revision = p.revision end
    left join app.units_of_measure u on u.code = d.unit_of_measure`,
  values: [pins.map(({ definitionId }) => definitionId), pins.map(({ revision }) => revision)],
  read: allRows<PinnedDefinition & { readonly asked: number }>(),
});

/** What the checks ask of the definition that an indicator is pinned to. */
export type LibraryFacts = Pick<
  CheckedIndicator,
  'definitionState' | 'definitionLevels' | 'evidenceKinds' | 'reliability'
>;
export const NOT_PINNED: LibraryFacts = {
  definitionState: null,
  definitionLevels: false,
  evidenceKinds: null,
  reliability: null,
};

/** By `definition revision`. */
export const findDefinitionFacts = (pins: readonly Pin[]): Call<ReadonlyMap<string, LibraryFacts>> => ({
  name: 'indicator_definitions.find_facts',
  text: `select d.definition_id || ' ' || d.revision as pin, d.state as "definitionState", d.levels is not null as "definitionLevels",
      d.evidence_kinds as "evidenceKinds", d.reliability
    from app.indicator_definitions d where (d.definition_id, d.revision) in (select * from unnest($1::uuid[], $2::int[]))`,
  values: [pins.map(({ definitionId }) => definitionId), pins.map(({ revision }) => revision)],
  read: (rows) => new Map(rows.map(({ pin, ...facts }) => [String(pin), facts as LibraryFacts])),
});

/** 引用情况: the indicators that are pinned to any revision of a definition, of the goals that the caller sees. */
export const usageFeed = (definitionId: string): FeedDefinition => ({
  name: 'indicator_definitions.usage',
  from: 'app.indicators t',
  where: 't.definition_id = $1::uuid and not t.retired',
  values: [definitionId],
  keys: [{ column: 'id', type: 'uuid' }],
  direction: 'ASC',
  item: `(select json_build_object('indicatorId', t.id, 'name', t.name, 'definitionRevision', t.definition_revision, 'goalId', g.id, 'goalState', g.state,
      'fiscalYear', g.fiscal_year, 'projectId', p.id, 'projectCode', p.code, 'projectName', p.name, 'unitId', g.unit_id)
    from app.goals g join ${PROJECT_VIEW} p on p.id = g.project_id where g.id = t.goal_id)`,
});

/** Points the indicators of goals that can still be edited to the survivor. Those goals move a version; the others keep their pins. */
export const repointIndicators = (definitionId: string, to: Pin): Call<readonly string[]> => ({
  name: 'indicators.repoint',
  text: `with editable as (
      select g.id from app.goals g where g.state in ('DRAFT', 'RETURNED')
        and exists (select 1 from app.indicators i where i.goal_id = g.id and i.definition_id = $1::uuid) order by g.id for update),
    moved as (
      update app.indicators i set definition_id = $2::uuid, definition_revision = $3::int from editable e
      where i.goal_id = e.id and i.definition_id = $1::uuid returning i.goal_id),
    stepped as (
      update app.goals g set version = g.version + 1, updated_at = now() where g.id in (select goal_id from moved) returning g.id)
    select id::text as id from stepped order by id`,
  values: [definitionId, to.definitionId, to.revision],
  read: (rows) => rows.map((row) => String(row['id'])),
});
