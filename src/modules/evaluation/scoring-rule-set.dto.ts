import { Type } from 'class-transformer';
import { IsNotEmpty, IsString, IsUUID, Matches, MaxLength, ValidateNested } from 'class-validator';
import { AllowedActionResponse } from '../../platform/auth/allowed-action.dto.js';
import { ScoringRulesRequest } from './scoring-rules.dto.js';

/** 新建评分规则草稿 / a draft rule set */
export class CreateScoringRuleSetRequest {
  /** 规则代码,同代码的新稿为下一版 / code; a new draft of the same code is its next revision @example "SL-2026" */
  @IsString()
  @MaxLength(40)
  @Matches(/^[A-Z][A-Z0-9-]{1,39}$/)
  code: string;

  /** 区划 / district */
  @IsUUID()
  districtId: string;

  @ValidateNested()
  @Type(() => ScoringRulesRequest)
  @IsNotEmpty()
  rules: ScoringRulesRequest;
}

/** 评分规则(列表)/ a scoring rule set in a list */
export class ScoringRuleSetItem {
  /** @format uuid */
  id: string;
  code: string;
  /** 版次 / revision */
  revision: number;
  /** 空为各区划通用 / null: for all districts @format uuid */
  districtId: string | null;
  state: 'DRAFT' | 'PUBLISHED' | 'RETIRED';
  rules: ScoringRulesRequest;
  /** @format date-time */
  publishedAt: string | null;
  /** 首次用于评分的时间 / when it first scored something @format date-time */
  usedAt: string | null;
  version: number;
  /** @format date-time */
  updatedAt: string;
}

/** 评分规则 / a scoring rule set */
export class ScoringRuleSetResponse extends ScoringRuleSetItem {
  allowedActions: AllowedActionResponse[];
}
