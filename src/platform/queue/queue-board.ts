import { type BeforeApplicationShutdown, Injectable, Optional } from '@nestjs/common';
import type { Queue } from 'bullmq';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Environment } from '../../config/environment.js';
import { securityEntry } from '../audit/record-refusal.js';
import { isApiKey } from '../auth/api-keys.js';
import { Tokens } from '../auth/tokens.js';
import { type Call, noRows } from '../database/call.js';
import { type Actor, Transactions } from '../database/transactions.js';
import { sendProblem } from '../http/problem.filter.js';
import { Log } from '../logging/log.js';
import { openQueue } from './backend.js';
import { openPass, PASS_MS, passCookie, readPassCookie, sealPass } from './board-pass.js';
import { BOARD_PATH, openBoard } from './board-server.js';
import { queueErrors } from './queue.errors.js';
import { queueBoardPolicy } from './queue.policy.js';
import { QueueRuntime } from './queue.runtime.js';
import { QUEUES, type QueueName } from './queues.js';

/** The board brings a style element of its own; its scripts are files. */
const BOARD_CSP =
  "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'; form-action 'self'; base-uri 'self'; object-src 'none'";

type Identity = Pick<Actor, 'accountId' | 'personId' | 'sessionId'>;

/**
 * The queues to look at, for the system administrator only. Read-only: work is repeated by the outbox, and a change made
 * here would stand in no trail. A browser can't send a bearer token, so POST /queues/session hands out a pass.
 */
@Injectable()
export class QueueBoard implements BeforeApplicationShutdown {
  private ownQueues: Queue[] = [];
  private board: Promise<FastifyInstance> | null = null;

  constructor(
    private readonly environment: Environment,
    private readonly tokens: Tokens,
    private readonly transactions: Transactions,
    private readonly log: Log,
    @Optional() private readonly runtime?: QueueRuntime,
  ) {}

  install(fastify: FastifyInstance): void {
    for (const url of [BOARD_PATH, `${BOARD_PATH}/*`]) {
      fastify.get(url, (request, reply) => this.answer(request, reply));
    }
  }

  /** The pass for the caller's browser; that it was handed out is in the trail. */
  async openSession(actor: Actor, isSecure: boolean): Promise<{ cookie: string; url: string; expiresAt: string }> {
    const { accountId, personId, sessionId, request } = actor;
    await this.transactions.once(
      actor,
      securityEntry({
        action: queueBoardPolicy.open.action,
        accountId,
        ip: request.ip,
        requestId: request.id,
        result: 'OK',
        reason: BOARD_PATH,
      }),
    );
    const untilMs = Date.now() + PASS_MS;
    const sealed = sealPass({ accountId, personId, sessionId, untilMs }, this.environment.signingKey);
    return {
      cookie: passCookie(sealed, isSecure),
      url: `${BOARD_PATH}/`,
      expiresAt: new Date(untilMs).toISOString(),
    };
  }

  async beforeApplicationShutdown(): Promise<void> {
    await (await this.board)?.close();
    await Promise.all(this.ownQueues.map((queue) => queue.close()));
  }

  private async answer(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    try {
      await this.admit(request);
      const answer = await (await this.opened()).inject({ method: 'GET', url: request.url });
      const type = String(answer.headers['content-type'] ?? 'application/octet-stream');
      reply.status(answer.statusCode).header('content-type', type).header('content-security-policy', BOARD_CSP);
      return reply.send(answer.rawPayload);
    } catch (error) {
      sendProblem(error, request, reply, this.log);
      return reply;
    }
  }

  /** Opened on the first look; a failed attempt is not remembered. */
  private opened(): Promise<FastifyInstance> {
    this.board ??= openBoard(this.queues()).catch((error: unknown) => {
      this.board = null;
      throw error;
    });
    return this.board;
  }

  /** The session and the role are asked of the database with every request: a revoked one is out at once. */
  private async admit(request: FastifyRequest): Promise<void> {
    const context = { id: request.id, ip: request.ip };
    await this.transactions.read({ ...this.identify(request), roles: ['SYS_ADMIN'], request: context }, ADMITTED);
  }

  private identify({ headers }: FastifyRequest): Identity {
    if (headers.authorization?.startsWith('Bearer ')) return this.identifyToken(headers.authorization.slice(7));
    const sealed = readPassCookie(headers.cookie);
    const pass = sealed ? openPass(sealed, this.environment.signingKey, Date.now()) : null;
    if (!pass) throw queueErrors.passRequired();
    return pass;
  }

  private identifyToken(token: string): Identity {
    if (isApiKey(token)) throw queueErrors.keysNotAccepted();
    const claims = this.tokens.verify(token);
    if (!claims || claims.mcp) throw queueErrors.passRequired();
    return { accountId: claims.sub, personId: claims.per, sessionId: claims.sid };
  }

  /** The worker's queues where there is a worker, else connections of our own. */
  private queues(): readonly Queue[] {
    const shared = [...(this.runtime?.queues.values() ?? [])];
    if (shared.length === 0 && this.ownQueues.length === 0) this.ownQueues = QUEUES.map((name) => this.openOwn(name));
    return shared.length > 0 ? shared : this.ownQueues;
  }

  private openOwn(name: QueueName): Queue {
    const queue = openQueue(name, this.environment);
    queue.on('error', (error) => this.log.warn('queue trouble', { error }));
    return queue;
  }
}

const ADMITTED: Call<void> = { name: 'queue_board.admitted', text: 'select 1', values: [], read: noRows };
