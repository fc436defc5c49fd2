import { randomUUID } from 'node:crypto';
import { BUDGET_THINGS } from './budget-things.js';
import { type Client } from './client.js';
import { GOAL_THINGS } from './goal-things.js';
import type { Ids, Makers, Resource, Site } from './makers.js';
import { MONITORING_THINGS } from './monitoring-things.js';
import { PROGRESS_THINGS } from './progress-things.js';
import { expectStatus } from './story.js';
import type { Person } from './world.js';

const FILE = `insert into app.files (id, account_id, name, media_type, size, digest, content)
  values (gen_random_uuid(), $1, 'a.txt', 'text/plain', 1, 'sm3:' || repeat('0', 64), 'a') returning id`;

const idOf = async (makers: Makers, name: string, site: Site, owner: Person): Promise<string> =>
  (await makers.thing(name, site, owner))['id'] ?? '';

/** The smallest definition that the library takes. */
const DEFINITION = {
  subjectKinds: ['PROJECT'],
  name: '矩阵指标',
  definition: '统计期内办结的事项数。',
  measureType: 'CUMULATIVE',
  operator: 'GE',
  direction: 'POSITIVE',
  formula: 'Σ 办结事项',
  evidenceKinds: ['LEDGER'],
  collection: { method: 'LEDGER_COUNT', frequency: 'YEAR', cost: 'LOW', reliability: 'B' },
};

