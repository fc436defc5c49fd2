import { IsNotEmpty, IsString, IsUUID, MaxLength } from 'class-validator';

/** 离岗移交:将一人的全部在办任务移交他人 / a leaver's open tasks go to somebody else */
export class HandOverRequest {
  /** 离岗人员 / the leaver */
  @IsUUID()
  fromAccountId: string;

  /** 接办人员 / who takes over */
  @IsUUID()
  toAccountId: string;

  /** 事由 / why @example "调离岗位" */
  @IsString()
  @IsNotEmpty()
  @MaxLength(2000)
  reason: string;
}
