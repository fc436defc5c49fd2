import { Injectable } from '@nestjs/common';
import { nextState } from '../../kernel/lifecycle.js';
import { recordChange } from '../../platform/audit/record-change.js';
import { newId } from '../../platform/database/ids.js';
import { type Actor, Transactions, type Tx } from '../../platform/database/transactions.js';
import { httpErrors } from '../../platform/http/http.errors.js';
import type { JsonText } from '../../platform/http/json-text.js';
import { findUnit } from '../organization/index.js';
import { projectErrors } from './budget.errors.js';
import { type ProjectAction, type ProjectState, projectLifecycle } from './domain/project-lifecycle.js';
import type { CreateProjectRequest, UpdateProjectRequest } from './project.dto.js';
import { toDetail } from './project.reader.js';
import {
  findProjectForUpdate,
  insertProject,
  moveProject,
  type Project,
  type ProjectText,
  projectDetail,
  updateProject,
} from './project.store.js';

/** Changes of projects. */
@Injectable()
export class ProjectService {
  constructor(private readonly transactions: Transactions) {}

  create(actor: Actor, request: CreateProjectRequest): Promise<JsonText> {
    requirePeriod(request);
    return this.transactions.run(actor, async (tx) => {
      const unit = await tx.one(findUnit(request.unitId));
      if (!unit) throw projectErrors.unitNotFound();
      const { districtId, unitPath, departmentId } = unit;
      const project = await tx.one(
        insertProject({
          ...textOf(request, {}),
          id: newId(),
          districtId,
          unitId: unit.id,
          unitPath,
          departmentId,
          code: request.code,
          kind: request.kind,
          authors: [actor.personId],
        }),
      );
      await this.record(tx, 'project.create', 'project.created', null, project);
      return { ...(await this.read(tx, project.id)), location: `/api/v1/projects/${project.id}` };
    });
  }

  update(actor: Actor, id: string, version: number, request: UpdateProjectRequest): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      const { before } = await this.lock(tx, id, version, 'update');
      const text = textOf(request, before);
      requirePeriod(text);
      const after = await tx.one(updateProject(id, version, text, actor.personId));
      if (!after) throw httpErrors.conflict();
      await this.record(tx, 'project.update', 'project.updated', before, after);
      return this.read(tx, id);
    });
  }

  close(actor: Actor, id: string, version: number): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      const { before, to } = await this.lock(tx, id, version, 'close');
      const after = await tx.one(moveProject(id, version, to));
      if (!after) throw httpErrors.conflict();
      await this.record(tx, 'project.close', 'project.closed', before, after);
      return this.read(tx, id);
    });
  }

  /** The project as the caller has read it, in a state that allows the act. */
  private async lock(
    tx: Tx,
    id: string,
    version: number,
    action: ProjectAction,
  ): Promise<{ before: Project; to: ProjectState }> {
    const before = await tx.one(findProjectForUpdate(id));
    if (!before) throw httpErrors.notFound();
    if (before.version !== version) throw httpErrors.stale({ version: before.version });
    const to = nextState(projectLifecycle, before.state, action);
    if (!to) throw projectErrors.closed();
    return { before, to };
  }

  private record(tx: Tx, action: string, event: string, before: Project | null, after: Project): Promise<void> {
    return recordChange(tx, {
      action,
      event,
      object: { type: 'project', id: after.id, version: after.version },
      districtId: after.districtId,
      unitPath: after.unitPath,
      projectId: after.id,
      before: before ?? undefined,
      after,
    });
  }

  private async read(tx: Tx, id: string): Promise<JsonText> {
    return toDetail(await tx.one(projectDetail(id)));
  }
}

/** The request over what was there. `null` takes an optional text away; what is absent stays. */
function textOf(request: UpdateProjectRequest, before: Partial<ProjectText>): ProjectText {
  const { name = '', attribute = 'NEW', periodFrom = '', periodTo = '' } = before;
  return {
    name: request.name ?? name,
    attribute: request.attribute ?? attribute,
    periodFrom: request.periodFrom ?? periodFrom,
    periodTo: request.periodTo ?? periodTo,
    leaderName: given(request.leaderName, before.leaderName),
    basis: given(request.basis, before.basis),
    necessity: given(request.necessity, before.necessity),
    feasibility: given(request.feasibility, before.feasibility),
  };
}

const given = (wanted: string | null | undefined, before: string | null = null): string | null =>
  wanted === undefined ? before : wanted;

function requirePeriod({ periodFrom, periodTo }: { readonly periodFrom: string; readonly periodTo: string }): void {
  if (periodFrom > periodTo) throw projectErrors.periodReversed();
}
