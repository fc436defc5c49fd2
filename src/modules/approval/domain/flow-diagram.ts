import type { FlowFork, FlowNode, FlowStep, StepMode } from './flow-definition.js';

/** The ids of the shapes that an arrow comes from, and what the condition there was. */
interface End {
  readonly id: string;
  readonly label?: string;
}

const MODES: Readonly<Record<StepMode, string>> = { ANY: '或签', ALL: '会签', SEQUENTIAL: '依次', VOTE: '票签' };

/** The definition as a Mermaid flowchart, in Chinese, as officials read it. Ids are numbers of its own: a step may be called `end`. */
export function flowDiagram(nodes: readonly FlowNode[]): string {
  const drawing = new Drawing();
  const start = drawing.shape('([', '提交', '])');
  const ends = drawing.nodes(nodes, [{ id: start }]);
  drawing.join(ends, drawing.shape('([', '通过', '])'));
  return ['flowchart TD', ...drawing.lines.map((line) => `  ${line}`)].join('\n');
}

class Drawing {
  readonly lines: string[] = [];
  private count = 0;

  nodes(nodes: readonly FlowNode[], from: readonly End[]): readonly End[] {
    return nodes.reduce((ends, node) => (node.kind === 'STEP' ? this.step(node, ends) : this.fork(node, ends)), from);
  }

  shape(open: string, text: string, close: string): string {
    this.count += 1;
    this.lines.push(`n${this.count}${open}"${escaped(text)}"${close}`);
    return `n${this.count}`;
  }

  join(ends: readonly End[], to: string): void {
    for (const { id, label } of ends)
      this.lines.push(label === undefined ? `${id} --> ${to}` : `${id} -->|"${escaped(label)}"| ${to}`);
  }

  /** What cannot be known counts as true, so the arrow past the step says 否 alone. */
  private step(step: FlowStep, from: readonly End[]): readonly End[] {
    if (step.when === undefined) return [{ id: this.box(step, from) }];
    const question = this.shape('{', step.when, '}');
    this.join(from, question);
    return [{ id: this.box(step, [{ id: question, label: '是' }]) }, { id: question, label: '否' }];
  }

  private box(step: FlowStep, from: readonly End[]): string {
    const notes = [MODES[step.mode], `${step.dueWorkingDays} 个工作日`, ...(step.mandatory ? ['必经'] : [])];
    const id = this.shape('[', `${step.name.zh}\n${notes.join(' · ')}`, ']');
    this.join(from, id);
    return id;
  }

  private fork({ name, run, branches }: FlowFork, from: readonly End[]): readonly End[] {
    const id = this.shape('{{', `${name.zh}\n${run === 'ALL' ? '并行' : '择一'}`, '}}');
    this.join(from, id);
    const ends = branches.flatMap(({ name: branch, when, steps }) =>
      this.nodes(steps, [{ id, label: when === undefined ? branch.zh : `${branch.zh}:${when}` }]),
    );
    // Only one branch of a choice is walked; those side by side wait for each other.
    if (run === 'FIRST') return ends;
    const joined = this.shape('((', '汇合', '))');
    this.join(ends, joined);
    return [{ id: joined }];
  }
}

/** Whatever could end the label or be read as markup stands as a character code. */
const escaped = (text: string): string =>
  text.replace(/["#&<>`\\]/g, (letter) => `#${letter.charCodeAt(0)};`).replace(/\s*\n\s*/g, '<br/>');
