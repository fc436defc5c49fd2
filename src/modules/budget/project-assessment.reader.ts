import { Injectable } from '@nestjs/common';
import { allowedActions } from '../../platform/auth/allowed-actions.js';
import { type Actor, Transactions, type Tx } from '../../platform/database/transactions.js';
import { toDownload } from '../../platform/files/files.service.js';
import { attachedFileContent } from '../../platform/files/files.store.js';
import { httpErrors } from '../../platform/http/http.errors.js';
import { type AllowedAction, type Download, type JsonText, withAllowedActions } from '../../platform/http/json-text.js';
import { type ListRequest, listCall } from '../../platform/http/list.js';
import { assessmentErrors } from './assessment.errors.js';
import { projectAssessmentPolicy } from './assessment.policy.js';
import { findAssessmentRefusal } from './domain/assessment-roles.js';
import type { AssessmentAction } from './domain/project-assessment.lifecycle.js';
import { type AssessmentDetail, assessmentDetail, assessmentList, isEvidence } from './project-assessment.store.js';

const ACTS = [
  projectAssessmentPolicy.update,
  projectAssessmentPolicy.submit,
  projectAssessmentPolicy.return,
  projectAssessmentPolicy.finalize,
];

/** Reads of ex-ante assessments. */
@Injectable()
export class ProjectAssessmentReader {
  constructor(private readonly transactions: Transactions) {}

  list(actor: Actor, request: ListRequest): Promise<JsonText> {
    return this.transactions.read(actor, listCall(assessmentList, request));
  }

  async detail(actor: Actor, id: string): Promise<JsonText> {
    return toAssessmentResponse(await this.transactions.read(actor, assessmentDetail(id)));
  }

  /** Whoever may read the assessment may read what it rests on. */
  evidence(actor: Actor, id: string, fileId: string): Promise<Download> {
    return this.transactions.run(
      actor,
      async (tx) => {
        if (!(await tx.one(isEvidence(id, fileId)))) throw httpErrors.notFound();
        return toDownload(await tx.one(attachedFileContent(fileId)));
      },
      { readOnly: true },
    );
  }
}

/** The assessment after a change, inside the change's transaction. */
export async function readAssessment(tx: Tx, id: string): Promise<JsonText> {
  return toAssessmentResponse(await tx.one(assessmentDetail(id)));
}

function toAssessmentResponse(detail: AssessmentDetail | null): JsonText {
  if (!detail) throw httpErrors.notFound();
  const offered = allowedActions(ACTS, detail, assessmentErrors.stateForbids().code);
  const actions = offered.map((action) => withSeparation(action, detail));
  return { json: withAllowedActions(detail.json, actions), version: detail.version };
}

/** What role and state would allow may still belong to somebody else. */
function withSeparation(offered: AllowedAction, detail: AssessmentDetail): AllowedAction {
  const refusal = offered.allowed ? findAssessmentRefusal(detail, offered.action as AssessmentAction) : null;
  return refusal ? { ...offered, allowed: false, reason: assessmentErrors[refusal]().code } : offered;
}
