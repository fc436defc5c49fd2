import type { CommonIndicator } from './entry.js';
import { QUALITY, QUANTITY, SATISFACTION, satisfaction, share, TIMELINESS } from './measures.js';

/** 部门整体支出共性指标：产出、效果 */
export const COMMON_DEPARTMENT_RESULTS: readonly CommonIndicator[] = [
  {
    code: 'COM-D-021',
    positions: QUANTITY,
    frameworks: [{ source: '财预〔2013〕53号', level1: '产出', level2: '职责履行' }],
    name: { zh: '实际完成率', en: 'Work completed' },
    pinyin: 'shi ji wan cheng lv',
    definition: {
      zh: '部门履行职责实际完成工作数与计划工作数的比率。',
      en: 'Work done as a share of work planned.',
    },
    ...share(['completed', '实际完成工作数', 'WORK_ITEM'], ['planned', '计划工作数', 'WORK_ITEM']),
    evidenceKinds: ['LEDGER', 'OFFICIAL_DOCUMENT'],
    collection: { method: 'LEDGER_COUNT', frequency: 'QUARTER', cost: 'LOW', reliability: 'C' },
    pitfall: '工作数无统一计量口径，拆分合并随意。',
  },
  {
    code: 'COM-D-022',
    positions: TIMELINESS,
    frameworks: [{ source: '财预〔2013〕53号', level1: '产出', level2: '职责履行' }],
    name: { zh: '完成及时率', en: 'Work completed in time' },
    pinyin: 'wan cheng ji shi lv',
    definition: {
      zh: '部门在规定时限内及时完成的实际工作数与计划工作数的比率。',
      en: 'Work done in time as a share of work planned.',
    },
    ...share(['onTime', '及时完成实际工作数', 'WORK_ITEM'], ['planned', '计划工作数', 'WORK_ITEM']),
    evidenceKinds: ['LEDGER', 'OFFICIAL_DOCUMENT'],
    collection: { method: 'LEDGER_COUNT', frequency: 'QUARTER', cost: 'LOW', reliability: 'C' },
    pitfall: '未规定时限的工作一律计为及时。',
  },
  {
    code: 'COM-D-023',
    positions: QUALITY,
    frameworks: [{ source: '财预〔2013〕53号', level1: '产出', level2: '职责履行' }],
    name: { zh: '质量达标率', en: 'Work meeting the standard' },
    pinyin: 'zhi liang da biao lv',
    definition: {
      zh: '部门达到质量标准的实际工作数与计划工作数的比率。',
      en: 'Work that meets the standard as a share of work planned.',
    },
    ...share(['compliant', '质量达标实际工作数', 'WORK_ITEM'], ['planned', '计划工作数', 'WORK_ITEM']),
    evidenceKinds: ['LEDGER', 'OFFICIAL_DOCUMENT'],
    collection: { method: 'LEDGER_COUNT', frequency: 'QUARTER', cost: 'LOW', reliability: 'C' },
    pitfall: '质量标准由本部门自定且未公开。',
  },
  {
    code: 'COM-D-024',
    positions: QUANTITY,
    frameworks: [{ source: '财预〔2013〕53号', level1: '产出', level2: '职责履行' }],
    name: { zh: '重点工作办结率', en: 'Key tasks completed' },
    pinyin: 'zhong dian gong zuo ban jie lv',
    definition: {
      zh: '部门年度重点工作实际完成数与交办或下达数的比率，重点工作指党委、政府、人大、相关部门交办或下达的任务。',
      en: 'Key tasks done as a share of those assigned from above.',
    },
    ...share(['completed', '重点工作实际完成数', 'WORK_ITEM'], ['assigned', '交办或下达数', 'WORK_ITEM']),
    evidenceKinds: ['LEDGER', 'OFFICIAL_DOCUMENT'],
    collection: { method: 'LEDGER_COUNT', frequency: 'QUARTER', cost: 'LOW', reliability: 'B' },
    pitfall: '以报送进展情况代替办结。',
  },
  {
    code: 'COM-D-025',
    positions: SATISFACTION,
    frameworks: [{ source: '财预〔2013〕53号', level1: '效果', level2: '履职效益' }],
    name: { zh: '社会公众或服务对象满意度', en: 'Satisfaction of the public or the users' },
    pinyin: 'she hui gong zhong huo fu wu dui xiang man yi du',
    definition: {
      zh: '受访社会公众或服务对象对部门履职效果评价为满意及以上的比例。',
      en: 'People asked who are satisfied with the work of the department.',
    },
    ...satisfaction(),
    evidenceKinds: ['SURVEY'],
    collection: { method: 'SAMPLE_SURVEY', frequency: 'YEAR', cost: 'MEDIUM', reliability: 'B' },
    pitfall: '仅调查管理对象中的先进单位。',
  },
];
