import type { CompletedIndicator, CompletedTable } from './completed-tables.js';
import { type DemoApi, eventually, type Reply } from './demo-api.js';
import { DECLARED_TABLE, declare } from './demo-declaration.js';
import { DEMO_YEAR, type DemoDistrict, type People } from './demo-district.js';
import { type FilledSheet, fillSheet, readSignatures, type Signed } from './demo-review.js';
import type { PublishedTable } from './published-tables.js';

/** A published table on its way through the chain. */
export interface DemoProject {
  readonly table: PublishedTable;
  readonly completed: CompletedTable;
  readonly projectId: string;
  readonly goalId: string;
}

/** Project and budget, as the unit and the finance bureau enter them. */
export async function openProject(
  people: People,
  district: DemoDistrict,
  table: PublishedTable,
  completed: CompletedTable,
): Promise<string> {
  const project = await people.unit.post('/projects', {
    unitId: district.units.get(table.id),
    code: completed.projectCode,
    name: table.project.replace(/^[0-9A-Z]{21}-/, ''),
    kind: 'PROJECT',
    attribute: 'CONTINUING',
    periodFrom: `${DEMO_YEAR}-01-01`,
    periodTo: `${DEMO_YEAR}-12-31`,
    basis: '见公开的项目支出绩效自评表',
  });
  const id: string = project.body.id;
  const before = await people.business.get(`/projects/${id}/budget?fiscalYear=${DEMO_YEAR}`);
  const { initial, adjusted, adjustmentReason } = completed;
  await people.business.put(
    `/projects/${id}/budget`,
    {
      fiscalYear: DEMO_YEAR,
      lines: [{ source: 'FISCAL', initial, adjusted, ...(adjustmentReason ? { reason: adjustmentReason } : {}) }],
    },
    before,
  );
  return id;
}

/** The goal with the indicators as printed: what the product refuses, with its codes, is the answer. */
export async function submitAsPrinted(
  people: People,
  projectId: string,
  table: PublishedTable,
  completed: CompletedTable,
): Promise<{ goalId: string; codes: string[] }> {
  const goal = await people.unit.post('/goals', {
    projectId,
    fiscalYear: DEMO_YEAR,
    frame: 'V2015',
    weightTemplate: completed.weightTemplate,
    weightReason: completed.weightReason,
    annualGoal: `完成“${table.project}”年度任务`,
  });
  const goalId: string = goal.body.id;
  const printed = completed.indicators.flatMap((indicator) => asPrinted(indicator, table));
  const saved = await people.unit.put(`/goals/${goalId}/indicators`, { indicators: printed }, goal);
  const refused = await people.unit.attempt(`/goals/${goalId}/submit`, {}, saved);
  if (refused.status === 200) return { goalId, codes: [] };
  const codes: string[] = refused.body.errors.map((error: { code: string }) => error.code);
  return { goalId, codes: [refused.body.code, ...new Set(codes)] };
}

/** The demo's completions go in; then the unit submits. A goal that passed as printed is in review already. */
export async function submitCompleted(people: People, goalId: string, completed: CompletedTable): Promise<void> {
  const goal = await people.unit.get(`/goals/${goalId}`);
  if (goal.body.state === 'IN_REVIEW') return;
  const saved = await people.unit.put(
    `/goals/${goalId}/indicators`,
    { indicators: completed.indicators.map(toRequest) },
    goal,
  );
  const ready = completed.id === DECLARED_TABLE ? await declare(people, goalId, saved) : saved;
  await people.unit.post(`/goals/${goalId}/submit`, {}, ready);
}

/** Head, department, finance business, finance performance with the review sheet; above five million the leader, too. */
export async function approve(people: People, goalId: string): Promise<Signed> {
  for (const person of [people.unithead, people.department, people.business]) await decide(person, goalId, 'APPROVE');
  await decide(people.finance, goalId, 'APPROVE', { review: await fillSheet(people.finance) });
  const { body } = await people.unit.get(`/goals/${goalId}`);
  if (body.state === 'IN_REVIEW') await decide(people.leader, goalId, 'APPROVE');
  return readSignatures(people.finance, goalId);
}

