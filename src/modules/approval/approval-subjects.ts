import type { Schema } from '../../kernel/expression/index.js';
import type { PolicyRow } from '../../platform/auth/policy.js';
import type { Tx } from '../../platform/database/transactions.js';
import type { FlowContext, Outcome } from './domain/flow-definition.js';

/** What the engine may know of a subject: it knows subjects only by type and id. */
export interface SubjectSnapshot {
  readonly version: number;
  /** Digest of what the reviewer is shown. */
  readonly contentHash: string;
  readonly title: string;
  readonly projectId: string | null;
  readonly districtId: string;
  readonly unitId: string;
  /** Where each step's scope lies. */
  readonly paths: { readonly UNIT: string; readonly DEPARTMENT: string; readonly DISTRICT: string };
  /** Natural persons who wrote it. */
  readonly authorIds: readonly string[];
  /** Facts for conditions, of the types that `contextTypes` declares. `amount` is what queues can filter by. */
  readonly context: FlowContext;
}

export type ApprovalOutcome = Outcome | 'WITHDRAW';

/** What a module brings so that its subjects can be approved. Called inside the deciding transaction. */
export interface ApprovalSubject {
  readonly type: string;
  /** What conditions may ask, and of what type. */
  readonly contextTypes: Schema;
  /** Roles without which nothing of this type is approved: no flow may leave them out, or make them depend on a condition. */
  readonly mandatoryRoles: readonly string[];
  /** Who may take a submission back: the row of the subject's own act. */
  readonly withdrawal: PolicyRow;
  /** Null: unknown, or out of the caller's sight. */
  snapshot(tx: Tx, subjectId: string): Promise<SubjectSnapshot | null>;
  /** What reviewers are shown now, and what was approved last; the engine shows the difference. */
  contents(tx: Tx, subjectId: string): Promise<{ readonly current: unknown; readonly approved: unknown }>;
  /** What else reviewers should see beside the content, such as the findings of checks. */
  remarks?(tx: Tx, subjectId: string): Promise<Readonly<Record<string, unknown>>>;
  onOutcome(tx: Tx, subjectId: string, outcome: ApprovalOutcome, reason: string | null): Promise<void>;
}

/** Registration, so that a leftward module can act on a rightward one without knowing it. */
export class ApprovalSubjects {
  private readonly subjects = new Map<string, ApprovalSubject>();

  register(subject: ApprovalSubject): void {
    if (this.subjects.has(subject.type)) throw new Error(`approval subject ${subject.type} is registered twice`);
    this.subjects.set(subject.type, subject);
  }

  get types(): readonly string[] {
    return [...this.subjects.keys()].sort();
  }

  find(type: string): ApprovalSubject {
    const subject = this.subjects.get(type);
    if (!subject) throw new Error(`approval subject ${type} is not registered`);
    return subject;
  }
}
