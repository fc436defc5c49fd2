import fs from 'node:fs';

const TOLERANCE = 1.15;
let failures = 0;

export const median = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1];

/** One line per figure. `relation`: `>=` more is better, `<=` less is better. FAIL only past 1.15 × the goal. */
export function figure(id, ratio, relation, goal) {
  const ok = relation === '>=' ? ratio >= goal / TOLERANCE : ratio <= goal * TOLERANCE;
  if (!ok) failures += 1;
  console.log(`BENCH ${id} ratio=${ratio.toFixed(3)} goal=${relation}${goal} ${ok ? 'PASS' : 'FAIL'}`);
}

export const hasFailed = () => failures > 0;

export function printSurroundings() {
  const load = fs.existsSync('/proc/loadavg') ? fs.readFileSync('/proc/loadavg', 'utf8').trim() : 'unknown';
  console.log(`node ${process.version}, load ${load}`);
}
