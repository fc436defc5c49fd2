import fs from 'node:fs';
import path from 'node:path';
import { DEFAULT_CHECK_RULES } from '../../src/modules/goal/domain/checks/default-check-rules.js';
import { SOUND } from '../../src/modules/goal/domain/checks/goal-judgement.fixture.js';
import { judgeTarget, type Verdict } from '../../src/modules/goal/domain/checks/reasonableness.js';

/**
 * Public record of another municipality: read where it lies beside the checkout, never part of the product. One past year only, and the last
 * quarter of 2025 is missing: it shows how often the memory of last year speaks, not how often it is right.
 */
const FILE = path.resolve(__dirname, '../../../shared/data/co-tenjo-plan-2024-2027/plan.csv');
const onData = fs.existsSync(FILE) ? it : it.skip;

/** Cells of a CSV text; a quoted one may hold commas and line breaks. */
const cellsOf = (text: string): string[][] => {
  const rows: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^,\r\n]*))(,|\r?\n|$)/g)) {
    rows.at(-1)?.push((quoted ?? plain ?? '').replaceAll('""', '"'));
    if (end?.includes('\n')) rows.push([]);
  }
  return rows;
};
const figure = (text: string | undefined): string | null =>
  /^-?\d+(\.\d+)?$/.test(text ?? '') ? (text as string) : null;

describe('the targets of Tenjo for 2025', () => {
  onData('are judged by the one year before, and what came of them is printed, not claimed', () => {
    const counts: Record<string, Record<string, number>> = {};
    for (const row of cellsOf(fs.readFileSync(FILE, 'utf8')).slice(1, 332)) {
      const [target2024, actual2024, target, actual] = [43, 44, 58, 59].map((at) => figure(row[at]));
      if (!target || Number(target) <= 0 || !actual || !actual2024) continue;
      const last = { fiscalYear: 2024, actual: actual2024, target: target2024 ?? null, amount: figure(row[67]) };
      const facts = { amount: figure(row[65]), past: [last], peers: null };
      const judged = judgeTarget({ ...SOUND, targetValue: target }, 2025, facts, DEFAULT_CHECK_RULES);
      const verdict: Verdict = judged?.verdict ?? 'INSUFFICIENT_DATA';
      const share = Number(actual) / Number(target);
      const outcome = share >= 1.3 ? 'too low' : share < 0.7 ? 'behind by T3' : 'met or near';
      counts[verdict] ??= {};
      counts[verdict][outcome] = (counts[verdict][outcome] ?? 0) + 1;
    }
    process.stdout.write(`Tenjo 2025, by verdict and what came of it: ${JSON.stringify(counts)}\n`);
    expect(Object.keys(counts)).toContain('TOO_LOW');
  });
});
