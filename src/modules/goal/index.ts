export type { GoalState } from './domain/goal.lifecycle.js';
export type { Direction, MeasureType, Operator } from './domain/goal-check.js';
export { GoalModule } from './goal.module.js';
export { findGoal, findGoalForUpdate, GOAL_VIEW, type Goal, holdGoal } from './goal.store.js';
export { INDICATOR_VIEW } from './indicator.store.js';
