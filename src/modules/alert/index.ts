export { AlertModule } from './alert.module.js';
export { ALERT_VIEW } from './alert.store.js';
export { ALERT_KINDS, ALERT_SEVERITIES, type AlertKind, type AlertSeverity } from './domain/alert-rule.js';
