import { defineLifecycle } from '../../../kernel/lifecycle.js';

export const DEFINITION_STATES = ['DRAFT', 'REVIEW', 'PUBLISHED', 'REVISED', 'RETIRED'] as const;
export type DefinitionState = (typeof DEFINITION_STATES)[number];

export type DefinitionAction =
  | 'submit'
  | 'withdraw'
  | 'return'
  | 'reject'
  | 'publish'
  | 'supersede'
  | 'retire'
  | 'merge';

/**
 * 指标定义状态机, of one revision. `supersede` happens to the published revision when the next one is published: pins to
 * it stay good. Retiring or merging a definition ends all its revisions.
 */
export const definitionLifecycle = defineLifecycle<DefinitionState, DefinitionAction>({
  name: 'indicator-definition',
  initial: 'DRAFT',
  table: {
    DRAFT: { submit: 'REVIEW', retire: 'RETIRED' },
    REVIEW: { withdraw: 'DRAFT', return: 'DRAFT', reject: 'RETIRED', publish: 'PUBLISHED' },
    PUBLISHED: { supersede: 'REVISED', retire: 'RETIRED', merge: 'RETIRED' },
    REVISED: { retire: 'RETIRED' },
    RETIRED: {},
  },
});
