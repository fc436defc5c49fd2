// Builds when there is no build, or when a source file is newer: npm runs no pre-scripts here (ignore-scripts).
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const STAMP = 'dist/.built';
const SOURCES = [
  'src',
  'migrations',
  'package-lock.json',
  '.swcrc',
  'scripts/bundle.mjs',
  'scripts/swagger-decorators.mjs',
];

const newest = (entry) =>
  fs.statSync(entry).isDirectory()
    ? Math.max(0, ...fs.readdirSync(entry).map((name) => newest(path.join(entry, name))))
    : fs.statSync(entry).mtimeMs;

const built = fs.existsSync(STAMP) ? fs.statSync(STAMP).mtimeMs : 0;
if (Math.max(...SOURCES.map(newest)) > built) {
  console.log('building …');
  fs.rmSync('dist', { recursive: true, force: true });
  for (const script of ['compile', 'bundle']) {
    const { status } = spawnSync('npm', ['run', '--silent', script], {
      stdio: 'inherit',
      shell: process.platform === 'win32',
    });
    if (status !== 0) process.exit(status ?? 1);
  }
  fs.writeFileSync(STAMP, '');
}
