import { Injectable } from '@nestjs/common';
import { fillText } from '../../kernel/domain-error.js';
import { nextState } from '../../kernel/lifecycle.js';
import { recordChange } from '../../platform/audit/record-change.js';
import { newId } from '../../platform/database/ids.js';
import { type Actor, Transactions, type Tx } from '../../platform/database/transactions.js';
import { countOwnFiles } from '../../platform/files/files.store.js';
import { httpErrors } from '../../platform/http/http.errors.js';
import type { JsonText } from '../../platform/http/json-text.js';
import { findEdition, findPublishedEdition } from '../organization/index.js';
import { assessmentErrors, SUBMISSION_GAPS } from './assessment.errors.js';
import { ASSESSMENT_SHEETS } from './assessment-sheet.store.js';
import { projectErrors } from './budget.errors.js';
import { findAssessmentRefusal, mayWrite } from './domain/assessment-roles.js';
import { findSubmissionGaps, scoreAssessment } from './domain/assessment-score.js';
import type { AssessmentSheet } from './domain/assessment-sheet.js';
import {
  type AssessmentAction,
  type AssessmentState,
  assessmentLifecycle,
} from './domain/project-assessment.lifecycle.js';
import { findProject, type Project } from './project.store.js';
import { mergeAssessment } from './project-assessment.content.js';
import type { CreateProjectAssessmentRequest, UpdateProjectAssessmentRequest } from './project-assessment.dto.js';
import { readAssessment } from './project-assessment.reader.js';
import {
  findAssessmentForUpdate,
  findRolesOver,
  insertAssessment,
  moveAssessment,
  type ProjectAssessment,
  updateAssessment,
} from './project-assessment.store.js';

/** Past tense of each act, for the event feed. */
const EVENTS: Readonly<Record<AssessmentAction | 'create', string>> = {
  create: 'project-assessment.created',
  update: 'project-assessment.updated',
  submit: 'project-assessment.submitted',
  return: 'project-assessment.returned',
  finalize: 'project-assessment.finalized',
};

/** 事前绩效评估: written by the assessor, made final by somebody else. */
@Injectable()
export class ProjectAssessmentService {
  constructor(private readonly transactions: Transactions) {}

  create(actor: Actor, { projectId, assessorKind, assessorName }: CreateProjectAssessmentRequest): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      const project = await tx.one(findProject(projectId));
      if (!project) throw assessmentErrors.projectNotFound();
      if (project.state !== 'ACTIVE') throw projectErrors.closed();
      if (!mayWrite({ assessorKind, roles: await tx.one(findRolesOver(project)) }))
        throw assessmentErrors.kindNotYours();
      const name = assessorName?.trim() || null;
      if (assessorKind === 'THIRD_PARTY' && !name) throw assessmentErrors.assessorName();
      const sheet = await sheetFor(tx, project);
      const { dimensions: dimensionScores } = scoreAssessment(sheet.definition, []);
      const id = newId();
      const created = await tx.one(
        insertAssessment({ id, project, sheetId: sheet.id, assessorKind, assessorName: name, dimensionScores }),
      );
      await record(tx, 'create', null, created, null);
      return { ...(await readAssessment(tx, id)), location: `/api/v1/project-assessments/${id}` };
    });
  }

  update(actor: Actor, id: string, version: number, request: UpdateProjectAssessmentRequest): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      const { before } = await this.lock(tx, id, version, 'update');
      const content = mergeAssessment(await definitionOf(tx, before), before, request);
      await requireOwnFiles(tx, before, content.answers);
      const after = await tx.one(updateAssessment(id, version, content));
      if (!after) throw httpErrors.conflict();
      await record(tx, 'update', before, after, null);
      return readAssessment(tx, id);
    });
  }

  /** Everything that is missing is listed at once. */
  submit(actor: Actor, id: string, version: number): Promise<JsonText> {
    return this.act(actor, id, version, 'submit', null);
  }

  return(actor: Actor, id: string, version: number, reason: string): Promise<JsonText> {
    return this.act(actor, id, version, 'return', reason);
  }

  finalize(actor: Actor, id: string, version: number, opinion: string | null): Promise<JsonText> {
    return this.act(actor, id, version, 'finalize', opinion);
  }

  private act(
    actor: Actor,
    id: string,
    version: number,
    action: AssessmentAction,
    opinion: string | null,
  ): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      const { before, to } = await this.lock(tx, id, version, action);
      if (action === 'submit') requireComplete(await definitionOf(tx, before), before);
      const after = await tx.one(moveAssessment(before, to, opinion));
      if (!after) throw httpErrors.conflict();
      await record(tx, action, before, after, opinion);
      return readAssessment(tx, id);
    });
  }

  /** The assessment as the caller has read it, in a state and of a kind that allow the act. */
  private async lock(
    tx: Tx,
    id: string,
    version: number,
    action: AssessmentAction,
  ): Promise<{ before: ProjectAssessment; to: AssessmentState }> {
    const before = await tx.one(findAssessmentForUpdate(id));
    if (!before) throw httpErrors.notFound();
    if (before.version !== version) throw httpErrors.stale({ version: before.version });
    const to = nextState(assessmentLifecycle, before.state, action);
    if (!to)
      throw action === 'update'
        ? assessmentErrors.frozen()
        : assessmentErrors.stateForbids({ state: before.state, action });
    const refusal = findAssessmentRefusal(before, action);
    if (refusal) throw assessmentErrors[refusal]();
    return { before, to };
  }
}

