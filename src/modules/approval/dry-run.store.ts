import { type Call, firstRow } from '../../platform/database/call.js';
import { workingDayAfter } from '../organization/index.js';

/** The dates that many working days after today, by the number; null beyond the calendar. */
export const findWorkingDays = (counts: readonly number[]): Call<ReadonlyMap<number, string | null>> => ({
  name: 'approvals.find_working_days',
  text: `select n, ${workingDayAfter('app.app_today()', 'n')}::text as day from unnest($1::int[]) as n`,
  values: [counts],
  read: (rows) => new Map(rows.map(({ n, day }) => [n as number, day as string | null])),
});

/** Somebody who might submit: the natural person, and where he works as far as the caller sees it. */
export interface Submitter {
  readonly personId: string;
  readonly unitPath: string | null;
}

export const findSubmitterPerson = (accountId: string): Call<Submitter | null> => ({
  name: 'approvals.find_submitter_person',
  text: `select c.person_id as "personId", u.unit_path::text as "unitPath" from app.accounts c left join app.units u on u.id = c.unit_id
    where c.id = $1::uuid and c.state = 'ACTIVE' and c.kind = 'PERSON'`,
  values: [accountId],
  read: firstRow<Submitter>(),
});
