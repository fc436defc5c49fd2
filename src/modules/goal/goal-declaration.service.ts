import { Injectable } from '@nestjs/common';
import { newId } from '../../platform/database/ids.js';
import { type Actor, Transactions, type Tx } from '../../platform/database/transactions.js';
import type { JsonText } from '../../platform/http/json-text.js';
import { findProject } from '../budget/index.js';
import { type DeclarationForm, findForeignFields } from './domain/declaration.js';
import { goalErrors } from './goal.errors.js';
import { GoalService } from './goal.service.js';
import type { Goal } from './goal.store.js';
import type { PutDeclarationRequest } from './goal-declaration.dto.js';
import { toDeclarationResponse } from './goal-declaration.reader.js';
import {
  beginDeclaration,
  declarationDetail,
  deleteLines,
  insertLines,
  type LineKind,
  type ProjectWords,
  updateDeclaration,
} from './goal-declaration.store.js';

/** Changes of the declaration form: parts of a draft goal's content, each with the goal's next version. */
@Injectable()
export class GoalDeclarationService {
  constructor(
    private readonly transactions: Transactions,
    private readonly goals: GoalService,
  ) {}

  put(actor: Actor, goalId: string, version: number, request: PutDeclarationRequest): Promise<JsonText> {
    return this.change(actor, goalId, version, async (tx, goal) => {
      const filled = Object.entries(request).filter(([, value]) => value !== undefined);
      requireOnForm(
        goal.form,
        filled.map(([name]) => name),
      );
      const words = await begin(tx, goal);
      await tx.one(updateDeclaration(goalId, { ...words, ...Object.fromEntries(filled) }));
    });
  }

  putLines(
    actor: Actor,
    goalId: string,
    version: number,
    kind: LineKind,
    lines: readonly { readonly id?: string }[],
  ): Promise<JsonText> {
    return this.change(actor, goalId, version, async (tx, goal) => {
      requireOnForm(goal.form, [kind]);
      await begin(tx, goal);
      const named = lines.map((line) => ({ ...line, id: line.id ?? newId() }));
      await tx.all([deleteLines(kind, goalId), insertLines(kind, goalId, named)]);
    });
  }

  private change(
    actor: Actor,
    goalId: string,
    version: number,
    work: (tx: Tx, goal: Goal) => Promise<void>,
  ): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      await this.goals.changeContent(tx, goalId, version, (goal) => work(tx, goal));
      return toDeclarationResponse(await tx.one(declarationDetail(goalId)));
    });
  }
}

function requireOnForm(form: DeclarationForm, filled: readonly string[]): void {
  const foreign = findForeignFields(form, filled);
  if (foreign.length === 0) return;
  const { code, definition } = goalErrors.notOnForm();
  const findings = foreign.map((name) => ({ pointer: `/${name}`, code, zh: definition.zh, en: definition.en }));
  throw goalErrors.notOnForm({}, findings);
}

/** A form begins with the project's words; later changes of the project do not reach what was declared. */
async function begin(tx: Tx, { id, form, projectId }: Goal): Promise<ProjectWords | null> {
  const project = form === 'PROJECT' ? await tx.one(findProject(projectId)) : null;
  const { leaderName = null, basis = null, necessity = null, feasibility = null } = project ?? {};
  const words = { leaderName, basis, necessity, feasibility };
  await tx.one(beginDeclaration(id, words));
  return words;
}
