/**
 * Six self-evaluation tables (项目支出绩效自评表) that budget units published between 2021 and 2023, transcribed by hand: statutory
 * public disclosure, read from stored copies of the public pages, some of them mirrors: `source` says where the text was stored,
 * don't send anyone there. Names and telephone numbers of project leaders were left out; level and unit cells were filled in
 * from their neighbours. Nothing was corrected: they are here because published tables are often wrong.
 */
export interface PublishedTable {
  id: string;
  source: string;
  year: number;
  region: string;
  department: string;
  unit: string;
  project: string;
  /** The whole table is in the stored copy. */
  isComplete: boolean;
  /** As the check of self-evaluations takes it; cells that aren't printed are null. */
  table: {
    ruleSet: string;
    moneyUnit: string;
    funds: PublishedFundRow[];
    indicators: PublishedIndicatorRow[];
    reportedTotal: string | null;
    reportedGrade: string | null;
  };
}

type PublishedFundRow = Record<
  'initialBudget' | 'adjustedBudget' | 'executed' | 'reportedScore' | 'reason',
  string | null
> & {
  item: string;
};

type PublishedIndicatorRow = Record<
  'level1' | 'level2' | 'name' | 'operator' | 'target' | 'unit' | 'actual' | 'weight' | 'reportedScore' | 'reason',
  string | null
>;

/**
 * Adds up to 96 as printed. 资金到位及时率 is marked 7 of 10 though target and actual are 100 %, 政策知晓率 9 where the ratio gives 9.8:
 * judged deductions without a reason. The initial-budget cell is empty on the page.
 */
const CN_A1: PublishedTable = {
  id: 'cn-a1',
  source: 'https://www.yongde.gov.cn/info/3003/116104.htm',
  year: 2022,
  region: '云南省临沧市永德县',
  department: '永德县教育体育局',
  unit: '永德县明朗中学',
  project: '义务教育营养改善计划专项资金',
  isComplete: true,
  table: {
    ruleSet: 'NAT-2020',
    moneyUnit: '元',
    funds: fundRows(`
      年度资金总额||387664.62|387664.62|10
      其中:当年财政拨款||387664.62|387664.62|
    `),
    indicators: indicatorRows(`
      产出指标|数量指标|学生受资助人数|≧|735|人次|735|10|10
      产出指标|质量指标|营养改善计划覆盖率|≧|100|%|100%|10|10
      产出指标|时效指标|资金到位及时率|≧|100|%|100%|10|7
      产出指标|成本指标|生均补助标准达标率|═|100|%|100%|10|10
      效益指标|经济效益指标|减轻贫困学生家庭经济负担|定性|有效||有效|10|10
      效益指标|社会效益指标|政策知晓率|═|100|%|98%|10|9
      效益指标|可持续影响指标|促进学校教育事业健康发展|≧|100|%|100%|10|10
      满意度指标|服务对象满意度指标等|学生满意度|≧|95|%|100%|10|10
      满意度指标|服务对象满意度指标等|家长满意度|≧|95|%|100%|10|10
    `),
    reportedTotal: '96',
    reportedGrade: '优',
  },
};

/** Weights and scores are 10 + 70 + 20 + 10 = 110, yet the printed total is 100. Actuals repeat the comparison sign. */
const CN_A2: PublishedTable = {
  id: 'cn-a2',
  source: 'https://chacewang.com/newsdetail/news242266.html',
  year: 2022,
  region: '四川省德阳市中江县',
  department: '中江县水利局',
  unit: '中江县水利局',
  project: '中江县农业水价综合改革精准补贴和节水奖励项目小型水库水标尺制作安装',
  isComplete: true,
  table: {
    ruleSet: 'NAT-2020',
    moneyUnit: '万元',
    funds: fundRows(`
      年度资金总额||20|20|10
      其中:本年财政拨款||20|20|
    `),
    indicators: indicatorRows(`
      产出指标|数量指标|安装坡面水标尺|≥|≥266米|米|≥266米|10|10
      产出指标|数量指标|水标尺宽度|≥|≥50厘米|厘米|≥50厘米|10|10
      产出指标|质量指标|项目(工程)验收合格率|=|100%|%|100%|20|20
      产出指标|时效指标|及时(按期)开工率|≥|≥90%|%|≥90%|10|10
      产出指标|时效指标|及时(按期)完工率|≥|≥90%|%|≥90%|10|10
      产出指标|成本指标|项目计划总投资|=|20万元|万元|20万元|10|10
      效益指标|社会效益指标|受益脱贫(含监测对象)户人口数|≥|≥1000人|人|≥1000人|10|10
      效益指标|社会效益指标|群众生产生活条件改善状况|定性|显著提升||显著提升|10|10
      满意度指标|服务对象满意度指标|受益脱贫(含监测对象)户满意度|≥|≥95%|%|≥95%|10|10
    `),
    reportedTotal: '100',
    reportedGrade: null,
  },
};

