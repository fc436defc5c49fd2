import { allRows, type Call, firstRow, type Row } from '../database/call.js';

export interface OwnPassword {
  readonly username: string;
  readonly passwordHash: string | null;
}

export const findOwnPassword = (accountId: string): Call<OwnPassword | null> => ({
  name: 'passwords.find_own',
  text: `select username, password_hash as "passwordHash" from app.accounts where id = $1::uuid`,
  values: [accountId],
  read: firstRow<OwnPassword>(),
});

export const findPasswordHistory = (accountId: string, count: number): Call<readonly string[]> => ({
  name: 'passwords.find_history',
  text: `select password_hash from app.password_history where account_id = $1::uuid order by created_at desc, id desc limit $2::int`,
  values: [accountId, count],
  read: (rows: readonly Row[]) => allRows<{ password_hash: string }>()(rows).map((row) => row.password_hash),
});

/** Compare-and-set on the old hash: of two changes at once, one fails. */
export const changePassword = (change: {
  readonly accountId: string;
  readonly oldHash: string;
  readonly newHash: string;
  readonly historyId: string;
}): Call<boolean> => ({
  name: 'passwords.change',
  text: `with changed as (update app.accounts set password_hash = $3, password_changed_at = now(), must_change_password = false,
        version = version + 1, updated_at = now()
      where id = $1::uuid and password_hash = $2 and state = 'ACTIVE' returning id)
    insert into app.password_history (id, account_id, password_hash) select $4::uuid, id, $3 from changed returning 1`,
  values: [change.accountId, change.oldHash, change.newHash, change.historyId],
  read: (rows) => rows.length === 1,
});
