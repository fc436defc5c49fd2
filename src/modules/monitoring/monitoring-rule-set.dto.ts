import { Type } from 'class-transformer';
import { IsNotEmpty, IsString, IsUUID, MaxLength, ValidateNested } from 'class-validator';
import { AllowedActionResponse } from '../../platform/auth/allowed-action.dto.js';
import { IsCode } from '../../platform/http/fields.js';
import { MonitoringRulesRequest } from './monitoring-rules.dto.js';

/** 监控规则草稿的内容 / what a draft says */
export class PutMonitoringRuleSetRequest {
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  nameZh: string;

  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  nameEn: string;

  @ValidateNested()
  @Type(() => MonitoringRulesRequest)
  @IsNotEmpty()
  rules: MonitoringRulesRequest;
}

/** 新建监控规则草稿;同代码的新稿为下一版 / a draft; of the same code it is the next edition */
export class CreateMonitoringRuleSetRequest extends PutMonitoringRuleSetRequest {
  /** 区划 / district */
  @IsUUID()
  districtId: string;

  /** 规则代码 / code @example "SL-2026" */
  @IsString()
  @IsCode()
  code: string;
}

/** 监控规则集的一版 / one edition of a monitoring rule set */
export class MonitoringRuleSetItem {
  /** @format uuid */
  id: string;
  /** @example "SL-DEFAULT" */
  code: string;
  /** 版次 / edition */
  edition: number;
  /** 空为所有区划 / null: for all districts @format uuid */
  districtId: string | null;
  nameZh: string;
  nameEn: string;
  state: 'DRAFT' | 'PUBLISHED' | 'RETIRED';
  /** @format date-time */
  publishedAt: string | null;
  version: number;
}

/** 监控规则集及其内容 / with its content */
export class MonitoringRuleSetResponse extends MonitoringRuleSetItem {
  /** 亮灯、核查点、不匹配等规则 / the rules */
  rules: MonitoringRulesRequest;
  allowedActions: AllowedActionResponse[];
}

/** 选用监控规则 / the choice of a district */
export class SelectMonitoringRuleSetRequest {
  /** 区划 / district */
  @IsUUID()
  districtId: string;

  /** 规则代码 / code @example "IFMIS-A" */
  @IsString()
  @IsCode()
  code: string;
}

/** 区划选用的监控规则 / what a district has chosen */
export class MonitoringRuleSetSelection {
  /** @format uuid */
  districtId: string;
  /** 选用的规则代码 / the chosen code */
  code: string;
  /** 生效的规则集 / the rule set in force @format uuid */
  ruleSetId: string;
  edition: number;
  /** 未选用,按默认 / nothing was chosen */
  isDefault: boolean;
  /** 区划的版本 / the version of the district */
  version: number;
  allowedActions: AllowedActionResponse[];
}
