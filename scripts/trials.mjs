// More trials than the suite has time for: random flows against the model of the approval engine, races at one 会签, random
// adjustments on the ledger, and the overview against a recount: `npm run approval:model -- 20000 [seed]`,
// `npm run approval:races -- 1000`, `npm run ledger:model -- 10000 [seed]`, `npm run overview:trials -- 10000 [seed]`
import { spawnSync } from 'node:child_process';

const TRIALS = {
  model: { spec: 'test/store/approval-model', usual: '20000', count: 'MODEL_RUNS' },
  races: { spec: 'test/http/approval-races', usual: '1000', count: 'RACE_INSTANCES' },
  ledger: { spec: 'test/store/ledger-model', usual: '10000', count: 'LEDGER_RUNS' },
  overview: { spec: 'test/store/overview-trials', usual: '10000', count: 'OVERVIEW_CHANGES' },
};
const [name, count, seed = String(Date.now() % 2 ** 31)] = process.argv.slice(2);
const trial = TRIALS[name];
const { status } = spawnSync('npx', ['jest', trial.spec], {
  stdio: 'inherit',
  env: { ...process.env, [trial.count]: count ?? trial.usual, MODEL_SEED: seed },
  shell: process.platform === 'win32',
});
process.exit(status ?? 1);
