import type { Reply } from './demo-api.js';
import { DEMO_YEAR, type People } from './demo-district.js';

/** The one goal that the demo files on the whole form; the published tables print none of it, so all of this is the demo's own. */
export const DECLARED_TABLE = 'cn-a2';

const AMOUNT = '200000.00';
const OWN = '（演示补充）';

const FIELDS = {
  filler: `填报人${OWN}`,
  phone: `（略）${OWN}`,
  head: `单位负责人${OWN}`,
  filledOn: `${DEMO_YEAR - 1}-10-08`,
  leaderName: `项目负责人${OWN}`,
  basis: `国办发〔2016〕2号，推进农业水价综合改革${OWN}`,
  necessity: `小型水库缺少水位标尺，用水无从计量${OWN}`,
  feasibility: `水库产权清楚，施工方案经集体研究${OWN}`,
  totalAmount: AMOUNT,
  totalFiscal: AMOUNT,
  totalOther: '0.00',
  yearAmount: AMOUNT,
};

const LISTS = {
  'funding-lines': { fundingLines: [{ source: 'FISCAL', amount: AMOUNT, note: OWN }] },
  milestones: {
    milestones: [
      { content: `勘察水库并确定标尺位置${OWN}`, start: `${DEMO_YEAR}-01-10`, end: `${DEMO_YEAR}-03-31` },
      { content: `制作、安装水标尺${OWN}`, start: `${DEMO_YEAR}-04-01`, end: `${DEMO_YEAR}-09-30` },
      { content: `验收并结算${OWN}`, start: `${DEMO_YEAR}-10-01`, end: `${DEMO_YEAR}-12-31` },
    ],
  },
  'cost-estimates': {
    costEstimates: [
      {
        item: `水标尺制作${OWN}`,
        formula: '266 米 × 500 元',
        amount: '133000.00',
        evidence: `单价为演示假设${OWN}`,
        actualY1: '120000.00',
        actualY2: '115000.00',
      },
      {
        item: `坡面处理与安装${OWN}`,
        formula: '按中标价',
        amount: '67000.00',
        evidence: `中标价为演示假设${OWN}`,
      },
    ],
  },
};

/** 项目支出绩效目标申报表, part by part, with an explanation of each indicator; nothing must be left for the completeness check. */
export async function declare(people: People, goalId: string, read: Reply): Promise<Reply> {
  let goal = await people.unit.put(`/goals/${goalId}/declaration`, FIELDS, read);
  for (const [part, body] of Object.entries(LISTS))
    goal = await people.unit.put(`/goals/${goalId}/${part}`, body, goal);
  const { body } = await people.unit.get(`/goals/${goalId}/indicators`);
  const indicators = body.items.map((indicator: { name: string }) => ({
    ...indicator,
    definition: `统计期内“${indicator.name}”的实际情况${OWN}`,
  }));
  const explained = await people.unit.put(`/goals/${goalId}/indicators`, { indicators }, goal);
  const { complete } = (await people.unit.get(`/goals/${goalId}/completeness`)).body;
  if (!complete) throw new Error(`the demo's own declaration of ${DECLARED_TABLE} is not complete`);
  return explained;
}
