import type { Assignee, FlowDefinition, FlowExample, FlowNode } from './flow-definition.js';

/** A node as it was sent: the fields of both kinds, any of them absent. */
export interface NodeDraft {
  readonly kind: 'STEP' | 'FORK';
  readonly key: string;
  readonly [field: string]: unknown;
}

export interface DefinitionDraft {
  readonly steps: readonly NodeDraft[];
  readonly distinctReviewers: boolean;
  readonly examples?: readonly FlowExample[];
}

const OF_KIND = {
  STEP: { required: ['mode', 'assignees', 'dueWorkingDays'], foreign: ['run', 'branches'] },
  FORK: {
    required: ['run', 'branches'],
    foreign: [
      'when',
      'mode',
      'assignees',
      'passWeight',
      'onFail',
      'superior',
      'selfApproval',
      'mandatory',
      'returnTo',
      'resume',
      'dueWorkingDays',
      'escalateAfterWorkingDays',
      'timeout',
      'sheet',
      'copies',
    ],
  },
} as const;

const OF_RULE: Readonly<Record<Assignee['by'], readonly (keyof Assignee)[]>> = {
  ROLE: ['role', 'scope', 'nearest'],
  ACCOUNTS: ['accountIds'],
  FIELD: ['field'],
  CHOSEN: ['at', 'role', 'scope'],
};

/** The definition, or the fields that are missing or out of place: each node and rule has exactly those of its kind. */
export function readDefinition(draft: DefinitionDraft): FlowDefinition | { readonly problems: readonly string[] } {
  const nulls = [...findNulls('steps', draft.steps), ...(draft.examples === null ? ['examples is null'] : [])];
  const problems = nulls.length > 0 ? nulls : draft.steps.flatMap(findShapeProblems);
  return problems.length > 0 ? { problems } : (draft as unknown as FlowDefinition);
}

/** What a definition does not say it leaves out: null would be a second way, which nobody who reads it expects. */
function findNulls(place: string, value: unknown): readonly string[] {
  if (value === null) return [`${place} is null: leave it out`];
  if (typeof value !== 'object') return [];
  return Object.entries(value as object).flatMap(([name, inner]) => findNulls(`${place}/${name}`, inner));
}

function findShapeProblems(node: NodeDraft): readonly string[] {
  const { required, foreign } = OF_KIND[node.kind];
  const draft = node as unknown as Partial<FlowNode> & Record<string, unknown>;
  const rules = [draft['assignees'], draft['copies'], draft['superior']].flat().filter(Boolean) as Assignee[];
  const branches = (draft['branches'] ?? []) as readonly { readonly steps: readonly NodeDraft[] }[];
  return [
    ...required.filter((field) => draft[field] === undefined).map((field) => `${node.key}: ${field} is missing`),
    ...foreign
      .filter((field) => draft[field] !== undefined)
      .map((field) => `${node.key}: a ${node.kind} has no ${field}`),
    ...rules.flatMap((rule) => findForeignFields(rule).map((field) => `${node.key}: ${rule.by} has no ${field}`)),
    ...branches.flatMap(({ steps }) => steps.flatMap(findShapeProblems)),
  ];
}

function findForeignFields(rule: Assignee): readonly string[] {
  const own: readonly string[] = ['by', 'weight', 'veto', ...OF_RULE[rule.by]];
  return Object.keys(rule).filter((field) => !own.includes(field) && rule[field as keyof Assignee] !== undefined);
}
