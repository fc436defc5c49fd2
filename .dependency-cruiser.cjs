// The walls of the house (ARCHITECTURE.md). Imports go left: kernel ← platform ← modules ← main.
const MODULES = [
  'organization',
  'notification',
  'approval',
  'budget',
  'goal',
  'monitoring',
  'alert',
  'evaluation',
  'overview',
  'exchange',
];

/** A module may know those left of it, through their front door. */
const leftwards = MODULES.map((name, index) => ({
  name: `${name}-looks-left-only`,
  comment: `${name} may import ${MODULES.slice(0, index).join(', ') || 'no other module'}`,
  severity: 'error',
  from: { path: `^src/modules/${name}/` },
  to: { path: MODULES.slice(index + 1).map((right) => `^src/modules/${right}/`) },
})).filter(({ to }) => to.path.length > 0);

module.exports = {
  forbidden: [
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'kernel-is-pure',
      comment: 'decimal.js is arithmetic, not technology',
      severity: 'error',
      from: { path: '^src/kernel/', pathNot: '\\.spec\\.ts$' },
      to: { pathNot: ['^src/kernel/', 'node_modules/decimal\\.js'] },
    },
    {
      name: 'domain-is-pure',
      comment: 'a domain knows the kernel, itself, and the domains left of it',
      severity: 'error',
      from: { path: '^src/modules/([^/]+)/domain/', pathNot: '\\.(spec|fixture)\\.ts$' },
      to: { pathNot: ['^src/kernel/', '^src/modules/[^/]+/domain/', 'node_modules/decimal\\.js'] },
    },
    {
      name: 'front-door-only',
      comment: 'another module is entered through its index.ts; its domain may be used by a domain to the right',
      severity: 'error',
      from: { path: '^src/modules/([^/]+)/', pathNot: '^src/modules/[^/]+/domain/' },
      to: { path: '^src/modules/([^/]+)/.+', pathNot: ['^src/modules/$1/', '^src/modules/[^/]+/index\\.ts$'] },
    },
    {
      name: 'platform-knows-no-business',
      severity: 'error',
      from: { path: '^src/platform/', pathNot: '^src/platform/database/migration-source\\.ts$' },
      to: { path: ['^src/modules/', '^migrations/'] },
    },
    {
      name: 'migrations-are-frozen',
      comment: 'a migration that reads a living constant would make new databases differ from upgraded ones',
      severity: 'error',
      from: { path: '^migrations/' },
      to: { path: '^src/', pathNot: '^src/platform/database/row-security\\.ts$' },
    },
    {
      name: 'nobody-imports-the-launcher',
      severity: 'error',
      from: { path: '^src/(?!launcher/)' },
      to: { path: '^src/launcher/' },
    },
    ...leftwards,
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { extensions: ['.ts', '.js', '.json'], mainFields: ['module', 'main'] },
  },
};
