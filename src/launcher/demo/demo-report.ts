import type { Outcome } from './demo-evaluations.js';

const LIGHTS: Readonly<Record<string, string>> = {
  RED: '红',
  ORANGE: '橙',
  YELLOW: '黄',
  GREY: '灰',
  BLUE: '蓝',
  GREEN: '绿',
  '—': '—',
};

const GRADES: Readonly<Record<string, string>> = { EXCELLENT: '优', GOOD: '良', FAIR: '中', POOR: '差' };

export const gradeName = (grade: string): string => GRADES[grade] ?? grade;

export const lightName = (light: string): string => LIGHTS[light] ?? light;

/** The closing table, and under it the reason for every difference. */
export function printOutcomes(outcomes: readonly Outcome[]): void {
  const header = ['项目', '预算执行', '目标完成', '灯', '未结预警', '计算得分', '公布得分'];
  const rows = outcomes.map((o) => [
    shorten(o.project, 34),
    o.executionRate,
    o.achievement,
    lightName(o.light),
    String(o.openAlerts),
    o.computed,
    o.published,
  ]);
  const widths = header.map((_, column) => Math.max(...[header, ...rows].map((row) => widthOf(row[column] ?? ''))));
  const line = (row: readonly string[]): string =>
    `  ${row.map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - widthOf(cell))).join('  ')}`;
  console.log(`\n${line(header)}\n  ${widths.map((width) => '─'.repeat(width)).join('  ')}`);
  for (const row of rows) console.log(line(row));
  console.log('\n  差异与演示补写 / differences and what the demo has added:');
  for (const { project, reasons } of outcomes) {
    console.log(`  · ${shorten(project, 40)}`);
    for (const reason of reasons.length > 0 ? reasons : ['与公布一致']) console.log(`      ${reason}`);
  }
}

/** Chinese characters take two columns. */
const widthOf = (text: string): number =>
  [...text].reduce((width, letter) => width + (letter.charCodeAt(0) > 0x2e7f ? 2 : 1), 0);

function shorten(text: string, width: number): string {
  if (widthOf(text) <= width) return text;
  let kept = '';
  for (const letter of text) {
    if (widthOf(kept + letter) > width - 2) break;
    kept += letter;
  }
  return `${kept}…`;
}
