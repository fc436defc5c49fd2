/** 状态机 / the lifecycle of one kind of object */
export class LifecycleResponse {
  /** 名称 / name @example "goal" */
  name: string;
  /** Mermaid 状态图 / Mermaid state diagram */
  mermaid: string;
}
