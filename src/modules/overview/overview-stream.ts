import { PassThrough, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { requireSession } from '../../platform/auth/session.store.js';
import { ACCESS_TOKEN_SECONDS } from '../../platform/auth/tokens.js';
import { type Actor, Transactions } from '../../platform/database/transactions.js';
import { httpErrors } from '../../platform/http/http.errors.js';
import { overviewErrors } from './overview.errors.js';
import { findChanges, findLatestFold, type OverviewChange } from './overview.store.js';

const LOOK_MS = 500;
const BEAT_MS = 15_000;
const MOST = 500;
const MOST_OF_ONE = 5;
/** More places than these in one event: reload what you show. */
const MOST_CHANGES = 200;
const EVERYTHING = { system: 'overview.stream', scopes: ['r'] } as const;

/**
 * What changes in the caller's scope, as server-sent events. An event's id is the number of the pass that made the change;
 * the kept rows remember the pass that touched them last, so that a client resumes from any id, with nothing to be kept for
 * it. A stream ends with its session, and when an access token would: the client comes again, with a new one.
 */
@Injectable()
export class OverviewStream implements BeforeApplicationShutdown {
  private readonly closing = new AbortController();
  private readonly followers = new Map<string, number>();
  private latest = { readAtMs: Number.NEGATIVE_INFINITY, fold: Promise.resolve(0) };

  constructor(private readonly transactions: Transactions) {}

  async follow(actor: Actor, accept: string, lastEventId: string | undefined): Promise<Readable> {
    await this.transactions.read(actor, requireSession());
    if (!accept.includes('text/event-stream')) throw overviewErrors.notAsStream();
    if (lastEventId !== undefined && !/^\d{1,15}$/.test(lastEventId))
      throw httpErrors.malformed({ reason: 'Last-Event-ID' });
    const from = lastEventId === undefined ? await this.findLatest() : Number(lastEventId);
    const stream = this.takeSlot(actor.accountId);
    const ending = new AbortController();
    stream.once('close', () => ending.abort());
    const told = this.tell(actor, from, AbortSignal.any([ending.signal, this.closing.signal]));
    // Rejects when the client goes away: there is nobody left to tell.
    void pipeline(told, stream).catch(() => undefined);
    return stream;
  }

  beforeApplicationShutdown(): void {
    this.closing.abort();
  }

  /** Bounded per account, lest one browser takes all of them. */
  private takeSlot(accountId: string): PassThrough {
    const mine = this.followers.get(accountId) ?? 0;
    const all = [...this.followers.values()].reduce((sum, count) => sum + count, 0);
    if (mine >= MOST_OF_ONE || all >= MOST) throw overviewErrors.tooManyStreams({ mostOfOne: MOST_OF_ONE });
    this.followers.set(accountId, mine + 1);
    const stream = new PassThrough();
    stream.once('close', () => {
      const left = (this.followers.get(accountId) ?? 1) - 1;
      if (left > 0) this.followers.set(accountId, left);
      else this.followers.delete(accountId);
    });
    return stream;
  }

  private async *tell(actor: Actor, from: number, signal: AbortSignal): AsyncGenerator<string> {
    const endsAtMs = performance.now() + ACCESS_TOKEN_SECONDS * 1000;
    let position = from;
    let beatAtMs = performance.now();
    yield `retry: 3000\nid: ${position}\nevent: ready\ndata: {}\n\n`;
    try {
      while (performance.now() < endsAtMs) {
        const latest = await this.findLatest();
        if (latest > position) {
          const changes = await this.transactions.read(actor, findChanges(position, latest, MOST_CHANGES + 1));
          position = latest;
          if (changes.length > 0) yield eventOf(position, changes);
        } else if (performance.now() - beatAtMs > BEAT_MS) {
          beatAtMs = performance.now();
          await this.transactions.read(actor, requireSession());
          yield ': beat\n\n';
        }
        await sleep(LOOK_MS, undefined, { signal });
      }
    } catch {
      // The session has ended, the client has gone, or we are shutting down. An answer that has begun can only end: whoever comes
      // again is told why.
    }
  }

  /** One look for all streams. */
  private findLatest(): Promise<number> {
    if (performance.now() - this.latest.readAtMs > LOOK_MS / 2)
      this.latest = { readAtMs: performance.now(), fold: this.transactions.read(EVERYTHING, findLatestFold()) };
    return this.latest.fold;
  }
}

function eventOf(position: number, changes: readonly OverviewChange[]): string {
  const data = { changes: changes.slice(0, MOST_CHANGES), isComplete: changes.length <= MOST_CHANGES };
  return `id: ${position}\nevent: changed\ndata: ${JSON.stringify(data)}\n\n`;
}
