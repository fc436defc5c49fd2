import { startTestApp, type TestApp } from '../support/app.js';
import { Execution } from '../support/execution.js';

let t: TestApp;
beforeAll(async () => {
  t = await startTestApp({ LOG_LEVEL: 'silent' });
});
afterAll(() => t.close());

describe('goals whose day has come', () => {
  it('go into execution though one of them cannot, and are counted as they are', async () => {
    const execution = new Execution(t);
    const goals = [await execution.running(), await execution.running(), await execution.running()]
      .map(({ goalId }) => goalId)
      .sort();
    const { admin } = t.database;
    await admin.query(`update app.goals set state = 'APPROVED', version = version + 1 where id = any ($1::uuid[])`, [
      goals,
    ]);
    await admin.query(
      `create function app.break_goal() returns trigger language plpgsql as $$ begin raise exception 'broken'; end $$`,
    );
    await admin.query(
      `create trigger broken before update on app.goals for each row when (new.id = '${goals[0]}') execute function app.break_goal()`,
    );
    expect(await t.outbox.tick('goal.begin-execution')).toEqual({ begun: 2, failed: 1 });
    const { rows } = await admin.query('select state from app.goals where id = any ($1::uuid[]) order by id', [goals]);
    expect(rows.map(({ state }) => state)).toEqual(['APPROVED', 'IN_EXECUTION', 'IN_EXECUTION']);
    await admin.query('drop trigger broken on app.goals');
    expect(await t.outbox.tick('goal.begin-execution')).toEqual({ begun: 1, failed: 0 });
  });
});
