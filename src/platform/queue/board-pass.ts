import { createHmac, timingSafeEqual } from 'node:crypto';

/** Who may look at the queue board, for ten minutes. It opens nothing else, unlike an access token in a cookie. */
export interface BoardPass {
  readonly accountId: string;
  readonly personId: string;
  readonly sessionId: string;
  readonly untilMs: number;
}

export const PASS_MS = 600_000;
const COOKIE = 'queue_board';

export function sealPass(pass: BoardPass, signingKey: string): string {
  const body = Buffer.from(JSON.stringify(pass)).toString('base64url');
  return `${body}.${macOf(body, signingKey).toString('base64url')}`;
}

/** Null: forged, damaged or too old. */
export function openPass(sealed: string, signingKey: string, nowMs: number): BoardPass | null {
  const [body = '', mac = ''] = sealed.slice(0, 1000).split('.');
  const expected = macOf(body, signingKey);
  const given = Buffer.from(mac, 'base64url');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  const pass = JSON.parse(Buffer.from(body, 'base64url').toString('utf8')) as BoardPass;
  return pass.untilMs > nowMs ? pass : null;
}

/** Unreadable for scripts, and never sent from another site. */
export const passCookie = (sealed: string, isSecure: boolean): string =>
  `${COOKIE}=${sealed}; Path=/api/queues; Max-Age=${PASS_MS / 1000}; HttpOnly; SameSite=Strict${isSecure ? '; Secure' : ''}`;

export const readPassCookie = (header: string | undefined): string | null =>
  new RegExp(`(?:^|;\\s*)${COOKIE}=([\\w.-]+)`).exec(header ?? '')?.[1] ?? null;

const macOf = (body: string, signingKey: string): Buffer =>
  createHmac('sha256', createHmac('sha256', 'queue-board').update(signingKey).digest()).update(body).digest();
