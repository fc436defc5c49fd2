/**
 * What the demo adds so that the published tables can run through the whole chain. Nothing here was published: in-year
 * splits, missing targets, weights and results are the demo's own, and the demo says so (`changes`). Years are moved to the
 * demo's fiscal year.
 */
export interface CompletedTable {
  /** The published table. */
  readonly id: string;
  readonly projectCode: string;
  readonly weightTemplate: string;
  readonly weightReason: string;
  /** 元. */
  readonly initial: string;
  readonly adjusted: string;
  readonly adjustmentReason?: string;
  /** Paid by the end of a month, cumulative, in 元. */
  readonly paid: readonly (readonly [month: number, amount: string])[];
  readonly indicators: readonly CompletedIndicator[];
  /** What was changed or added, in words. */
  readonly changes: readonly string[];
}

export interface CompletedIndicator {
  readonly level1: string;
  readonly level2: string;
  readonly name: string;
  readonly measureType: string;
  readonly operator: string;
  readonly target: string;
  readonly unit: string;
  readonly weight: string;
  readonly reportingPeriod: 'QUARTER' | 'YEAR';
  /** One figure per reporting period. */
  readonly actuals: readonly string[];
}

const SPLIT = '年内分季数据为演示拆分';
const OWN_WEIGHTS = '沿用公开表的权重设置';

