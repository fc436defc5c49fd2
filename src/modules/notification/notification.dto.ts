/** 事项 / what it is about */
export class NotificationSubject {
  /** 类型 / type @example "goal" */
  type: string;
  /** @format uuid */
  id: string;
}

/** 消息 / a notice in the inbox */
export class NotificationResponse {
  /** @format uuid */
  id: string;
  /** 种类 / kind @example "approval.task-opened" */
  kind: string;
  /** 级别 / severity */
  severity: 'INFO' | 'WARN' | 'CRITICAL';
  /** 标题,语言随 Accept-Language / title in the reader's language */
  title: string;
  /** 正文 / body */
  body: string;
  subject: NotificationSubject;
  /** @format uuid */
  projectId: string | null;
  /** @format uuid */
  districtId: string | null;
  /** @format date-time */
  createdAt: string;
  /** 阅读时间,未读为空 / null while unread @format date-time */
  readAt: string | null;
}

/** 未读数 / how many wait */
export class InboxSummary {
  unread: number;
}

/** 全部标为已读的结果 / how many were marked */
export class InboxRead {
  read: number;
}

/** 提醒对象 / who is told */
export class ReminderRecipientsResponse {
  /** 角色(对该单位)/ a role over the unit @example "UNIT_HEAD" */
  role: string | null;
  /** 指定的账号 / named accounts */
  accountIds: string[];
}

/** 定时提醒 / a reminder */
export class ReminderResponse {
  /** @format uuid */
  id: string;
  /** 种类 / kind */
  kind: string;
  /** 步骤 / step @example "D-2" */
  step: string;
  subject: NotificationSubject;
  /** @format uuid */
  projectId: string | null;
  /** @format uuid */
  districtId: string;
  /** 办理期限 / deadline @format date */
  deadline: string;
  /** 应提醒时间 / due @format date-time */
  dueAt: string;
  /** 实际提醒时间 / fired @format date-time */
  firedAt: string | null;
  /** 迟到秒数 / how late it came, in seconds */
  lateBySeconds: number | null;
  /** @format date-time */
  cancelledAt: string | null;
  /** 状态 / state */
  state: 'PLANNED' | 'FIRED' | 'CANCELLED';
  /** 级别 / severity */
  severity: 'INFO' | 'WARN' | 'CRITICAL';
  recipients: ReminderRecipientsResponse;
  titleZh: string;
  titleEn: string;
}
