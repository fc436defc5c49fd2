import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsObject, IsUUID, ValidateNested } from 'class-validator';
import { Optional } from '../../platform/http/optional.js';
import { StepName } from './approval-flow.dto.js';
import { StepChoice } from './approval-task.dto.js';

/** 假设的事项 / a subject that does not exist */
export class DryRunExample {
  /** 事项要素,未给出的视为未知 / facts; what is absent is unknown @example {"amount":"8000000.00"} */
  @IsObject()
  context: Record<string, string | number | boolean | null>;

  /** 所在单位 / where it lies */
  @IsUUID()
  unitId: string;
}

/** 试运行 / a dry run: of a subject, or of an example */
export class DryRunRequest {
  /** 事项 / a subject of the flow's type */
  @Optional()
  @IsUUID()
  subjectId?: string;

  @Optional()
  @ValidateNested()
  @Type(() => DryRunExample)
  example?: DryRunExample;

  /** 送审人:视为编制人,本人回避 / whose account will submit it: he counts as an author */
  @Optional()
  @IsUUID()
  submitterId?: string;

  /** 提交时指定的办理人 / people whom the submitter chooses */
  @Optional()
  @IsArray()
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => StepChoice)
  choices?: StepChoice[];
}

/** 条件求值的一步 / one part of a condition and what it came to */
export class TraceResponse {
  text: string;
  /** 数值、文字,或 true、false;未知为 null / a number, a text, true or false; null: unknown */
  value: string | null;
}

/** 条件 / a condition on the way to a step */
export class ConditionResponse {
  /** 环节或分支代码 / the step or branch where it stands */
  key: string;
  when: string;
  /** 未知为 null / null: unknown */
  value: boolean | null;
  trace: TraceResponse[];
}

/** 可能的办理人 / somebody whom a rule finds */
export class CandidateResponse {
  /** @format uuid */
  accountId: string;
  name: string;
  /** 回避原因:编制人、须另办一环节 / why he may not decide */
  barred: 'AUTHOR' | 'DECIDES_ANOTHER_STEP' | null;
}

/** 一条办理人规则找到的人员 / whom one rule finds */
export class RuleResponse {
  by: 'ROLE' | 'ACCOUNTS' | 'FIELD' | 'CHOSEN';
  role: string | null;
  scope: string | null;
  people: CandidateResponse[];
}

/** 环节 / a step of the dry run */
export class DryRunStep {
  key: string;
  name: StepName;
  /** 是否经过 / whether it is taken */
  taken: boolean;
  /** 为何经过或不经过 / why */
  because: 'UNCONDITIONAL' | 'CONDITION_HOLDS' | 'CONDITION_UNKNOWN' | 'CONDITION_FAILS' | 'OTHER_BRANCH';
  conditions: ConditionResponse[];
  mandatory: boolean;
  mode: 'ANY' | 'ALL' | 'SEQUENTIAL' | 'VOTE';
  /** 由谁办理:所列人员、上级、无人、随后指定、本人跳过 / who decides; null where it is not taken */
  asked: 'PEOPLE' | 'SUPERIOR' | 'NOBODY' | 'LATER' | 'SKIPPED' | null;
  rules: RuleResponse[];
  superiors: CandidateResponse[];
  /** 各环节用足时限时的到期日;日历未及为 null / due, if each step before takes all its time; null beyond the calendar @format date */
  dueOn: string | null;
  /** 交上级之日 / when the superior is asked, too @format date */
  escalatesOn: string | null;
  /** 自动办理之日 / when the flow decides by itself @format date */
  decidesAloneOn: string | null;
}

/** 问题 / what would go wrong */
export class DryRunProblem {
  stepKey: string;
  /** 提交时会遇到的错误代码 / the error code that the submission would meet */
  code: string;
  message: string;
}

/** 试运行结果,不写入任何数据 / the answer of a dry run; nothing is written */
export class DryRunResponse {
  /** @format uuid */
  flowId: string;
  revision: number;
  /** 事项要素 / the facts that conditions saw */
  context: Record<string, unknown>;
  steps: DryRunStep[];
  problems: DryRunProblem[];
}
