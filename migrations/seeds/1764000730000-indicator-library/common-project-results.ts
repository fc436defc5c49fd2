import type { CommonIndicator } from './entry.js';
import {
  ECONOMIC_COST,
  QUALITY,
  QUANTITY,
  reduction,
  SATISFACTION,
  satisfaction,
  share,
  TIMELINESS,
} from './measures.js';

/** 项目支出共性指标：产出、效果 */
export const COMMON_PROJECT_RESULTS: readonly CommonIndicator[] = [
  {
    code: 'COM-P-015',
    positions: QUANTITY,
    frameworks: [
      { source: '财预〔2013〕53号', level1: '产出', level2: '项目产出' },
      { source: '财预〔2020〕10号', level1: '产出', level2: '产出数量' },
    ],
    name: { zh: '实际完成率', en: 'Output completion' },
    pinyin: 'shi ji wan cheng lv',
    definition: {
      zh: '项目实际产出数与计划产出数的比率，反映产出数量目标的实现程度。',
      en: 'Actual output as a share of planned output.',
    },
    ...share(['actual', '实际产出数', 'ITEM'], ['planned', '计划产出数', 'ITEM']),
    evidenceKinds: ['LEDGER', 'ACCEPTANCE_RECORD'],
    collection: { method: 'LEDGER_COUNT', frequency: 'QUARTER', cost: 'LOW', reliability: 'B' },
    pitfall: '年中调低计划数使完成率达标，计划数应以批复为准。',
  },
  {
    code: 'COM-P-016',
    positions: TIMELINESS,
    frameworks: [{ source: '财预〔2013〕53号', level1: '产出', level2: '项目产出' }],
    name: { zh: '完成及时率', en: 'Time saved against plan' },
    pinyin: 'wan cheng ji shi lv',
    definition: {
      zh: '项目计划完成时间与实际完成时间之差占计划完成时间的比率，大于等于零表示未逾期。',
      en: 'Planned minus actual time over planned time; not below zero means not late.',
    },
    ...reduction(['planned', '计划完成时间', 'DAY'], ['actual', '实际完成时间', 'DAY']),
    evidenceKinds: ['ACCEPTANCE_RECORD', 'OFFICIAL_DOCUMENT'],
    collection: { method: 'DOCUMENT_REVIEW', frequency: 'QUARTER', cost: 'LOW', reliability: 'B' },
    pitfall: '计划时间留有过大余量，提前完成并不代表效率高。',
  },
  {
    code: 'COM-P-017',
    positions: QUALITY,
    frameworks: [
      { source: '财预〔2013〕53号', level1: '产出', level2: '项目产出' },
      { source: '财预〔2020〕10号', level1: '产出', level2: '产出质量' },
    ],
    name: { zh: '质量达标率', en: 'Output meeting the standard' },
    pinyin: 'zhi liang da biao lv',
    definition: {
      zh: '项目质量达标产出数与实际产出数的比率。',
      en: 'Output that meets the standard as a share of actual output.',
    },
    ...share(['compliant', '质量达标产出数', 'ITEM'], ['actual', '实际产出数', 'ITEM']),
    evidenceKinds: ['ACCEPTANCE_RECORD', 'THIRD_PARTY_TEST'],
    collection: { method: 'DOCUMENT_REVIEW', frequency: 'QUARTER', cost: 'LOW', reliability: 'B' },
    pitfall: '未规定质量标准，验收即视为达标。',
  },
  {
    code: 'COM-P-018',
    positions: ECONOMIC_COST,
    frameworks: [
      { source: '财预〔2013〕53号', level1: '产出', level2: '项目产出' },
      { source: '财预〔2020〕10号', level1: '产出', level2: '产出成本' },
    ],
    name: { zh: '成本节约率', en: 'Cost saved' },
    pinyin: 'cheng ben jie yue lv',
    definition: {
      zh: '完成项目计划工作目标的实际成本较计划成本节约的比率，质量和数量目标未完成时不计为节约。',
      en: 'Planned minus actual cost over planned cost, if the output was delivered.',
    },
    ...reduction(['planned', '计划成本', 'WAN_YUAN'], ['actual', '实际成本', 'WAN_YUAN']),
    evidenceKinds: ['AUDIT_REPORT', 'PAYMENT_VOUCHER'],
    collection: { method: 'DOCUMENT_REVIEW', frequency: 'YEAR', cost: 'LOW', reliability: 'A' },
    pitfall: '少做工作量形成的结余计为节约，或预算虚高后“节约”。',
  },
  {
    code: 'COM-P-019',
    positions: SATISFACTION,
    frameworks: [
      { source: '财预〔2013〕53号', level1: '效果', level2: '项目效益' },
      { source: '财预〔2020〕10号', level1: '效益', level2: '项目效益' },
    ],
    name: { zh: '社会公众或服务对象满意度', en: 'Satisfaction of the public or the users' },
    pinyin: 'she hui gong zhong huo fu wu dui xiang man yi du',
    definition: {
      zh: '受访社会公众或服务对象对项目实施效果评价为满意及以上的比例。',
      en: 'People asked who are satisfied with what the project achieved.',
    },
    ...satisfaction(),
    evidenceKinds: ['SURVEY'],
    collection: { method: 'SAMPLE_SURVEY', frequency: 'YEAR', cost: 'MEDIUM', reliability: 'B' },
    pitfall: '样本由实施单位挑选，未注明样本量和调查方式。',
  },
];
