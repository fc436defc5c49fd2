// Jest cannot require() an ES module on Node 20, and NestJS 12 is one: every module is compiled to CommonJS on the way in.
const crypto = require('node:crypto');
const swc = require('@swc/core');

const ES_SYNTAX =
  /^\s*(?:import\s*[\w{*"'$]|export\s*(?:[{*]|default\b|const\b|class\b|function\b|async\b|let\b|var\b))/m;
const base = { swcrc: false, configFile: false, sourceMaps: 'inline', module: { type: 'commonjs' } };
const typescript = {
  ...base,
  jsc: {
    target: 'es2022',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
    keepClassNames: true,
  },
};
const javascript = { ...base, sourceMaps: false, jsc: { target: 'es2022', parser: { syntax: 'ecmascript' } } };

module.exports = {
  getCacheKey: (source, filename, { configString }) =>
    crypto.createHash('sha1').update(`2${swc.version}${filename}${source}${configString}`).digest('hex'),
  process(source, filename) {
    if (filename.endsWith('.ts')) return swc.transformSync(source, { ...typescript, filename });
    if (!filename.endsWith('.mjs') && !ES_SYNTAX.test(source)) return { code: source };
    return swc.transformSync(source, { ...javascript, filename });
  },
};
