import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import type { Actor } from '../database/transactions.js';
import { httpErrors } from '../http/http.errors.js';
import { readIdempotency } from '../http/idempotency-key.js';
import { IDEMPOTENCY, POLICY } from '../http/route.js';
import { ApiKeys, isApiKey } from './api-keys.js';
import { acceptedRoles, type PolicyRow } from './policy.js';
import { Tokens } from './tokens.js';

type Identity = Pick<Actor, 'accountId' | 'personId' | 'sessionId'>;

/** What may still be done before the initial password is changed. */
const BEFORE_PASSWORD_CHANGE = new Set(['auth.me', 'auth.changePassword', 'auth.logout']);

/**
 * Denies by default. It proves who calls and names the roles that the policy accepts; whether the caller holds one of
 * them, and for which rows, the database answers in the same transaction as the work.
 */
@Injectable()
export class AuthGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly tokens: Tokens,
    private readonly apiKeys: ApiKeys,
  ) {}

  /** A token is proved at once; only an API key has to be looked up. */
  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const policy = this.reflector.get<PolicyRow | undefined>(POLICY, context.getHandler());
    if (!policy) throw httpErrors.notFound();
    if (policy.roles === 'PUBLIC') return true;
    const request = context.switchToHttp().getRequest<FastifyRequest & { actor?: Actor }>();
    const admit = (identity: Identity): boolean => {
      const demand = this.reflector.get<'REQUIRED' | undefined>(IDEMPOTENCY, context.getHandler());
      const idempotency = readIdempotency(request, demand === 'REQUIRED');
      request.actor = {
        ...identity,
        roles: acceptedRoles(policy),
        request: { id: request.id, ip: request.ip, ...(idempotency && { idempotency }) },
      };
      return true;
    };
    const token = bearerToken(request);
    if (isApiKey(token)) return this.identifyKey(token, request, policy).then(admit);
    return admit(this.identify(token, policy));
  }

  private identify(token: string, policy: PolicyRow): Identity {
    const claims = this.tokens.verify(token);
    if (!claims) throw httpErrors.unauthenticated();
    if (claims.mcp && !BEFORE_PASSWORD_CHANGE.has(policy.action)) throw httpErrors.passwordChangeRequired();
    return { accountId: claims.sub, personId: claims.per, sessionId: claims.sid };
  }

  private async identifyKey(token: string, { ip, id }: FastifyRequest, policy: PolicyRow): Promise<Identity> {
    const key = await this.apiKeys.find(token, ip, id);
    if (!key) throw httpErrors.unauthenticated();
    if (!policy.keyScope || !key.scopes.includes(policy.keyScope)) throw httpErrors.forbidden();
    return key;
  }
}

function bearerToken({ headers: { authorization = '' } }: FastifyRequest): string {
  if (!authorization.startsWith('Bearer ')) throw httpErrors.unauthenticated();
  return authorization.slice(7);
}
