import { Refused, type Reply } from './demo-api.js';
import { DEMO_YEAR, type People } from './demo-district.js';
import type { DemoProject } from './demo-goals.js';

/** Prefilled from monitoring, with the printed scores beside the computed ones; submitted, reviewed, final. */
export async function evaluate(people: People, project: DemoProject): Promise<{ id: string; refusedFor: string[] }> {
  const created = await people.unit.post('/self-evaluations', {
    goalId: project.goalId,
    ruleSet: project.table.table.ruleSet,
  });
  const id: string = created.body.id;
  await fill(people, id, project, false);
  const refusedFor = await submit(people, id);
  if (refusedFor.length > 0) {
    await fill(people, id, project, true);
    const again = await submit(people, id);
    if (again.length > 0) throw new Error(`self-evaluation of ${project.table.id}: ${again.join(', ')}`);
  }
  await people.department.post(
    `/self-evaluations/${id}/review`,
    {},
    await people.department.get(`/self-evaluations/${id}`),
  );
  await people.department.post(
    `/self-evaluations/${id}/finalize`,
    { opinion: '同意' },
    await people.department.get(`/self-evaluations/${id}`),
  );
  return { id, refusedFor };
}

/** The scores as published; reasons only when the product has asked for them. */
async function fill(people: People, id: string, { table }: DemoProject, withReasons: boolean): Promise<void> {
  const read = await people.unit.get(`/self-evaluations/${id}`);
  const reason = withReasons ? { reason: '见原表(演示补写原因)' } : {};
  const indicators = (read.body.indicators as { indicatorId: string; name: string; weight: string }[]).map(
    ({ indicatorId, name, weight }) => {
      const printed = table.table.indicators.find(
        (row) => row.name !== null && (row.name === name || row.name.startsWith(name)),
      );
      // A score above the weight that the demo has lowered cannot stand: the computed one is taken instead.
      const fits = printed?.reportedScore && Number(printed.reportedScore) <= Number(weight);
      return { indicatorId, ...(fits ? { reportedScore: printed.reportedScore } : {}), ...reason };
    },
  );
  const execution = table.table.funds[0]?.reportedScore;
  await people.unit.patch(
    `/self-evaluations/${id}`,
    {
      goalCompletion: '年度目标已完成',
      conclusion: '自评结论见得分',
      problems: '无',
      measures: '无',
      execution: { ...(execution ? { reportedScore: execution } : {}), ...reason },
      indicators,
    },
    read,
  );
}

/** Empty: submitted. Otherwise the codes that stood in the way. */
async function submit(people: People, id: string): Promise<string[]> {
  const read: Reply = await people.unit.get(`/self-evaluations/${id}`);
  const reply = await people.unit.attempt(`/self-evaluations/${id}/submit`, {}, read);
  if (reply.status < 400) return [];
  if (reply.status !== 422) throw new Refused(reply);
  return [...new Set((reply.body.errors as { code: string }[]).map(({ code }) => code))];
}

/** One line of the closing table. */
export interface Outcome {
  readonly project: string;
  readonly executionRate: string;
  readonly achievement: string;
  readonly light: string;
  readonly openAlerts: number;
  readonly computed: string;
  readonly published: string;
  readonly reasons: readonly string[];
}

/** Everything as the API tells it, so that a second run shows the same. */
export async function readOutcomes(
  people: Pick<People, 'finance'>,
  published: (projectName: string) => { total: string | null; partial: string | null; changes: readonly string[] },
): Promise<Outcome[]> {
  const list = await people.finance
    .get(`/self-evaluations?fiscalYear=${DEMO_YEAR}&pageSize=50&sort=projectCode`)
    .catch(() => people.finance.get(`/self-evaluations?pageSize=50`));
  const outcomes: Outcome[] = [];
  for (const item of list.body.items as { id: string; projectId: string; projectName: string }[]) {
    const { body } = await people.finance.get(`/self-evaluations/${item.id}`);
    const progress = await people.finance.get(`/progress?projectId=${item.projectId}&fiscalYear=${DEMO_YEAR}&month=12`);
    const [state] = progress.body.items;
    const alerts = await people.finance.get(
      `/alerts?projectId=${item.projectId}&state[in]=FIRING,ACKNOWLEDGED&withTotal=true&pageSize=1`,
    );
    const { total, partial, changes } = published(item.projectName);
    outcomes.push({
      project: item.projectName,
      executionRate: percent(body.executionRate),
      achievement: percent(state?.achievement ?? null),
      light: state?.light ?? '—',
      openAlerts: alerts.body.total,
      computed: `${body.computedTotal ?? '—'} ${body.grade ?? ''}`.trim(),
      published: total ?? partial ?? '未公布',
      reasons: [...differences(body.indicators), ...(total ? [] : ['原表不完整,无总分']), ...changes],
    });
  }
  return outcomes;
}

const differences = (
  indicators: readonly { name: string; computedScore: string | null; reportedScore: string | null; weight: string }[],
): string[] =>
  indicators
    .filter(
      ({ computedScore, reportedScore }) =>
        computedScore !== null && reportedScore !== null && Number(computedScore) !== Number(reportedScore),
    )
    .map(({ name, computedScore, reportedScore }) => `${name}:计算 ${computedScore},公布 ${reportedScore}`);

const percent = (rate: string | null): string => (rate === null ? '—' : `${(Number(rate) * 100).toFixed(2)}%`);
