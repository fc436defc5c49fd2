import { Injectable } from '@nestjs/common';
import { Decimal } from 'decimal.js';
import { fillText } from '../../kernel/domain-error.js';
import { readValues, type Value } from '../../kernel/expression/index.js';
import { type Actor, Transactions, type Tx } from '../../platform/database/transactions.js';
import { httpErrors } from '../../platform/http/http.errors.js';
import type { Language } from '../../platform/http/problem.js';
import { findDistrict, findUnit } from '../organization/index.js';
import { approvalErrors } from './approval.errors.js';
import { type ApprovalFlow, findFlow } from './approval-flow.store.js';
import { type ApprovalSubject, ApprovalSubjects, type SubjectSnapshot } from './approval-subjects.js';
import { type Candidate, dryRun, type StepTold } from './domain/dry-run.js';
import { readExample } from './domain/flow-problems.js';
import type { CandidateResponse, DryRunExample, DryRunRequest, DryRunResponse, DryRunStep } from './dry-run.dto.js';
import { findSubmitterPerson, findWorkingDays } from './dry-run.store.js';
import { findPeopleFor } from './process.store.js';

/** What a definition is tried on. */
type Tried = Pick<SubjectSnapshot, 'paths' | 'authorIds' | 'context'>;

/** Who would approve this, and why? The engine's own functions on a process that nobody has submitted; nothing is written. */
@Injectable()
export class DryRunService {
  constructor(
    private readonly transactions: Transactions,
    private readonly subjects: ApprovalSubjects,
  ) {}

  run(actor: Actor, flowId: string, request: DryRunRequest, language: Language): Promise<DryRunResponse> {
    return this.transactions.run(actor, async (tx) => {
      const flow = await tx.one(findFlow(flowId));
      if (!flow) throw httpErrors.notFound();
      const subject = this.subjects.find(flow.subjectType);
      const tried = await this.findTried(tx, flow, subject, request);
      const { definition } = flow;
      const { context } = tried;
      const submitter = request.submitterId ? await tx.one(findSubmitterPerson(request.submitterId)) : undefined;
      if (submitter === null) throw httpErrors.notFound();
      const paths = { ...tried.paths, AUTHOR_UNIT: submitter?.unitPath ?? tried.paths.UNIT };
      const choices = Object.fromEntries(
        (request.choices ?? []).map(({ stepKey, accountIds }) => [stepKey, accountIds]),
      );
      const people = await tx.one(findPeopleFor({ definition, context, paths, choices }));
      const authorIds = [...tried.authorIds, ...(submitter ? [submitter.personId] : [])];
      const told = dryRun({ definition, context: readValues(subject.contextTypes, context), authorIds, people });
      const days = await tx.one(findWorkingDays([...new Set(told.flatMap((step) => Object.values(offsetsOf(step))))]));
      return {
        flowId,
        revision: flow.revision,
        context,
        steps: told.map((step) => toResponse(step, days)),
        problems: told.flatMap((step) => problemsOf(step, language)),
      };
    });
  }

  private async findTried(
    tx: Tx,
    flow: ApprovalFlow,
    subject: ApprovalSubject,
    { subjectId, example }: DryRunRequest,
  ): Promise<Tried> {
    if ((subjectId === undefined) === (example === undefined)) throw approvalErrors.dryRunSubject();
    if (example) return this.imagine(tx, flow, subject, example);
    const snapshot = subjectId === undefined ? null : await subject.snapshot(tx, subjectId);
    if (!snapshot || (flow.districtId ?? snapshot.districtId) !== snapshot.districtId) throw httpErrors.notFound();
    return snapshot;
  }

  private async imagine(
    tx: Tx,
    flow: ApprovalFlow,
    { contextTypes }: ApprovalSubject,
    { context, unitId }: DryRunExample,
  ): Promise<Tried> {
    const unit = await tx.one(findUnit(unitId));
    const department = unit && (await tx.one(findUnit(unit.departmentId)));
    const district = unit && (await tx.one(findDistrict(unit.districtId)));
    if (!unit || !department || !district || (flow.districtId ?? district.id) !== district.id)
      throw httpErrors.notFound();
    const read = readExample(contextTypes, context);
    if ('problem' in read) throw approvalErrors.exampleInvalid({ problem: read.problem });
    const paths = { UNIT: unit.unitPath, DEPARTMENT: department.unitPath, DISTRICT: district.unitPath };
    return { paths, context, authorIds: [] };
  }
}

/** Working days from the submission. */
function offsetsOf({ step, opensAfter }: StepTold): Readonly<Record<'due' | 'escalate' | 'timeout', number>> {
  const due = opensAfter + step.dueWorkingDays;
  return {
    due,
    escalate: due + (step.escalateAfterWorkingDays ?? 0),
    timeout: due + (step.timeout?.afterWorkingDays ?? 0),
  };
}

function toResponse(told: StepTold, days: ReadonlyMap<number, string | null>): DryRunStep {
  const { step, taken, because, conditions, asked, rules, superiors } = told;
  const { due, escalate, timeout } = offsetsOf(told);
  const dayOf = (count: number): string | null => (taken ? (days.get(count) ?? null) : null);
  return {
    key: step.key,
    name: step.name,
    taken,
    because,
    conditions: conditions.map((condition) => ({
      ...condition,
      trace: condition.trace.map(({ text, value }) => ({ text, value: toFact(value) })),
    })),
    mandatory: step.mandatory ?? false,
    mode: step.mode,
    asked,
    rules: rules.map(({ rule: { by, role = null, scope = null }, people }) => ({
      by,
      role,
      scope,
      people: people.map(toCandidate),
    })),
    superiors: superiors.map(toCandidate),
    dueOn: dayOf(due),
    escalatesOn: step.escalateAfterWorkingDays === undefined ? null : dayOf(escalate),
    decidesAloneOn: step.timeout === undefined ? null : dayOf(timeout),
  };
}

const toFact = (value: Value): string | null =>
  value === null ? null : Decimal.isDecimal(value) ? value.toFixed() : String(value);

const toCandidate = ({ accountId, name, barred }: Candidate): CandidateResponse => ({ accountId, name, barred });

function problemsOf({ step, asked }: StepTold, language: Language): DryRunResponse['problems'] {
  if (asked !== 'NOBODY') return [];
  const error = approvalErrors.noApprover({ step: step.name[language], role: step.assignees[0]?.role ?? '—' });
  return [{ stepKey: step.key, code: error.code, message: fillText(error.definition[language], error.params) }];
}
