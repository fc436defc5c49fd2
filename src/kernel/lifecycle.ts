/**
 * A lifecycle is a table: state → action → state. It is the only place that says which act is possible when; services,
 * `allowedActions` and the diagrams all read it.
 */
export interface Lifecycle<State extends string, Action extends string> {
  readonly name: string;
  readonly initial: State;
  readonly table: Readonly<Record<State, Partial<Readonly<Record<Action, State>>>>>;
}

const defined = new Map<string, Lifecycle<string, string>>();

/** Checks that the table is well formed, freezes and lists it. A malformed table, or a second one of its name, stops the process at load. */
export function defineLifecycle<State extends string, Action extends string>(
  lifecycle: Lifecycle<State, Action>,
): Lifecycle<State, Action> {
  const problems = findLifecycleProblems(lifecycle);
  if (problems.length > 0) throw new Error(`lifecycle ${lifecycle.name}: ${problems.join('; ')}`);
  if (defined.has(lifecycle.name)) throw new Error(`lifecycle ${lifecycle.name} is defined twice`);
  defined.set(lifecycle.name, lifecycle as unknown as Lifecycle<string, string>);
  return Object.freeze(lifecycle);
}

/** Every lifecycle that this process has loaded, by name. */
export const lifecycles = (): readonly Lifecycle<string, string>[] =>
  [...defined.values()].sort((a, b) => (a.name < b.name ? -1 : 1));

/** The state that the action leads to, or null where the table has no such arrow. */
export function nextState<State extends string, Action extends string>(
  lifecycle: Lifecycle<State, Action>,
  from: State,
  action: Action,
): State | null {
  return lifecycle.table[from]?.[action] ?? null;
}

/** The states from which the action is possible, for guards written in SQL. */
export function statesAllowing<State extends string, Action extends string>(
  lifecycle: Lifecycle<State, Action>,
  action: Action,
): readonly State[] {
  return statesOf(lifecycle).filter((state) => lifecycle.table[state][action] !== undefined);
}

/** States with no way out. */
export function terminalStates<State extends string, Action extends string>(
  lifecycle: Lifecycle<State, Action>,
): readonly State[] {
  return statesOf(lifecycle).filter((state) => Object.keys(lifecycle.table[state]).length === 0);
}

/** Every target exists, every state can be reached, and from every state an end can be reached if there is one. */
export function findLifecycleProblems<State extends string, Action extends string>(
  lifecycle: Lifecycle<State, Action>,
): readonly string[] {
  const states = new Set(statesOf(lifecycle));
  const problems: string[] = [];
  if (!states.has(lifecycle.initial)) problems.push(`the initial state ${lifecycle.initial} is not in the table`);
  for (const from of states) {
    for (const [action, to] of Object.entries(lifecycle.table[from]) as [Action, State][]) {
      if (!states.has(to)) problems.push(`${from} –${action}→ ${to}: no such state`);
    }
  }
  const reached = reachableFrom(lifecycle, lifecycle.initial);
  for (const state of states) if (!reached.has(state)) problems.push(`${state} can never be reached`);
  const ends = terminalStates(lifecycle);
  for (const state of ends.length > 0 ? states : []) {
    const ahead = reachableFrom(lifecycle, state);
    if (!ends.some((end) => ahead.has(end))) problems.push(`no way out of ${state}`);
  }
  return problems;
}

/** The table as a Mermaid state diagram. */
export function lifecycleDiagram<State extends string, Action extends string>(
  lifecycle: Lifecycle<State, Action>,
): string {
  const arrows = statesOf(lifecycle).flatMap((from) =>
    (Object.entries(lifecycle.table[from]) as [Action, State][]).map(
      ([action, to]) => `  ${from} --> ${to}: ${action}`,
    ),
  );
  const ends = terminalStates(lifecycle).map((state) => `  ${state} --> [*]`);
  return ['stateDiagram-v2', `  [*] --> ${lifecycle.initial}`, ...arrows, ...ends].join('\n');
}

const statesOf = <State extends string>(lifecycle: Lifecycle<State, string>): State[] =>
  Object.keys(lifecycle.table) as State[];

function reachableFrom<State extends string, Action extends string>(
  lifecycle: Lifecycle<State, Action>,
  start: State,
): ReadonlySet<State> {
  const reached = new Set<State>([start]);
  for (const state of reached) {
    for (const next of Object.values(lifecycle.table[state] ?? {}) as State[]) reached.add(next);
  }
  return reached;
}
