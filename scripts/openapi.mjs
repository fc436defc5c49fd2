// openapi.json from the code: the swagger plugin's metadata, a build of its own, and the launcher in preview mode.
// It works beside a running server and in a checkout whose types are not all well: `npm run check` looks at those.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { PluginMetadataGenerator } from '@nestjs/cli/lib/compiler/plugins/plugin-metadata-generator.js';
import { ReadonlyVisitor } from '@nestjs/swagger/plugin';

const BUILD = '.cache/openapi';

const { compilerOptions } = JSON.parse(fs.readFileSync('nest-cli.json', 'utf8'));
const { options } = compilerOptions.plugins.find(({ name }) => name === '@nestjs/swagger');

fs.rmSync(BUILD, { recursive: true, force: true });
run('node', ['node_modules/@swc/cli/bin/swc.js', 'src', 'migrations', '--out-dir', BUILD, '--quiet']);
new PluginMetadataGenerator().generate({
  visitors: [new ReadonlyVisitor({ ...options, pathToSource: `${process.cwd()}/src` })],
  outputDir: `${BUILD}/src`,
  filename: 'metadata.js', // it holds no types
  tsProgramRef: ReadonlyVisitor.createTsProgram(compilerOptions.tsConfigPath),
});
run('node', [`${BUILD}/src/launcher/openapi.js`]);

function run(command, args) {
  const { status } = spawnSync(command, args, { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
