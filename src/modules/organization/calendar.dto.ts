import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsInt,
  IsString,
  IsUUID,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { IsCivilDate } from '../../platform/http/fields.js';
import { Optional } from '../../platform/http/optional.js';

/** 新建预算年度 / a new fiscal year */
export class CreateFiscalYearRequest {
  /** 区划 / district */
  @IsUUID()
  districtId: string;

  /** 预算年度(公历年,预算法第十八条)/ fiscal year @example 2026 */
  @IsInt()
  @Min(2000)
  @Max(2100)
  year: number;
}

/** 预算年度 / a fiscal year */
export class FiscalYearResponse {
  /** @format uuid */
  id: string;
  /** @format uuid */
  districtId: string;
  /** 年度 / year */
  year: number;
  /** 状态 / state */
  state: 'OPEN' | 'CLOSING' | 'CLOSED' | 'REOPENING';
  version: number;
}

/** 一天 / one day of the calendar */
export class CalendarDay {
  @IsCivilDate()
  day: string;

  /** 是否工作日 / whether it is a working day */
  @IsBoolean()
  isWorking: boolean;

  /** 名称 / name @example "国庆节" */
  @Optional()
  @IsString()
  @MaxLength(50)
  name?: string;
}

/** 国务院办公厅节假日安排中的放假与调休日;未列出的日期按周末规则 / the days that differ from the weekend rule */
export class ImportWorkingDaysRequest {
  /** 年份 / year @example 2027 */
  @IsInt()
  @Min(2000)
  @Max(2100)
  year: number;

  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @ValidateNested({ each: true })
  @Type(() => CalendarDay)
  days: CalendarDay[];
}

/** 日历中的一天 / a day */
export class WorkingDayResponse {
  /** @format date */
  day: string;
  isWorking: boolean;
  name: string | null;
}

/** 导入结果 / what was loaded */
export class WorkingDaysLoaded {
  year: number;
  /** 与周末规则不同的天数 / days that differ from the weekend rule */
  loaded: number;
}
