import { Injectable } from '@nestjs/common';
import { nextState } from '../../kernel/lifecycle.js';
import { recordChange } from '../../platform/audit/record-change.js';
import { newId } from '../../platform/database/ids.js';
import { type Actor, Transactions, type Tx } from '../../platform/database/transactions.js';
import { httpErrors } from '../../platform/http/http.errors.js';
import type { JsonText } from '../../platform/http/json-text.js';
import { Approvals } from '../approval/index.js';
import { findDistrict, findUnit } from '../organization/index.js';
import { repointIndicators } from './definition-pin.store.js';
import {
  type DefinitionContent,
  type DefinitionScope,
  findDefinitionProblems,
  findMergeRefusal,
} from './domain/indicator-definition.js';
import { type DefinitionAction, definitionLifecycle } from './domain/indicator-definition.lifecycle.js';
import { spellPinyin } from './domain/pinyin.js';
import type {
  CreateIndicatorDefinitionRequest,
  MergeIndicatorDefinitionRequest,
  UpdateIndicatorDefinitionRequest,
} from './indicator-definition.dto.js';
import { indicatorDefinitionErrors as errors } from './indicator-definition.errors.js';
import { KEEPERS } from './indicator-definition.policy.js';
import { readDefinition } from './indicator-definition.reader.js';
import {
  type Definition,
  findDefinition,
  findMyRoles,
  findRevisionsForUpdate,
  insertDefinition,
  moveDefinition,
  updateDefinition,
} from './indicator-definition.store.js';
import { findUnitSymbols } from './unit-of-measure.store.js';

export const DEFINITION_SUBJECT = 'indicator-definition';

/** Past tense of each act, for the event feed. */
const EVENTS: Readonly<Record<DefinitionAction, string>> = {
  submit: 'indicator-definition.submitted',
  withdraw: 'indicator-definition.withdrawn',
  return: 'indicator-definition.returned',
  reject: 'indicator-definition.rejected',
  publish: 'indicator-definition.published',
  supersede: 'indicator-definition.superseded',
  retire: 'indicator-definition.retired',
  merge: 'indicator-definition.merged',
};

/** Changes of the indicator library. All revisions of a definition are locked together: they are one aggregate. */
@Injectable()
export class IndicatorDefinitionService {
  constructor(
    private readonly transactions: Transactions,
    private readonly approvals: Approvals,
  ) {}

