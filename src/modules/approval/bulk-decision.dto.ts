import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsInt, IsUUID, Max, Min, ValidateNested } from 'class-validator';
import { MAX_BATCH } from './approval-batch.js';
import { DecisionRequest } from './approval-task.dto.js';

/** 批量审批中的一项:与逐项审批相同 / one decision among many: what a single one needs, too */
export class BulkDecisionItem extends DecisionRequest {
  /** 任务 / task */
  @IsUUID()
  taskId: string;

  /** 所阅任务的版本(单项审批时为 If-Match)/ version of the task that was read */
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  version: number;
}

/** 批量审批 / many decisions */
export class BulkDecisionsRequest {
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_BATCH)
  @ValidateNested({ each: true })
  @Type(() => BulkDecisionItem)
  items: BulkDecisionItem[];
}
