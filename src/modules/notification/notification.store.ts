import { MY_ACCOUNT } from '../../platform/auth/grants.js';
import { type Call, firstRow } from '../../platform/database/call.js';
import type { FeedDefinition } from '../../platform/http/feed.js';
import type { JsonText } from '../../platform/http/json-text.js';
import type { Language } from '../../platform/http/problem.js';

/** Row-level security says the same; the condition is what finds the index. */
const MINE = `t.account_id = ${MY_ACCOUNT}`;

const inLanguage = (place: string): string => `json_build_object('id', t.id, 'kind', t.kind, 'severity', t.severity,
  'title', case when ${place} = 'en' then t.title_en else t.title_zh end,
  'body', case when ${place} = 'en' then t.body_en else t.body_zh end,
  'subject', json_build_object('type', t.subject_type, 'id', t.subject_id), 'projectId', t.project_id, 'districtId', t.district_id,
  'createdAt', t.created_at, 'readAt', t.read_at)`;

/** What a client may narrow his inbox by. */
export const INBOX_FILTERS: NonNullable<FeedDefinition['filters']> = {
  unread: { column: '(t.read_at is null)', type: 'boolean', about: '是否未读 / unread' },
  severity: { column: 't.severity', type: 'code', values: ['INFO', 'WARN', 'CRITICAL'], about: '级别 / severity' },
  projectId: { column: 't.project_id', type: 'uuid', about: '项目 / project' },
};

/** Newest first. */
export const inbox = (language: Language): FeedDefinition => ({
  name: 'notifications.inbox',
  from: 'app.notifications t',
  where: MINE,
  values: [language],
  keys: [
    { column: 'created_at', type: 'timestamptz' },
    { column: 'id', type: 'uuid' },
  ],
  direction: 'DESC',
  item: inLanguage('$1::text'),
  filters: INBOX_FILTERS,
});

export const countUnread = (): Call<{ readonly unread: number }> => ({
  name: 'notifications.count_unread',
  text: `select count(*)::int as unread from app.notifications t where ${MINE} and t.read_at is null`,
  values: [],
  read: (rows) => rows[0] as unknown as { unread: number },
});

/** The first reading counts; reading again changes nothing. Null: not in this inbox. */
export const markRead = (id: string, language: Language): Call<JsonText | null> => ({
  name: 'notifications.mark_read',
  text: `with t as (update app.notifications t set read_at = coalesce(t.read_at, app.app_now()) where ${MINE} and t.id = $1::uuid returning t.*)
    select (${inLanguage('$2::text')})::text as json from t`,
  values: [id, language],
  read: firstRow<JsonText>(),
});

export const markAllRead = (): Call<{ readonly read: number }> => ({
  name: 'notifications.mark_all_read',
  text: `with t as (update app.notifications t set read_at = app.app_now() where ${MINE} and t.read_at is null returning 1)
    select count(*)::int as read from t`,
  values: [],
  read: (rows) => rows[0] as unknown as { read: number },
});
