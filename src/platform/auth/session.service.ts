import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { securityEntry } from '../audit/record-refusal.js';
import { newId } from '../database/ids.js';
import { type Actor, Transactions, type Tx } from '../database/transactions.js';
import { httpErrors } from '../http/http.errors.js';
import type { JsonText } from '../http/json-text.js';
import { authErrors } from './auth.errors.js';
import { LoginAttempts } from './login-attempts.js';
import { accountSubject, forgetFailures } from './login-attempts.store.js';
import { hashRefreshToken, openSuccessor, sealSuccessor } from './refresh-token.js';
import type { AccessTokenResponse, LoginRequest, TokensResponse } from './session.dto.js';
import {
  extendSession,
  insertRefreshToken,
  insertSession,
  isUnusedToken,
  me,
  requireSession,
  revokeSession,
  type SessionHolder,
  type SpentToken,
  spendRefreshToken,
  takeRefreshToken,
} from './session.store.js';
import { ACCESS_TOKEN_SECONDS, Tokens } from './tokens.js';
import { IDENTITY, type Visitor } from './visitor.js';

type Held = SessionHolder & { readonly sessionId: string };

/** A client whose answer was lost may ask again this long. */
const GRACE_MS = 10_000;

/** Signing in, staying signed in, signing out. */
@Injectable()
export class SessionService {
  constructor(
    private readonly transactions: Transactions,
    private readonly attempts: LoginAttempts,
    private readonly tokens: Tokens,
  ) {}

  async signIn(visitor: Visitor, { username: given, password }: LoginRequest): Promise<TokensResponse> {
    const username = given.toLowerCase();
    const proven = await this.attempts.prove({
      action: 'auth.login',
      username,
      password,
      visitor,
      refusal: authErrors.badCredentials,
    });
    const refreshToken = newRefreshToken();
    const sessionId = newId();
    const holder = await this.transactions.run(IDENTITY, async (tx) => {
      const made = await tx.one(insertSession(sessionId, proven.accountId, proven.passwordHash));
      if (!made) throw authErrors.badCredentials(); // disabled, or given another password, a moment ago
      await tx.one(insertRefreshToken(newId(), sessionId, hashRefreshToken(refreshToken)));
      await tx.one(forgetFailures(accountSubject(username)));
      await tx.one(told(visitor, 'auth.login', proven.accountId, 'OK', 'signed-in'));
      return made;
    });
    return { ...this.accessToken({ ...holder, sessionId }), refreshToken };
  }

  /** Each refresh token works once. One that comes again was stolen, or its thief's: the session ends for both. */
  async refresh(visitor: Visitor, token: string): Promise<TokensResponse> {
    const fresh = newRefreshToken();
    const answer = await this.transactions.run(IDENTITY, async (tx) => {
      const spent = await tx.one(takeRefreshToken(hashRefreshToken(token)));
      const holder = spent && (await tx.one(extendSession(spent.sessionId)));
      if (!spent || !holder) return null;
      const refreshToken = await this.successorOf(tx, { spent, token, fresh, client: clientOf(visitor) });
      if (refreshToken) return { refreshToken, holder: { ...holder, sessionId: spent.sessionId } };
      // Answered, not thrown: the revocation must be committed.
      await tx.one(revokeSession(spent.sessionId, 'refresh-reuse'));
      await tx.one(told(visitor, 'security.refresh-reuse', holder.accountId, 'REFUSED', `session ${spent.sessionId}`));
      return null;
    });
    if (!answer) throw authErrors.sessionEnded();
    return { ...this.accessToken(answer.holder), refreshToken: answer.refreshToken };
  }

  signOut(actor: Actor): Promise<void> {
    const { idempotency: _, ...request } = actor.request; // a kept answer would outlive the session that may ask for it
    return this.transactions.run({ ...actor, request }, async (tx) => {
      await tx.one(revokeSession(actor.sessionId, 'logout'));
      const { ip, id: requestId } = request;
      await tx.one(told({ ip, requestId }, 'auth.logout', actor.accountId, 'OK', 'signed-out'));
    });
  }

  async me(actor: Actor): Promise<JsonText> {
    await this.transactions.read(actor, requireSession());
    // A signed-in person without a role sees no unit, but may know the name of his own.
    const everywhere = { system: 'identity', scopes: ['r'] };
    const found = await this.transactions.read(everywhere, me(actor.accountId, actor.sessionId));
    if (!found) throw httpErrors.notFound();
    return found;
  }

  accessToken({ accountId, personId, sessionId, mustChangePassword }: Held): AccessTokenResponse {
    const mcp = mustChangePassword ? ({ mcp: true } as const) : {};
    const accessToken = this.tokens.sign({ sub: accountId, per: personId, sid: sessionId, ...mcp });
    return { accessToken, tokenType: 'Bearer', expiresIn: ACCESS_TOKEN_SECONDS, mustChangePassword };
  }

  /** The next refresh token; within the grace the same one again, if nobody has used it yet. Null: a reuse. */
  private async successorOf(
    tx: Tx,
    at: { spent: SpentToken; token: string; fresh: string; client: string },
  ): Promise<string | null> {
    const { spent, token, fresh, client } = at;
    if (spent.usedAgoMs === null) {
      await tx.one(insertRefreshToken(newId(), spent.sessionId, hashRefreshToken(fresh)));
      await tx.one(spendRefreshToken(spent.id, sealSuccessor(fresh, token, client)));
      return fresh;
    }
    if (spent.usedAgoMs > GRACE_MS || !spent.successorSealed) return null;
    const successor = openSuccessor(spent.successorSealed, token, client);
    return successor && (await tx.one(isUnusedToken(hashRefreshToken(successor)))) ? successor : null;
  }
}

const newRefreshToken = (): string => randomBytes(32).toString('base64url');

/** As far as the same client can be known again. */
const clientOf = ({ ip, userAgent }: Visitor): string => `${ip}\n${userAgent}`;

const told = (
  { ip, requestId }: Pick<Visitor, 'ip' | 'requestId'>,
  action: string,
  accountId: string,
  result: 'OK' | 'REFUSED',
  reason: string,
) => securityEntry({ action, accountId, ip, requestId, result, reason });
