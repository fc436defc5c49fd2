import { INDICATOR_LIBRARY_1764000730000 } from '../../../../../migrations/seeds/1764000730000-indicator-library.js';
import { UNITS_OF_MEASURE_1764000730000 } from '../../../../../migrations/seeds/1764000730000-units-of-measure.js';
import type { CheckedIndicator } from '../goal-check.js';
import type { RuledCode } from './check-rules.js';
import { DEFAULT_CHECK_RULES } from './default-check-rules.js';
import { codesOf, judged, QUALITATIVE } from './goal-judgement.fixture.js';

type Change = Partial<CheckedIndicator>;
const money: Change = { unitOfMeasure: '万元', targetValue: '300' };
const share: Change = { measureType: 'RATE', unitOfMeasure: '%', targetValue: '95', level2: '质量指标' };

/** Sector, rule, an indicator that it flags, and one that it leaves alone. */
const EXAMPLES: readonly (readonly [string, RuledCode, Change, Change])[] = [
  [
    '教育',
    'INPUT_AS_OUTPUT',
    { ...money, name: '营养改善计划资金投入' },
    { name: '享受营养餐学生人数', unitOfMeasure: '人' },
  ],
  [
    '卫生健康',
    'INPUT_AS_OUTPUT',
    { ...money, name: '基层医疗设备购置经费支出' },
    {
      ...money,
      level1: '成本指标',
      level2: '经济成本指标',
      measureType: 'COST',
      operator: 'LE',
      direction: 'NEGATIVE',
      name: '医疗设备购置经费支出',
    },
  ],
  [
    '交通',
    'UNIT_IMPLAUSIBLE',
    { name: '农村公路养护里程', unitOfMeasure: '座' },
    { name: '农村公路养护里程', unitOfMeasure: '公里' },
  ],
  [
    '民政社保',
    'UNIT_IMPLAUSIBLE',
    { ...share, name: '高龄津贴按时发放', unitOfMeasure: '人/年' },
    { ...share, name: '高龄津贴按时发放' },
  ],
  [
    '生态环境',
    'UNIT_IMPLAUSIBLE',
    { ...share, name: '地表水断面水质达标率', unitOfMeasure: '个' },
    { ...share, name: '地表水断面水质达标率', unitOfMeasure: '％' },
  ],
  [
    '城乡建设',
    'SINGLE_WEIGHT',
    { name: '老旧小区改造户数', unitOfMeasure: '户', weight: '65' },
    { name: '老旧小区改造户数', unitOfMeasure: '户', weight: '60' },
  ],
  [
    '农业农村',
    'NUMBER_IN_NAME',
    { name: '村组干部230人', targetValue: '230', unitOfMeasure: '人' },
    { name: '村组干部补贴发放人数', targetValue: '230', unitOfMeasure: '人' },
  ],
  [
    '社会治理',
    'NUMBER_IN_NAME',
    { ...share, name: '矛盾纠纷调解率达到95', targetValue: '95.00' },
    { ...share, name: '12345热线按期办结率' },
  ],
  [
    '科技',
    'QUAL_LEVELS_MISSING',
    { ...QUALITATIVE, name: '科技创新环境', scoringStandard: '由专家评定' },
    { ...QUALITATIVE, name: '科技创新环境' },
  ],
  [
    '文化体育',
    'QUAL_LEVELS_MISSING',
    { ...QUALITATIVE, name: '公共文化服务影响', scoringStandard: null },
    { ...QUALITATIVE, name: '公共文化服务影响', scoringStandard: null, definitionLevels: true },
  ],
  [
    '社会治理',
    'QUAL_WITH_NUMBER',
    { ...QUALITATIVE, name: '群众安全感', targetText: '不低于 95%' },
    { ...QUALITATIVE, name: '群众安全感', targetText: '稳步提升' },
  ],
  [
    '民政社保',
    'QUAL_WITH_NUMBER',
    { ...QUALITATIVE, name: '养老服务水平', targetText: '覆盖120个社区' },
    { ...QUALITATIVE, name: '养老服务水平', targetText: '社区普遍覆盖' },
  ],
  [
    '生态环境',
    'BASELINE_NOT_BETTER',
    {
      name: 'PM2.5年均浓度',
      measureType: 'STOCK',
      operator: 'LE',
      direction: 'NEGATIVE',
      baseline: '35',
      targetValue: '36',
      unitOfMeasure: '微克/立方米',
    },
    {
      name: 'PM2.5年均浓度',
      measureType: 'STOCK',
      operator: 'LE',
      direction: 'NEGATIVE',
      baseline: '35',
      targetValue: '33',
      unitOfMeasure: '微克/立方米',
    },
  ],
  [
    '卫生健康',
    'BASELINE_NOT_BETTER',
    { ...share, name: '家庭医生签约率', baseline: '96' },
    { ...share, name: '适龄儿童免疫接种率', baseline: '100', targetValue: '100' },
  ],
  [
    '交通',
    'EVIDENCE_WEAK',
    { ...share, name: '公交准点率', reliability: 'D' },
    { ...share, name: '公交准点率', reliability: 'B' },
  ],
];

describe('the quality rules of 三级指标', () => {
  it.each(EXAMPLES)('%s: %s is flagged, and its sound neighbour is not', (_, code, faulty, sound) => {
    expect(codesOf(judged(faulty))).toContain(code);
    expect(codesOf(judged(sound))).not.toContain(code);
    const severity = DEFAULT_CHECK_RULES.severities[code];
    expect(judged(faulty).findings.find((finding) => finding.code === code)?.severity).toBe(severity);
  });

  it('are data: a district makes one an error, or does without it', () => {
    const faulty = { name: '村组干部230人', targetValue: '230', unitOfMeasure: '人' };
    const ruledAs = (severity: 'ERROR' | 'OFF') => ({
      ...DEFAULT_CHECK_RULES,
      severities: { ...DEFAULT_CHECK_RULES.severities, NUMBER_IN_NAME: severity },
    });
    const strict = judged(faulty, { rules: ruledAs('ERROR') }).findings;
    expect(strict.find(({ code }) => code === 'NUMBER_IN_NAME')?.severity).toBe('ERROR');
    expect(codesOf(judged(faulty, { rules: ruledAs('OFF') }))).not.toContain('NUMBER_IN_NAME');
  });

  it('have nothing against the wording and the units of the whole shipped library', () => {
    const symbols = new Map(UNITS_OF_MEASURE_1764000730000.map(({ code, symbol }) => [code, symbol]));
    const flagged = INDICATOR_LIBRARY_1764000730000.flatMap((entry) => {
      const position = entry.positions?.V2021 ?? entry.positions?.V2015;
      if (!position) return [];
      const { measureType, operator, direction } = entry;
      const unitOfMeasure = entry.unitOfMeasure ? (symbols.get(entry.unitOfMeasure) ?? null) : null;
      const asIndicator = { ...position, name: entry.name.zh, measureType, operator, direction, unitOfMeasure };
      const wording = ['SMART_S', 'UNIT_IMPLAUSIBLE', 'INPUT_AS_OUTPUT', 'NUMBER_IN_NAME', 'SMART_T'];
      return codesOf(judged(asIndicator as Change))
        .filter((code) => wording.includes(code))
        .map((code) => `${entry.name.zh} ${code}`);
    });
    expect(flagged).toEqual([]);
  });
});
