import { type Call, noRows } from '../database/call.js';

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
