import { randomUUID } from 'node:crypto';
import { GOAL_REVIEW_1764000725000 } from '../../migrations/seeds/1764000725000-goal-review.js';
import { SC_2025 } from '../../src/modules/evaluation/domain/published-rule-sets.js';
import { RESOURCES } from './arrangement.js';
import type { Ids, Makers, Resource, Site } from './makers.js';
import type { Route } from './routes.js';
import { resolved, sampleOf } from './sample.js';
import type { Person } from './world.js';

/** Body and query fields that name a thing, and which. */
const REFERENCES: Readonly<Record<string, string>> = {
  unitId: 'units',
  parentId: 'units',
  districtId: 'districts',
  projectId: 'projects',
  goalId: 'goals',
  goalIds: 'goals',
  indicatorId: 'indicators',
  accountId: 'accounts',
};

const STEP = {
  kind: 'STEP',
  key: 'finance-performance',
  name: { zh: '审核', en: 'Review' },
  mode: 'ANY',
  assignees: [{ by: 'ROLE', role: 'FIN_PERF', scope: 'DISTRICT' }],
  mandatory: true,
  dueWorkingDays: 3,
};

const { code: _, version: __, status: ___, ...RULES } = SC_2025;

/** What the sample of a body lacks: optional references, and values that the domain reads before the scope is asked. */
const BODIES: Readonly<Record<string, object>> = {
  'goalRolls.create': { unitId: '' },
  'indicatorDefinitions.create': { scope: 'OWN', unitId: '' },
  'units.create': { parentId: '' },
  'payments.record': { projectId: '' },
  'roleGrants.create': { role: 'UNIT_FILLER', unitId: '', subtree: false },
  'reviewSheets.create': { definition: GOAL_REVIEW_1764000725000.definition },
  'approvalFlows.create': { definition: { steps: [STEP], distinctReviewers: true } },
  'scoringRuleSets.create': { rules: RULES },
  'workingDays.import': { year: 2031, days: [{ day: '2031-10-01', isWorking: false }] },
  'serviceAccounts.createKey': { scopes: ['goals:read'], cidrs: ['127.0.0.1/32'] },
};

/** Acts of a whole district or of the whole, though their bodies name something smaller, or nothing. */
export const LEVELS: Readonly<Record<string, 'DISTRICT' | 'ROOT'>> = {
  'goalReleases.create': 'DISTRICT',
  'districts.create': 'ROOT',
};

/** The thing that a route names in its path, or else in its body or query; null: none. */
export function resourceOf(route: Route): { readonly name: string; readonly resource: Resource | undefined } | null {
  const [, inPath] = /^\/(?:api\/v1\/)?([\w-]+)(?:\/[\w-]+)?\/\{/.exec(route.path) ?? [];
  if (inPath) return { name: inPath, resource: RESOURCES[inPath] };
  const fields = [...fieldsOf(route), ...route.requiredQuery.map(({ name = '' }) => name)];
  const named = fields.flatMap((field) => REFERENCES[field] ?? []);
  const name = named.find((known) => RESOURCES[known]?.level === 'UNIT') ?? named[0];
  return name ? { name, resource: RESOURCES[name] } : null;
}

const fieldsOf = ({ body, operationId }: Route): string[] => [
  ...((body && resolved(body).required) ?? []),
  ...Object.keys(BODIES[operationId] ?? {}),
];

export async function idsFor(makers: Makers, route: Route, site: Site, owner: Person): Promise<Ids> {
  const named = resourceOf(route);
  const inPath = named && route.parameters.length > 0 ? await makers.thing(named.name, site, owner) : {};
  const fields = [...fieldsOf(route), ...route.requiredQuery.map(({ name = '' }) => name)];
  const references = [...new Set(fields.flatMap((field) => REFERENCES[field] ?? []))];
  const ids: Record<string, string> = { ...inPath };
  for (const name of references) ids[`ref:${name}`] = (await makers.thing(name, site, owner))['id'] ?? '';
  return ids;
}

/** The smallest valid body, with the things that it names; unknown ones where there is none. */
export function bodyOf(route: Route, ids: Ids): object | undefined {
  if (route.isUpload || !route.body) return undefined;
  const sample = { ...(sampleOf(route.body) as object), ...BODIES[route.operationId] };
  const entries = Object.entries(sample).map(([field, value]) => {
    const id = namedId(field, ids);
    if (id === undefined) return [field, value === '' ? randomUUID() : value];
    return [field, Array.isArray(value) ? [id] : id];
  });
  return Object.fromEntries(entries);
}

export function namedId(field: string, ids: Ids): string | undefined {
  const name = REFERENCES[field];
  return name ? ids[`ref:${name}`] : undefined;
}

/** A year that nobody has created. A number is only found within the thing that it counts: there the thing is unknown, not the number. */
export const unknownOf = (parameter: string): string =>
  parameter === 'year' ? '2099' : /id$/i.test(parameter) ? randomUUID() : '1';
