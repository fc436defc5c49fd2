import { DemoApi } from './demo-api.js';
import { PUBLISHED_TABLES } from './published-tables.js';

export const DEMO_YEAR = 2025;

/** The people of the demo, named after their roles. */
export const DEMO_ACCOUNTS = [
  { username: 'sysadmin', title: '系统管理员' },
  { username: 'secadmin', title: '安全管理员' },
  { username: 'auditadmin', title: '审计管理员' },
  { username: 'finance', title: '财政局绩效科', role: 'FIN_PERF' },
  { username: 'business', title: '财政局业务科室', role: 'FIN_BUSINESS' },
  { username: 'leader', title: '财政局分管领导', role: 'FIN_LEADER' },
  { username: 'department', title: '主管部门审核', role: 'DEPT_REVIEWER' },
  { username: 'unithead', title: '单位负责人', role: 'UNIT_HEAD' },
  { username: 'unit', title: '单位经办', role: 'UNIT_FILLER' },
  { username: 'supervisor', title: '人大、审计监督', role: 'SUPERVISOR' },
] as const;
export type DemoPerson = (typeof DEMO_ACCOUNTS)[number]['username'];

export interface DemoDistrict {
  readonly id: string;
  /** Unit ids by the id of the published table. */
  readonly units: ReadonlyMap<string, string>;
}

export type People = Readonly<Record<DemoPerson, DemoApi>>;

/** The three administrators (三员), with the secret that the first start has printed. */
export async function bootstrap(url: string, secret: string, password: string): Promise<void> {
  const admin = (username: string, displayName: string): object => ({ username, displayName, password });
  await DemoApi.anonymous(url).post('/auth/bootstrap', {
    secret,
    sysadmin: admin('sysadmin', '系统管理员'),
    secadmin: admin('secadmin', '安全管理员'),
    auditadmin: admin('auditadmin', '审计管理员'),
  });
}

/** District, fiscal year, the units of the published tables with their departments, and a finance bureau. */
export async function buildDistrict(sysadmin: DemoApi): Promise<DemoDistrict> {
  const district = await sysadmin.post('/districts', { code: '510116', name: '双流示范区(演示)' });
  const districtId: string = district.body.id;
  await sysadmin.post('/fiscal-years', { districtId, year: DEMO_YEAR });
  const unit = async (code: string, name: string, kind: string, parentId?: string): Promise<string> =>
    (await sysadmin.post('/units', { districtId, code, name, kind, ...(parentId ? { parentId } : {}) })).body.id;
  await unit('101', '示范区财政局', 'FINANCE');
  const units = new Map<string, string>();
  for (const [index, table] of PUBLISHED_TABLES.entries()) {
    const code = String(201 + index * 100);
    const departmentId = await unit(code, plainName(table.department), 'ADMINISTRATIVE');
    const isOwn = plainName(table.department) === plainName(table.unit);
    units.set(
      table.id,
      isOwn ? departmentId : await unit(`${code}001`, plainName(table.unit), 'INSTITUTION', departmentId),
    );
  }
  return { id: districtId, units };
}

/** SYS_ADMIN makes the accounts, SEC_ADMIN says what they may do, and each person changes the initial password himself. */
export async function hirePeople(url: string, password: string, district: DemoDistrict): Promise<People> {
  const sysadmin = await DemoApi.signIn(url, 'sysadmin', password);
  const secadmin = await DemoApi.signIn(url, 'secadmin', password);
  const people: Partial<Record<DemoPerson, DemoApi>> = {
    sysadmin,
    secadmin,
    auditadmin: await DemoApi.signIn(url, 'auditadmin', password),
  };
  for (const account of DEMO_ACCOUNTS) {
    if (!('role' in account)) continue;
    const { body } = await sysadmin.post('/accounts', { username: account.username, displayName: account.title });
    const grant = (scope: object): Promise<unknown> =>
      secadmin.post('/role-grants', { accountId: body.id, role: account.role, ...scope });
    if (account.username === 'unit' || account.username === 'unithead') {
      // One clerk and one head for all six units: a demo's economy, not a recommendation.
      for (const unitId of district.units.values()) await grant({ unitId, subtree: account.username === 'unithead' });
    } else {
      await grant({ districtId: district.id, subtree: true });
    }
    people[account.username] = await DemoApi.signIn(url, account.username, password, body.initialPassword);
  }
  return people as People;
}

/** `219001-池州市贵池区棠溪镇人民政府` without its code. */
const plainName = (printed: string): string => printed.replace(/^[\d-]+/, '');
