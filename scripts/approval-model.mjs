// The approval engine against its model: `npm run approval:model -- 20000 [seed]`. The suite itself runs 200.
import { spawnSync } from 'node:child_process';

const [runs = '20000', seed = String(Date.now() % 2 ** 31)] = process.argv.slice(2);
const { status } = spawnSync('npx', ['jest', 'test/store/approval-model'], {
  stdio: 'inherit',
  env: { ...process.env, MODEL_RUNS: runs, MODEL_SEED: seed },
  shell: process.platform === 'win32',
});
process.exit(status ?? 1);
