// Biome formats and lints syntax; these rules need types, or belong to this house.
import tseslint from 'typescript-eslint';

const NO_ENTITY_WRITES = {
  selector: 'CallExpression[callee.property.name=/^(save|upsert)$/]',
  message: 'A change is a compare-and-set statement in a store: TypeORM save() of a stale row wins silently.',
};
const NO_HTTP_EXCEPTIONS = {
  selector: 'NewExpression[callee.name=/Exception$/]',
  message: 'Throw an error of <module>.errors.ts; only platform/http knows HTTP.',
};
const NO_FLOATS = {
  selector: "CallExpression[callee.name='parseFloat']",
  message: 'Money, rates and scores are decimals (decimal.js in code, numeric in SQL).',
};

export default tseslint.config(
  { ignores: ['dist', 'node_modules', 'coverage', '.cache', 'src/metadata.ts', 'scripts', '*.mjs', '*.cjs'] },
  {
    files: ['src/**/*.ts', 'migrations/**/*.ts', 'test/**/*.ts'],
    languageOptions: { parser: tseslint.parser, parserOptions: { projectService: true } },
    plugins: { '@typescript-eslint': tseslint.plugin },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['**/*.spec.ts'],
    rules: { 'max-lines': ['error', { max: 500, skipBlankLines: true, skipComments: true }] },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/**/*.spec.ts', 'src/launcher/**'],
    rules: { 'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }] },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/config/**', 'src/launcher/**', 'src/main.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Only config/ and the launcher read the environment.' },
      ],
    },
  },
  {
    files: ['src/modules/**/*.ts'],
    rules: { 'no-restricted-syntax': ['error', NO_ENTITY_WRITES, NO_HTTP_EXCEPTIONS, NO_FLOATS] },
  },
);
