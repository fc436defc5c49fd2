import { randomUUID } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type pg from 'pg';
import type { Role } from '../../src/platform/auth/policy.js';
import { Tokens } from '../../src/platform/auth/tokens.js';
import { newId } from '../../src/platform/database/ids.js';
import { Client } from './client.js';

export interface WorldUnit {
  readonly id: string;
  readonly code: string;
  readonly path: string;
  readonly districtId: string;
  readonly departmentId: string;
}

export interface Person {
  readonly accountId: string;
  readonly personId: string;
  readonly sessionId: string;
  readonly client: Client;
}

interface Grant {
  readonly role: Role;
  readonly path: string;
  readonly subtree?: boolean;
}

/**
 * The named world: 双流区 with its finance bureau, the education department with two schools, the water department with
 * a station; and 温江区, another district with a school of its own.
 */
export class World {
  readonly districts: Record<'shuangliu' | 'wenjiang', { id: string; path: string }> = {
    shuangliu: { id: newId(), path: 'r.d510116' },
    wenjiang: { id: newId(), path: 'r.d510115' },
  };
  readonly units = {} as Record<
    'finance' | 'education' | 'schoolA' | 'schoolB' | 'water' | 'station' | 'foreignSchool',
    WorldUnit
  >;
  readonly people = {} as Record<PersonName, Person>;
  readonly nobody: Client;

  constructor(
    private readonly app: NestFastifyApplication,
    private readonly admin: pg.Client,
  ) {
    this.nobody = new Client(app, null);
  }

  /** The client of a named person. */
  as(name: PersonName): Client {
    return this.people[name].client;
  }

  /** Another person, with exactly these grants. `personId`: a second account of the same natural person. */
  async hire(grants: readonly Grant[], options: { personId?: string; unit?: WorldUnit } = {}): Promise<Person> {
    const accountId = newId();
    const personId = options.personId ?? newId();
    const sessionId = newId();
    const username = `u${accountId.replaceAll('-', '')}`;
    await this.admin.query(
      `insert into app.accounts (id, username, display_name, kind, person_id, unit_id, district_id) values ($1, $2, $2, 'PERSON', $3, $4, $5)`,
      [accountId, username, personId, options.unit?.id ?? null, options.unit?.districtId ?? null],
    );
    await this.admin.query(
      `insert into app.sessions (id, account_id, person_id, kind, expires_at) values ($1, $2, $3, 'LOGIN', now() + interval '1 hour')`,
      [sessionId, accountId, personId],
    );
    for (const grant of grants) {
      await this.admin.query(
        `insert into app.role_grants (id, account_id, role, scope_path, subtree) values ($1, $2, $3, $4, $5)`,
        [newId(), accountId, grant.role, grant.path, grant.subtree ?? true],
      );
    }
    const token = this.app.get(Tokens).sign({ sub: accountId, per: personId, sid: sessionId });
    return { accountId, personId, sessionId, client: new Client(this.app, token) };
  }

  /** The database clock, for deadlines: 'YYYY-MM-DD' or a full timestamp in Asia/Shanghai; null: the real one. */
  async moveClock(to: string | null): Promise<void> {
    await this.admin.query(
      `update app.clock set moved_to = $1::timestamp at time zone 'Asia/Shanghai', set_at = case when $1 is null then null else now() end`,
      [to],
    );
  }

  async addUnit(
    code: string,
    name: string,
    kind: string,
    parent: WorldUnit | null,
    district: 'shuangliu' | 'wenjiang' = 'shuangliu',
  ): Promise<WorldUnit> {
    const { id: districtId, path: districtPath } = this.districts[district];
    const id = newId();
    const { rows } = await this.admin.query(
      `insert into app.units (id, district_id, code, name, kind, parent_id, department_id, unit_path)
        values ($1, $2, $3, $4, $5, $6, $7, $8::ltree || ('u' || nextval('app.unit_labels'))) returning unit_path::text as path`,
      [id, districtId, code, name, kind, parent?.id ?? null, parent?.departmentId ?? id, parent?.path ?? districtPath],
    );
    return { id, code, path: rows[0].path, districtId, departmentId: parent?.departmentId ?? id };
  }
}

