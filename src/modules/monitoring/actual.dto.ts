import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsNotEmpty,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
} from 'class-validator';
import { AllowedActionResponse } from '../../platform/auth/allowed-action.dto.js';
import { IsCivilDate, IsDecimalText } from '../../platform/http/fields.js';
import { Optional } from '../../platform/http/optional.js';
import { LEVELS, type Level } from './domain/monitoring-rule-set.js';
import type { PlausibilityCode } from './domain/plausibility.js';

/** 数值:恰好一种 / exactly one kind of figure */
export class ActualFigure {
  /** 数值;累计、成本、事件数为本期发生额,其余为期末值 / the period's amount, or the level at its end */
  @Optional()
  @IsDecimalText()
  value?: string;

  /** 分子(比率)/ numerator of a rate */
  @Optional()
  @IsDecimalText()
  numerator?: string;

  /** 分母(比率)/ denominator of a rate */
  @Optional()
  @IsDecimalText()
  denominator?: string;

  /** 达成、部分达成、未达成(定性)/ level, for QUAL */
  @Optional()
  @IsIn(LEVELS)
  level?: Level;

  /** 完成日期(时限)/ day of completion, for DATE */
  @Optional()
  @IsCivilDate()
  doneOn?: string;

  /** 说明,也用以答复提示 / note; also what answers a warning */
  @Optional()
  @IsString()
  @MaxLength(1000)
  note?: string;

  /** 佐证材料(本人上传的附件);更正时未给出则不变 / evidence: files that you have uploaded; in a correction, absent: stays */
  @Optional()
  @IsArray()
  @ArrayMaxSize(20)
  @ArrayUnique()
  @IsUUID(undefined, { each: true })
  fileIds?: string[];
}

/** 报送实际值 / a reported figure */
export class RecordActualRequest extends ActualFigure {
  /** 期间,与报送周期一致 / period, as long as the reporting period @example "2026-Q1" */
  @IsString()
  @Matches(/^20\d{2}(-(H[12]|Q[1-4]|0[1-9]|1[0-2]))?$/)
  period: string;
}

/** 更正实际值 / a correction */
export class CorrectActualRequest extends ActualFigure {
  /** 更正原因 / why */
  @IsString()
  @IsNotEmpty()
  @MaxLength(1000)
  reason: string;
}

/** 确认或核实 / confirming or verifying */
export class ActualCommentRequest {
  /** 意见 / comment */
  @Optional()
  @IsString()
  @MaxLength(1000)
  comment?: string;
}

/** 合理性提示:不阻止报送,由确认人查看 / why a figure may be wrong; it refuses nothing and whoever confirms sees it */
export class ActualWarning {
  /** 负数、比率超百、疑为小数、单位量级、偏离以往、突变、早于年度、无佐证 / what was found */
  code: PlausibilityCode;
  /** 严重:多为笔误;提醒:请说明 / SERIOUS: most likely a slip; NOTICE: to be explained */
  severity: 'SERIOUS' | 'NOTICE';
  /** 按 Accept-Language / in the language asked for */
  message: string;
  /** 所比较的数值 / what was compared */
  figures: Record<string, string>;
}

/** 实际值 / an actual */
export class ActualItem {
  /** @format uuid */
  id: string;
  /** @format uuid */
  indicatorId: string;
  /** @format uuid */
  projectId: string | null;
  /** 期间 / period @example "2026-Q1" @maxLength 8 */
  period: string;
  /** 期末月份 / month in which the period ends @minimum 1 @maximum 12 */
  month: number;
  /** @example "180" */
  value: string | null;
  numerator: string | null;
  denominator: string | null;
  level: 'ACHIEVED' | 'PARTIAL' | 'NOT' | null;
  /** @format date */
  doneOn: string | null;
  /** 初报、已确认、已核实 / state */
  state: 'PRELIMINARY' | 'CONFIRMED' | 'VERIFIED';
  note: string | null;
  /** 佐证材料 / evidence */
  fileIds: string[];
  warnings: ActualWarning[];
  version: number;
  /** @format date-time */
  updatedAt: string;
}

/** 更正前的数值 / the figures before a correction */
export class ActualRevision {
  /** 更正前的版本 / version before the correction */
  version: number;
  value: string | null;
  numerator: string | null;
  denominator: string | null;
  level: 'ACHIEVED' | 'PARTIAL' | 'NOT' | null;
  /** @format date */
  doneOn: string | null;
  state: 'PRELIMINARY' | 'CONFIRMED' | 'VERIFIED';
  note: string | null;
  /** 佐证材料 / evidence */
  fileIds: string[];
  warnings: ActualWarning[];
  /** 更正原因 / why it was corrected */
  reason: string;
  /** @format date-time */
  revisedAt: string;
}

/** 实际值及其更正历史 / an actual with its history */
export class ActualResponse extends ActualItem {
  revisions: ActualRevision[];
  allowedActions: AllowedActionResponse[];
}
