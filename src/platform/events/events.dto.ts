/** 事件的主体 / what the event is about */
export class EventSubject {
  /** 种类 / type @example "goal" @maxLength 40 */
  type: string;
  /** @format uuid */
  id: string | null;
}

/** 业务事件:按提交顺序,只增不改 / a fact, in commit order, never changed */
export class EventResponse {
  /** @format uuid */
  id: string;
  /** 事件类型(过去式)/ type, in the past tense @example "unit.created" @maxLength 100 */
  type: string;
  /** 发生时间 / when @format date-time */
  occurredAt: string;
  /** 区划 / district @format uuid */
  districtId: string | null;
  /** 单位树路径 / path of the unit @example "r.d510116.u3" @maxLength 1000 */
  unitPath: string;
  /** 项目 / project @format uuid */
  projectId: string | null;
  subject: EventSubject;
  /** 编号及订阅方无法重新读取的内容 / ids, and what a subscriber cannot read again */
  payload: Record<string, unknown>;
}
