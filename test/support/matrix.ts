import { randomUUID } from 'node:crypto';
import { ADMIN_ROLES, acceptedRoles, ROLES, type Role } from '../../src/platform/auth/policy.js';
import type { TestApp } from './app.js';
import { RESOURCES } from './arrangement.js';
import type { Answer } from './client.js';
import { type Ids, Makers, PLACES, type Place, type Resource, type Site } from './makers.js';
import { bodyOf, idsFor, LEVELS, namedId, resourceOf, unknownOf } from './requests.js';
import { type Route, type Schema } from './routes.js';
import { sampleOf } from './sample.js';
import type { Person, WorldUnit } from './world.js';

export interface Grant {
  readonly role: Role;
  readonly path: string;
  readonly subtree: boolean;
  /** Of an evaluator or an expert: this project alone, wherever it lies. */
  readonly projectId?: string;
}

/** One column of the matrix: somebody with exactly these grants. */
export interface Holder {
  readonly name: string;
  readonly seat: Seat;
  readonly grants: readonly Grant[];
  readonly person: Person;
}

type Seat = 'UNIT' | 'DISTRICT' | 'ROOT';

/**
 * What a cell demands. HIDDEN: the answer to an unknown id, word for word. REFUSED: seen from below, but not to be
 * changed from there. ALLOWED: anything but a refusal of the guard or the scope.
 */
export type Verdict = 'UNAUTHENTICATED' | 'FORBIDDEN' | 'HIDDEN' | 'REFUSED' | 'ALLOWED';

interface Cell {
  readonly route: Route;
  readonly holder: Holder;
  readonly place: Place;
  readonly site: Site;
}

export interface Mismatch {
  readonly cell: Cell;
  readonly fault: string;
}

/** One line per fault of a route: how many cells have it, and who meets it where. */
export function summarise(mismatches: readonly (Mismatch | null)[]): readonly string[] {
  const groups = new Map<string, string[]>();
  for (const mismatch of mismatches) {
    if (!mismatch) continue;
    const { fault, cell } = mismatch;
    groups.set(fault, [...(groups.get(fault) ?? []), `${cell.holder.name} at ${cell.place}`]);
  }
  return [...groups].map(([fault, who]) => `${fault} (${who.length} cells: ${who.slice(0, 4).join('; ')})`);
}

/** Ends the caller's session: each cell brings a person of its own. */
const ENDS_SESSION = new Set(['auth.logout']);

export class Matrix {
  readonly holders: Holder[] = [];
  private readonly unknownAnswers = new Map<string, Promise<string>>();

  private constructor(
    private readonly t: TestApp,
    private readonly makers: Makers,
    private readonly sites: Readonly<Record<Place, Site>>,
  ) {}

  static async build(t: TestApp): Promise<Matrix> {
    const { units, districts } = t.world;
    const branch = await t.world.addUnit('201001A', '双流第一小学分校', 'INSTITUTION', units.schoolA);
    const at = (unit: WorldUnit, district = districts.shuangliu): Site => ({ unit, district });
    const matrix = new Matrix(t, await Makers.hire(t, RESOURCES), {
      own: at(units.schoolA),
      child: at(branch),
      sibling: at(units.schoolB),
      parent: at(units.education),
      foreign: at(units.foreignSchool, districts.wenjiang),
      none: at(units.schoolA),
    });
    await matrix.hireAll();
    return matrix;
  }

  /** The cells of one route: everybody, at every place that the thing it names can have. */
  cellsOf(route: Route): readonly Cell[] {
    const level = LEVELS[route.operationId] ?? resourceOf(route)?.resource?.level ?? 'SHARED';
    return this.holders.flatMap((holder) => {
      const places = placesOf(level, holder.seat, resourceOf(route) !== null);
      return places.map((place) => ({ route, holder, place, site: this.sites[place] }));
    });
  }

