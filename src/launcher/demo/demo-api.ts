import { randomUUID } from 'node:crypto';

export interface Reply {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: the demo reads answers of every shape, as a script of an integrator would
  readonly body: any;
  readonly etag: string;
}

/** What the public API said no to. */
export class Refused extends Error {
  constructor(readonly reply: Reply) {
    super(`${reply.status} ${reply.body?.code ?? ''}: ${reply.body?.detail ?? ''}`);
  }
}

/** One person at the public HTTP API. Every step of the demo goes through here; nothing reaches into the server. */
export class DemoApi {
  private constructor(
    private readonly base: string,
    private readonly token: string | null,
  ) {}

  static anonymous(url: string): DemoApi {
    return new DemoApi(`${url}/api/v1`, null);
  }

  /** Signs in; an initial password is changed to the demo's own first. */
  static async signIn(url: string, username: string, password: string, initial = password): Promise<DemoApi> {
    const door = DemoApi.anonymous(url);
    const { body } = await door.post('/auth/login', { username, password: initial });
    if (!body.mustChangePassword) return new DemoApi(door.base, body.accessToken);
    const first = new DemoApi(door.base, body.accessToken);
    const changed = await first.post('/auth/password', { currentPassword: initial, newPassword: password });
    return new DemoApi(door.base, changed.body.accessToken);
  }

  async get(path: string): Promise<Reply> {
    return accepted(await this.send('GET', path, undefined, undefined));
  }

  /** `read`: what was read before, whose ETag goes into If-Match. */
  async post(path: string, body: object, read?: Reply): Promise<Reply> {
    return accepted(await this.send('POST', path, body, read));
  }

  async put(path: string, body: object, read?: Reply): Promise<Reply> {
    return accepted(await this.send('PUT', path, body, read));
  }

  async patch(path: string, body: object, read?: Reply): Promise<Reply> {
    return accepted(await this.send('PATCH', path, body, read));
  }

  /** For steps of the story that are meant to be refused. */
  async attempt(path: string, body: object, read?: Reply): Promise<Reply> {
    return this.send('POST', path, body, read);
  }

  private async send(method: string, path: string, body: object | undefined, read: Reply | undefined): Promise<Reply> {
    const reply = await fetch(this.base + path, {
      method,
      headers: {
        ...(body ? { 'content-type': 'application/json' } : {}),
        ...(this.token ? { authorization: `Bearer ${this.token}` } : {}),
        ...(read ? { 'if-match': read.etag } : {}),
        ...(method === 'POST' ? { 'idempotency-key': randomUUID() } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await reply.text();
    return { status: reply.status, body: text ? JSON.parse(text) : null, etag: reply.headers.get('etag') ?? '' };
  }
}

function accepted(reply: Reply): Reply {
  if (reply.status >= 400) throw new Refused(reply);
  return reply;
}

/** Asks again until the answer is there: jobs work a moment later. */
export async function eventually<T>(what: string, ask: () => Promise<T | null>): Promise<T> {
  for (let left = 150; left > 0; left -= 1) {
    const found = await ask();
    if (found !== null) return found;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`the demo waited in vain for: ${what}`);
}
