import { Injectable } from '@nestjs/common';
import type { DomainError } from '../../kernel/domain-error.js';
import { securityEntry } from '../audit/record-refusal.js';
import { Transactions } from '../database/transactions.js';
import { authErrors } from './auth.errors.js';
import {
  accountSubject,
  addressSubject,
  type Candidate,
  findCandidate,
  saveFailures,
  takeFailures,
} from './login-attempts.store.js';
import { countFailure, FAILURES_OF_ACCOUNT, FAILURES_OF_ADDRESS } from './login-lock.js';
import { PasswordHasher } from './password.hasher.js';
import { Turnstile } from './turnstile.js';
import { IDENTITY, type Visitor } from './visitor.js';

export interface Attempt {
  /** The audited action: `auth.login`. */
  readonly action: string;
  readonly username: string;
  readonly password: string;
  readonly visitor: Visitor;
  /** What a wrong password is answered with. */
  readonly refusal: () => DomainError;
}

export type Proven = Candidate & { readonly accountId: string; readonly passwordHash: string };

const MAX_WAITING = 500;

/** The only place where a password is compared: every failure is counted, and a locked name is not even looked at. */
@Injectable()
export class LoginAttempts {
  private readonly turnstile = new Turnstile(MAX_WAITING);

  constructor(
    private readonly transactions: Transactions,
    private readonly hasher: PasswordHasher,
  ) {}

  /** The account, if the name and the password are right. An unknown name takes the same way and the same time. */
  prove(attempt: Attempt): Promise<Proven> {
    return this.turnstile.pass(attempt.username, async () => {
      const { username, visitor } = attempt;
      const subjects = [accountSubject(username), addressSubject(visitor.ip)];
      const candidate = await this.transactions.read(IDENTITY, findCandidate(username, subjects));
      if (candidate.lockedSeconds > 0) {
        await this.transactions.once(IDENTITY, refused(attempt, candidate, 'locked'));
        throw authErrors.locked({ seconds: candidate.lockedSeconds });
      }
      if (await this.hasher.matches(candidate.passwordHash, attempt.password)) return candidate as Proven;
      await this.count(attempt, candidate, subjects);
      throw attempt.refusal();
    });
  }

  private async count(attempt: Attempt, candidate: Candidate, subjects: readonly string[]): Promise<void> {
    await this.transactions.run(IDENTITY, async (tx) => {
      for (const { subject, now, ...before } of await tx.one(takeFailures(subjects))) {
        const limit = subject.startsWith('ip:') ? FAILURES_OF_ADDRESS : FAILURES_OF_ACCOUNT;
        const after = countFailure(before, now, limit);
        await tx.one(saveFailures(subject, after));
        if (after.locks > before.locks)
          await tx.one(refused(attempt, candidate, `now-locked:${subject.split(':')[0]}`));
      }
      await tx.one(refused(attempt, candidate, 'wrong-password'));
    });
  }
}

const refused = ({ action, visitor }: Attempt, { accountId }: Candidate, reason: string) =>
  securityEntry({ action, accountId, ip: visitor.ip, requestId: visitor.requestId, result: 'REFUSED', reason });
