/** 覆盖情况合计,金额守恒:对应 + 未分配 + 未对应 = 总额 / totals; aligned + unallocated + unlinked = amount, to the 分 */
export class AlignmentTotals {
  /** 绩效目标数 / goals */
  goals: number;
  /** 预算总额(元)/ budget of all goals @example "5200000.00" */
  amount: string;
  /** 对应了战略目标的绩效目标数 / goals that are linked to an objective */
  alignedGoals: number;
  /** 按占比对应到战略目标的金额 / amount that their shares give to objectives @example "3200000.00" */
  alignedAmount: string;
  /** 已对应的绩效目标中未说明占比的金额 / what linked goals have left over, unsaid @example "800000.00" */
  unallocatedAmount: string;
  /** 未对应战略目标的绩效目标数 / goals without objective */
  unlinkedGoals: number;
  /** 其预算金额 / and their budget @example "1200000.00" */
  unlinkedAmount: string;
  /** 没有绩效目标的战略目标数(含下级)/ objectives that neither they nor their children have a goal for */
  objectivesWithoutGoals: number;
  /** 没有绩效目标的部门职责数 / duties without goals */
  dutiesWithoutGoals: number;
}

/** 一个战略目标的覆盖情况 / one objective */
export class ObjectiveCoverage {
  /** @format uuid */
  id: string;
  /** 上级目标 / parent @format uuid */
  parentId: string | null;
  /** 级次 / level */
  level: number;
  /** 编码 / code */
  code: string;
  /** 目标 / title */
  title: string;
  /** 直接对应的绩效目标数 / goals linked to it */
  goals: number;
  /** 直接对应的金额 / amount given to it @example "3200000.00" */
  amount: string;
  /** 含下级目标的绩效目标数,每个只计一次 / goals linked to it or a child, each once */
  treeGoals: number;
  /** 含下级目标的金额 / amount given to it and its children @example "3200000.00" */
  treeAmount: string;
}

/** 未对应战略目标的绩效目标 / a goal without objective */
export class UnlinkedGoal {
  /** @format uuid */
  id: string;
  /** @format uuid */
  unitId: string;
  /** @format uuid */
  projectId: string;
  /** 项目代码 / project code */
  projectCode: string;
  /** 项目名称 / project name */
  projectName: string;
  /** 预算金额;部门整体支出为零,以免与项目重复 / its budget; nothing for the whole of a department, whose projects are counted @example "1200000.00" */
  amount: string;
}

/** 没有绩效目标的部门职责 / a duty without goals */
export class UncoveredDuty {
  /** @format uuid */
  id: string;
  /** @format uuid */
  unitId: string;
  /** 编码 / code */
  code: string;
  /** 职责 / title */
  title: string;
}

/** 战略对应覆盖情况,限您的数据范围 / strategic coverage, as far as the caller's scope reaches */
export class AlignmentCoverageResponse {
  /** @format uuid */
  districtId: string;
  /** 预算年度 / fiscal year */
  fiscalYear: number;
  totals: AlignmentTotals;
  /** 战略目标,含没有绩效目标的 / objectives, also those without goals */
  objectives: ObjectiveCoverage[];
  /** 未对应战略目标的绩效目标,金额大者在前,至多 200 个 / goals without objective, the largest first, at most 200 */
  goalsWithoutObjective: UnlinkedGoal[];
  /** 没有绩效目标的部门职责,至多 200 项 / duties without goals, at most 200 */
  dutiesWithoutGoals: UncoveredDuty[];
}
