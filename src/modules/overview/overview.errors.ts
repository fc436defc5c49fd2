import { defineErrors } from '../../kernel/domain-error.js';

export const overviewErrors = defineErrors('overview', {
  notAsStream: {
    kind: 'MALFORMED',
    zh: '此地址只提供事件流,请带 Accept: text/event-stream',
    en: 'This address is a stream: ask with Accept: text/event-stream',
  },
  tooManyStreams: {
    kind: 'TOO_MANY',
    zh: '实时连接过多(每个账号最多 {mostOfOne} 个),请先关闭一个',
    en: 'Too many live connections (at most {mostOfOne} per account): close one first',
  },
});
