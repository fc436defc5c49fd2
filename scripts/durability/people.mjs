// Everything through the front door: bootstrap, accounts, grants, first passwords, a district with two schools.
import { randomUUID } from 'node:crypto';

const PASSWORD = 'Harvest-moon-42';

export class Caller {
  constructor(cluster, token = null) {
    this.cluster = cluster;
    this.token = token;
  }

  async send(method, path, body, headers = {}) {
    const reply = await fetch(`${this.cluster.url}${path}`, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(this.token ? { authorization: `Bearer ${this.token}` } : {}),
        ...(method === 'POST' ? { 'idempotency-key': randomUUID() } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await reply.text();
    const body_ = reply.headers.get('content-type')?.includes('json') ? JSON.parse(text) : null;
    return { status: reply.status, text, body: body_, etag: reply.headers.get('etag'), headers: reply.headers };
  }

  async must(method, path, body, headers) {
    const answer = await this.send(method, path, body, headers);
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${answer.text.slice(0, 500)}`);
    return answer;
  }
}

async function signIn(cluster, username, password = PASSWORD) {
  const { body } = await new Caller(cluster).must('POST', '/auth/login', { username, password });
  return new Caller(cluster, body.accessToken);
}

/** An account of the whole tree, with its initial password changed. */
async function enrol(cluster, { sysadmin, secadmin }, username, roles) {
  const { body } = await sysadmin.must('POST', '/accounts', { username, displayName: username });
  for (const role of roles) {
    await secadmin.must('POST', '/role-grants', { accountId: body.id, role, root: true, subtree: true });
  }
  const first = await signIn(cluster, username, body.initialPassword);
  const change = { currentPassword: body.initialPassword, newPassword: PASSWORD };
  await first.must('POST', '/auth/password', change);
  return signIn(cluster, username);
}

export async function settle(cluster, secret) {
  const administrator = (username) => ({ username, password: PASSWORD, displayName: username });
  await new Caller(cluster).must('POST', '/auth/bootstrap', {
    secret,
    sysadmin: administrator('sysadmin'),
    secadmin: administrator('secadmin'),
    auditadmin: administrator('auditadmin'),
  });
  const admins = { sysadmin: await signIn(cluster, 'sysadmin'), secadmin: await signIn(cluster, 'secadmin') };
  const district = await admins.sysadmin.must('POST', '/districts', { code: '510116', name: '双流区' });
  const districtId = district.body.id;
  await admins.sysadmin.must('POST', '/fiscal-years', { districtId, year: 2026 });
  const unit = (code, name, parentId) =>
    admins.sysadmin.must('POST', '/units', {
      districtId,
      code,
      name,
      kind: 'INSTITUTION',
      ...(parentId ? { parentId } : {}),
    });
  const education = await unit('201', '教育局');
  const school = await unit('201001', '第一小学', education.body.id);
  const filler = await enrol(cluster, admins, 'filler', ['UNIT_FILLER']);
  const business = await enrol(cluster, admins, 'business', ['FIN_BUSINESS']);
  await enrol(cluster, admins, 'head1', ['UNIT_HEAD']);
  await enrol(cluster, admins, 'head2', ['UNIT_HEAD']);
  await enrol(cluster, admins, 'department', ['DEPT_REVIEWER']);
  await enrol(cluster, admins, 'finance', ['FIN_PERF']);
  // Where no budget is known yet the leader signs as well.
  await enrol(cluster, admins, 'leader', ['FIN_LEADER']);
  return { filler, business, unitId: school.body.id };
}
