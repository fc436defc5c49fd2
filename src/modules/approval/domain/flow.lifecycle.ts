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

/** A review sheet gives way to its next revision, never to nothing: a step that asks for it would be stuck. */
export const reviewSheetLifecycle = defineLifecycle<FlowState, Exclude<FlowAction, 'update'>>({
  name: 'review-sheet',
  initial: 'DRAFT',
  table: {
    DRAFT: { publish: 'PUBLISHED' },
    PUBLISHED: { retire: 'RETIRED' },
    RETIRED: {},
  },
});
