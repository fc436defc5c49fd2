import type { Makers, Resource, Site } from './makers.js';
import type { Person } from './world.js';

/** A goal in execution, seen through the rules in every month that has begun. */
async function watched(makers: Makers, site: Site, owner: Person): Promise<{ projectId: string; indicatorId: string }> {
  const { id: goalId } = await makers.thing('goals', site, owner);
  await makers.t.outbox.deliver();
  await makers.t.outbox.tick('monitoring.recompute-dirty');
  const { body } = await makers.filler.get(`/goals/${goalId}/indicators`);
  const projectId = await makers.insert('select project_id as id from app.goals where id = $1', [goalId]);
  return { projectId, indicatorId: body.items[0].id };
}

/** What is computed from goals in execution, for the matrix: found by what it is about. */
export const PROGRESS_THINGS: Readonly<Record<string, Resource>> = {
  deviations: { level: 'UNIT', isOfProject: true, make: watched },
  progress: { level: 'UNIT', isOfProject: true, make: watched },
};
