/** Code, symbol, English, factor, other spellings. By dimension: figures can be converted and added only within one. */
type Row = readonly [code: string, symbol: string, en: string, factor: string, aliases: readonly string[]];

const ROWS = {
  MONEY: [
    ['YUAN', '元', 'yuan', '1', ['人民币元', 'RMB', 'CNY']],
    ['QIAN_YUAN', '千元', 'thousand yuan', '1000', []],
    ['WAN_YUAN', '万元', 'ten thousand yuan', '10000', ['人民币万元', '万元人民币']],
    ['BAIWAN_YUAN', '百万元', 'million yuan', '1000000', []],
    ['YI_YUAN', '亿元', 'hundred million yuan', '100000000', ['亿元人民币']],
  ],
  RATIO: [
    ['PERCENT', '%', 'per cent', '0.01', ['％', '﹪', '百分比', '百分率', '百分之']],
    ['PERMILLE', '‰', 'per mille', '0.001', ['千分比', '千分率', '千分之']],
    ['PER_TEN_THOUSAND', '1/万', 'per ten thousand', '0.0001', ['‱', '万分率', '万分之']],
    ['PER_HUNDRED_THOUSAND', '1/10万', 'per hundred thousand', '0.00001', ['1/十万', '十万分率', '/10万']],
    ['TIMES', '倍', 'times', '1', []],
    ['COEFFICIENT', '系数', 'coefficient', '1', ['无量纲']],
    ['PERSON_PER_THOUSAND_PERSONS', '人/千人', 'persons per thousand', '0.001', ['人／千人']],
  ],
  // A difference of two percentages
  RATIO_DIFFERENCE: [['PERCENTAGE_POINT', '个百分点', 'percentage points', '1', ['百分点']]],
  SCORE: [['POINT', '分', 'points', '1', ['分值']]],
  GRADE: [['GRADE', '等', 'grade', '1', ['等级']]],
  GRADE_AREA: [['GRADE_MU', '等·亩', 'grade times mu', '666.666666666667', []]],
  RANK: [['RANK', '名次', 'rank', '1', ['位次']]],
  PERSON: [
    ['PERSON', '人', 'persons', '1', ['名', '口']],
    ['WAN_PERSON', '万人', 'ten thousand persons', '10000', []],
  ],
  // Attendances: never converts to persons
  PERSON_TIME: [
    ['PERSON_TIME', '人次', 'person-times', '1', ['人／次']],
    ['WAN_PERSON_TIME', '万人次', 'ten thousand person-times', '10000', []],
  ],
  PERSON_DAY: [['PERSON_DAY', '人天', 'person-days', '1', ['人日', '人·天']]],
  PERSON_HOUR: [['PERSON_HOUR', '人学时', 'person class hours', '1', ['人·学时']]],
  HOUSEHOLD: [
    ['HOUSEHOLD', '户', 'households', '1', []],
    ['WAN_HOUSEHOLD', '万户', 'ten thousand households', '10000', []],
  ],
  HOUSEHOLD_TIME: [['HOUSEHOLD_TIME', '户次', 'household-times', '1', []]],
  // The classifier says what is counted, the arithmetic is the same
  COUNT: [
    ['ITEM', '个', 'items', '1', []],
    ['WORK_ITEM', '项', 'pieces of work', '1', ['项目']],
    ['CASE', '件', 'cases, documents or pieces', '1', ['宗']],
    ['INSTANCE', '例', 'instances', '1', []],
    ['INCIDENT', '起', 'incidents', '1', []],
    ['OCCURRENCE', '次', 'occurrences', '1', ['次数']],
    ['PLACE', '处', 'places', '1', []],
    ['FIRM', '家', 'firms or institutions', '1', []],
    ['FIRM_TIME', '家次', 'firm-times', '1', []],
    ['SCHOOL', '所', 'schools or institutions', '1', []],
    ['BRIDGE', '座', 'bridges or buildings', '1', []],
    ['BUILDING', '栋', 'buildings', '1', ['幢']],
    ['DWELLING', '套', 'dwellings or sets', '1', []],
    ['DEVICE', '台（套）', 'devices', '1', ['台套', '台(套)', '台', '台/套']],
    ['VEHICLE', '辆', 'vehicles', '1', []],
    ['BED', '张', 'beds', '1', ['床']],
    ['SESSION', '场', 'sessions', '1', ['场次']],
    ['CLASS_SESSION', '期', 'course sessions', '1', ['期次']],
    ['TRIP', '班次', 'scheduled trips', '1', []],
    ['COPY', '份', 'copies', '1', []],
    ['VOLUME', '册', 'volumes', '1', ['册次']],
    ['BOOK', '本', 'books', '1', ['部']],
    ['FILE', '卷', 'files', '1', ['案卷']],
    ['PAYMENT', '笔', 'payments', '1', []],
    ['DOSE', '剂次', 'doses', '1', ['针次']],
    ['BATCH', '批次', 'batches', '1', ['批']],
    ['HEAD', '头', 'head of large livestock', '1', []],
    ['ANIMAL', '只', 'small animals', '1', ['羽']],
    ['PLANT', '株', 'plants', '1', ['棵']],
    ['ROAD', '条', 'roads or lines', '1', []],
    ['GROUP', '支', 'teams', '1', ['队']],
    ['KIND', '种', 'kinds', '1', ['类']],
    ['SYSTEM', '套系统', 'systems', '1', []],
    ['ROOM', '间', 'rooms', '1', []],
    ['TEXT', '篇', 'texts', '1', []],
    ['WAN_ITEM', '万个', 'ten thousand items', '10000', []],
    ['WAN_CASE', '万件', 'ten thousand cases', '10000', []],
    ['WAN_VOLUME', '万册', 'ten thousand volumes', '10000', []],
    ['WAN_DOSE', '万剂次', 'ten thousand doses', '10000', []],
    ['WAN_HEAD', '万头', 'ten thousand head', '10000', []],
    ['WAN_ANIMAL', '万只', 'ten thousand small animals', '10000', ['万羽']],
    ['WAN_PLANT', '万株', 'ten thousand plants', '10000', []],
  ],
  TIME: [
    ['SECOND', '秒', 'seconds', '1', ['s', '秒钟']],
    ['MINUTE', '分钟', 'minutes', '60', ['min']],
    ['HOUR', '小时', 'hours', '3600', ['h', '机时']],
    ['DAY', '天', 'days', '86400', ['日', '自然日', '日历天']],
  ],
  // A working day is no 24 hours
  WORKING_TIME: [['WORKING_DAY', '个工作日', 'working days', '1', ['工作日']]],
  // A month is no fixed number of days
  CALENDAR_TIME: [
    ['MONTH', '个月', 'months', '1', ['月']],
    ['QUARTER', '个季度', 'quarters', '3', ['季度', '季']],
    ['YEAR', '年', 'years', '12', ['年度']],
  ],
  CLASS_TIME: [['CLASS_HOUR', '学时', 'class hours', '1', ['课时']]],
  LENGTH: [
    ['MILLIMETRE', '毫米', 'millimetres', '0.001', ['mm']],
    ['CENTIMETRE', '厘米', 'centimetres', '0.01', ['cm', '公分']],
    ['METRE', '米', 'metres', '1', ['m', '延米']],
    ['KILOMETRE', '公里', 'kilometres', '1000', ['km', '千米', '㎞']],
    ['WAN_KILOMETRE', '万公里', 'ten thousand kilometres', '10000000', []],
  ],
  VEHICLE_DISTANCE: [
    ['VEHICLE_KILOMETRE', '车公里', 'vehicle kilometres', '1', []],
    ['WAN_VEHICLE_KILOMETRE', '万车公里', 'ten thousand vehicle kilometres', '10000', []],
  ],
  // 15 mu are one hectare
  AREA: [
    ['SQUARE_METRE', '平方米', 'square metres', '1', ['㎡', 'm2', 'm²', '平米']],
    ['WAN_SQUARE_METRE', '万平方米', 'ten thousand square metres', '10000', ['万㎡', '万平米']],
    ['MU', '亩', 'mu', '666.666666666667', ['市亩']],
    ['WAN_MU', '万亩', 'ten thousand mu', '6666666.66666667', []],
    ['HECTARE', '公顷', 'hectares', '10000', ['hm2', 'hm²', 'ha']],
    ['SQUARE_KILOMETRE', '平方公里', 'square kilometres', '1000000', ['km2', 'km²', '平方千米', '㎢']],
  ],
  VOLUME: [
    ['LITRE', '升', 'litres', '0.001', ['L']],
    ['CUBIC_METRE', '立方米', 'cubic metres', '1', ['m3', 'm³', '㎥']],
    ['WAN_CUBIC_METRE', '万立方米', 'ten thousand cubic metres', '10000', ['万m3', '万m³']],
    ['YI_CUBIC_METRE', '亿立方米', 'hundred million cubic metres', '100000000', ['亿m3', '亿m³']],
  ],
  MASS: [
    ['GRAM', '克', 'grams', '0.001', ['g']],
    ['KILOGRAM', '千克', 'kilograms', '1', ['kg', '公斤', '㎏']],
    ['TONNE', '吨', 'tonnes', '1000', ['t', '公吨']],
    ['WAN_TONNE', '万吨', 'ten thousand tonnes', '10000000', []],
  ],
  // Megajoules; standard coal at 29307.6 kJ/kg
  ENERGY: [
    ['MEGAJOULE', '兆焦', 'megajoules', '1', ['MJ']],
    ['GIGAJOULE', '吉焦', 'gigajoules', '1000', ['GJ']],
    ['KILOWATT_HOUR', '千瓦时', 'kilowatt hours', '3.6', ['kWh', '度', 'kW·h']],
    ['WAN_KILOWATT_HOUR', '万千瓦时', 'ten thousand kilowatt hours', '36000', ['万kWh', '万度']],
    ['KGCE', '千克标准煤', 'kilograms of standard coal', '29.3076', ['kgce', '公斤标准煤']],
    ['TCE', '吨标准煤', 'tonnes of standard coal', '29307.6', ['tce', '吨标煤']],
    ['WAN_TCE', '万吨标准煤', 'ten thousand tonnes of standard coal', '293076000', ['万tce', '万吨标煤']],
  ],
  POWER: [
    ['KILOWATT', '千瓦', 'kilowatts', '1', ['kW']],
    ['WAN_KILOWATT', '万千瓦', 'ten thousand kilowatts', '10000', ['万kW']],
  ],
  // Grams per cubic metre
  CONCENTRATION: [
    ['MILLIGRAM_PER_LITRE', '毫克/升', 'milligrams per litre', '1', ['mg/L', 'mg/l']],
    ['MILLIGRAM_PER_CUBIC_METRE', '毫克/立方米', 'milligrams per cubic metre', '0.001', ['mg/m3', 'mg/m³']],
    [
      'MICROGRAM_PER_CUBIC_METRE',
      '微克/立方米',
      'micrograms per cubic metre',
      '0.000001',
      ['μg/m3', 'μg/m³', 'ug/m3', 'µg/m3', 'µg/m³'],
    ],
  ],
  NOISE: [['DECIBEL', '分贝', 'decibels', '1', ['dB(A)', 'dB']]],
  TEMPERATURE: [['CELSIUS', '摄氏度', 'degrees Celsius', '1', ['℃', '°C']]],
  MONEY_PER_PERSON: [
    ['YUAN_PER_PERSON', '元/人', 'yuan per person', '1', ['元／人']],
    ['WAN_YUAN_PER_PERSON', '万元/人', 'ten thousand yuan per person', '10000', ['万元／人']],
  ],
  MONEY_PER_PERSON_MONTH: [
    ['YUAN_PER_PERSON_MONTH', '元/人·月', 'yuan per person and month', '1', ['元/人/月', '元/月·人']],
    ['YUAN_PER_PERSON_YEAR', '元/人·年', 'yuan per person and year', '0.0833333333333333', ['元/人/年', '元/年·人']],
  ],
  MONEY_PER_PERSON_DAY: [['YUAN_PER_PERSON_DAY', '元/人天', 'yuan per person-day', '1', ['元/人·天', '元/人/天']]],
  MONEY_PER_PERSON_TIME: [['YUAN_PER_PERSON_TIME', '元/人次', 'yuan per person-time', '1', ['元／人次']]],
  MONEY_PER_HOUSEHOLD: [
    ['YUAN_PER_HOUSEHOLD', '元/户', 'yuan per household', '1', []],
    ['WAN_YUAN_PER_HOUSEHOLD', '万元/户', 'ten thousand yuan per household', '10000', []],
  ],
  MONEY_PER_COUNT: [
    ['YUAN_PER_CASE', '元/件', 'yuan per case', '1', []],
    ['YUAN_PER_SESSION', '元/场', 'yuan per session', '1', ['元/场次']],
    ['YUAN_PER_ITEM', '元/个', 'yuan per item', '1', []],
    ['WAN_YUAN_PER_ITEM', '万元/个', 'ten thousand yuan per item', '10000', []],
    ['WAN_YUAN_PER_CASE', '万元/件', 'ten thousand yuan per case', '10000', []],
    ['WAN_YUAN_PER_BED', '万元/张', 'ten thousand yuan per bed', '10000', ['万元/床']],
    ['WAN_YUAN_PER_DEVICE', '万元/台（套）', 'ten thousand yuan per device', '10000', ['万元/台', '万元/台套']],
  ],
  MONEY_PER_LENGTH: [
    ['YUAN_PER_METRE', '元/米', 'yuan per metre', '1', ['元/m', '元/延米']],
    ['WAN_YUAN_PER_KILOMETRE', '万元/公里', 'ten thousand yuan per kilometre', '10', ['万元/km', '万元/千米']],
  ],
  MONEY_PER_VEHICLE_DISTANCE: [['YUAN_PER_VEHICLE_KILOMETRE', '元/车公里', 'yuan per vehicle kilometre', '1', []]],
  MONEY_PER_AREA: [
    ['YUAN_PER_SQUARE_METRE', '元/平方米', 'yuan per square metre', '1', ['元/㎡', '元/m2', '元/m²', '元/平米']],
    ['YUAN_PER_MU', '元/亩', 'yuan per mu', '0.0015', []],
  ],
  MONEY_PER_VOLUME: [['YUAN_PER_CUBIC_METRE', '元/立方米', 'yuan per cubic metre', '1', ['元/m3', '元/m³']]],
  MONEY_PER_MASS: [
    ['YUAN_PER_KILOGRAM', '元/千克', 'yuan per kilogram', '1', ['元/公斤', '元/kg']],
    ['YUAN_PER_TONNE', '元/吨', 'yuan per tonne', '0.001', ['元/t']],
  ],
  PERSON_PER_COUNT: [
    ['PERSON_PER_TEN_THOUSAND_VEHICLES', '人/万车', 'persons per ten thousand vehicles', '0.0001', ['人/万辆']],
  ],
  PERSON_PER_MONEY: [['PERSON_PER_WAN_YUAN', '人/万元', 'persons per ten thousand yuan', '0.0001', []]],
  PERSON_TIME_PER_PERSON: [['PERSON_TIME_PER_PERSON', '人次/人', 'person-times per person', '1', []]],
  COUNT_PER_COUNT: [['OCCURRENCE_PER_FIRM', '次/家', 'occurrences per firm', '1', ['次/户企业']]],
  COUNT_PER_PERSON: [
    ['CASE_PER_TEN_THOUSAND_PERSONS', '件/万人', 'cases per ten thousand persons', '0.0001', []],
    ['INCIDENT_PER_TEN_THOUSAND_PERSONS', '起/万人', 'incidents per ten thousand persons', '0.0001', []],
    ['BED_PER_THOUSAND_PERSONS', '张/千人', 'beds per thousand persons', '0.001', ['床/千人']],
    ['VOLUME_PER_PERSON', '册/人', 'volumes per person', '1', []],
  ],
  AREA_PER_PERSON: [
    ['SQUARE_METRE_PER_PERSON', '平方米/人', 'square metres per person', '1', ['㎡/人', 'm2/人', 'm²/人']],
  ],
  TIME_PER_COUNT: [['HOUR_PER_DEVICE', '小时/台', 'hours per device', '3600', ['机时/台']]],
  MASS_PER_AREA: [
    ['KILOGRAM_PER_MU', '千克/亩', 'kilograms per mu', '0.0015', ['公斤/亩', 'kg/亩']],
    ['TONNE_PER_HECTARE', '吨/公顷', 'tonnes per hectare', '0.1', ['t/hm2', 't/ha']],
  ],
  ENERGY_PER_AREA: [
    [
      'KGCE_PER_SQUARE_METRE',
      '千克标准煤/平方米',
      'kilograms of standard coal per square metre',
      '29.3076',
      ['kgce/m2', 'kgce/m²', 'kgce/㎡'],
    ],
    ['KILOWATT_HOUR_PER_SQUARE_METRE', '千瓦时/平方米', 'kilowatt hours per square metre', '3.6', ['kWh/m2', 'kWh/m²']],
  ],
  ENERGY_PER_MASS: [['TCE_PER_TONNE', '吨标准煤/吨', 'tonnes of standard coal per tonne', '29.3076', ['tce/t']]],
  ENERGY_PER_MONEY: [
    [
      'TCE_PER_WAN_YUAN',
      '吨标准煤/万元',
      'tonnes of standard coal per ten thousand yuan',
      '2.93076',
      ['tce/万元', '吨标煤/万元'],
    ],
  ],
} as const satisfies Record<string, readonly Row[]>;

export type Dimension = keyof typeof ROWS;
export type UnitCode = (typeof ROWS)[Dimension][number][0];

/**
 * 度量单位: what an indicator is measured in. `symbol` is what a form prints, `aliases` are what forms print instead, and
 * no text names two units. value × `factor` is the value in the base unit of the dimension, the one whose factor is 1; a
 * dimension X_PER_Y or of a product is in the base units of both.
 */
export interface UnitOfMeasure {
  readonly code: UnitCode;
  readonly symbol: string;
  readonly en: string;
  readonly dimension: Dimension;
  readonly factor: string;
  readonly aliases: readonly string[];
}

export const UNITS_OF_MEASURE_1764000730000: readonly UnitOfMeasure[] = Object.entries(ROWS).flatMap(
  ([dimension, rows]) =>
    rows.map(([code, symbol, en, factor, aliases]) => ({
      code,
      symbol,
      en,
      dimension: dimension as Dimension,
      factor,
      aliases,
    })),
);
