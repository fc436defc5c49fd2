import { IsNotEmpty, IsString, IsUUID, MaxLength } from 'class-validator';
import { IsCivilDate } from '../../platform/http/fields.js';
import { Optional } from '../../platform/http/optional.js';

/** 设置代理人 / somebody stands in for an absent person */
export class CreateSubstitutionRequest {
  /** 被代理人,默认本人 / the absent person; the caller himself when left out */
  @Optional()
  @IsUUID()
  absentId?: string;

  /** 代理人 / the substitute */
  @IsUUID()
  substituteId: string;

  /** 起始日(含)/ first day */
  @IsCivilDate()
  validFrom: string;

  /** 终止日(含)/ last day */
  @IsCivilDate()
  validTo: string;

  /** 事由 / why @example "年休假" */
  @IsString()
  @IsNotEmpty()
  @MaxLength(2000)
  reason: string;
}

/** 代理关系中的一方 / one of the two */
export class SubstitutionPerson {
  /** @format uuid */
  id: string;
  name: string;
}

/** 代理 / a substitution */
export class SubstitutionResponse {
  /** @format uuid */
  id: string;
  /** 被代理人 / the absent person */
  absent: SubstitutionPerson;
  /** 代理人 / the substitute */
  substitute: SubstitutionPerson;
  /** @format date */
  validFrom: string;
  /** @format date */
  validTo: string;
  reason: string;
  /** 未开始、生效中、已到期、已取消 / planned, active, over, cancelled */
  state: 'PLANNED' | 'ACTIVE' | 'OVER' | 'CANCELLED';
  /** 设置人 / who arranged it @format uuid */
  createdBy: string;
  /** @format date-time */
  cancelledAt: string | null;
  version: number;
}
