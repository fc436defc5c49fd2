import { spawn } from 'node:child_process';

/** The short form of `npm run durability`: the real server and a PostgreSQL that may not lose anything, in processes of their own. */
function runShortForm(): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve, reject) => {
    const script = spawn(process.execPath, ['scripts/durability.mjs', '--rounds', '3', '--writers', '6', '--hasten']);
    let output = '';
    for (const stream of [script.stdout, script.stderr]) {
      stream.setEncoding('utf8').on('data', (chunk: string) => {
        output += chunk;
      });
    }
    script.once('error', reject);
    script.once('exit', (code) => resolve({ code, output }));
  });
}

describe('kill -9 in the middle of writes', () => {
  it('of the server and of PostgreSQL loses nothing that was acknowledged and doubles nothing that was repeated', async () => {
    const { code, output } = await runShortForm();
    expect({ code, output }).toMatchObject({ code: 0, output: expect.stringContaining('durability: ok') });
    expect(output).toMatch(/lost or doubled 0 /);
  }, 180_000);
});
