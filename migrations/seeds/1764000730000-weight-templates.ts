/**
 * 权重模板 (domain rules 2.3): how 100 points are shared out. The points of `execution` (预算执行率) join at self-evaluation;
 * the places carry the rest. A changed template is a new revision; goals keep the revision they were filed under.
 */
export interface WeightTemplateSeed {
  readonly code: string;
  readonly revision: number;
  readonly name: { readonly zh: string; readonly en: string };
  readonly source: string;
  /** Whether the split was read in a published form, or is what the regulation is known to say. */
  readonly evidence: 'SEEN' | 'KNOWN';
  readonly subjectKinds: readonly ('PROJECT' | 'POLICY' | 'DEPARTMENT_WHOLE')[];
  /** The indicator frame that the places belong to; null where the form has places of its own. */
  readonly frame: 'V2015' | 'V2021' | null;
  readonly execution: string;
  readonly places: readonly WeightPlace[];
}

/** `points: null`: free, only the sum is fixed. `level2: null`: shared out freely below the level 1. */
export interface WeightPlace {
  readonly level1: string;
  readonly level2: string | null;
  readonly points: string | null;
  readonly note: string | null;
}

const place = (level1: string, points: string | null, note: string | null = null): WeightPlace => ({
  level1,
  level2: null,
  points,
  note,
});

export const WEIGHT_TEMPLATES_1764000730000: readonly WeightTemplateSeed[] = [
  {
    code: 'T2020',
    revision: 1,
    name: { zh: '产出五十、效益三十、满意度十', en: 'Outputs 50, benefits 30, satisfaction 10' },
    source: '财预〔2020〕10号',
    evidence: 'SEEN',
    subjectKinds: ['PROJECT'],
    frame: 'V2015',
    execution: '10',
    places: [place('产出', '50'), place('效益', '30'), place('满意度', '10')],
  },
  {
    code: 'T2021-COST',
    revision: 1,
    name: { zh: '设置成本指标的项目', en: 'Projects with cost indicators' },
    source: '财预〔2021〕101号',
    evidence: 'KNOWN',
    subjectKinds: ['PROJECT'],
    frame: 'V2021',
    execution: '10',
    places: [place('成本', '20'), place('产出', '40'), place('效益', '20'), place('满意度', '10')],
  },
  {
    code: 'T2021-NOSAT',
    revision: 1,
    name: { zh: '设置成本指标、不适用满意度的项目', en: 'Projects with cost indicators and without satisfaction' },
    source: '财预〔2021〕101号',
    evidence: 'KNOWN',
    subjectKinds: ['PROJECT'],
    frame: 'V2021',
    execution: '10',
    places: [place('成本', '20'), place('产出', '40'), place('效益', '30', '满意度的十分并入效益')],
  },
  {
    code: 'T2021-NOSAT-NOCOST',
    revision: 1,
    name: { zh: '未设置成本指标、不适用满意度的项目', en: 'Projects without cost indicators and satisfaction' },
    source: '财预〔2021〕101号',
    evidence: 'KNOWN',
    subjectKinds: ['PROJECT'],
    frame: 'V2021',
    execution: '10',
    places: [place('产出', '50'), place('效益', '40', '满意度的十分并入效益')],
  },
  {
    code: 'T-SC-90',
    revision: 1,
    name: { zh: '四川：指标合计九十分', en: 'Sichuan: 90 points, freely shared' },
    source: '四川省项目支出绩效自评表 510000_0013zp',
    evidence: 'SEEN',
    subjectKinds: ['PROJECT'],
    frame: 'V2021',
    execution: '10',
    places: [place('成本', null), place('产出', null), place('效益', null), place('满意度', null)],
  },
  {
    code: 'T-HUBEI',
    revision: 1,
    name: { zh: '湖北：执行率二十、产出四十、效益四十', en: 'Hubei: execution 20, outputs 40, benefits 40' },
    source: '湖北省项目支出绩效自评表',
    evidence: 'SEEN',
    subjectKinds: ['PROJECT'],
    frame: 'V2015',
    execution: '20',
    places: [place('产出', '40'), place('效益', '40', '含满意度，所占分值各表不一')],
  },
  {
    code: 'T-YINCHUAN',
    revision: 1,
    name: { zh: '银川：决策、管理、产出、效益', en: 'Yinchuan: decision, management, outputs, benefits' },
    source: '银川市项目支出绩效评价指标',
    evidence: 'SEEN',
    subjectKinds: ['PROJECT'],
    frame: null,
    execution: '10',
    places: [
      place('决策', '10'),
      place('管理', '15', '表列二十五分，其中十分为预算执行率'),
      place('产出', '30'),
      place('效益', '35'),
    ],
  },
];
