import { defineLifecycle } from '../../../kernel/lifecycle.js';

export const ALERT_STATES = ['FIRING', 'ACKNOWLEDGED', 'RESOLVED'] as const;
export type AlertState = (typeof ALERT_STATES)[number];
/** People acknowledge; the figures raise, resolve and reopen. */
export type AlertAction = 'acknowledge' | 'resolve' | 'reopen';

/** 预警: it ends only when its condition is gone, and comes back with it, or when it has become worse. */
export const alertLifecycle = defineLifecycle<AlertState, AlertAction>({
  name: 'alert',
  initial: 'FIRING',
  table: {
    FIRING: { acknowledge: 'ACKNOWLEDGED', resolve: 'RESOLVED' },
    ACKNOWLEDGED: { resolve: 'RESOLVED', reopen: 'FIRING' },
    RESOLVED: { reopen: 'FIRING' },
  },
});
