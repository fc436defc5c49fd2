import type { Tx } from '../../platform/database/transactions.js';
import type { Outcome } from './domain/decide.js';

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
  /** Typed facts for conditions: amount, project kind, unit kind … */
  readonly context: Readonly<Record<string, string | number>>;
}

export type ApprovalOutcome = Outcome | 'WITHDRAW';

/** What a module brings so that its subjects can be approved. Called inside the deciding transaction. */
export interface ApprovalSubject {
  readonly type: string;
  snapshot(tx: Tx, subjectId: string): Promise<SubjectSnapshot>;
  onOutcome(tx: Tx, subjectId: string, outcome: ApprovalOutcome, reason: string | null): Promise<void>;
}

/** Registration, so that a leftward module can act on a rightward one without knowing it. */
export class ApprovalSubjects {
  private readonly subjects = new Map<string, ApprovalSubject>();

  register(subject: ApprovalSubject): void {
    if (this.subjects.has(subject.type)) throw new Error(`approval subject ${subject.type} is registered twice`);
    this.subjects.set(subject.type, subject);
  }

  find(type: string): ApprovalSubject {
    const subject = this.subjects.get(type);
    if (!subject) throw new Error(`approval subject ${type} is not registered`);
    return subject;
  }
}