/** The department sends one back; the unit mends it and submits again. */
export async function returnAndResubmit(people: People, goalId: string, reason: string): Promise<void> {
  await decide(people.unithead, goalId, 'APPROVE');
  await decide(people.department, goalId, 'RETURN', { reason });
  const goal = await people.unit.get(`/goals/${goalId}`);
  const mended = await people.unit.patch(
    `/goals/${goalId}`,
    { annualGoal: `${goal.body.annualGoal};按主管部门意见补充完成时限` },
    goal,
  );
  await people.unit.post(`/goals/${goalId}/submit`, {}, mended);
}

/** 批复 of the whole batch; the goals are in execution when the job has seen the day. */
export async function release(people: People, district: DemoDistrict, goalIds: readonly string[]): Promise<void> {
  await people.finance.post('/goal-releases', {
    districtId: district.id,
    fiscalYear: DEMO_YEAR,
    number: `示财绩〔${DEMO_YEAR}〕1号`,
    releasedOn: `${DEMO_YEAR}-01-20`,
    goalIds,
  });
  await eventually('goals in execution', async () => {
    const { body } = await people.finance.get(`/goals?fiscalYear=${DEMO_YEAR}&state=IN_EXECUTION&pageSize=50`);
    return body.items.length >= goalIds.length ? true : null;
  });
}

async function decide(
  person: DemoApi,
  goalId: string,
  outcome: 'APPROVE' | 'RETURN',
  more: { readonly reason?: string; readonly review?: FilledSheet } = {},
): Promise<Reply> {
  const queue = await person.get('/approval-tasks?pageSize=100');
  const item = queue.body.items.find((task: { subject: { id: string } }) => task.subject.id === goalId);
  const task = await person.get(`/approval-tasks/${item.id}`);
  const { version: subjectVersion, contentHash } = task.body.subject;
  return person.post(`/approval-tasks/${item.id}/decisions`, { outcome, subjectVersion, contentHash, ...more }, task);
}

/** The printed row in the product's words; what is not printed stays empty. Rows that the demo has added are left out. */
function asPrinted(completed: CompletedIndicator, table: PublishedTable): object[] {
  const row = table.table.indicators.find(({ name }) => name !== null && isSameRow(name, completed.name));
  if (!row?.weight) return [];
  const { target, targetText } = targetOf(completed);
  return [
    {
      ...toRequest(completed),
      scoringStandard: undefined,
      weight: row.weight,
      ...(row.target ? { targetValue: target, targetText } : { targetValue: undefined, targetText: undefined }),
    },
  ];
}

const isSameRow = (printed: string, name: string): boolean => printed === name || printed.startsWith(name);

function toRequest(indicator: CompletedIndicator): object {
  const { level1, level2, name, measureType, operator, unit, weight, reportingPeriod } = indicator;
  const { target, targetText } = targetOf(indicator);
  return {
    level1,
    level2,
    name,
    measureType,
    operator,
    weight,
    reportingPeriod,
    direction: measureType === 'COST' ? 'NEGATIVE' : 'POSITIVE',
    ...(target ? { targetValue: target } : {}),
    ...(targetText ? { targetText } : {}),
    ...(unit ? { unitOfMeasure: unit } : {}),
    ...(measureType === 'QUAL' ? { scoringStandard: LEVELS, dataSource: '单位工作台账(演示补充)' } : {}),
  };
}

/** The printed tables describe no levels: these are the demo's, after the bands of 财预〔2020〕10号. */
const LEVELS = '达成预期指标得满分;部分达成按 60%–80% 得分;未达成得 60% 以下(演示补充)';

const targetOf = ({ measureType, target }: CompletedIndicator): { target?: string; targetText?: string } =>
  measureType === 'QUAL' ? { targetText: target } : { target };