export const PEOPLE = [
  'sysadmin',
  'secadmin',
  'auditadmin',
  'finance',
  'business',
  'leader',
  'department',
  'unithead',
  'unit',
  'supervisor',
  'siblingUnit',
  'siblingHead',
  'waterDepartment',
  'stationUnit',
  'foreignUnit',
  'foreignFinance',
] as const;
export type PersonName = (typeof PEOPLE)[number];

export async function buildWorld(app: NestFastifyApplication, admin: pg.Client): Promise<World> {
  const world = new World(app, admin);
  const { shuangliu, wenjiang } = world.districts;
  for (const [district, code, name] of [
    [shuangliu, '510116', '成都市双流区'],
    [wenjiang, '510115', '成都市温江区'],
  ] as const) {
    await admin.query(`insert into app.districts (id, code, name, unit_path) values ($1, $2, $3, $4)`, [
      district.id,
      code,
      name,
      district.path,
    ]);
    for (const year of [2025, 2026]) {
      await admin.query(`insert into app.fiscal_years (id, district_id, unit_path, year) values ($1, $2, $3, $4)`, [
        randomUUID(),
        district.id,
        district.path,
        year,
      ]);
    }
  }
  const u = world.units;
  u.finance = await world.addUnit('101', '双流区财政局', 'FINANCE', null);
  u.education = await world.addUnit('201', '双流区教育局', 'ADMINISTRATIVE', null);
  u.schoolA = await world.addUnit('201001', '双流第一小学', 'INSTITUTION', u.education);
  u.schoolB = await world.addUnit('201002', '双流第二小学', 'INSTITUTION', u.education);
  u.water = await world.addUnit('301', '双流区水务局', 'ADMINISTRATIVE', null);
  u.station = await world.addUnit('301001', '双流区供水站', 'INSTITUTION', u.water);
  u.foreignSchool = await world.addUnit('201001', '温江第一小学', 'INSTITUTION', null, 'wenjiang');
  const hire = async (name: PersonName, role: Role, path: string, unit?: WorldUnit, subtree = true): Promise<void> => {
    world.people[name] = await world.hire([{ role, path, subtree }], unit ? { unit } : {});
  };
  await hire('sysadmin', 'SYS_ADMIN', 'r');
  await hire('secadmin', 'SEC_ADMIN', 'r');
  await hire('auditadmin', 'AUDIT_ADMIN', 'r');
  await hire('finance', 'FIN_PERF', shuangliu.path, u.finance);
  await hire('business', 'FIN_BUSINESS', shuangliu.path, u.finance);
  await hire('leader', 'FIN_LEADER', shuangliu.path, u.finance);
  await hire('department', 'DEPT_REVIEWER', u.education.path, u.education);
  await hire('unithead', 'UNIT_HEAD', u.schoolA.path, u.schoolA);
  await hire('unit', 'UNIT_FILLER', u.schoolA.path, u.schoolA, false);
  await hire('supervisor', 'SUPERVISOR', shuangliu.path);
  await hire('siblingUnit', 'UNIT_FILLER', u.schoolB.path, u.schoolB, false);
  await hire('siblingHead', 'UNIT_HEAD', u.schoolB.path, u.schoolB);
  await hire('waterDepartment', 'DEPT_REVIEWER', u.water.path, u.water);
  await hire('stationUnit', 'UNIT_FILLER', u.station.path, u.station, false);
  await hire('foreignUnit', 'UNIT_FILLER', u.foreignSchool.path, u.foreignSchool, false);
  await hire('foreignFinance', 'FIN_PERF', wenjiang.path);
  return world;
}
