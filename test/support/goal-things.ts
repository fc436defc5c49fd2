import { ifMatch } from './client.js';
import type { Resource } from './makers.js';
import { expectStatus } from './story.js';

const FILE = `insert into app.files (id, account_id, name, media_type, size, digest, content)
  values (gen_random_uuid(), $1, 'a.txt', 'text/plain', 1, 'sm3:' || repeat('0', 64), 'a') returning id`;

/** What hangs on a goal in execution, for the matrix. */
export const GOAL_THINGS: Readonly<Record<string, Resource>> = {
  'goal-adjustments': {
    level: 'UNIT',
    isOfProject: true,
    make: async (makers, site) => {
      const { filler } = makers;
      const goal = await filler.get(`/goals/${await makers.executed(site, await makers.project(site))}`);
      const fileId = await makers.insert(FILE, [(await filler.get('/auth/me')).body.account.id]);
      const body = { trigger: 'POLICY', justification: '矩阵', fileIds: [fileId] };
      const made = await filler.post(`/goals/${goal.body.id}/adjust`, body, ifMatch(goal));
      return { id: expectStatus(201, made).body.id, fileId };
    },
  },
};
