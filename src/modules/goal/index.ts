export type { GoalState } from './domain/goal.lifecycle.js';
export type { Direction, MeasureType, Operator } from './domain/goal-check.js';
export { GoalModule } from './goal.module.js';
export { findGoal, findGoalForUpdate, type Goal } from './goal.store.js';
