// What must hold after the faults, asked of the tables and not of the code.
import pg from 'pg';

const COUNTS = {
  'payments without exactly one audit entry': `select count(*) n from app.payments p
    where 1 <> (select count(*) from app.audit_entries a where a.object_id = p.id)`,
  'payments without exactly one event': `select count(*) n from app.payments p
    where 1 <> (select count(*) from app.events e where e.subject_id = p.id)`,
  'budget lines that differ from their payments': `select count(*) n from app.budget_lines l
    where l.executed <> coalesce((select sum(p.amount) from app.payments p where p.project_id = l.project_id and p.source = l.source), 0)`,
  'idempotency keys without an answer': `select count(*) n from app.idempotency_keys where answer is null`,
  'goals in review without exactly one approval': `select count(*) n from app.goals g where g.state = 'IN_REVIEW'
    and 1 <> (select count(*) from app.approvals a where a.subject_id = g.id and a.state = 'RUNNING')`,
  'drafts with an approval': `select count(*) n from app.goals g where g.state = 'DRAFT'
    and exists (select 1 from app.approvals a where a.subject_id = g.id)`,
  'notices that came twice': `select count(*) n from (select 1 from app.notifications
    group by account_id, kind, subject_id having count(*) > 1) doubled`,
  'submissions that not both heads were told of': `select count(*) n from app.approvals a
    where 2 <> (select count(*) from app.notifications n
      join app.approval_tasks k on k.id = n.subject_id where k.approval_id = a.id and n.kind = 'approval.task-opened')`,
  'outbox rows given up': `select count(*) n from app.outbox where dead_at is not null`,
  'outbox rows done without a delivery': `select count(*) n from app.outbox o where done_at is not null
    and not exists (select 1 from app.deliveries d where d.dedupe_key = o.dedupe_key)`,
  'transactions left open': `select count(*) n from pg_stat_activity where state like 'idle in transaction%'
    and datname = current_database() and state_change < now() - interval '5 seconds'`,
};

export class Oracle {
  constructor(url) {
    this.client = new pg.Client({ connectionString: url });
  }

  async ask(sql, values = []) {
    return (await this.client.query(sql, values)).rows;
  }

  async hasten() {
    await this.ask('update app.outbox set next_at = now() where done_at is null and dead_at is null');
  }

  /** Milliseconds until the outbox was empty; null: it was not in time. */
  async drain(limitMs = 90_000) {
    const start = performance.now();
    while (performance.now() - start < limitMs) {
      const [{ n }] = await this.ask(
        'select count(*)::int n from app.outbox where done_at is null and dead_at is null',
      );
      if (n === 0) return Math.round(performance.now() - start);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    return null;
  }

  async findFaults(journal) {
    const faults = [];
    for (const [name, sql] of Object.entries(COUNTS)) {
      const [{ n }] = await this.ask(sql);
      if (Number(n) > 0) faults.push(`${n} ${name}`);
    }
    const payments = new Map(
      (await this.ask('select id, source_id from app.payments')).map((row) => [row.source_id, row.id]),
    );
    const projects = new Map((await this.ask('select id, code from app.projects')).map((row) => [row.code, row.id]));
    const submitted = new Set(
      (await this.ask(`select id from app.goals where state = 'IN_REVIEW'`)).map(({ id }) => id),
    );
    for (const { kind, body, id, answer, outcome, wasUnknown } of journal) {
      const found = {
        payment: payments.get(body.sourceId),
        project: projects.get(body.code),
        submit: submitted.has(id) ? id : undefined,
      };
      const what = `${kind} ${body.sourceId ?? body.code ?? id}${wasUnknown ? ' (repeated with its key)' : ''}`;
      if (outcome === 'refused') faults.push(`${what}: ${answer.status} ${answer.text.slice(0, 200)}`);
      else if (outcome === 'unknown') faults.push(`${what}: never answered`);
      else if (found[kind] === undefined) faults.push(`${what}: acknowledged and lost`);
      else if (found[kind] !== answer.body.id) faults.push(`${what}: another row than the answer names`);
    }
    return faults;
  }
}
