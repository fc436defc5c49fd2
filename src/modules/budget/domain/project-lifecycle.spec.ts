import { projectActions } from './project-lifecycle.js';

const ROLES = { update: ['UNIT_FILLER'], budget: ['FIN_PERF'], close: ['FIN_BUSINESS'] };

describe('a project', () => {
  it('offers each act to those who may do it', () => {
    expect(projectActions('ACTIVE', ['UNIT_FILLER'], ROLES)).toEqual([
      { action: 'update', allowed: true, reason: null },
      { action: 'budget', allowed: false, reason: 'request.forbidden' },
      { action: 'close', allowed: false, reason: 'request.forbidden' },
    ]);
  });

  it('that is closed offers nothing, and says why', () => {
    expect(projectActions('CLOSED', ['FIN_BUSINESS', 'FIN_PERF'], ROLES).map(({ reason }) => reason)).toEqual([
      'request.forbidden',
      'project.closed',
      'project.closed',
    ]);
  });
});