/** Every kind of thing that a route of the app can name. A module that brings a new one adds its line here. */
export const RESOURCES: Readonly<Record<string, Resource>> = {
  units: { level: 'UNIT', isSeenFromBelow: true, make: async (_, { unit }) => ({ id: unit.id }) },
  districts: { level: 'DISTRICT', isSeenFromBelow: true, make: async (_, { district }) => ({ id: district.id }) },
  projects: { level: 'UNIT', isOfProject: true, make: async (makers, site) => ({ id: await makers.project(site) }) },
  goals: {
    level: 'UNIT',
    isOfProject: true,
    make: async (makers, site, owner) => {
      const projectId = await idOf(makers, 'projects', site, owner);
      return { id: await makers.executed(site, projectId), revision: '1' };
    },
  },
  ...BUDGET_THINGS,
  ...GOAL_THINGS,
  ...MONITORING_THINGS,
  ...PROGRESS_THINGS,
  indicators: {
    level: 'UNIT',
    isOfProject: true,
    make: async (makers, site, owner) => {
      const { body } = await makers.filler.get(`/goals/${await idOf(makers, 'goals', site, owner)}/indicators`);
      return { id: body.items[0].id };
    },
  },
  'indicator-library': {
    level: 'UNIT',
    isSeenFromBelow: true,
    make: async (makers, { unit }) => {
      const place = { code: `M-${randomUUID().slice(0, 13)}`, scope: 'OWN', unitId: unit.id };
      return {
        id: expectStatus(201, await makers.filler.post('/indicator-library', { ...place, ...DEFINITION })).body.id,
      };
    },
  },
  'weight-templates': {
    level: 'DISTRICT',
    isSeenFromBelow: true,
    make: async (makers, { district }) => ({
      id: await makers.insert(
        `insert into app.weight_templates select (jsonb_populate_record(null::app.weight_templates, to_jsonb(t)
            || jsonb_build_object('id', gen_random_uuid(), 'district_id', $1::uuid, 'code', 'M-' || left(($1::uuid)::text, 30)))).*
          from app.weight_templates t where district_id is null order by id limit 1 returning id`,
        [district.id],
      ),
    }),
  },
  approvals: {
    level: 'UNIT',
    make: async (makers, site) => {
      const { approvalId: id } = await makers.submitted(await makers.project(site));
      const fileId = await makers.insert(FILE, [(await makers.filler.get('/auth/me')).body.account.id]);
      expectStatus(200, await makers.filler.post(`/approvals/${id}/comments`, { text: '见附件', fileIds: [fileId] }));
      return { id, fileId };
    },
  },
  'approval-tasks': {
    level: 'UNIT',
    make: async (makers, site, owner) => ({ id: await makers.openTask(await idOf(makers, 'approvals', site, owner)) }),
  },
  substitutions: {
    level: 'ACCOUNT',
    make: async (makers, _, { accountId }) => ({
      id: await makers.insert(
        `insert into app.approval_substitutions (id, absent_id, substitute_id, valid_from, valid_to, reason, created_by)
          values (gen_random_uuid(), $1, $2, app.app_today(), app.app_today() + 5, '年休假', $1) returning id`,
        [accountId, (await makers.t.world.hire([])).accountId],
      ),
    }),
  },
  'goal-releases': {
    level: 'DISTRICT',
    make: async (makers, site, owner) => {
      const goalId = await idOf(makers, 'goals', site, owner);
      const sql = 'select release_id as id from app.goals where id = $1';
      return { id: await makers.insert(sql, [goalId]) };
    },
  },
  payments: {
    level: 'UNIT',
    isOfProject: true,
    make: async (makers, site, owner) => {
      const projectId = await idOf(makers, 'projects', site, owner);
      const lines = [{ source: 'FISCAL', initial: '1000.00', adjusted: '1000.00' }];
      const etag = { 'if-match': '"0"' };
      expectStatus(200, await makers.filler.put(`/projects/${projectId}/budget`, { fiscalYear: 2026, lines }, etag));
      const made = { sourceSystem: 'TREASURY', sourceId: randomUUID(), paidOn: '2026-03-31', amount: '1.00' };
      const body = { projectId, fiscalYear: 2026, source: 'FISCAL', ...made };
      return { id: expectStatus(201, await makers.filler.post('/payments', body)).body.id };
    },
  },
  actuals: {
    level: 'UNIT',
    isOfProject: true,
    make: async (makers, site, owner) => {
      const indicatorId = await idOf(makers, 'indicators', site, owner);
      const fileId = await makers.insert(FILE, [(await makers.filler.get('/auth/me')).body.account.id]);
      const body = { period: '2026-Q1', value: '180', fileIds: [fileId] };
      const made = await makers.filler.post(`/indicators/${indicatorId}/actuals`, body);
      return { id: expectStatus(201, made).body.id, fileId };
    },
  },
  'self-evaluations': {
    level: 'UNIT',
    isOfProject: true,
    make: async (makers, site, owner) => {
      const goalId = await idOf(makers, 'goals', site, owner);
      return { id: expectStatus(201, await makers.filler.post('/self-evaluations', { goalId })).body.id };
    },
  },
  'project-assessments': {
    level: 'UNIT',
    isOfProject: true,
    make: async (makers, site, owner) => {
      const projectId = await idOf(makers, 'projects', site, owner);
      const { body } = await makers.filler.post('/project-assessments', { projectId, assessorKind: 'FINANCE' });
      const fileId = await makers.insert(FILE, [(await makers.filler.get('/auth/me')).body.account.id]);
      const evidence = `update app.project_assessments set answers = jsonb_build_array(jsonb_build_object('question', 'NECESSITY-1', 'mark', 'GOOD',
        'points', null, 'finding', null, 'score', '4.25', 'fileIds', jsonb_build_array($2::text))), version = version + 1 where id = $1 returning id`;
      return { id: await makers.insert(evidence, [body.id, fileId]), fileId };
    },
  },
  alerts: {
    level: 'UNIT',
    isOfProject: true,
    make: async (makers, site, owner) => ({
      id: await makers.insert(
        `insert into app.alerts (id, kind, severity, rule_id, district_id, unit_path, project_id, fiscal_year, month, dedupe_key, inputs,
            explanation_zh, explanation_en, fired_at, updated_at)
          select gen_random_uuid(), r.kind, 'WARN', r.id, p.district_id, p.unit_path, p.id, 2026, 6, 'matrix|' || p.id, '{}', '文', 'text', now(), now()
          from app.projects p, (select * from app.alert_rules order by id limit 1) r where p.id = $1 returning id`,
        [await idOf(makers, 'projects', site, owner)],
      ),
    }),
  },
  notifications: {
    level: 'ACCOUNT',
    make: async (makers, _, { accountId }) => ({
      id: await makers.insert(
        `insert into app.notifications (id, account_id, kind, title_zh, title_en, body_zh, body_en, subject_type, subject_id, severity, dedupe_key)
          values (gen_random_uuid(), $1::uuid, 'matrix', '题', 'title', '文', 'text', 'matrix', $1::uuid, 'INFO', 'matrix|' || $1::uuid) returning id`,
        [accountId],
      ),
    }),
  },
  files: {
    level: 'ACCOUNT',
    make: async (makers, _, { accountId }) => ({ id: await makers.insert(FILE, [accountId]) }),
  },
  imports: {
    level: 'ACCOUNT',
    make: async (makers, site, owner) => ({
      id: await makers.insert(
        `insert into app.imports (id, account_id, kind, mode, strategy, atomic, format, file_id, file_name, file_digest)
          values (gen_random_uuid(), $1, 'indicators', 'VALIDATE', 'UPSERT', 'ALL', 'CSV', $2, 'a.csv', 'sm3:' || repeat('0', 64)) returning id`,
        [owner.accountId, await idOf(makers, 'files', site, owner)],
      ),
    }),
  },
  operations: {
    level: 'ACCOUNT',
    make: async (makers, _, { accountId }) => ({
      id: await makers.insert(
        `insert into app.operations (id, kind, account_id, status, params) values (gen_random_uuid(), 'matrix', $1, 'QUEUED', '{}') returning id`,
        [accountId],
      ),
    }),
  },
  accounts: { level: 'SHARED', make: async ({ t }) => ({ id: (await t.world.hire([])).accountId }) },
  'role-grants': {
    level: 'SHARED',
    make: async ({ t }) => {
      const { accountId } = await t.world.hire([{ role: 'EXPERT', path: 'r' }]);
      const { rows } = await t.database.admin.query('select id from app.role_grants where account_id = $1', [
        accountId,
      ]);
      return { id: rows[0].id };
    },
  },
  'service-accounts': {
    level: 'SHARED',
    make: async ({ admins }) => {
      const [sysadmin] = admins as [Client];
      const account = { username: `svc${randomUUID().slice(0, 8)}`, displayName: '矩阵接口' };
      const { id } = expectStatus(201, await sysadmin.post('/service-accounts', account)).body;
      const key = { name: '矩阵', scopes: ['goals:read'], cidrs: ['127.0.0.0/8'], expiresAt: inHalfAYear() };
      return { id, keyId: expectStatus(201, await sysadmin.post(`/service-accounts/${id}/keys`, key)).body.id };
    },
  },
  duties: {
    level: 'UNIT',
    isSeenFromBelow: true,
    make: async (makers, { unit }) => {
      const body = { unitId: unit.id, code: randomUUID().slice(0, 8), title: '办好义务教育' };
      return { id: expectStatus(201, await makers.filler.post('/duties', body)).body.id };
    },
  },
  'strategic-objectives': {
    level: 'DISTRICT',
    isSeenFromBelow: true,
    make: async (makers, { district }) => {
      const [, , , finance] = makers.signers as [Client, Client, Client, Client];
      const period = { yearFrom: 2026, yearTo: 2030 };
      const body = { districtId: district.id, code: randomUUID().slice(0, 8), title: '建成教育强区', ...period };
      return { id: expectStatus(201, await finance.post('/strategic-objectives', body)).body.id };
    },
  },
  'approval-flows': {
    level: 'DISTRICT',
    isSeenFromBelow: true,
    make: (makers, site) => copied(makers, site, 'approval_flows'),
  },
  'review-sheets': {
    level: 'DISTRICT',
    isSeenFromBelow: true,
    make: (makers, site) => copied(makers, site, 'review_sheets'),
  },
  'scoring-rule-sets': {
    level: 'DISTRICT',
    isSeenFromBelow: true,
    isOfProjectsDistrict: true,
    make: (makers, site) => copied(makers, site, 'scoring_rule_sets'),
  },
  'assessment-sheets': {
    level: 'DISTRICT',
    isSeenFromBelow: true,
    isOfProjectsDistrict: true,
    make: (makers, site) => copied(makers, site, 'assessment_sheets'),
  },
  'monitoring-rule-sets': {
    level: 'DISTRICT',
    isSeenFromBelow: true,
    isOfProjectsDistrict: true,
    make: (makers, site) => copied(makers, site, 'monitoring_rule_sets'),
  },
  'goal-check-rule-sets': {
    level: 'DISTRICT',
    isSeenFromBelow: true,
    isOfProjectsDistrict: true,
    make: (makers, site) => copied(makers, site, 'goal_check_rule_sets'),
  },
};

const inHalfAYear = (): string => new Date(Date.now() + 180 * 86_400_000).toISOString();

/** The district's own edition of what belongs to all districts, of a revision that no route has made. */
async function copied(makers: Makers, { district }: Site, table: string): Promise<Ids> {
  const sql = `insert into app.${table} select (jsonb_populate_record(null::app.${table}, to_jsonb(t)
      || jsonb_build_object('id', gen_random_uuid(), 'district_id', $1::uuid, 'revision', 900, 'edition', 900))).*
    from app.${table} t where district_id is null order by id limit 1 returning id`;
  return { id: await makers.insert(sql, [district.id]) };
}
