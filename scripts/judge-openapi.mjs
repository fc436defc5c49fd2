// Judges openapi.json by tools that are no dependencies of the product: two linters, three rule sets, and three client
// generators whose output must compile under `tsc --strict`. They are installed into .cache/judges on first use.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const HOME = path.resolve('.cache/judges');
const DOCUMENT = path.resolve('openapi.json');
// The newest versions that run on Node 20.
const TOOLS = {
  '@redocly/cli': '2.77.0',
  '@stoplight/spectral-cli': '6.16.3',
  '@stoplight/spectral-owasp-ruleset': '2.0.1',
  '@hey-api/openapi-ts': '0.95.0',
  orval: '7.13.2',
  'swagger-typescript-api': '13.13.0',
  typescript: '5.9.3',
};
const COMPILER = {
  compilerOptions: {
    strict: true,
    noEmit: true,
    target: 'ES2022',
    module: 'ESNext',
    moduleResolution: 'bundler',
    lib: ['ES2022', 'DOM', 'DOM.Iterable'],
    skipLibCheck: false,
    types: [],
  },
};

install();
const verdicts = [
  ['redocly recommended', lintRedocly],
  ['spectral oas', () => lintSpectral('oas', 'spectral:oas')],
  [
    'spectral owasp',
    () => lintSpectral('owasp', path.join(HOME, 'node_modules/@stoplight/spectral-owasp-ruleset/dist/ruleset.js')),
  ],
  ['client @hey-api/openapi-ts', generateHeyApi],
  ['client orval', generateOrval],
  ['client swagger-typescript-api', generateSwaggerTypescriptApi],
].map(([name, judge]) => {
  const answer = judge();
  console.log(`${answer.passed ? 'ok    ' : 'FAILED'}  ${name}${answer.note ? `  (${answer.note})` : ''}`);
  if (!answer.passed) console.log(answer.output.slice(-6000));
  return answer.passed;
});
process.exit(verdicts.every(Boolean) ? 0 : 1);

function install() {
  const file = path.join(HOME, 'package.json');
  const wanted = JSON.stringify({ name: 'judges', private: true, dependencies: TOOLS }, null, 2);
  const isThere = Object.entries(TOOLS).every(([name, version]) => installedVersion(name) === version);
  if (isThere) return;
  fs.mkdirSync(HOME, { recursive: true });
  fs.writeFileSync(file, wanted);
  console.log('installing the judges …');
  const { status } = spawnSync('npm', ['install', '--prefix', HOME, '--ignore-scripts', '--no-fund', '--no-audit'], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) process.exit(2);
}

function installedVersion(name) {
  const file = path.join(HOME, 'node_modules', name, 'package.json');
  return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')).version : null;
}

function run(tool, args) {
  const bin = path.join(HOME, 'node_modules/.bin', tool);
  const { status, stdout, stderr } = spawnSync(bin, args, {
    cwd: HOME,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
    shell: process.platform === 'win32',
  });
  return { passed: status === 0, output: `${stdout}${stderr}`, stdout };
}

function lintRedocly() {
  const { passed, output } = run('redocly', ['lint', DOCUMENT, '--extends', 'recommended', '--max-problems', '200']);
  return { passed, output, note: /\d+ warnings?/.exec(output)?.[0] };
}

function lintSpectral(name, ruleset) {
  const file = path.join(HOME, `${name}.spectral.json`);
  fs.writeFileSync(file, JSON.stringify({ extends: [[ruleset, 'recommended']] }));
  const { passed, output } = run('spectral', [
    'lint',
    DOCUMENT,
    '--ruleset',
    file,
    '--fail-severity',
    'error',
    '--quiet',
  ]);
  return { passed, output, note: /\d+ warnings?/.exec(output)?.[0] };
}

function generateHeyApi() {
  const folder = fresh('hey-api');
  const made = run('openapi-ts', [
    '-i',
    DOCUMENT,
    '-o',
    folder,
    '-p',
    '@hey-api/typescript',
    '@hey-api/sdk',
    '@hey-api/client-fetch',
  ]);
  return made.passed ? compile(folder) : made;
}

function generateOrval() {
  const folder = fresh('orval');
  const config = path.join(HOME, 'orval.config.cjs');
  const target = path.join(folder, 'client.ts');
  fs.writeFileSync(
    config,
    `module.exports = { api: { input: { target: ${JSON.stringify(DOCUMENT)} }, output: { target: ${JSON.stringify(target)}, client: 'fetch', mode: 'single' } } };`,
  );
  const made = run('orval', ['--config', config]);
  return made.passed && fs.existsSync(target) ? compile(folder) : { ...made, passed: false };
}

function generateSwaggerTypescriptApi() {
  const folder = fresh('swagger-typescript-api');
  const made = run('swagger-typescript-api', ['generate', '-p', DOCUMENT, '-o', folder, '-n', 'client.ts']);
  return made.passed ? compile(folder) : made;
}

function fresh(name) {
  const folder = path.join(HOME, 'clients', name);
  fs.rmSync(folder, { recursive: true, force: true });
  fs.mkdirSync(folder, { recursive: true });
  return folder;
}

function compile(folder) {
  const project = path.join(folder, 'tsconfig.json');
  fs.writeFileSync(project, JSON.stringify({ ...COMPILER, include: ['**/*.ts'] }));
  return run('tsc', ['-p', project]);
}
