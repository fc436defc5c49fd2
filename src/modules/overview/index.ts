export { OverviewModule } from './overview.module.js';
/** For the command that checks the roll-ups. */
export { findDifferences, repairTotals, tryFoldLock } from './overview.store.js';
