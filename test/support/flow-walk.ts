import type {
  FlowDefinition,
  FlowFork,
  FlowNode,
  FlowStep,
} from '../../src/modules/approval/domain/flow-definition.js';

/** A definition as the approval model reads it, with the one fact that the test's conditions ask for. */
export class FlowWalk {
  constructor(
    readonly definition: FlowDefinition,
    private readonly n: number | null,
  ) {}

  /** Everything that comes after a step, wherever it stands; null: the step is not in this list. */
  after(nodes: readonly FlowNode[], key: string): readonly string[] | null {
    for (const [index, node] of nodes.entries()) {
      const rest = (): readonly string[] => nodes.slice(index + 1).flatMap((later) => this.all([later]));
      if (node.kind === 'STEP') {
        if (node.key === key) return rest();
        continue;
      }
      for (const branch of node.branches) {
        const inside = this.after(branch.steps, key);
        if (inside) return [...inside, ...rest()];
      }
    }
    return null;
  }

  all(nodes: readonly FlowNode[]): readonly string[] {
    return nodes.flatMap((node) =>
      node.kind === 'STEP' ? [node.key] : node.branches.flatMap((b) => this.all(b.steps)),
    );
  }

  /** The steps that conditions lead through. */
  way(nodes: readonly FlowNode[]): readonly FlowStep[] {
    return nodes.flatMap((node) =>
      node.kind === 'FORK'
        ? this.taken(node).flatMap(({ steps }) => this.way(steps))
        : this.truth(node.when) === false
          ? []
          : [node],
    );
  }

  taken(fork: FlowFork): FlowFork['branches'] {
    if (fork.run === 'ALL') return fork.branches.filter(({ when }) => this.truth(when) !== false);
    const first = fork.branches.find(({ when }) => this.truth(when) === true);
    return first ? [first] : [];
  }

  /** The test's conditions are all of the form `n > <number>`. */
  truth(when: string | undefined): boolean | null {
    if (when === undefined) return true;
    return this.n === null ? null : this.n > Number(when.replace('n > ', ''));
  }

  stepOf(key: string): FlowStep {
    const find = (nodes: readonly FlowNode[]): FlowStep | undefined =>
      nodes
        .flatMap((node) => (node.kind === 'STEP' ? [node] : node.branches.map(({ steps }) => find(steps))))
        .find((step) => step?.key === key);
    const step = find(this.definition.steps);
    if (!step) throw new Error(`no step ${key}`);
    return step;
  }
}
