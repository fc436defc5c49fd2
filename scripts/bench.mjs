// npm run bench <name> [-- --scale 0.1 --rounds 5 --seconds 3]: ratios of two things timed in the same run, interleaved.
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    scale: { type: 'string', default: '1' },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '3' },
  },
});
const name = positionals[0] ?? 'rest';
if (!/^[a-z]+$/.test(name)) throw new Error('usage: npm run bench <name>');
const { run } = await import(`./bench/${name}.mjs`);
const failed = await run({
  scale: Number(values.scale),
  rounds: Number(values.rounds),
  seconds: Number(values.seconds),
});
process.exit(failed ? 1 : 0);