/** Adds up to 100 as printed; six of nine indicators carry neither target nor actual. */
const CN_A3: PublishedTable = {
  id: 'cn-a3',
  source: '天长市水利局水旱灾害防御股项目支出绩效自评, 2023-12-05 (stored without an address)',
  year: 2022,
  region: '安徽省天长市',
  department: '天长市水利局',
  unit: '天长市水利局',
  project: '水旱灾害防御经费',
  isComplete: true,
  table: {
    ruleSet: 'NAT-2020',
    moneyUnit: '万元',
    funds: fundRows(`
      年度资金总额|880|880|880|10
      其中:本年财政拨款|880|880|880|
    `),
    indicators: indicatorRows(`
      产出指标|数量指标|完成中型灌区节水改造项目数量||1||1|10|10
      产出指标|数量指标|完成农业综合水价改革项目||1||1|10|10
      产出指标|质量指标|工程质量合格|定性||||10|10
      产出指标|时效指标|年度资金支付完成率100%|||%||10|10
      产出指标|成本指标|资金执行在预算范围内|定性||||10|10
      效益指标|经济效益指标|全市安全度汛|定性||||10|10
      效益指标|社会效益指标|保护全市人口财产不受损失|定性||||10|10
      效益指标|可持续影响指标|已建工程良性运行|定性||||10|10
      满意度指标|服务对象满意度指标|服务对象满意度||90%|%|100%|10|10
    `),
    reportedTotal: '100',
    reportedGrade: null,
  },
};

/** The stored page ends before the satisfaction row and the total. The total funds row was never filled: 0 / 0 / 0 over 90 / 89.974. */
const CN_A4: PublishedTable = {
  id: 'cn-a4',
  source:
    'http://www.anthempetcare.com/upload_cz/download?id=502364&siteId=2 (a mirror of a town government attachment)',
  year: 2022,
  region: '安徽省池州市贵池区棠溪镇',
  department: '219-池州市贵池区棠溪镇人民政府',
  unit: '219001-池州市贵池区棠溪镇人民政府',
  project: '委托业务项目',
  isComplete: false,
  table: {
    ruleSet: 'NAT-2020',
    moneyUnit: '万元',
    funds: fundRows(`
      年度资金总额|0|0|0|0
      其中:本年财政拨款|90|89.974|89.974|
    `),
    indicators: indicatorRows(`
      产出指标|数量指标|基建工程委托业务项目数量|≥|≥50个|个|50|8|8
      产出指标|质量指标|委托业务报告合格率|≥|≥100百分比|百分比|100|8|8
      产出指标|质量指标|经费支出合规性|定性|严格执行相关制度规定||达成预期指标|8|8
      产出指标|时效指标|提交报告及时性|定性|在项目计划完成时间内完成||达成预期指标|8|8
      产出指标|成本指标|项目总成本|≤|≤90万元|万元|90|8|8
      产出指标|成本指标|单项业务成本|定性|符合相关规定||达成预期指标|10|10
      效益指标|社会效益指标|对维护基建市场公平的影响程度|定性|效果明显||达成预期指标|10|10
      效益指标|生态效益指标|对控制基建项目成本影响程度|定性|效果明显||达成预期指标|10|10
      效益指标|可持续影响指标|对推动基建项目“四项制度”健全和落实的持续性影响|定性|效果明显||达成预期指标|10|10
    `),
    reportedTotal: null,
    reportedGrade: null,
  },
};

