import type { MigrationInterface, QueryRunner } from 'typeorm';
import { NOTICED_DAYS_1764000310000 } from './seeds/1764000310000-noticed-days.js';

/** 2021–2026: the weekend rule, overridden by the State Council's notices. A later year is imported when its notice is out. */
export class LoadCalendar1764000310000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(
      `insert into app.calendar_days (day, is_working, name)
        select d::date, coalesce(n."isWorking", extract(isodow from d) < 6), n.name
        from generate_series(date '2021-01-01', date '2026-12-31', interval '1 day') d
        left join jsonb_to_recordset($1::jsonb) as n(day date, "isWorking" boolean, name text) on n.day = d::date`,
      [JSON.stringify(NOTICED_DAYS_1764000310000)],
    );
  }

  async down(q: QueryRunner): Promise<void> {
    await q.query(`delete from app.calendar_days where day between date '2021-01-01' and date '2026-12-31'`);
  }
}
