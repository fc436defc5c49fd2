/**
 * As they were when this migration was written: never edited; a later change is a later migration, or a district's own sheet.
 *
 * Five dimensions of 20 points each (四川省预算绩效评估管理办法; policy variants after a city's 事前绩效评估管理办法). The questions of
 * 立项必要性 and 投入经济性 and the first two of 绩效目标合理性 are those of a published score sheet; the others, the limits 80 and 60, and
 * the shares of the marks are this product's proposal, for districts to replace.
 */
const MARKS = { EXCELLENT: '1', GOOD: '0.85', FAIR: '0.7', POOR: '0.4' } as const;

const BANDS = [
  { outcome: 'SUPPORTED', from: '80' },
  { outcome: 'SUPPORTED_AFTER_ADJUSTMENT', from: '60' },
  { outcome: 'NOT_SUPPORTED', from: '0' },
] as const;

const dimension = (code: string, name: string, texts: readonly string[]) => ({
  code,
  name,
  questions: texts.map((text, index) => ({ code: `${code}-${index + 1}`, text, points: '5' })),
});

export const ASSESSMENT_SHEETS_1764000740000 = [
  {
    id: '01a20c00-0000-7000-8000-000000000741',
    variant: 'PROJECT',
    name: '项目事前绩效评估评分表',
    definition: {
      dimensions: [
        dimension('NECESSITY', '立项必要性', [
          '明确相关性:立项目的明确',
          '明确相关性:与发展规划及单位职责相关',
          '必要可行性:项目唯一,不与其他项目重复',
          '必要可行性:经过事前研究论证和集体决策',
        ]),
        dimension('ECONOMY', '投入经济性', [
          '预算科学性:预算内容与单位职责匹配',
          '预算科学性:预算明细清晰',
          '经济合理性:量力而为,投入与财力相适应',
          '经济合理性:测算依据充分,符合支出标准',
        ]),
        dimension('TARGET', '绩效目标合理性', [
          '完整性:绩效目标填报格式规范',
          '完整性:绩效目标明确',
          '可衡量性:指标细化量化,指标值有依据',
          '匹配性:目标与预算规模及实际需要相符',
        ]),
        dimension('PLAN', '实施方案可行性', [
          '组织保障:机构、人员和责任落实',
          '进度安排:步骤和时间可行',
          '条件保障:场地、技术和管理制度具备',
          '风险防控:主要风险已识别并有应对措施',
        ]),
        dimension('FUNDING', '筹资合规性', [
          '合规性:资金来源符合规定',
          '合规性:属于财政支持范围,与事权和支出责任相匹配',
          '可靠性:筹资渠道落实,各方资金能够到位',
          '可承受性:财政可承受,不形成隐性债务',
        ]),
      ],
      marks: MARKS,
      bands: BANDS,
    },
  },
  {
    id: '01a20c00-0000-7000-8000-000000000742',
    variant: 'POLICY',
    name: '政策事前绩效评估评分表',
    definition: {
      dimensions: [
        dimension('NECESSITY', '政策设立必要性', [
          '依据充分:有法律法规或上级决策依据',
          '需求真实:针对现实问题,服务对象明确',
          '公共性:属于公共财政支持范围',
          '唯一性:不与现行政策重复或冲突',
        ]),
        dimension('SAFEGUARD', '政策保障充分性', [
          '组织保障:牵头部门和职责分工明确',
          '制度保障:配套办法和操作规程具备',
          '条件保障:人员、数据和技术条件具备',
          '监督保障:有检查、公示和退出机制',
        ]),
        dimension('TARGET', '政策目标合理性', [
          '完整性:总体目标和阶段目标齐全',
          '明确性:目标清晰、可衡量',
          '匹配性:目标与资金规模相匹配',
          '可实现性:目标在政策期内能够实现',
        ]),
        dimension('SUSTAINABILITY', '政策实施可持续性', [
          '期限合理:政策期限明确,到期评估或退出',
          '财力可持续:中长期财力能够承受',
          '效果可持续:政策效果能够延续',
          '环境可持续:外部条件变化有应对预案',
        ]),
        dimension('FUNDING', '政策资金合规性', [
          '来源合规:资金来源符合规定',
          '标准合规:补助对象、范围和标准有依据',
          '测算合理:资金测算方法和数据可靠',
          '分担合规:各级财政事权和支出责任划分清楚',
        ]),
      ],
      marks: MARKS,
      bands: BANDS,
    },
  },
] as const;