export const COMPLETED_TABLES: readonly CompletedTable[] = [
  {
    id: 'cn-a1',
    projectCode: 'YD2025T000000000001',
    weightTemplate: 'T2020',
    weightReason: OWN_WEIGHTS,
    initial: '387664.62',
    adjusted: '387664.62',
    paid: [
      [3, '96916.16'],
      [6, '193832.31'],
      [9, '290748.47'],
      [12, '387664.62'],
    ],
    changes: [SPLIT, '公开表未印年初预算,演示取全年预算数'],
    indicators: rows(`
      产出指标|数量指标|学生受资助人数|CUMULATIVE|GE|735|人次|10|QUARTER|130 190 200 215
      产出指标|质量指标|营养改善计划覆盖率|RATE|GE|100|%|10|QUARTER|100 100 100 100
      产出指标|时效指标|资金到位及时率|RATE|GE|100|%|10|QUARTER|90 100 100 100
      产出指标|成本指标|生均补助标准达标率|RATE|EQ|100|%|10|YEAR|100
      效益指标|经济效益指标|减轻贫困学生家庭经济负担|QUAL|QUAL|有效||10|YEAR|ACHIEVED
      效益指标|社会效益指标|政策知晓率|RATE|EQ|100|%|10|YEAR|98
      效益指标|可持续影响指标|促进学校教育事业健康发展|RATE|GE|100|%|10|YEAR|100
      满意度指标|服务对象满意度指标|学生满意度|SCORE|GE|95|%|10|YEAR|100
      满意度指标|服务对象满意度指标|家长满意度|SCORE|GE|95|%|10|YEAR|100
    `),
  },
  {
    id: 'cn-a2',
    projectCode: 'ZJ2025T000000000002',
    weightTemplate: 'T2020',
    weightReason: OWN_WEIGHTS,
    initial: '200000.00',
    adjusted: '200000.00',
    paid: [
      [6, '50000.00'],
      [9, '140000.00'],
      [12, '200000.00'],
    ],
    changes: [SPLIT, '验收合格率权重由 20 改为 10,使合计为 90', '完成值去掉“≥”'],
    indicators: rows(`
      产出指标|数量指标|安装坡面水标尺|CUMULATIVE|GE|266|米|10|QUARTER|0 60 120 86
      产出指标|数量指标|水标尺宽度|RATE|GE|50|厘米|10|YEAR|50
      产出指标|质量指标|项目(工程)验收合格率|RATE|EQ|100|%|10|YEAR|100
      产出指标|时效指标|及时(按期)开工率|RATE|GE|90|%|10|YEAR|90
      产出指标|时效指标|及时(按期)完工率|RATE|GE|90|%|10|YEAR|90
      产出指标|成本指标|项目计划总投资|COST|EQ|20|万元|10|QUARTER|0 5 9 6
      效益指标|社会效益指标|受益脱贫(含监测对象)户人口数|CUMULATIVE|GE|1000|人|10|QUARTER|0 300 400 300
      效益指标|社会效益指标|群众生产生活条件改善状况|QUAL|QUAL|显著提升||10|YEAR|ACHIEVED
      满意度指标|服务对象满意度指标|受益脱贫(含监测对象)户满意度|SCORE|GE|95|%|10|YEAR|95
    `),
  },
  {
    id: 'cn-a3',
    projectCode: 'TC2025T000000000003',
    weightTemplate: 'T2020',
    weightReason: OWN_WEIGHTS,
    initial: '8800000.00',
    adjusted: '8800000.00',
    paid: [
      [4, '880000.00'],
      [6, '1760000.00'],
      [8, '4400000.00'],
      [10, '6160000.00'],
      [12, '8800000.00'],
    ],
    changes: [SPLIT, '六项指标的目标与结果原表未印,由演示补写', '支付完成率目标取自指标名称'],
    indicators: rows(`
      产出指标|数量指标|完成中型灌区节水改造项目数量|CUMULATIVE|GE|1|个|10|YEAR|1
      产出指标|数量指标|完成农业综合水价改革项目|CUMULATIVE|GE|1|个|10|YEAR|1
      产出指标|质量指标|工程质量合格|QUAL|QUAL|工程质量全部合格||10|YEAR|ACHIEVED
      产出指标|时效指标|年度资金支付完成率|RATE|GE|100|%|10|QUARTER|5 20 60 100
      产出指标|成本指标|资金执行在预算范围内|QUAL|QUAL|不超预算||10|YEAR|ACHIEVED
      效益指标|经济效益指标|全市安全度汛|QUAL|QUAL|安全度汛||10|YEAR|ACHIEVED
      效益指标|社会效益指标|保护全市人口财产不受损失|QUAL|QUAL|无重大损失||10|YEAR|ACHIEVED
      效益指标|可持续影响指标|已建工程良性运行|QUAL|QUAL|良性运行||10|YEAR|ACHIEVED
      满意度指标|服务对象满意度指标|服务对象满意度|SCORE|GE|90|%|10|YEAR|100
    `),
  },
  {
    id: 'cn-a4',
    projectCode: 'CZ2025T000000000004',
    weightTemplate: 'T2020',
    weightReason: OWN_WEIGHTS,
    initial: '900000.00',
    adjusted: '899740.00',
    adjustmentReason: '年中按实调整(演示补写)',
    paid: [
      [3, '180000.00'],
      [6, '410000.00'],
      [9, '700000.00'],
      [12, '899740.00'],
    ],
    changes: [SPLIT, '总额行由分项回填', '满意度指标被截断,由演示补写一行(10 分)'],
    indicators: rows(`
      产出指标|数量指标|基建工程委托业务项目数量|CUMULATIVE|GE|50|个|8|QUARTER|12 13 13 12
      产出指标|质量指标|委托业务报告合格率|RATE|GE|100|%|8|YEAR|100
      产出指标|质量指标|经费支出合规性|QUAL|QUAL|严格执行相关制度规定||8|YEAR|ACHIEVED
      产出指标|时效指标|提交报告及时性|QUAL|QUAL|在项目计划完成时间内完成||8|YEAR|ACHIEVED
      产出指标|成本指标|项目总成本|COST|LE|90|万元|8|QUARTER|18 23 29 20
      产出指标|成本指标|单项业务成本|QUAL|QUAL|符合相关规定||10|YEAR|ACHIEVED
      效益指标|社会效益指标|对维护基建市场公平的影响程度|QUAL|QUAL|效果明显||10|YEAR|ACHIEVED
      效益指标|生态效益指标|对控制基建项目成本影响程度|QUAL|QUAL|效果明显||10|YEAR|ACHIEVED
      效益指标|可持续影响指标|对推动基建项目“四项制度”健全和落实的持续性影响|QUAL|QUAL|效果明显||10|YEAR|ACHIEVED
      满意度指标|服务对象满意度指标|委托单位满意度|SCORE|GE|90|%|10|YEAR|92
    `),
  },
  {
    id: 'cn-a5',
    projectCode: '51000021R000000019951',
    weightTemplate: 'T-SC-90',
    weightReason: OWN_WEIGHTS,
    initial: '2389300.00',
    adjusted: '2518900.00',
    adjustmentReason: '人员增资追加(演示补写)',
    paid: [
      [3, '629725.00'],
      [6, '1259450.00'],
      [9, '1889175.00'],
      [12, '2518900.00'],
    ],
    changes: [SPLIT, '原表结果栏为空,完成值由演示补写'],
    indicators: rows(`
      产出指标|数量指标|发放(缴纳)覆盖率|RATE|EQ|100|%|60|QUARTER|100 100 100 100
      效益指标|社会效益指标|足额保障率(参保率)|RATE|EQ|100|%|30|YEAR|100
    `),
  },
  {
    id: 'cn-a6',
    projectCode: 'XY2025T000000000006',
    weightTemplate: 'T-HUBEI',
    weightReason: OWN_WEIGHTS,
    initial: '10000000.00',
    adjusted: '10000000.00',
    paid: [
      [3, '2500000.00'],
      [6, '5000000.00'],
      [9, '7500000.00'],
      [12, '10000000.00'],
    ],
    changes: [SPLIT, '原表未印权重,演示按印出的得分取 10 分', '截断的三行由演示补写(30 分)'],
    indicators: rows(`
      产出指标|数量指标|成本控制|QUAL|QUAL|不超过预算||10|YEAR|ACHIEVED
      产出指标|质量指标|保证财政建设补助专款专用|QUAL|QUAL|专款专用||10|YEAR|ACHIEVED
      产出指标|成本指标|每年财政补助|COST|EQ|1000|万元|10|QUARTER|250 250 250 250
      产出指标|时效指标|建设期|RATE|EQ|1|年|10|YEAR|1
      效益指标|经济效益指标|东津医疗收入|CUMULATIVE|GE|5|亿元|10|QUARTER|1.2 1.6 1.7 1.97
      效益指标|社会效益指标|门诊服务能力|QUAL|QUAL|有效提升||15|YEAR|ACHIEVED
      效益指标|可持续影响指标|设施持续发挥作用|QUAL|QUAL|持续发挥||5|YEAR|ACHIEVED
      满意度指标|服务对象满意度指标|患者满意度|SCORE|GE|90|%|10|YEAR|91
    `),
  },
];

/** level 1 | level 2 | level 3 | measure type | operator | target | unit | weight | reporting period | figures */
function rows(text: string): CompletedIndicator[] {
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const [
        level1 = '',
        level2 = '',
        name = '',
        measureType = '',
        operator = '',
        target = '',
        unit = '',
        weight = '',
        period,
        figures = '',
      ] = line.trim().split('|');
      return {
        level1,
        level2,
        name,
        measureType,
        operator,
        target,
        unit,
        weight,
        reportingPeriod: period === 'QUARTER' ? 'QUARTER' : 'YEAR',
        actuals: figures.split(' '),
      };
    });
}
