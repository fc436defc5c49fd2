import type { FeedDefinition } from '../http/feed.js';

/**
 * The feed in commit order. Only rows below the oldest transaction that is still running are told: an earlier number can
 * then no longer appear behind a cursor, so nobody who follows the feed misses an event.
 */
export const eventFeed: FeedDefinition = {
  name: 'events.feed',
  from: 'app.events t',
  where: 't.xid < pg_snapshot_xmin(pg_current_snapshot())',
  values: [],
  keys: [
    { column: 'xid', type: 'xid8' },
    { column: 'id', type: 'uuid' },
  ],
  direction: 'ASC',
  item: `json_build_object('id', t.id, 'type', t.type, 'occurredAt', t.occurred_at, 'districtId', t.district_id,
    'unitPath', t.unit_path::text, 'projectId', t.project_id,
    'subject', json_build_object('type', t.subject_type, 'id', t.subject_id), 'payload', t.payload)`,
  filters: {
    type: { column: 't.type', type: 'dotted', about: '事件类型 / event type, such as goal.submitted' },
    projectId: { column: 't.project_id', type: 'uuid', about: '项目 / project' },
    subjectId: { column: 't.subject_id', type: 'uuid', about: '主体 / subject' },
  },
};
