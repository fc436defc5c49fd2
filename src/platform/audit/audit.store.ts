import type { FeedDefinition } from '../http/feed.js';

/** The trail in commit order, like the event feed: an entry can't appear behind a cursor. */
export const auditFeed: FeedDefinition = {
  name: 'audit.entries',
  from: 'app.audit_entries t',
  where: 't.xid < pg_snapshot_xmin(pg_current_snapshot())',
  values: [],
  keys: [
    { column: 'xid', type: 'xid8' },
    { column: 'id', type: 'uuid' },
  ],
  direction: 'ASC',
  item: `json_build_object('id', t.id, 'recordedAt', t.recorded_at, 'accountId', t.account_id, 'action', t.action,
    'objectType', t.object_type, 'objectId', t.object_id, 'objectVersion', t.object_version, 'event', t.event,
    'leafDigest', encode(t.leaf_digest, 'hex'), 'algorithm', t.algorithm)`,
  filters: {
    action: { column: 't.action', type: 'dotted', about: '动作,可按前缀 / action, or the beginning of one' },
    objectType: { column: 't.object_type', type: 'code', about: '对象种类 / type of the object' },
    objectId: { column: 't.object_id', type: 'uuid', about: '对象 / object' },
    accountId: { column: 't.account_id', type: 'uuid', about: '账号 / account' },
    recordedAt: { column: 't.recorded_at', type: 'timestamp', about: '记录时间 / when it was recorded' },
  },
};
