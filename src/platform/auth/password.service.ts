import { Injectable } from '@nestjs/common';
import { securityEntry } from '../audit/record-refusal.js';
import { newId } from '../database/ids.js';
import { type Actor, Transactions } from '../database/transactions.js';
import { httpErrors } from '../http/http.errors.js';
import { authErrors } from './auth.errors.js';
import { LoginAttempts } from './login-attempts.js';
import { accountSubject, forgetFailures } from './login-attempts.store.js';
import { PasswordHasher } from './password.hasher.js';
import { findPasswordProblems, PASSWORD_HISTORY } from './password.js';
import { changePassword, findOwnPassword, findPasswordHistory } from './password.store.js';
import type { AccessTokenResponse, ChangePasswordRequest } from './session.dto.js';
import { SessionService } from './session.service.js';
import { revokeLogins } from './session.store.js';
import { IDENTITY } from './visitor.js';

/** One's own password. */
@Injectable()
export class PasswordService {
  constructor(
    private readonly transactions: Transactions,
    private readonly attempts: LoginAttempts,
    private readonly hasher: PasswordHasher,
    private readonly sessions: SessionService,
  ) {}

  /** The other sessions end; this one goes on with a new access token, without the demand for a change. */
  async change(actor: Actor, request: ChangePasswordRequest): Promise<AccessTokenResponse> {
    const { ip, id: requestId } = actor.request;
    const own = await this.transactions.read(actor, findOwnPassword(actor.accountId));
    if (!own) throw httpErrors.notFound();
    const proven = await this.attempts.prove({
      action: 'auth.changePassword',
      username: own.username,
      password: request.currentPassword,
      visitor: { ip, requestId, userAgent: '' },
      refusal: authErrors.wrongPassword,
    });
    await this.requireAcceptable(actor.accountId, own.username, request.newPassword);
    const newHash = await this.hasher.hash(request.newPassword);
    // Without the Idempotency-Key: neither a fingerprint of passwords nor a token is kept.
    await this.transactions.run({ ...actor, request: { id: requestId, ip } }, async (tx) => {
      const change = { accountId: actor.accountId, oldHash: proven.passwordHash, newHash, historyId: newId() };
      if (!(await tx.one(changePassword(change)))) throw httpErrors.conflict();
      await tx.one(revokeLogins(actor.accountId, 'password-changed', actor.sessionId));
      await tx.one(forgetFailures(accountSubject(own.username)));
      await tx.one(
        securityEntry({
          action: 'auth.changePassword',
          accountId: actor.accountId,
          ip,
          requestId,
          result: 'OK',
          reason: 'changed',
        }),
      );
    });
    return this.sessions.accessToken({ ...actor, mustChangePassword: false });
  }

  private async requireAcceptable(accountId: string, username: string, password: string): Promise<void> {
    const problems = findPasswordProblems(password, username, '/newPassword');
    if (problems.length > 0) throw authErrors.weakPassword({}, problems);
    const history = await this.transactions.read(IDENTITY, findPasswordHistory(accountId, PASSWORD_HISTORY));
    for (const hash of history) {
      if (await this.hasher.matches(hash, password)) throw authErrors.passwordUsedBefore({ count: PASSWORD_HISTORY });
    }
  }
}
