import { defineLifecycle } from '../../../kernel/lifecycle.js';

export type FlowState = 'DRAFT' | 'PUBLISHED' | 'RETIRED';
export type FlowAction = 'update' | 'publish' | 'retire';

/** A flow is edited as a draft only: what approvals may run on never changes again. */
export const flowLifecycle = defineLifecycle<FlowState, FlowAction>({
  name: 'approval-flow',
  initial: 'DRAFT',
  table: {
    DRAFT: { update: 'DRAFT', publish: 'PUBLISHED', retire: 'RETIRED' },
    PUBLISHED: { retire: 'RETIRED' },
    RETIRED: {},
  },
});
