import { defineErrors } from '../../kernel/domain-error.js';

export const queueErrors = defineErrors('queue', {
  passRequired: {
    kind: 'UNAUTHENTICATED',
    zh: '请先以系统管理员身份 POST /api/v1/queues/session,再在同一浏览器中打开本页（10 分钟内有效）',
    en: 'As system administrator POST /api/v1/queues/session first, then open this page in the same browser within 10 minutes',
  },
  keysNotAccepted: {
    kind: 'FORBIDDEN',
    zh: '队列看板只对系统管理员本人开放，不接受 API 密钥',
    en: 'The queue board is for the system administrator in person, not for API keys',
  },
});
