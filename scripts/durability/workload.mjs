// Writers that keep a journal: what was asked, what came back, what nobody knows.
import { randomUUID } from 'node:crypto';

const INDICATOR = {
  level1: '产出指标',
  level2: '数量指标',
  measureType: 'CUMULATIVE',
  operator: 'GE',
  direction: 'POSITIVE',
  reportingPeriod: 'QUARTER',
  unitOfMeasure: '人次',
};

const INDICATORS = [
  { ...INDICATOR, name: '受助人次', targetValue: '735', weight: '30' },
  {
    ...INDICATOR,
    level2: '质量指标',
    name: '覆盖率',
    measureType: 'RATE',
    targetValue: '100',
    unitOfMeasure: '%',
    weight: '20',
  },
  {
    ...INDICATOR,
    level1: '效益指标',
    level2: '社会效益指标',
    name: '知晓率',
    measureType: 'RATE',
    targetValue: '95',
    unitOfMeasure: '%',
    weight: '20',
  },
  {
    ...INDICATOR,
    level1: '成本指标',
    level2: '经济成本指标',
    name: '总成本',
    measureType: 'COST',
    operator: 'LE',
    direction: 'NEGATIVE',
    targetValue: '38.77',
    unitOfMeasure: '万元',
    weight: '10',
  },
  {
    ...INDICATOR,
    level1: '满意度指标',
    level2: '服务对象满意度指标',
    name: '家长满意度',
    measureType: 'SCORE',
    targetValue: '90',
    unitOfMeasure: '%',
    weight: '10',
  },
];

export class Workload {
  constructor(cluster, { filler, business, unitId }) {
    this.cluster = cluster;
    this.filler = filler;
    this.business = business;
    this.unitId = unitId;
    this.projects = [];
    this.drafts = [];
    this.journal = [];
    this.isRunning = false;
  }

  /** Projects with a budget, and drafts that wait to be submitted. */
  async prepare(projects, drafts) {
    for (let n = 0; n < projects; n += 1) {
      const id = await this.makeProject();
      const lines = [{ source: 'FISCAL', initial: '1000000.00', adjusted: '1000000.00' }];
      await this.business.must('PUT', `/projects/${id}/budget`, { fiscalYear: 2026, lines }, { 'if-match': '"0"' });
      this.projects.push(id);
    }
    for (let n = 0; n < drafts; n += 1) {
      const content = { frame: 'V2021', weightTemplate: 'T-SC-90', annualGoal: '营养餐' };
      const made = { projectId: await this.makeProject(), fiscalYear: 2026, ...content };
      const goal = await this.filler.must('POST', '/goals', made);
      const saved = { indicators: INDICATORS };
      const put = await this.filler.must('PUT', `/goals/${goal.body.id}/indicators`, saved, { 'if-match': goal.etag });
      this.drafts.push({ id: goal.body.id, etag: put.etag });
    }
  }

  async makeProject() {
    return (await this.filler.must('POST', '/projects', this.projectBody())).body.id;
  }

  projectBody() {
    const period = { periodFrom: '2026-01-01', periodTo: '2026-12-31' };
    const code = `D${randomUUID().slice(0, 18)}`;
    return { unitId: this.unitId, code, name: code, kind: 'PROJECT', attribute: 'NEW', ...period };
  }

  start(writers) {
    this.isRunning = true;
    this.loops = Array.from({ length: writers }, (_, index) => this.write(index));
  }

  async stop() {
    this.isRunning = false;
    await Promise.all(this.loops);
  }

  async write(index) {
    for (let turn = index; this.isRunning; turn += 1) await this.attempt(this.next(turn));
  }

  /** Two payments (one flight each), a project and a submission (transactions of many statements). */
  next(turn) {
    const entry = (kind, caller, path, body, headers = {}) => ({
      kind,
      caller,
      path,
      body,
      headers,
      key: randomUUID(),
    });
    if (turn % 4 === 3 && this.drafts.length > 0) {
      const { id, etag } = this.drafts.pop();
      return { ...entry('submit', this.filler, `/goals/${id}/submit`, {}, { 'if-match': etag }), id };
    }
    if (turn % 4 === 2) return entry('project', this.filler, '/projects', this.projectBody());
    const paid = {
      sourceSystem: 'TREASURY',
      sourceId: randomUUID(),
      paidOn: '2026-03-31',
      amount: `${(turn % 90) + 1}.01`,
    };
    const projectId = this.projects[turn % this.projects.length];
    return entry('payment', this.business, '/payments', { projectId, fiscalYear: 2026, source: 'FISCAL', ...paid });
  }

  async attempt(entry) {
    this.journal.push(entry);
    await this.invoke(entry);
    if (entry.outcome === 'unknown') await this.untilReady();
  }

  async untilAcknowledged(more) {
    const count = () => this.journal.filter(({ outcome }) => outcome === 'ok').length;
    for (const goal = count() + more; count() < goal; ) await new Promise((resolve) => setTimeout(resolve, 5));
  }

  /** Writers of a dead server would only count how often it is dead. */
  async untilReady() {
    while (this.isRunning) {
      const probe = await fetch(this.cluster.url.replace('/api/v1', '/health/ready')).catch(() => null);
      if (probe?.status === 200) return;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  async invoke(entry) {
    try {
      const answer = await entry.caller.send('POST', entry.path, entry.body, {
        'idempotency-key': entry.key,
        ...entry.headers,
      });
      entry.answer = answer;
      entry.outcome = answer.status < 300 ? 'ok' : answer.status >= 500 ? 'unknown' : 'refused';
    } catch {
      entry.outcome = 'unknown'; // the connection broke: done or not, nobody knows
    }
  }

  /** Every unknown one again, with its own key, until it has an answer. */
  async settleUnknown() {
    const unknown = this.journal.filter(({ outcome }) => outcome === 'unknown');
    for (const entry of unknown) {
      for (let tries = 0; tries < 20 && entry.outcome === 'unknown'; tries += 1) await this.invoke(entry);
      entry.wasUnknown = true;
    }
    return unknown;
  }
}
