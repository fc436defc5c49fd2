import { launch, stopOnSignals } from './launch.js';

const launched = await launch((line) => console.log(line));
if (process.env['ROLE'] !== 'worker')
  console.log(`\n  ${launched.url}/           预算绩效管理\n  ${launched.url}/docs       API\n`);
if (launched.bootstrapSecret) {
  console.log(
    `  First start. Create the three administrators (三员) once with POST /api/v1/auth/bootstrap and this secret:`,
  );
  console.log(`  ${launched.bootstrapSecret}\n`);
}
stopOnSignals(launched);
