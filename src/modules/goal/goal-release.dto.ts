import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsInt,
  IsNotEmpty,
  IsString,
  IsUUID,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { IsCivilDate } from '../../platform/http/fields.js';

/** 批复一批已通过的绩效目标 / release a batch of passed goals */
export class CreateGoalReleaseRequest {
  /** 区划 / district */
  @IsUUID()
  districtId: string;

  /** 预算年度 / fiscal year */
  @IsInt()
  @Min(2000)
  @Max(2100)
  fiscalYear: number;

  /** 批复文号 / number @example "双财绩〔2026〕1号" */
  @IsString()
  @IsNotEmpty()
  @MaxLength(60)
  number: string;

  /** 批复日期,自该日起执行 / date; execution begins on it */
  @IsCivilDate()
  releasedOn: string;

  /** 绩效目标 / the goals */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @ArrayUnique()
  @IsUUID('all', { each: true })
  goalIds: string[];
}

/** 批复 / a release */
export class GoalReleaseResponse {
  /** @format uuid */
  id: string;
  /** @format uuid */
  districtId: string;
  fiscalYear: number;
  number: string;
  /** @format date */
  releasedOn: string;
  /** 批复的目标数 / how many goals */
  goals: number;
  version: number;
}

/** 版次 / a revision in a list */
export class GoalRevisionItem {
  revision: number;
  contentHash: string;
  /** @format date-time */
  approvedAt: string;
  /** 批复人或调整批准人 / the person who released it, or approved the adjustment @format uuid */
  approvedBy: string | null;
  /** 批复;调整形成的版次为空 / the release; null: an adjustment has made it @format uuid */
  releaseId: string | null;
  /** 形成该版次的目标调整 / the adjustment that has made it @format uuid */
  adjustmentId: string | null;
  trigger: 'POLICY' | 'FORCE_MAJEURE' | 'BUDGET_CHANGE' | 'MONITORING' | 'OTHER' | null;
  /** 调整理由 / why it was adjusted */
  reason: string | null;
  /** 预算变动额(元)/ change of the budget, in yuan */
  budgetDelta: string | null;
}

/** 版次及当时内容 / a revision with what was approved */
export class GoalRevisionResponse extends GoalRevisionItem {
  content: Record<string, unknown>;
}
