import { createHash, createPublicKey, type KeyObject, verify } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { JwtService } from '@nestjs/jwt';
import { Environment } from '../../config/environment.js';

export const ACCESS_TOKEN_SECONDS = 600;

/** What an access token says. No roles: those are read from the database with every request. */
export interface Claims {
  /** Account. */
  readonly sub: string;
  /** Natural person. */
  readonly per: string;
  /** Session. */
  readonly sid: string;
  /** The initial password must be changed first. */
  readonly mcp?: true;
  readonly exp: number;
}

const ISSUER = 'budget-performance';
const AUDIENCE = 'budget-performance-api';
const CACHE_MS = 1000;
const CACHE_SIZE = 10_000;

/**
 * ES256 access tokens of our own issuer. The header is compared, not parsed: no alg, jwk, jku or kid of a stranger is
 * ever looked at. A checked signature is remembered for a second; revocation is the session's matter.
 */
@Injectable()
export class Tokens {
  private readonly publicKey: KeyObject;
  private readonly keyId: string;
  private readonly header: string;
  private readonly checked = new Map<string, { claims: Claims; until: number }>();

  constructor(
    private readonly environment: Environment,
    private readonly jwt: JwtService,
  ) {
    this.publicKey = createPublicKey(environment.signingKey);
    this.keyId = createHash('sha256')
      .update(this.publicKey.export({ type: 'spki', format: 'der' }))
      .digest('base64url')
      .slice(0, 16);
    const probe = this.sign({ sub: '', per: '', sid: '' });
    this.header = probe.slice(0, probe.indexOf('.'));
  }

  sign(claims: Omit<Claims, 'exp'>): string {
    return this.jwt.sign(claims, {
      privateKey: this.environment.signingKey,
      algorithm: 'ES256',
      keyid: this.keyId,
      issuer: ISSUER,
      audience: AUDIENCE,
      expiresIn: ACCESS_TOKEN_SECONDS,
      header: { alg: 'ES256', typ: 'at+jwt', kid: this.keyId },
    });
  }

  verify(token: string, nowMs = Date.now()): Claims | null {
    const known = this.checked.get(token);
    if (known && known.until > nowMs) return known.claims.exp * 1000 > nowMs ? known.claims : null;
    const claims = this.check(token, nowMs);
    if (!claims) return null;
    if (this.checked.size >= CACHE_SIZE) this.checked.clear();
    this.checked.set(token, { claims, until: nowMs + CACHE_MS });
    return claims;
  }

  private check(token: string, nowMs: number): Claims | null {
    const segments = token.split('.', 4);
    if (segments.length !== 3 || segments[0] !== this.header) return null;
    const payload = canonical(segments[1] ?? '');
    const signature = canonical(segments[2] ?? '');
    if (!payload || signature?.length !== 64) return null;
    const signed = Buffer.from(`${segments[0]}.${segments[1]}`);
    if (!verify('sha256', signed, { key: this.publicKey, dsaEncoding: 'ieee-p1363' }, signature)) return null;
    const claims = JSON.parse(payload.toString('utf8')) as Claims & { iss: string; aud: string };
    return claims.iss === ISSUER && claims.aud === AUDIENCE && claims.exp * 1000 > nowMs ? claims : null;
  }
}

/** Strict base64url: one text per value, else a token could be written in many ways. */
function canonical(segment: string): Buffer | null {
  if (!/^[A-Za-z0-9_-]+$/.test(segment)) return null;
  const bytes = Buffer.from(segment, 'base64url');
  return bytes.toString('base64url') === segment ? bytes : null;
}
