import type { AllowedAction } from '../http/json-text.js';

/** 可执行操作 / what the caller may do */
export class AllowedActionResponse implements AllowedAction {
  /** 操作 / action @example "submit" */
  action: string;
  /** 现在可执行 / whether it is possible now */
  allowed: boolean;
  /** 不可执行时的错误代码 / the error code that the act would meet @example "request.forbidden" */
  reason: string | null;
}
