export { type GoalState, MONITORED_STATES, RUNNING_STATES } from './domain/goal.lifecycle.js';
export type { Direction, MeasureType, Operator } from './domain/goal-check.js';
export { GoalModule } from './goal.module.js';
export { findGoal, findGoalForUpdate, GOAL_VIEW, type Goal, holdGoal, isMonitored, isRunning } from './goal.store.js';
export { GOAL_LINEAGE_VIEW, INDICATOR_LINEAGE_VIEW } from './goal-roll.store.js';
export { INDICATOR_VIEW } from './indicator.store.js';
export { INDICATOR_PAST_VIEW, recordHistory } from './indicator-history.store.js';
