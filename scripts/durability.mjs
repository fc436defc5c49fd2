// kill -9, again and again, in the middle of writes: what was acknowledged is there, what nobody knows is there once or not.
//   node scripts/durability.mjs [--rounds 8] [--writers 8] [--seed 42] [--hasten]
import { parseArgs } from 'node:util';
import { Cluster } from './durability/cluster.mjs';
import { Oracle } from './durability/oracle.mjs';
import { settle } from './durability/people.mjs';
import { Workload } from './durability/workload.mjs';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '8' },
    writers: { type: 'string', default: '8' },
    seed: { type: 'string', default: '42' },
    // What a dead worker had taken comes due again after half a minute; this makes it due at once.
    hasten: { type: 'boolean', default: false },
  },
});
const rounds = Number(values.rounds);
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Small and repeatable; the moments of the kills are its only use. */
function randomOf(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

async function storm(cluster, workload) {
  const random = randomOf(Number(values.seed));
  const recoveries = [];
  for (let round = 0; round < rounds; round += 1) {
    // So many writes further, whatever the speed of the machine; then anywhere within a write.
    await workload.untilAcknowledged(40 + Math.floor(random() * 80));
    await pause(random() * 30);
    const start = performance.now();
    // One round in the middle takes PostgreSQL itself away.
    if (round === Math.floor(rounds / 2)) await cluster.killPostgres(300);
    else await cluster.killServer();
    recoveries.push(Math.round(performance.now() - start));
  }
  await workload.untilAcknowledged(40);
  await workload.stop();
  return recoveries;
}

async function main() {
  const cluster = new Cluster();
  try {
    const workload = new Workload(cluster, await settle(cluster, await cluster.start()));
    await workload.prepare(6, 8 * rounds);
    workload.start(Number(values.writers));
    const recoveries = await storm(cluster, workload);
    const unknown = await workload.settleUnknown();
    const oracle = new Oracle(cluster.adminUrl);
    await oracle.client.connect();
    if (values.hasten) await oracle.hasten();
    const drainedInMs = await oracle.drain();
    const faults = await oracle.findFaults(workload.journal);
    if (drainedInMs === null) faults.push('the outbox did not drain');
    await oracle.client.end();
    const replayed = unknown.filter(({ answer }) => answer?.headers.get('idempotency-replayed') === 'true').length;
    console.log(
      `durability: ${faults.length === 0 ? 'ok' : 'FAILED'} · seed ${values.seed} · ${rounds - 1} × kill -9 server, 1 × kill -9 postmaster · ` +
        `${workload.journal.length} writes, ${workload.journal.length - unknown.length} acknowledged at once, ${unknown.length} unknown ` +
        `(${replayed} had been done, ${unknown.length - replayed} had not) · lost or doubled ${faults.length} · ` +
        `slowest recovery ${Math.max(...recoveries)} ms · outbox drained after ${drainedInMs} ms`,
    );
    for (const fault of faults.slice(0, 40)) console.error(`  ${fault}`);
    process.exitCode = faults.length === 0 ? 0 : 1;
  } finally {
    await cluster.stop();
  }
}

await main();
