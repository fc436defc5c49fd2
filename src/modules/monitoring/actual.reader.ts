import { Injectable } from '@nestjs/common';
import { fillText } from '../../kernel/domain-error.js';
import { allowedActions } from '../../platform/auth/allowed-actions.js';
import { type Actor, Transactions, type Tx } from '../../platform/database/transactions.js';
import { toDownload } from '../../platform/files/files.service.js';
import { attachedFileContent } from '../../platform/files/files.store.js';
import { type FeedRequest, feedCall } from '../../platform/http/feed.js';
import { httpErrors } from '../../platform/http/http.errors.js';
import { type AllowedAction, type Download, type JsonText, withAllowedActions } from '../../platform/http/json-text.js';
import type { Language } from '../../platform/http/problem.js';
import { type ActualDetail, actualDetail, actualFeed, isEvidenceOfActual } from './actual.store.js';
import { type ActualAction, findHandsProblem } from './domain/actual.lifecycle.js';
import {
  findImplausible,
  type JudgedActual,
  PLAUSIBILITY_TEXTS,
  type PlausibilityFacts,
} from './domain/plausibility.js';
import { actualPolicy } from './monitoring.policy.js';
import { findIndicator } from './plan.store.js';

const ACTS = [actualPolicy.correct, actualPolicy.confirm, actualPolicy.verify];
const HANDS = { OWN_FIGURE: 'actual.own-figure', OWN_CONFIRMATION: 'actual.own-confirmation' } as const;

/** Reads of actuals: the figures of one indicator, and one figure with its history. */
@Injectable()
export class ActualReader {
  constructor(private readonly transactions: Transactions) {}

  async feed(actor: Actor, indicatorId: string, request: FeedRequest, language: Language): Promise<JsonText> {
    if (!(await this.transactions.read(actor, findIndicator(indicatorId)))) throw httpErrors.notFound();
    return warned(await this.transactions.read(actor, feedCall(actualFeed(indicatorId), request)), language);
  }

  async detail(actor: Actor, id: string, language: Language): Promise<JsonText> {
    return warned(toActualResponse(await this.transactions.read(actor, actualDetail(id)), actor.personId), language);
  }

  /** A file belongs to whoever uploaded it; those who see the figure see its evidence, and that of what it was before. */
  evidence(actor: Actor, id: string, fileId: string): Promise<Download> {
    return this.transactions.run(
      actor,
      async (tx) => {
        if (!(await tx.one(isEvidenceOfActual(id, fileId)))) throw httpErrors.notFound();
        return toDownload(await tx.one(attachedFileContent(fileId)));
      },
      { readOnly: true },
    );
  }
}

interface Judged extends JudgedActual {
  readonly facts?: PlausibilityFacts | null;
}

/**
 * Wherever an answer holds a figure with its facts, it tells its warnings instead. An answer is kept under its
 * Idempotency-Key with the facts, so that a repeat is told in its own language. Figures from before there were facts have none.
 */
export function warned<T extends JsonText>(answer: T, language: Language): T {
  const json = JSON.stringify(JSON.parse(answer.json), (_, held: unknown) =>
    isJudged(held) ? tell(held, language) : held,
  );
  return { ...answer, json };
}

const isJudged = (held: unknown): held is Judged => typeof held === 'object' && held !== null && 'facts' in held;

function tell({ facts, ...actual }: Judged, language: Language): object {
  const warnings = facts ? findImplausible(actual, facts) : [];
  return {
    ...actual,
    warnings: warnings.map(({ code, severity, figures }) => {
      return { code, severity, message: fillText(PLAUSIBILITY_TEXTS[code][language], figures), figures };
    }),
  };
}

/** The actual after a change, inside the change's transaction. */
export async function readActual(tx: Tx, id: string): Promise<JsonText> {
  const personId = 'system' in tx.actor ? '' : tx.actor.personId;
  return toActualResponse(await tx.one(actualDetail(id)), personId);
}

function toActualResponse(detail: ActualDetail | null, personId: string): JsonText {
  if (!detail) throw httpErrors.notFound();
  const actions = allowedActions(ACTS, detail, 'actual.state-forbids').map((act) => apart(act, detail, personId));
  return { json: withAllowedActions(detail.json, actions), version: detail.version };
}

/** An act that role and state allow may still be somebody else's. */
function apart(act: AllowedAction, detail: ActualDetail, personId: string): AllowedAction {
  const problem = act.allowed ? findHandsProblem(act.action as ActualAction, detail, personId) : null;
  return problem ? { ...act, allowed: false, reason: HANDS[problem] } : act;
}
