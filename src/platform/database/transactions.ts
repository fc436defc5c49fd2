import type { EntityManager } from 'typeorm';
import type { Call } from './call.js';

/** What a request brings besides its content; jobs have none. */
export interface RequestContext {
  readonly id: string;
  readonly ip: string;
  /** Present when the client sent an Idempotency-Key: the answer is kept in the transaction that does the work. */
  readonly idempotency?: { readonly key: string; readonly fingerprint: string };
  /** Set by Transactions when the answer is the stored one of an earlier, equal request. */
  replayed?: boolean;
}

/** Who acts: proved by the token, checked again by the database in the same transaction. */
export interface Actor {
  readonly accountId: string;
  readonly personId: string;
  readonly sessionId: string;
  /** The roles that the route's policy accepts. Only grants of these roles open rows; none accepted: no rows. */
  readonly roles: readonly string[];
  readonly request: RequestContext;
}

/** Work without a person: a job, or a public route. Its scope and its reason are explicit and audited. */
export interface SystemActor {
  readonly system: string;
  readonly scopes: readonly string[];
}

export type AnyActor = Actor | SystemActor;

declare const open: unique symbol;

export type Answers<C extends readonly Call<unknown>[]> = {
  readonly [K in keyof C]: C[K] extends Call<infer R> ? R : never;
};

/** An open transaction. Only Transactions makes one, so a function that asks for it cannot run without it. */
export interface Tx {
  readonly [open]: true;
  readonly actor: AnyActor;
  one<R>(call: Call<R>): Promise<R>;
  /** Statements that do not need each other's answers, in one round trip; each sees what those before it have done. */
  all<C extends readonly Call<unknown>[]>(calls: readonly [...C]): Promise<Answers<C>>;
  /** Cold paths only: TypeORM's query builder on the same connection. */
  readonly manager: EntityManager;
}

export interface RunOptions {
  readonly isolation?: 'READ COMMITTED' | 'REPEATABLE READ' | 'SERIALIZABLE';
  readonly readOnly?: boolean;
  readonly attempts?: number;
}

export abstract class Transactions {
  /**
   * Ordinary changes: begin, enter, the callback, commit. 40001 and 40P01 repeat the whole callback. With an
   * Idempotency-Key the result is kept and an equal request gets it again, so it must be plain JSON.
   */
  abstract run<T>(actor: AnyActor, work: (tx: Tx) => Promise<T>, options?: RunOptions): Promise<T>;
  /** The bulk facts: enter and one statement in one round trip, one transaction. */
  abstract once<R>(actor: AnyActor, call: Call<R>): Promise<R>;
  /** Reads: like once, but the session row may be up to a second old. */
  abstract read<R>(actor: AnyActor, call: Call<R>): Promise<R>;
}
