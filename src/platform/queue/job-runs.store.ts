import { type Call, noRows } from '../database/call.js';
import type { JsonText } from '../http/json-text.js';
import type { ScheduledJob } from './jobs.js';

export interface JobRun {
  readonly name: string;
  readonly durationMs: number;
  readonly result: object | null;
  readonly error: string | null;
}

/** The last run of each job, for `GET /jobs`. */
export const noteRun = (run: JobRun): Call<void> => ({
  name: 'job_runs.note',
  text: `insert into app.job_runs as j (name, last_started_at, last_finished_at, duration_ms, runs, failures, last_error, last_result)
    values ($1, now() - make_interval(secs => $2::int / 1000.0), now(), $2::int, 1, case when $4::text is null then 0 else 1 end, $4, $3::jsonb)
    on conflict (name) do update set last_started_at = excluded.last_started_at, last_finished_at = excluded.last_finished_at,
      duration_ms = excluded.duration_ms, runs = j.runs + 1, failures = j.failures + excluded.failures,
      last_error = coalesce(excluded.last_error, j.last_error), last_result = coalesce(excluded.last_result, j.last_result)`,
  values: [run.name, run.durationMs, run.result ? JSON.stringify(run.result) : null, run.error],
  read: noRows,
});

/** Every scheduled job with its last run; runs of jobs that another version scheduled are shown too. */
export const jobList = (jobs: readonly ScheduledJob[]): Call<JsonText> => ({
  name: 'job_runs.list',
  text: `select '{"items":[' || coalesce(string_agg(json_build_object('name', coalesce(s.name, j.name), 'everyMs', s.every_ms,
      'lastStartedAt', j.last_started_at, 'lastFinishedAt', j.last_finished_at, 'durationMs', j.duration_ms,
      'runs', coalesce(j.runs, 0), 'failures', coalesce(j.failures, 0), 'lastError', j.last_error, 'lastResult', j.last_result)::text,
      ',' order by coalesce(s.name, j.name)), '') || ']}' as json
    from unnest($1::text[], $2::int[]) as s (name, every_ms) full join app.job_runs j on j.name = s.name`,
  values: [jobs.map(({ name }) => name), jobs.map(({ everyMs }) => everyMs)],
  read: (rows) => rows[0] as unknown as JsonText,
});