  create(actor: Actor, request: CreateIndicatorDefinitionRequest): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      const { code, scope, districtId, unitId, ...given } = request;
      const place = await findPlace(tx, { scope, districtId, unitId });
      await requireKeeper(tx, scope, place.unitPath);
      return this.insert(tx, actor, newId(), { ...place, code, scope }, mergeContent(EMPTY, given));
    });
  }

  update(actor: Actor, id: string, version: number, request: UpdateIndicatorDefinitionRequest): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      const { definition: before } = await this.lock(tx, id, version);
      if (before.state !== 'DRAFT') throw errors.frozen();
      const after = await tx.one(updateDefinition(id, version, mergeContent(before.content, request)));
      if (!after) throw httpErrors.conflict();
      await record(tx, 'update', 'indicator-definition.updated', before, after);
      return readDefinition(tx, id);
    });
  }

  /** All checks, then the approval. What blocks is listed at once. */
  submit(actor: Actor, id: string, version: number): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      const { definition } = await this.lock(tx, id, version);
      requireArrow(definition, 'submit');
      const symbols = new Map(await tx.one(findUnitSymbols()));
      const problems = findDefinitionProblems(definition.scope, definition.content, symbols);
      if (problems.length > 0) throw errors.invalid({ count: problems.length }, problems);
      await this.move(tx, definition, 'submit');
      await this.approvals.submit(tx, DEFINITION_SUBJECT, id);
      return readDefinition(tx, id);
    });
  }

  /** The approval engine takes the submission back and moves the definition through its subject. */
  withdraw(actor: Actor, id: string, version: number, reason: string | null): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      const { definition } = await this.lock(tx, id, version);
      requireArrow(definition, 'withdraw');
      await this.approvals.withdraw(tx, DEFINITION_SUBJECT, id, reason);
      return readDefinition(tx, id);
    });
  }

  /** The next revision as a draft; until it is published the present one stays in force. */
  revise(actor: Actor, id: string, version: number): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      const { definition } = await this.lock(tx, id, version);
      if (definition.state !== 'PUBLISHED') throw errors.stateForbids({ state: definition.state, action: 'revise' });
      return this.insert(tx, actor, definition.definitionId, definition, definition.content);
    });
  }

  /** A draft alone, or a published definition with all its revisions. Pins to it stay readable. */
  retire(actor: Actor, id: string, version: number, reason: string): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      const { definition, revisions } = await this.lock(tx, id, version);
      if (definition.state === 'DRAFT') await this.move(tx, definition, 'retire', reason);
      else if (definition.state === 'PUBLISHED') await this.end(tx, revisions, 'retire', reason);
      else throw errors.stateForbids({ state: definition.state, action: 'retire' });
      return readDefinition(tx, id);
    });
  }

  /** Draft goals follow to the survivor; approved ones keep what was approved, and the duplicate says what took over. */
  merge(actor: Actor, id: string, version: number, request: MergeIndicatorDefinitionRequest): Promise<JsonText> {
    return this.transactions.run(actor, async (tx) => {
      const { definition, revisions } = await this.lock(tx, id, version, 'FIN_PERF');
      requireArrow(definition, 'merge');
      const survivor = await tx.one(findDefinition(request.into));
      if (!survivor) throw errors.survivorNotFound();
      const authorIds = revisions.flatMap((each) => each.authorIds);
      const refusal = findMergeRefusal({ ...definition, authorIds }, survivor, actor.personId);
      if (refusal) throw errors[refusal]();
      const goalIds = await tx.one(repointIndicators(definition.definitionId, survivor));
      const { definitionId: mergedInto } = survivor;
      await this.end(tx, revisions, 'merge', request.reason, { mergedInto, goalIds });
      return readDefinition(tx, id);
    });
  }

  /** One arrow of the lifecycle. Also for the approval's outcomes. */
  async move(
    tx: Tx,
    before: Definition,
    action: DefinitionAction,
    reason: string | null = null,
    merged: { readonly mergedInto: string; readonly goalIds: readonly string[] } | null = null,
  ): Promise<void> {
    const after = await tx.one(moveDefinition(before, requireArrow(before, action), merged?.mergedInto ?? null));
    if (!after) throw httpErrors.conflict();
    await record(tx, action, EVENTS[action], before, { ...after, ...merged }, reason);
  }

  /** The revision that passed review takes effect; the one before it stays for those who are pinned to it. */
  async publish(tx: Tx, definitionId: string, id: string): Promise<void> {
    const revisions = await tx.one(findRevisionsForUpdate(definitionId));
    for (const old of revisions.filter(({ state }) => state === 'PUBLISHED')) await this.move(tx, old, 'supersede');
    for (const passed of revisions.filter((revision) => revision.id === id)) await this.move(tx, passed, 'publish');
  }

  private async end(
    tx: Tx,
    revisions: readonly Definition[],
    action: 'retire' | 'merge',
    reason: string,
    merged: { readonly mergedInto: string; readonly goalIds: readonly string[] } | null = null,
  ): Promise<void> {
    if (revisions.some(({ state }) => state === 'DRAFT' || state === 'REVIEW')) throw errors.revisionOpen();
    for (const revision of revisions) {
      if (revision.state === 'REVISED') await this.move(tx, revision, 'retire', reason, merged);
      if (revision.state === 'PUBLISHED') await this.move(tx, revision, action, reason, merged);
    }
  }

  private async insert(
    tx: Tx,
    actor: Actor,
    definitionId: string,
    place: Pick<Definition, 'districtId' | 'unitId' | 'unitPath' | 'code' | 'scope'>,
    content: DefinitionContent,
  ): Promise<JsonText> {
    const { districtId, unitId, unitPath, code, scope } = place;
    const identity = { id: newId(), definitionId, districtId, unitId, unitPath, code, scope };
    const after = await tx.one(insertDefinition({ ...identity, authorIds: [actor.personId], content }));
    const [action, event] = after.revision === 1 ? ['create', 'created'] : ['revise', 'revised'];
    await record(tx, action as 'create', `indicator-definition.${event}`, null, after);
    return { ...(await readDefinition(tx, after.id)), location: `/api/v1/indicator-library/${after.id}` };
  }

  /** What lies above the caller's scope is seen, but not locked: it is another's to keep. */
  private async lock(
    tx: Tx,
    id: string,
    version: number,
    keeper?: string,
  ): Promise<{ definition: Definition; revisions: readonly Definition[] }> {
    await this.approvals.lockSubject(tx, DEFINITION_SUBJECT, id);
    const seen = await tx.one(findDefinition(id));
    if (!seen) throw httpErrors.notFound();
    const revisions = await tx.one(findRevisionsForUpdate(seen.definitionId));
    const definition = revisions.find((revision) => revision.id === id);
    if (!definition) throw errors.notYours();
    if (definition.version !== version) throw httpErrors.stale({ version: definition.version });
    await requireKeeper(tx, definition.scope, definition.unitPath, keeper);
    return { definition, revisions };
  }
}

