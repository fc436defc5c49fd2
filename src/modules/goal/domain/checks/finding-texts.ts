/** Texts of the findings whose severity is data: what was found, and what would make it right. `{x}` is filled from the params. */
export const CHECK_TEXTS = {
  SMART_S: {
    zh: '“{name}”没有说明具体对象和结果:{reason}',
    en: '{name} names no object and outcome: {reasonEn}',
    advice: {
      zh: '写明“谁/什么”得到“什么结果”,例如把“加强校园安全”改为“校园安全隐患整改完成率”。',
      en: 'Say what is reached for whom, such as the share of hazards removed instead of “strengthen safety”.',
    },
  },
  SMART_M: {
    zh: '“{name}”无法衡量:{reason}',
    en: '{name} cannot be measured: {reasonEn}',
    advice: {
      zh: '定量指标写明度量单位;定性指标写明达成、部分达成、未达成各是什么,以及以何材料佐证(取值来源)。',
      en: 'Give a quantity its unit; describe the levels of what is judged in words, and name the evidence (data source).',
    },
  },
  SMART_R: {
    zh: '目标文字中没有提到“{name}”所衡量的内容',
    en: 'The text of the goal says nothing of what {name} measures',
    advice: {
      zh: '在年度目标中写明该项内容,或改用与目标直接相关的指标。',
      en: 'Say it in the annual goal, or choose an indicator of what the goal says.',
    },
  },
  SMART_T: {
    zh: '“{name}”的时间不在 {year} 预算年度内:{reason}',
    en: 'The time of {name} is not within fiscal year {year}: {reasonEn}',
    advice: {
      zh: '写明本年度内的完成日期或报送周期;跨年任务写本年应达到的阶段结果。',
      en: 'Give a date or period within the year; for longer tasks what is to be reached this year.',
    },
  },
  NOT_ALIGNED: {
    zh: '未与战略目标或部门职责对应',
    en: 'Aligned with no strategic objective and no duty of the unit',
    advice: {
      zh: '在“战略对应”中选择所服务的战略目标或部门职责。',
      en: 'Choose the objective or duty that it serves under alignment.',
    },
  },
  INPUT_AS_OUTPUT: {
    zh: '“{name}”是投入,不是产出',
    en: '{name} is an input, not an output',
    advice: {
      zh: '产出指标写钱办成了什么;金额放到成本指标。',
      en: 'An output says what the money brought about; amounts belong under cost.',
    },
  },
  SINGLE_WEIGHT: {
    zh: '单项指标权重 {weight} 超过 {limit} 分',
    en: 'one indicator carries {weight} of the points, above {limit}',
    advice: { zh: '拆分为几项指标,或降低权重。', en: 'Split it into several, or lower its weight.' },
  },
  UNIT_IMPLAUSIBLE: {
    zh: '“{name}”的度量单位“{unit}”不合常理,通常为 {usual}',
    en: '{name} is counted in {unit}; usual are {usual}',
    advice: { zh: '核对度量单位与指标名称。', en: 'Check the unit against the name.' },
  },
  QUAL_LEVELS_MISSING: {
    zh: '定性指标“{name}”没有分级标准',
    en: '{name} is judged in words, but its levels are not described',
    advice: {
      zh: '在评分标准中分别写明达成、部分达成、未达成的情形,或引用指标库中的定性指标。',
      en: 'Describe reached, partly reached and not reached in the scoring standard, or pin a definition that does.',
    },
  },
  QUAL_WITH_NUMBER: {
    zh: '定性指标“{name}”的指标值含有数量“{found}”',
    en: '{name} is judged in words, but its target counts: {found}',
    advice: {
      zh: '改为定量指标,填写指标性质、指标值和单位。',
      en: 'Make it quantitative, with operator, value and unit.',
    },
  },
  NUMBER_IN_NAME: {
    zh: '指标名称“{name}”中含有指标值 {value}',
    en: 'The name {name} contains its target {value}',
    advice: { zh: '名称只写衡量什么,数值写在指标值中。', en: 'The name says what is measured, the target how much.' },
  },
  BASELINE_NOT_BETTER: {
    zh: '指标值 {target} 没有好于基期值 {baseline}',
    en: 'The target {target} is no better than the baseline {baseline}',
    advice: {
      zh: '核对指标值、基期值和方向;如以保持为目标,请说明原因。',
      en: 'Check target, baseline and direction; if holding the level is the aim, say why.',
    },
  },
  EVIDENCE_WEAK: {
    zh: '“{name}”的佐证可靠性为 D 级,纳入抽查',
    en: 'The evidence of {name} is of reliability D: it joins the spot checks',
    advice: {
      zh: '改用系统数据、台账或第三方检测;评价时可信度受限。',
      en: 'Prefer system data, ledgers or third-party tests; confidence stays capped.',
    },
  },
  TARGET_TOO_LOW: {
    zh: '“{name}”目标值 {target} 偏低,容易达到({views})',
    en: 'The target {target} of {name} looks too easy ({viewsEn})',
    advice: {
      zh: '参考建议区间 {range} 调整,或说明理由(政策、人口、价格变化等)。',
      en: 'Consider {range}, or say why (policy, population, prices).',
    },
  },
  TARGET_TOO_HIGH: {
    zh: '“{name}”目标值 {target} 偏高,难以达到({views})',
    en: 'The target {target} of {name} looks out of reach ({viewsEn})',
    advice: {
      zh: '参考建议区间 {range} 调整,或说明保障措施和依据。',
      en: 'Consider {range}, or say what makes it possible.',
    },
  },
  TARGET_UNCOMPARED: {
    zh: '“{name}”没有足够的数据判断目标值高低(往年 {history} 年,同类单位 {peers} 个)',
    en: 'Not enough figures to judge the target of {name} ({history} past years, {peers} peers)',
    advice: {
      zh: '由审核人员凭依据判断;请填写指标值设定依据。',
      en: 'Reviewers judge by its basis: say what the target rests on.',
    },
  },
  BELOW_MINIMUM: {
    zh: '“{name}”目标值 {target} 未达到 {source} 规定的 {minimum}',
    en: 'The target {target} of {name} falls short of {minimum}, set by {source}',
    advice: { zh: '不得低于法定标准,请调整目标值。', en: 'The law asks for more: raise the target.' },
  },
} as const;
