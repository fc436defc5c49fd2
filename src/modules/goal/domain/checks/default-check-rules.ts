import type { GoalCheckRules } from './check-rules.js';

const words = (text: string): readonly string[] => text.split(' ');

/** The rules of a district that has published none: 2.2 and 7.1 of the design, words as published tables use them. */
export const DEFAULT_CHECK_RULES: GoalCheckRules = {
  severities: {
    SMART_S: 'WARN',
    SMART_M: 'WARN',
    SMART_R: 'INFO',
    SMART_T: 'WARN',
    NOT_ALIGNED: 'WARN',
    INPUT_AS_OUTPUT: 'WARN',
    SINGLE_WEIGHT: 'WARN',
    UNIT_IMPLAUSIBLE: 'WARN',
    QUAL_LEVELS_MISSING: 'ERROR',
    QUAL_WITH_NUMBER: 'WARN',
    NUMBER_IN_NAME: 'WARN',
    BASELINE_NOT_BETTER: 'WARN',
    EVIDENCE_WEAK: 'INFO',
    TARGET_TOO_LOW: 'WARN',
    TARGET_TOO_HIGH: 'WARN',
    TARGET_UNCOMPARED: 'INFO',
    BELOW_MINIMUM: 'ERROR',
  },
  words: {
    vague: words(
      '加强 推进 促进 提升 提高 完善 深化 落实 做好 强化 推动 保障 加大 加快 改善 优化 健全 规范 支持 开展 组织 确保 持续 进一步 不断 有效 积极 全面 大力',
    ),
    outcomes: words(
      '率 数 数量 人数 人次 次数 户数 件数 个数 天数 面积 里程 长度 时间 时限 时长 时效 成本 费用 支出 金额 收入 产值 增加值 总额 满意度 知晓度 程度 比例 比重 占比 水平 标准 浓度 指数 覆盖面 价格 均值 量 度 额 值 期 比 险 效益 影响 情况 及时性 合规性 完整性 准确性 有效性 可持续性 稳定 安全 贡献',
    ),
    empty: words('完成 达标 合格 工作 任务 项目 按时完成 工作完成 任务完成 项目完成'),
    inputs: words('投入 拨付 支付 下达 预算 经费 专项资金 财政资金 资金使用 支出 完成投资'),
  },
  units: [
    {
      endings: words('率 比例 比重 占比'),
      units: words('% ‰ 百分比 ‱ 1/万 1/10万 百分点 个百分点 倍 系数 人/千人 人/万车 比'),
    },
    { endings: words('满意度 知晓度'), units: words('% 分') },
    {
      endings: words('按时发放 及时发放 按期完成 按时完成 及时完成 及时拨付 按时拨付 及时性'),
      units: words('% 天 日 月 个月 个工作日 工作日 次'),
    },
    { endings: words('人数'), units: words('人 名 口 万人 人次 万人次') },
    { endings: words('人次'), units: words('人次 万人次 人/次') },
    { endings: words('户数'), units: words('户 万户') },
    {
      endings: words('面积'),
      units: words('平方米 m2 万平方米 亩 万亩 公顷 平方公里 平方千米 km2 亩次 万亩次 公顷次 平方米/人 亩/户'),
    },
    { endings: words('里程'), units: words('公里 千米 km 米 m 公里/年 车公里 万车公里') },
  ],
  moneyUnits: words('元 千元 万元 百万元 亿元'),
  singleWeight: '60',
  thresholds: {
    minHistory: 3,
    minPeers: 3,
    lowZ: '-2',
    highZ: '3',
    flatShare: '0.10',
    unitCostShare: '0.30',
    overshoot: '1.3',
    minGrowth: '0.8',
    maxGrowth: '1.25',
  },
  // None came with the product: a district enters what its documents ask, with the document.
  standards: [],
};
