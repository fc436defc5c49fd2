export type { SelfEvaluationState } from './domain/self-evaluation.lifecycle.js';
export { EvaluationModule } from './evaluation.module.js';
export { SELF_EVALUATION_VIEW } from './self-evaluation-detail.store.js';
