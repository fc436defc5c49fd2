import { subscribersOf } from '../events/subscriptions.js';

/**
 * CTEs that tell of many changes inside one set-based statement. The CTE `from` has a row for each changed object: id,
 * district_id, unit_path, project_id, payload. The audit entry is one for the batch, and not here. `name` keeps two of
 * them in one statement apart.
 */
export const toldChanges = (
  name: string,
  event: string,
  subjectType: string,
  from: string,
): string => `${name}_events as (
    insert into app.events (id, type, district_id, unit_path, project_id, subject_type, subject_id, payload)
    select gen_random_uuid(), '${event}', c.district_id, c.unit_path, c.project_id, '${subjectType}', c.id, c.payload from ${from} c
    returning id),
  ${name}_outbox as (
    insert into app.outbox (id, kind, dedupe_key, payload)
    select gen_random_uuid(), 'event', s.name || '|' || e.id, jsonb_build_object('eventId', e.id, 'subscriber', s.name)
    from ${name}_events e, unnest(array[${subscribersOf(event)
      .map((subscriber) => `'${subscriber.name}'`)
      .join(', ')}]::text[]) as s(name))`;