async function sheetFor(tx: Tx, { kind, districtId }: Project): Promise<{ id: string; definition: AssessmentSheet }> {
  if (kind === 'DEPARTMENT_WHOLE') throw assessmentErrors.notAssessable();
  const sheet = await tx.one(findPublishedEdition(ASSESSMENT_SHEETS, kind, districtId));
  if (!sheet) throw new Error(`no assessment sheet for ${kind} is published`);
  return sheet;
}

/** The sheet that the assessment began with; a later revision changes nothing for it. */
async function definitionOf(tx: Tx, { sheetId }: ProjectAssessment): Promise<AssessmentSheet> {
  const sheet = await tx.one(findEdition(ASSESSMENT_SHEETS, sheetId));
  if (!sheet) throw new Error('assessment: its sheet is gone');
  return sheet.definition;
}

/** What a colleague has attached stays; what is new must be the caller's own. */
async function requireOwnFiles(
  tx: Tx,
  before: ProjectAssessment,
  answers: ProjectAssessment['answers'],
): Promise<void> {
  const attached = new Set(before.answers.flatMap(({ fileIds }) => fileIds));
  const added = new Set(answers.flatMap(({ fileIds }) => fileIds).filter((id) => !attached.has(id)));
  if ((await tx.one(countOwnFiles([...added]))) < added.size) throw assessmentErrors.unknownFile();
}

function requireComplete(sheet: AssessmentSheet, assessment: ProjectAssessment): void {
  const gaps = findSubmissionGaps(sheet, assessment.answers, assessment);
  if (gaps.length === 0) return;
  const findings = gaps.map(({ gap, pointer, question }) => {
    const params = { question };
    const { zh, en } = SUBMISSION_GAPS[gap];
    return { pointer, code: gap, zh: fillText(zh, params), en: fillText(en, params), params };
  });
  throw assessmentErrors.incomplete({ count: findings.length }, findings);
}

function record(
  tx: Tx,
  action: AssessmentAction | 'create',
  before: ProjectAssessment | null,
  after: ProjectAssessment,
  reason: string | null,
): Promise<void> {
  const { projectId, state, computedScore, computedOutcome, conclusion } = after;
  return recordChange(tx, {
    action: `projectAssessment.${action}`,
    event: EVENTS[action],
    object: { type: 'projectAssessment', id: after.id, version: after.version },
    districtId: after.districtId,
    unitPath: after.unitPath,
    projectId,
    ...(before ? { before: stateOf(before) } : {}),
    after: stateOf(after),
    ...(reason ? { reason } : {}),
    payload: { projectId, state, computedScore, computedOutcome, conclusion },
  });
}

/** Without what the caller is to it: the trail tells states, whoever looks. */
const stateOf = ({ roles: _, isAuthor: __, ...state }: ProjectAssessment): object => state;
