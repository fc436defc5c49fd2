const shared = {
  testEnvironment: 'node',
  moduleFileExtensions: ['js', 'mjs', 'cjs', 'ts', 'json', 'node'],
  moduleNameMapper: {
    '^fast-check$': '<rootDir>/test/support/properties.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  transformIgnorePatterns: [],
  transform: { '\\.(ts|m?js)$': '<rootDir>/jest.swc.cjs' },
};

/** `rules`: pure functions, no database. `server`: everything on a real, throw-away PostgreSQL. */
export default {
  maxWorkers: 2,
  // A loaded machine is slow to start an application; nothing here measures time.
  testTimeout: 60_000,
  projects: [
    { ...shared, displayName: 'rules', testMatch: ['<rootDir>/src/**/*.spec.ts', '<rootDir>/test/rules/**/*.spec.ts'] },
    {
      ...shared,
      displayName: 'server',
      testMatch: ['<rootDir>/test/{store,http,journey}/**/*.spec.ts'],
      globalSetup: '<rootDir>/test/support/global-setup.mjs',
      globalTeardown: '<rootDir>/test/support/global-teardown.mjs',
    },
  ],
};
