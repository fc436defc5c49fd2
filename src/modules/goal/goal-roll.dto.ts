import { IsInt, IsUUID, Max, Min } from 'class-validator';
import { Optional } from '../../platform/http/optional.js';

/** 结转为下一年度目标草稿 / roll a goal to the next year, as a draft */
export class RollGoalRequest {
  /** 下一预算年度 / the fiscal year that follows the goal's @example 2027 */
  @IsInt()
  @Min(2001)
  @Max(2100)
  fiscalYear: number;
}

/** 批量结转一个单位或一个区划的目标 / roll all goals of a unit or a district; name one of the two */
export class CreateGoalRollRequest {
  /** 单位,含其下级 / the unit, with those below it */
  @Optional()
  @IsUUID()
  unitId?: string;

  /** 区划 / the district */
  @Optional()
  @IsUUID()
  districtId?: string;

  /** 结转到的预算年度,即下一年度 / the fiscal year to roll to @example 2027 */
  @IsInt()
  @Min(2001)
  @Max(2100)
  fiscalYear: number;
}