const EMPTY: Partial<DefinitionContent> = {
  sector: null,
  positions: { V2015: null, V2021: null },
  frameworks: [],
  nameEn: null,
  definitionEn: null,
  unitOfMeasure: null,
  inputs: [],
  expression: null,
  levels: null,
  pitfall: null,
  dataSource: null,
};

/** The request over what was there. `null` takes something away; what is absent stays. A new name is spelled anew. */
function mergeContent(
  before: Partial<DefinitionContent>,
  request: UpdateIndicatorDefinitionRequest,
): DefinitionContent {
  const given = Object.fromEntries(Object.entries(request).filter(([, value]) => value !== undefined));
  const pinyin = request.pinyin ?? (request.name ? spellPinyin(request.name) : before.pinyin);
  const positions = { ...before.positions, ...request.positions };
  return { ...before, ...given, positions, pinyin } as DefinitionContent;
}

async function findPlace(
  tx: Tx,
  { scope, districtId, unitId }: Pick<CreateIndicatorDefinitionRequest, 'scope' | 'districtId' | 'unitId'>,
): Promise<Pick<Definition, 'districtId' | 'unitId' | 'unitPath'>> {
  if (scope === 'OWN') {
    const unit = unitId && (await tx.one(findUnit(unitId)));
    if (unit) return { districtId: unit.districtId, unitId: unit.id, unitPath: unit.unitPath };
  } else {
    const district = districtId && (await tx.one(findDistrict(districtId)));
    if (district) return { districtId: district.id, unitId: null, unitPath: district.unitPath };
  }
  throw errors.placeUnknown();
}

async function requireKeeper(
  tx: Tx,
  scope: DefinitionScope,
  path: string,
  keeper: string = KEEPERS[scope],
): Promise<void> {
  if (!(await tx.one(findMyRoles(path))).includes(keeper)) throw errors.notYours();
}

function requireArrow({ state }: Definition, action: DefinitionAction): Definition['state'] {
  const to = nextState(definitionLifecycle, state, action);
  if (!to) throw errors.stateForbids({ state, action });
  return to;
}

function record(
  tx: Tx,
  action: DefinitionAction | 'create' | 'update' | 'revise',
  event: string,
  before: Definition | null,
  after: Definition & { readonly mergedInto?: string; readonly goalIds?: readonly string[] },
  reason: string | null = null,
): Promise<void> {
  const { mergedInto, goalIds } = after;
  return recordChange(tx, {
    action: `indicatorDefinition.${action}`,
    event,
    object: { type: 'indicatorDefinition', id: after.id, version: after.version },
    districtId: after.districtId,
    unitPath: after.unitPath,
    ...(before ? { before } : {}),
    after,
    ...(reason ? { reason } : {}),
    payload: {
      definitionId: after.definitionId,
      revision: after.revision,
      state: after.state,
      ...(mergedInto ? { mergedInto, goalCount: goalIds?.length ?? 0 } : {}),
    },
  });
}
