import { defineLifecycle } from '../../../kernel/lifecycle.js';

export type ProjectState = 'ACTIVE' | 'CLOSED';
export type ProjectAction = 'update' | 'setBudget' | 'close';

/** A project is worked on until it is closed. What was paid stays readable, and money that moves late is still recorded. */
export const projectLifecycle = defineLifecycle<ProjectState, ProjectAction>({
  name: 'project',
  initial: 'ACTIVE',
  table: { ACTIVE: { update: 'ACTIVE', setBudget: 'ACTIVE', close: 'CLOSED' }, CLOSED: {} },
});