/** The provincial form, published with its result cells still empty. */
const CN_A5: PublishedTable = {
  id: 'cn-a5',
  source: 'https://www.scqs.gov.cn/info/13206/211004.htm',
  year: 2023,
  region: '四川省眉山市青神县',
  department: '青神县发展和改革局本级',
  unit: '青神县发展和改革局',
  project: '51000021R000000019951-工资性支出',
  isComplete: false,
  table: {
    ruleSet: 'SC-2025',
    moneyUnit: '万元',
    funds: fundRows(`
      总额|238.93|251.89|251.89|
      其中:财政资金|238.93|251.89|251.89|
      财政专户管理资金|0|0|0|
      单位资金|0|0|0|
    `),
    indicators: indicatorRows(`
      产出指标|数量指标|发放(缴纳)覆盖率|=|100|%||60|
      效益指标|社会效益指标|足额保障率(参保率)|=|100|%||30|
    `),
    reportedTotal: null,
    reportedGrade: null,
  },
};

/** Hubei form, execution worth 20; weights aren't printed; cut off after the first 效益 row. 6.47 against 5 earns 10, no more. */
const CN_A6: PublishedTable = {
  id: 'cn-a6',
  source: 'https://taowenge.com/d-68000429.html',
  year: 2021,
  region: '湖北省襄阳市',
  department: '襄阳市卫生健康委',
  unit: '襄阳市中心医院',
  project: '东津院区建设补助',
  isComplete: false,
  table: {
    ruleSet: 'HUBEI-2020',
    moneyUnit: '万元',
    funds: fundRows(`
      年度财政资金总额||1000|1000|20
    `),
    indicators: indicatorRows(`
      产出指标|数量指标|成本控制|定性|不超过预算||不超过预算||10
      产出指标|质量指标|保证财政建设补助专款专用|定性|专款专用||专款专用||10
      产出指标|成本指标|每年财政补助1000万元|=|1000万元|万元|1000万元||10
      产出指标|时效指标|1年|=|1年|年|1年||10
      效益指标|经济效益指标|完成东津院区建设,医院东津医疗收入达到5亿元|≥|5亿元|亿元|6.47亿元||10
    `),
    reportedTotal: null,
    reportedGrade: null,
  },
};

export const PUBLISHED_TABLES: readonly PublishedTable[] = [CN_A1, CN_A2, CN_A3, CN_A4, CN_A5, CN_A6];

/** item | initial budget | adjusted budget | executed | score */
function fundRows(printed: string): PublishedFundRow[] {
  return cellsOf(printed, 5).map(([item, initialBudget, adjustedBudget, executed, reportedScore]) => ({
    item: item ?? '',
    initialBudget: initialBudget ?? null,
    adjustedBudget: adjustedBudget ?? null,
    executed: executed ?? null,
    reportedScore: reportedScore ?? null,
    reason: null,
  }));
}

/** level 1 | level 2 | level 3 | sign | target | unit | actual | weight | score */
function indicatorRows(printed: string): PublishedIndicatorRow[] {
  return cellsOf(printed, 9).map(([level1, level2, name, operator, target, unit, actual, weight, reportedScore]) => ({
    level1: level1 ?? null,
    level2: level2 ?? null,
    name: name ?? null,
    operator: operator ?? null,
    target: target ?? null,
    unit: unit ?? null,
    actual: actual ?? null,
    weight: weight ?? null,
    reportedScore: reportedScore ?? null,
    reason: null,
  }));
}

function cellsOf(printed: string, columns: number): (string | null)[][] {
  const rows = printed.trim().split('\n');
  return rows.map((row) => {
    const cells = row.trim().split('|');
    if (cells.length !== columns)
      throw new Error(`published table: ${cells.length} cells instead of ${columns}: ${row}`);
    return cells.map((cell) => (cell === '' ? null : cell));
  });
}