  /** Null: as the policy table demands; else what happened instead. */
  async judge(cell: Cell): Promise<Mismatch | null> {
    const verdict = await this.demand(cell);
    const told = (got: string): Mismatch => ({ cell, fault: `${cell.route.name}: expected ${verdict}, got ${got}` });
    try {
      const ids = cell.place === 'none' ? {} : await this.idsOf(cell);
      const answer = await this.ask(cell, ids);
      const isKept = await this.holds(verdict, cell, answer);
      return isKept ? null : told(`${answer.status} ${answer.status < 400 ? '' : answer.body?.code}`);
    } catch (error) {
      return told((error as Error).message.split('\n')[0] ?? '');
    }
  }

  /** Of this holder, what may he see of what lies there? The oracle: grants, paths and the policy row, and no SQL. */
  async demand({ route, holder, place, site }: Cell): Promise<Verdict> {
    const { roles } = route.policy;
    const grants = holder.grants.filter(({ role }) => acceptedRoles(route.policy).includes(role));
    if (typeof roles !== 'string' && grants.length === 0) return 'FORBIDDEN';
    const named = resourceOf(route);
    const level = LEVELS[route.operationId] ?? named?.resource?.level;
    if (level === 'ROOT') return grants.some(({ path }) => path === 'r') ? 'ALLOWED' : 'REFUSED';
    if (!named?.resource || !level) return 'ALLOWED';
    if (place === 'none') return 'HIDDEN';
    if (level === 'SHARED') return 'ALLOWED';
    if (level === 'ACCOUNT') return place === 'own' ? 'ALLOWED' : 'HIDDEN';
    const path = level === 'DISTRICT' ? site.district.path : site.unit.path;
    if (grants.some((grant) => covers(grant, path))) return 'ALLOWED';
    // The one assigned project is the one at the sibling's, in the same district.
    const { isOfProject, isOfProjectsDistrict } = named.resource;
    const isAssigned = (isOfProject && place === 'sibling') || (isOfProjectsDistrict && place === 'own');
    if (isAssigned && grants.some(({ projectId }) => projectId)) return 'ALLOWED';
    const isAbove = grants.some((grant) => !grant.projectId && `${grant.path}.`.startsWith(`${path}.`));
    if (!isAbove || !(named.resource.isSeenFromBelow || LEVELS[route.operationId])) return 'HIDDEN';
    return route.method === 'GET' ? 'ALLOWED' : 'REFUSED';
  }

  async ask({ route, holder }: Cell, ids: Ids): Promise<Answer> {
    const { client } = ENDS_SESSION.has(route.operationId) ? await this.hireLike(holder) : holder.person;
    const path = route.path.replace(/\{(\w+)\}/g, (_, name) => ids[name] ?? unknownOf(name));
    const query = route.requiredQuery.map(({ name = '', schema = {} }) => {
      return `${name}=${encodeURIComponent(String(namedId(name, ids) ?? sampleOf(schema as Schema)))}`;
    });
    const body = bodyOf(route, ids);
    const headers = {
      ...(route.hasIfMatch ? { 'if-match': '"999999"' } : {}),
      ...(route.method === 'POST' ? { 'idempotency-key': randomUUID() } : {}),
    };
    return client.send(route.method, query.length > 0 ? `${path}?${query.join('&')}` : path || '/', body, headers);
  }

  /** The ids of the thing itself, and those of all that the body may name beside it. */
  private idsOf({ route, holder, place, site }: Cell): Promise<Ids> {
    return idsFor(this.makers, route, site, place === 'own' ? holder.person : this.t.world.people.siblingUnit);
  }

  private async holds(verdict: Verdict, cell: Cell, answer: Answer): Promise<boolean> {
    const { status, body } = answer;
    const code = String(body?.code ?? '');
    switch (verdict) {
      case 'UNAUTHENTICATED':
        return status === 401;
      case 'FORBIDDEN':
        return status === 403 && code === 'request.forbidden';
      case 'REFUSED':
        return status >= 400 && status < 500 && status !== 401;
      case 'HIDDEN':
        if (cell.route.parameters.length > 0 && status !== 404) return false;
        return status >= 400 && status < 500 && bare(answer) === (await this.unknownAnswer(cell));
      case 'ALLOWED':
        return status < 500 && status !== 404 && !['request.unauthenticated', 'request.forbidden'].includes(code);
    }
  }

