import { lifecycleDiagram } from '../../../kernel/lifecycle.js';
import { approvalLifecycle } from './approval.lifecycle.js';
import { branch, fork, performance, step } from './definition.fixture.js';
import { flowLifecycle } from './flow.lifecycle.js';
import { flowDiagram } from './flow-diagram.js';

const TEXT = `"[^"\\n\`<>&\\\\]*(?:<br/>[^"\\n\`<>&\\\\]*)*"`;
const SHAPES = [`\\(\\[${TEXT}\\]\\)`, `\\[${TEXT}\\]`, `\\{${TEXT}\\}`, `\\{\\{${TEXT}\\}\\}`, `\\(\\(${TEXT}\\)\\)`];
/** The part of Mermaid's flowchart grammar that is used here, line by line. */
const FLOW_LINE = new RegExp(`^  n\\d+(?:${SHAPES.join('|')}| -->(?:\\|${TEXT}\\|)? n\\d+)$`);
const STATE_LINE = /^ {2}(?:\[\*\]|[A-Z_]+) --> (?:\[\*\]|[A-Z_]+)(?:: [a-zA-Z]+)?$/;

describe('the flowchart', () => {
  it('of the line of a bureau reads as the line', () => {
    expect(flowDiagram([step('business', { when: 'amount >= 100' }), performance()])).toBe(`flowchart TD
  n1(["提交"])
  n2{"amount #62;= 100"}
  n1 --> n2
  n3["business<br/>或签 · 3 个工作日"]
  n2 -->|"是"| n3
  n4["performance<br/>或签 · 3 个工作日 · 必经"]
  n3 --> n4
  n2 -->|"否"| n4
  n5(["通过"])
  n4 --> n5`);
  });

  it('draws a fork with its join, and a choice without one', () => {
    const all = flowDiagram([fork('both', 'ALL', [branch('left', [step('aa')]), branch('right', [], 'isNew')])]);
    expect(all).toContain('n2 -->|"left"| n3');
    expect(all).toContain('n4(("汇合"))');
    expect(all).toContain('n2 -->|"right:isNew"| n4');
    expect(flowDiagram([fork('one', 'FIRST', [branch('left', [step('aa')]), branch('rest', [])])])).not.toContain(
      '汇合',
    );
  });

  it('keeps to the grammar whatever names and conditions contain', () => {
    const nasty = '"end" `x` <script>&#35; \\ ] ) } | --> n1\n[*]';
    const name = { zh: nasty, en: nasty };
    const flow = [
      { ...step('end', { when: "projectKind = 'a\"b'" }), name },
      {
        ...fork('subgraph', 'ALL', [{ ...branch('click', [step('end2')], 'amount < 1'), name }, branch('rest', [])]),
        name,
      },
    ];
    const [head, ...lines] = flowDiagram(flow).split('\n');
    expect(head).toBe('flowchart TD');
    expect(lines.filter((line) => !FLOW_LINE.test(line))).toEqual([]);
  });
});

describe('the state diagram', () => {
  it.each([
    ['approval', lifecycleDiagram(approvalLifecycle)],
    ['approval-flow', lifecycleDiagram(flowLifecycle)],
  ])('of %s keeps to the grammar', (_, diagram) => {
    const [head, ...lines] = diagram.split('\n');
    expect(head).toBe('stateDiagram-v2');
    expect(lines.filter((line) => !STATE_LINE.test(line))).toEqual([]);
    expect(lines[0]).toMatch(/^ {2}\[\*\] --> /);
  });
});
