import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { Decimal } from '../../src/kernel/rounding.js';
import { BudgetAdjustmentService } from '../../src/modules/budget/budget-adjustment.service.js';
import { findBudgetAdjustmentForUpdate } from '../../src/modules/budget/budget-adjustment.store.js';
import {
  type AdjustmentLeg,
  amountOf,
  BUDGET_ADJUSTMENT_KINDS,
  type BudgetAdjustmentKind,
  findLegFaults,
  toMovements,
} from '../../src/modules/budget/domain/budget-adjustment.js';
import { Transactions } from '../../src/platform/database/transactions.js';
import { startTestApp, type TestApp } from '../support/app.js';
import { fiscal, ProjectDesk } from '../support/project-desk.js';
import { expectStatus } from '../support/story.js';

/**
 * Random adjustments, and payments between them, many at once on few lines: whatever happens, the books hold. More of it:
 * `npm run ledger:model -- 10000 [seed]`.
 */
const RUNS = Number(process.env['LEDGER_RUNS'] ?? 300);
const SEED = Number(process.env['MODEL_SEED'] ?? 20261124);
const AT_ONCE = 16;
const PROJECTS = 5;
const SOURCES = ['FISCAL', 'OWN'] as const;
const MODEL = { system: 'test.ledger-model', scopes: ['r'] } as const;

let t: TestApp;
let desk: ProjectDesk;
const projectIds: string[] = [];
const posted: string[] = [];
const refused: string[] = [];
const paid: { readonly key: string; readonly amount: string }[] = [];

beforeAll(async () => {
  t = await startTestApp();
  desk = new ProjectDesk(t);
  for (let at = 0; at < PROJECTS; at += 1)
    projectIds.push((await desk.funded(SOURCES.map((source) => ({ ...fiscal, source })))).id);
});
afterAll(() => t.close());

interface Step {
  readonly kind: BudgetAdjustmentKind | 'PAY';
  readonly legs: readonly AdjustmentLeg[];
}

const cents = fc.integer({ min: 1, max: 60_000 }).map((n) => new Decimal(n).div(100).toFixed(2));

/** Legs that would pass the door; a transfer goes from the first to the others. */
const steps: fc.Arbitrary<Step> = fc
  .record({
    kind: fc.constantFrom(...BUDGET_ADJUSTMENT_KINDS, 'TRANSFER' as const, 'PAY' as const),
    source: fc.constantFrom(...SOURCES),
    at: fc.uniqueArray(fc.nat(PROJECTS - 1), { minLength: 2, maxLength: 4 }),
    amounts: fc.array(cents, { minLength: 4, maxLength: 4 }),
    fromFrozen: fc.boolean(),
  })
  .map(({ kind, source, at, amounts, fromFrozen }) => {
    const legs = at.map((index, n) => {
      const [amount, isTaken] = [amounts[n] as string, kind === 'RECOVER' && fromFrozen];
      return { projectId: projectIds[index] as string, source, amount, fromFrozen: isTaken };
    });
    if (kind !== 'TRANSFER') return { kind, legs: legs.slice(0, kind === 'PAY' ? 1 : undefined) };
    const [first, ...rest] = legs as [AdjustmentLeg, ...AdjustmentLeg[]];
    return { kind, legs: [{ ...first, amount: `-${amountOf(rest)}`, fromFrozen }, ...rest] };
  });

/** As if it had been signed: what comes before is the business of other tests. */
const SIGNED = `insert into app.budget_adjustments (id, district_id, unit_id, unit_path, department_id, kind, fiscal_year, legs, amount, reason,
    legal_basis, effective_on, state, author_ids)
  select $1, p.district_id, p.unit_id, p.unit_path, p.department_id, $3, 2026, $4, $5, '试算', '试算', app.app_today(), 'APPROVED', p.authors
  from app.projects p where p.id = $2`;

async function take({ kind, legs }: Step): Promise<void> {
  const [{ projectId, source, amount }] = legs as [AdjustmentLeg];
  if (kind === 'PAY') {
    expectStatus(201, await desk.pay({ id: projectId }, { source, amount }));
    paid.push({ key: `${projectId}|${source}`, amount });
    return;
  }
  expect(findLegFaults(kind, legs)).toEqual([]);
  const id = randomUUID();
  await t.database.admin.query(SIGNED, [id, projectId, kind, JSON.stringify(legs), amountOf(legs)]);
  await t.app.get(Transactions).run(MODEL, async (tx) => {
    const adjustment = await tx.one(findBudgetAdjustmentForUpdate(id));
    if (adjustment) await t.app.get(BudgetAdjustmentService).post(tx, adjustment);
  });
  const { rows } = await t.database.admin.query('select state from app.budget_adjustments where id = $1', [id]);
  (rows[0].state === 'POSTED' ? posted : refused).push(id);
}

/** The lines as the posted legs and the payments, added up one by one, say that they must be. */
async function expectedLines(): Promise<
  ReadonlyMap<string, { adjusted: Decimal; frozen: Decimal; executed: Decimal }>
> {
  const none = new Decimal(0);
  const lines = new Map(
    projectIds.flatMap((id) =>
      SOURCES.map((source) => [`${id}|${source}`, { adjusted: new Decimal(1000), frozen: none, executed: none }]),
    ),
  );
  const { rows } = await t.database.admin.query('select kind, legs from app.budget_adjustments where id = any ($1)', [
    posted,
  ]);
  for (const { kind, legs } of rows)
    for (const { projectId, source, adjusted, frozen } of toMovements(kind, legs)) {
      const line = lines.get(`${projectId}|${source}`);
      if (!line) throw new Error(`no line ${projectId} ${source}`);
      Object.assign(line, { adjusted: line.adjusted.plus(adjusted), frozen: line.frozen.plus(frozen) });
    }
  for (const { key, amount } of paid) {
    const line = lines.get(key);
    if (line) line.executed = line.executed.plus(amount);
  }
  return lines;
}

describe('the ledger', () => {
  it(
    `holds after ${RUNS} random adjustments and payments, ${AT_ONCE} at once (seed ${SEED})`,
    async () => {
      const waiting = fc.sample(steps, { numRuns: RUNS, seed: SEED });
      const lane = async (): Promise<void> => {
        for (let step = waiting.pop(); step; step = waiting.pop()) await take(step);
      };
      await Promise.all(Array.from({ length: AT_ONCE }, lane));
      expect(posted.length + refused.length + paid.length).toBe(RUNS);
      expect(Math.min(posted.length, refused.length, paid.length)).toBeGreaterThan(0);

      const expected = await expectedLines();
      const { rows } = await t.database.admin.query(
        `select project_id || '|' || source as key, adjusted, frozen, executed, available, over_executed as over from app.budget_lines
          where project_id = any ($1)`,
        [projectIds],
      );
      for (const { key, adjusted, frozen, executed, available, over } of rows) {
        const line = expected.get(key);
        expect([key, adjusted, frozen, executed]).toEqual([
          key,
          line?.adjusted.toFixed(2),
          line?.frozen.toFixed(2),
          line?.executed.toFixed(2),
        ]);
        expect(new Decimal(available).minus(over).toFixed(2)).toBe(
          line?.adjusted.minus(line.frozen).minus(line.executed).toFixed(2),
        );
        expect([new Decimal(available).isNegative(), new Decimal(over).isNegative()]).toEqual([false, false]);
      }
      const { body } = await t.world.as('sysadmin').get('/ops/invariants');
      expect(body.items.filter(({ holds }: { holds: boolean }) => !holds)).toEqual([]);
    },
    60_000 + RUNS * 60,
  );
});
