import { type Call, firstRow } from '../../platform/database/call.js';
import type { AssessedProject } from './domain/assessment-duty.js';

export interface AssessedProjectRow extends AssessedProject {
  readonly id: string;
  readonly districtId: string;
  readonly assessmentId: string | null;
}

/** What the duty of a project follows from: what it is, what it costs, and what its latest final assessment concluded. */
export const findAssessedProject = (id: string): Call<AssessedProjectRow | null> => ({
  name: 'project_assessments.find_assessed_project',
  text: `select p.id, p.district_id as "districtId", p.kind, p.attribute, a.id as "assessmentId", a.conclusion as outcome,
      (select sum(l.adjusted)::text from app.budget_lines l where l.project_id = p.id and not l.retired) as amount
    from app.projects p
    left join lateral (select f.id, f.conclusion from app.project_assessments f where f.project_id = p.id and f.state = 'FINAL'
      order by f.finalized_at desc, f.id desc limit 1) a on true
    where p.id = $1::uuid`,
  values: [id],
  read: firstRow<AssessedProjectRow>(),
});
