import { Injectable } from '@nestjs/common';
import { allowedActions } from '../../platform/auth/allowed-actions.js';
import { type Actor, Transactions } from '../../platform/database/transactions.js';
import { httpErrors } from '../../platform/http/http.errors.js';
import { type JsonText, withAllowedActions } from '../../platform/http/json-text.js';
import { type ListRequest, listCall } from '../../platform/http/list.js';
import { projectErrors } from './budget.errors.js';
import { projectPolicy } from './budget.policy.js';
import { type ProjectDetail, projectDetail, projectList } from './project.store.js';

const ACTS = [projectPolicy.update, projectPolicy.setBudget, projectPolicy.close];

/** Reads of projects. */
@Injectable()
export class ProjectReader {
  constructor(private readonly transactions: Transactions) {}

  list(actor: Actor, request: ListRequest): Promise<JsonText> {
    return this.transactions.read(actor, listCall(projectList, request));
  }

  async detail(actor: Actor, id: string): Promise<JsonText> {
    return toDetail(await this.transactions.read(actor, projectDetail(id)));
  }
}

/** The resource with what the caller may do next. */
export function toDetail(detail: ProjectDetail | null): JsonText {
  if (!detail) throw httpErrors.notFound();
  const actions = allowedActions(ACTS, detail, projectErrors.closed().code);
  return { json: withAllowedActions(detail.json, actions), version: detail.version };
}
