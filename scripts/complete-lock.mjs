// npm 11 refuses `npm ci` when a platform-specific optional package is absent from the lock (the registry here has no darwin/win32 builds).
import fs from 'node:fs';

const f = 'package-lock.json';
const lock = JSON.parse(fs.readFileSync(f, 'utf8'));
const P = lock.packages;
let n = 0;
const OS = [
  'darwin',
  'win32',
  'linux',
  'android',
  'freebsd',
  'openbsd',
  'netbsd',
  'sunos',
  'aix',
  'openharmony',
  'wasi',
  'wasm32',
];
const CPU = ['arm64', 'x64', 'ia32', 'ppc64', 's390x', 'riscv64', 'loong64', 'mips64el', 'arm', 'wasm32'];
const find = (from, name) => {
  for (let d = from; ; d = d.includes('/node_modules/') ? d.slice(0, d.lastIndexOf('/node_modules/')) : '') {
    const k = (d ? d + '/' : '') + 'node_modules/' + name;
    if (P[k]) return k;
    if (!d) return null;
  }
};
for (const [key, p] of Object.entries(P))
  for (const [name, range] of Object.entries(p.optionalDependencies ?? {})) {
    if (find(key, name)) continue;
    const words = name.split(/[^a-z0-9]+/i);
    const alias = { windows: 'win32', ppc64le: 'ppc64', riscv64gc: 'riscv64', musleabihf: 'arm', gnueabihf: 'arm' };
    const w = words.map((x) => alias[x] ?? x);
    const os = w.find((x) => OS.includes(x));
    const cpu = w.find((x) => CPU.includes(x));
    if (!os && !cpu) {
      console.warn('skip', name);
      continue;
    }
    P['node_modules/' + name] = {
      version: range.replace(/^[^\d]*/, ''),
      ...(cpu && cpu !== 'wasm32' ? { cpu: [cpu] } : { cpu: ['wasm32'] }),
      optional: true,
      ...(p.dev ? { dev: true } : {}),
      os: [os && os !== 'wasi' && os !== 'wasm32' ? os : 'none'],
    };
    n++;
  }
lock.packages = Object.fromEntries(Object.entries(P).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
fs.writeFileSync(f, JSON.stringify(lock, null, 2) + '\n');
console.log('added', n);
