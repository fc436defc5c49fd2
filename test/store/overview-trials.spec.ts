import { findDifferences, repairTotals } from '../../src/modules/overview/overview.store.js';
import { Bulk } from '../../src/platform/database/bulk.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { OverviewTrials, YEAR } from '../support/overview-trials.js';
import { expectStatus } from '../support/story.js';

const CHANGES = Number(process.env['OVERVIEW_CHANGES'] ?? 300);
const SEED = Number(process.env['MODEL_SEED'] ?? 20261124);

let t: TestApp;
let trials: OverviewTrials;
beforeAll(async () => {
  t = await startTestApp();
  trials = await OverviewTrials.begin(t, SEED);
});
afterAll(() => t.close());

const differences = (): Promise<readonly unknown[]> => t.app.get(Bulk).run((execute) => execute(findDifferences()));

describe(`the overview, seed ${SEED}`, () => {
  it(
    `is that of a recount at any time of ${CHANGES} random changes, whatever part of them has been folded`,
    async () => {
      for (let at = 1; at <= CHANGES; at += 1) {
        // Often a pass runs while the rows change.
        const passes = trials.pick([0, 0, 0, 0, 1]);
        await Promise.all([trials.change(), ...(passes ? [t.outbox.tick('overview.fold')] : [])]);
        if (at % 10 > 0) continue;
        const place = trials.pick(trials.places);
        const month = trials.pick([1, 2, 3]);
        const query = `nodeId=${place.id}&fiscalYear=${YEAR}&month=${month}`;
        const { body } = expectStatus(200, await t.world.as('finance').get(`/api/v1/overview?${query}`));
        expect({ at, ...body.node }).toMatchObject({ at, ...(await trials.recount(place, month)) });
        if (at % 100 === 0) expect(await differences()).toEqual([]);
      }
      await t.outbox.tick('overview.fold');
      expect(await differences()).toEqual([]);
      const { rows } = await t.database.admin.query('select count(*)::int as left from app.overview_deltas');
      expect(rows[0].left).toBe(0);
    },
    60_000 + CHANGES * 60,
  );

  it('tells and mends a kept figure that somebody has bent', async () => {
    await t.database.admin.query(
      `update app.overview_totals set light_red = light_red + 2 where node = $1 and fiscal_year = $2 and month = 1`,
      [trials.district.path.split('.').at(-1), YEAR],
    );
    expect(await differences()).toEqual([
      { node: trials.district.path.split('.').at(-1), fiscalYear: YEAR, month: 1, lacks: { light_red: -2 } },
    ]);
    await t.app.get(Bulk).run((execute) => execute(repairTotals()));
    expect(await differences()).toEqual([]);
  });
});
