import { randomUUID } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { validateAnswer } from './contract.js';

type Body = object | undefined;
type Headers = Readonly<Record<string, string>>;

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | number | undefined>>;
  readonly text: string;
  /** The parsed body; null when there is none. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of every shape
  readonly body: any;
  readonly etag: string;
}

/** Pages, probes and the document are not below /api/v1. */
const OUTSIDE = /^\/(api\/|health\/|metrics$|docs$|errors$|overview([/?]|$)|assets\/|$)/;

/** One person at the keyboard: every call carries his token. Paths are below /api/v1. */
export class Client {
  constructor(
    private readonly app: NestFastifyApplication,
    readonly token: string | null,
  ) {}

  get(path: string, headers: Headers = {}): Promise<Answer> {
    return this.send('GET', path, undefined, headers);
  }

  /** Sends a fresh Idempotency-Key unless one is given. */
  post(path: string, body: Body = {}, headers: Headers = {}): Promise<Answer> {
    return this.send('POST', path, body, { 'idempotency-key': randomUUID(), ...headers });
  }

  put(path: string, body: Body, headers: Headers = {}): Promise<Answer> {
    return this.send('PUT', path, body, headers);
  }

  patch(path: string, body: Body, headers: Headers = {}): Promise<Answer> {
    return this.send('PATCH', path, body, headers);
  }

  delete(path: string, headers: Headers = {}): Promise<Answer> {
    return this.send('DELETE', path, undefined, headers);
  }

  async send(method: string, path: string, body: Body, headers: Headers): Promise<Answer> {
    const url = OUTSIDE.test(path) ? path : `/api/v1${path}`;
    const reply = await this.app.inject({
      method: method as 'GET',
      url,
      headers: { ...(this.token ? { authorization: `Bearer ${this.token}` } : {}), ...headers },
      ...(body === undefined ? {} : { payload: body }),
    });
    const isJson = String(reply.headers['content-type'] ?? '').includes('json');
    const answer: Answer = {
      status: reply.statusCode,
      headers: reply.headers,
      text: reply.body,
      body: isJson && reply.body ? JSON.parse(reply.body) : null,
      etag: String(reply.headers['etag'] ?? ''),
    };
    validateAnswer(method, url, answer);
    return answer;
  }
}

/** `If-Match` with what was read. */
export const ifMatch = (answer: Answer): { 'if-match': string } => ({ 'if-match': answer.etag });

/** What the caller may do next: each act with the code that it would meet, null where it is possible. */
export const offersOf = ({ body }: Answer): Record<string, string | null> =>
  Object.fromEntries(
    body.allowedActions.map(({ action, reason }: { action: string; reason: string | null }) => [action, reason]),
  );
