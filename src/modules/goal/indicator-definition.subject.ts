import { Injectable } from '@nestjs/common';
import type { Schema } from '../../kernel/expression/index.js';
import { stateDigest } from '../../platform/audit/digest.js';
import type { Tx } from '../../platform/database/transactions.js';
import {
  type ApprovalOutcome,
  type ApprovalSubject,
  ApprovalSubjects,
  type SubjectSnapshot,
} from '../approval/index.js';
import { findDistrict, findUnit } from '../organization/index.js';
import { DEFINITION_SCOPES, type DefinitionContent } from './domain/indicator-definition.js';
import type { DefinitionAction } from './domain/indicator-definition.lifecycle.js';
import { indicatorDefinitionPolicy } from './indicator-definition.policy.js';
import { DEFINITION_SUBJECT, IndicatorDefinitionService } from './indicator-definition.service.js';
import { type Definition, findDefinition, findPublishedContent } from './indicator-definition.store.js';

const ACTIONS: Readonly<Record<Exclude<ApprovalOutcome, 'APPROVE'>, DefinitionAction>> = {
  RETURN: 'return',
  REJECT: 'reject',
  WITHDRAW: 'withdraw',
};

/** 指标入库审核: what the approval engine may know of a definition, and what its outcomes do to it. */
@Injectable()
export class IndicatorDefinitionSubject implements ApprovalSubject {
  readonly type = DEFINITION_SUBJECT;
  /** The facts of `context`, for the conditions of a flow. */
  readonly contextTypes: Schema = {
    scope: { kind: 'TEXT', allowed: DEFINITION_SCOPES },
    sector: { kind: 'TEXT' },
    revision: { kind: 'NUMBER' },
  };
  /** None: either the performance division or the bureau's leader publishes, and a mandatory step asks one role alone. */
  readonly mandatoryRoles: readonly string[] = [];
  readonly withdrawal = indicatorDefinitionPolicy.withdraw;

  constructor(
    subjects: ApprovalSubjects,
    private readonly definitions: IndicatorDefinitionService,
  ) {
    subjects.register(this);
  }

  async snapshot(tx: Tx, id: string): Promise<SubjectSnapshot | null> {
    const definition = await tx.one(findDefinition(id));
    if (!definition) return null;
    const unit = definition.unitId && (await tx.one(findUnit(definition.unitId)));
    const department = unit && (await tx.one(findUnit(unit.departmentId)));
    const district = definition.districtId && (await tx.one(findDistrict(definition.districtId)));
    if (!district) return null;
    const { scope, revision, content } = definition;
    return {
      version: definition.version,
      contentHash: stateDigest(content),
      title: `${definition.code} ${content.name}`,
      projectId: null,
      districtId: district.id,
      // What belongs to no unit stands for its district.
      unitId: definition.unitId ?? district.id,
      paths: {
        UNIT: definition.unitPath,
        DEPARTMENT: department ? department.unitPath : definition.unitPath,
        DISTRICT: district.unitPath,
      },
      authorIds: definition.authorIds,
      context: { scope, revision, sector: content.sector },
    };
  }

  /** What the reviewer compares: the submitted text and the one in force. */
  async contents(tx: Tx, id: string): Promise<{ current: DefinitionContent; approved: DefinitionContent | null }> {
    const definition = await findInSight(tx, id);
    return {
      current: definition.content,
      approved: await tx.one(findPublishedContent(definition.definitionId)),
    };
  }

  async onOutcome(tx: Tx, id: string, outcome: ApprovalOutcome, reason: string | null): Promise<void> {
    const definition = await findInSight(tx, id);
    if (outcome === 'APPROVE') await this.definitions.publish(tx, definition.definitionId, id);
    else await this.definitions.move(tx, definition, ACTIONS[outcome], reason);
  }
}

async function findInSight(tx: Tx, id: string): Promise<Definition> {
  const definition = await tx.one(findDefinition(id));
  if (!definition) throw new Error(`definition ${id}: out of sight`);
  return definition;
}
