import type { AllowedAction } from '../http/json-text.js';
import { acceptedRoles, type PolicyRow } from './policy.js';

/** What decides whether an act is offered. */
export interface ActionFacts {
  /** The caller's roles where the resource lies. */
  readonly roles: readonly string[];
  readonly state: string;
}

/** The same rows that the guard reads, asked in advance: which acts are possible now, and which error the others would meet. */
export function allowedActions(
  rows: readonly PolicyRow[],
  facts: ActionFacts,
  stateError: string,
): readonly AllowedAction[] {
  return rows.map((row) => {
    const isAccepted = row.roles === 'SIGNED_IN' || acceptedRoles(row).some((role) => facts.roles.includes(role));
    const reason = !isAccepted
      ? 'request.forbidden'
      : row.states && !row.states.includes(facts.state)
        ? stateError
        : null;
    return { action: row.action.slice(row.action.indexOf('.') + 1), allowed: reason === null, reason };
  });
}
