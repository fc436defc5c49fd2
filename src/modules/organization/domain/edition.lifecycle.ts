import { defineLifecycle } from '../../../kernel/lifecycle.js';

export const EDITION_STATES = ['DRAFT', 'PUBLISHED', 'RETIRED'] as const;
export type EditionState = (typeof EDITION_STATES)[number];

/** An edition gives way to the next, never to nothing: whatever asks for the rule would be stuck. */
export const editionLifecycle = defineLifecycle<EditionState, 'publish' | 'retire'>({
  name: 'edition',
  initial: 'DRAFT',
  table: {
    DRAFT: { publish: 'PUBLISHED' },
    PUBLISHED: { retire: 'RETIRED' },
    RETIRED: {},
  },
});
