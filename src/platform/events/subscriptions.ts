import type { Tx } from '../database/transactions.js';

/** A fact in the past tense, with ids: what subscribers and the feed get. */
export interface DomainEvent {
  readonly id: string;
  readonly type: string;
  readonly districtId: string | null;
  readonly unitPath: string;
  readonly projectId: string | null;
  readonly subject: { readonly type: string; readonly id: string | null };
  readonly payload: Readonly<Record<string, unknown>>;
}

/** An effect of an event. It re-reads what it needs, and may run late and twice: its transaction is deduplicated. */
export interface Subscriber {
  /** `alert.on-progress`: unique; part of the dedupe key. */
  readonly name: string;
  handle(event: DomainEvent, tx: Tx): Promise<void>;
}

const subscribers = new Map<string, Subscriber[]>();

/** Declared at start by each module's listener, in every process role: writers must know who listens. */
export function subscribe(types: readonly string[], subscriber: Subscriber): void {
  for (const type of types) {
    const list = subscribers.get(type) ?? [];
    // A second application in the same process (tests) replaces the first one's subscriber.
    subscribers.set(type, [...list.filter(({ name }) => name !== subscriber.name), subscriber]);
  }
}

export const subscribersOf = (type: string): readonly Subscriber[] => subscribers.get(type) ?? [];
