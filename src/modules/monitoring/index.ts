export { MISMATCH_SEVERITIES, type MismatchSeverity } from './domain/mismatch.js';
export { LIGHTS, type Light } from './domain/monitoring-rule-set.js';
export { MonitoringModule } from './monitoring.module.js';
export { MONITORING_FORECAST_VIEW } from './monitoring-report.store.js';
export { ACTUAL_TO_DATE_VIEW, DEVIATION_VIEW, PROGRESS_VIEW } from './progress.store.js';
export {
  type Execute,
  type ProgressFollower,
  ProgressFollowers,
  type ProjectSelection,
  type RecomputedProgress,
} from './progress-followers.js';
export { monthsPerFigure } from './reporting.store.js';
