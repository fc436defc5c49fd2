import { defineLifecycle, nextState } from '../../../kernel/lifecycle.js';

export type ProjectState = 'ACTIVE' | 'CLOSED';
export type ProjectAction = 'update' | 'budget' | 'close';

/** A project is worked on until it is closed; what was paid and reported stays readable. */
export const projectLifecycle = defineLifecycle<ProjectState, ProjectAction>({
  name: 'project',
  initial: 'ACTIVE',
  table: { ACTIVE: { update: 'ACTIVE', budget: 'ACTIVE', close: 'CLOSED' }, CLOSED: {} },
});

export interface ActionChoice {
  readonly action: ProjectAction;
  readonly allowed: boolean;
  readonly reason: string | null;
}

/** What a caller with these roles may do with the project. `rolesOf`: who may do each act at all. */
export function projectActions(
  state: ProjectState,
  held: readonly string[],
  rolesOf: Readonly<Record<ProjectAction, readonly string[]>>,
): readonly ActionChoice[] {
  return (['update', 'budget', 'close'] as const).map((action) => {
    const reason = refusalOf(action);
    return { action, allowed: reason === null, reason };
  });

  function refusalOf(action: ProjectAction): string | null {
    if (!held.some((role) => rolesOf[action].includes(role))) return 'request.forbidden';
    return nextState(projectLifecycle, state, action) === null ? 'project.closed' : null;
  }
}
