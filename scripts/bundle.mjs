// One file for the server: most of the start-up time is finding and loading modules.
import { build } from 'esbuild';

// Loaded on demand by frameworks, or native: they stay outside.
const OPTIONAL = [
  '@nestjs/microservices',
  '@nestjs/microservices/*',
  '@nestjs/websockets',
  '@nestjs/websockets/*',
  '@nestjs/platform-express',
  '@fastify/view',
  '@nestjs/mongoose',
  'class-transformer/storage',
  'mysql2',
  'mysql',
  'oracledb',
  'mssql',
  'better-sqlite3',
  'sql.js',
  'sqlite3',
  'mongodb',
  'pg-native',
  'pg-query-stream',
  'react-native-sqlite-storage',
  '@sap/hana-client',
  '@sap/hana-client/*',
  'hdb-pool',
  'redis',
  'typeorm-aurora-data-api-driver',
  '@google-cloud/spanner',
  'expo-sqlite',
  'bullmq-otel',
];
const NATIVE = [
  '@node-rs/argon2',
  '@bull-board/ui',
  '@bull-board/api',
  '@bull-board/fastify',
  'swagger-ui-dist',
  '@fastify/static',
];

const shared = {
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  // Less to read and to compile at every start; names stay, so stack traces stay readable.
  minifyWhitespace: true,
  minifySyntax: true,
  alias: { '@nestjs/swagger': './scripts/swagger-decorators.mjs' },
  sourcemap: 'linked',
  external: [...OPTIONAL, ...NATIVE],
  logLevel: 'warning',
  // CommonJS parts inside an ES module still ask for require, __dirname and __filename.
  banner: {
    js: "import { createRequire as __cr } from 'node:module'; import { fileURLToPath as __fp } from 'node:url'; import { dirname as __dn } from 'node:path'; const require = __cr(import.meta.url); const __filename = __fp(import.meta.url); const __dirname = __dn(__filename);",
  },
};

// Asked for by few, and an eighth of the whole: a file of its own, read when somebody looks at a chart.
const charts = {
  name: 'charts-on-demand',
  setup: (build) =>
    build.onResolve({ filter: /\/overview\.chart\.js$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: './charts.mjs', external: true } : undefined,
    ),
};
await build({ ...shared, entryPoints: ['dist/src/main.js'], outfile: 'dist/server.mjs', plugins: [charts] });
await build({
  ...shared,
  entryPoints: ['dist/src/modules/overview/overview.chart.js'],
  outfile: 'dist/charts.mjs',
});
// Beside the server: a worker thread is started from a file of its own.
await build({
  ...shared,
  entryPoints: ['dist/src/platform/imports/import.worker.js'],
  outfile: 'dist/import-worker.mjs',
});
