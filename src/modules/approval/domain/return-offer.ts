import { type BilingualName, RESUME_POLICIES, type ResumePolicy, stepOf } from './flow-definition.js';
import type { Process } from './process.js';
import { returnPathOf, stepsBefore } from './refusals.js';

/** A place to which a step may send the subject back. */
export interface ReturnOffer {
  /** What the decision says: INITIATOR, PREVIOUS, or the key of an earlier step. */
  readonly returnTo: string;
  readonly name: BilingualName;
  /** The step that it leads to; null: the author. */
  readonly stepKey: string | null;
  readonly resume: readonly ResumePolicy[];
}

const INITIATOR: BilingualName = { zh: '发起人', en: 'Initiator' };

/** Every return that the step would accept now. */
export function offeredReturns(process: Process, stepKey: string): readonly ReturnOffer[] {
  return ['INITIATOR', 'PREVIOUS', ...stepsBefore(process, stepKey)].flatMap((returnTo) => {
    const paths = RESUME_POLICIES.map((resume) => returnPathOf(process, stepKey, { returnTo, resume }));
    const open = paths.filter((path) => typeof path !== 'string');
    const to = open[0]?.to;
    if (!to) return [];
    const key = to === 'INITIATOR' ? null : to.step;
    const name = key ? stepOf(process.definition, key).name : INITIATOR;
    return [{ returnTo, name, stepKey: key, resume: open.map(({ resume }) => resume) }];
  });
}
