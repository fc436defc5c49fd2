import { defineErrors } from '../../kernel/domain-error.js';

export const alertErrors = defineErrors('alert', {
  stateForbids: {
    kind: 'CONFLICT',
    zh: '预警当前为“{state}”,不能{action}',
    en: 'The alert is {state}; it cannot {action} now',
  },
});