  /** What the same person is told about an id that nothing has. */
  private unknownAnswer(cell: Cell): Promise<string> {
    const key = `${cell.route.name}|${cell.holder.name}`;
    const answer = this.unknownAnswers.get(key) ?? this.ask(cell, {}).then(bare);
    this.unknownAnswers.set(key, answer);
    return answer;
  }

  private async hireAll(): Promise<void> {
    const { schoolA, water } = this.t.world.units;
    const { shuangliu } = this.t.world.districts;
    const seats = { UNIT: schoolA.path, DISTRICT: shuangliu.path, ROOT: 'r' };
    for (const seat of ['UNIT', 'DISTRICT', 'ROOT'] as const) {
      for (const role of ROLES) {
        // An administrator's grant is always of the whole; a clerk's is his unit alone.
        const path = ADMIN_ROLES.includes(role) ? 'r' : seats[seat];
        const subtree = !(role === 'UNIT_FILLER' && seat === 'UNIT');
        await this.hire(`${role} of ${seat}`, seat, [{ role, path, subtree }]);
      }
    }
    await this.hire('head of the school who supervises the district', 'UNIT', [
      { role: 'UNIT_HEAD', path: schoolA.path, subtree: true },
      { role: 'SUPERVISOR', path: shuangliu.path, subtree: true },
    ]);
    await this.hire('clerk of the school who pays for the water department', 'UNIT', [
      { role: 'UNIT_FILLER', path: schoolA.path, subtree: false },
      { role: 'FIN_BUSINESS', path: water.path, subtree: true },
    ]);
    for (const role of ['EVALUATOR', 'EXPERT'] as const) await this.assign(role);
  }

  /** Evaluators of one project of the sibling's: its path in the grant opens nothing. */
  private async assign(role: 'EVALUATOR' | 'EXPERT'): Promise<void> {
    const { shuangliu } = this.t.world.districts;
    const person = await this.t.world.hire([]);
    const { id: projectId = '' } = await this.makers.thing('projects', this.sites.sibling, person);
    await this.t.database.admin.query(
      `insert into app.role_grants (id, account_id, role, scope_path, subtree, project_id) values (gen_random_uuid(), $1, $2, $3, true, $4)`,
      [person.accountId, role, shuangliu.path, projectId],
    );
    const grants = [{ role, path: shuangliu.path, subtree: true, projectId }];
    this.holders.push({ name: `${role} of one project`, seat: 'UNIT', grants, person });
  }

  private async hire(name: string, seat: Seat, grants: readonly Grant[]): Promise<void> {
    this.holders.push({ name, seat, grants, person: await this.t.world.hire(grants) });
  }

  private hireLike({ grants }: Holder): Promise<Person> {
    return this.t.world.hire(grants);
  }
}

export const covers = ({ path: scope, subtree, projectId }: Grant, path: string): boolean =>
  projectId === undefined && (scope === path || (subtree && path.startsWith(`${scope}.`)));

/** District things have no child and no sibling; what lies nowhere is only there or not. */
function placesOf(level: Resource['level'] | 'ROOT', seat: Seat, isNamed: boolean): readonly Place[] {
  if (level === 'ROOT') return ['own'];
  if (level === 'UNIT') return seat === 'UNIT' ? PLACES : [];
  if (level === 'DISTRICT') return seat === 'ROOT' ? [] : ['own', 'foreign', 'none'];
  if (seat !== 'UNIT') return [];
  if (level === 'ACCOUNT') return ['own', 'sibling', 'none'];
  return isNamed ? ['own', 'none'] : ['own'];
}

/** An answer without what differs between two equal ones. */
export const bare = ({ status, body, text }: Answer): string =>
  `${status} ${(body ? JSON.stringify({ ...body, requestId: null }) : text).replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<id>')}`;
