import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';

/** Answers given while shutting down end their keep-alive connection: else close() waits 72 s for it. */
@Injectable()
export class Drain implements BeforeApplicationShutdown {
  isDraining = false;

  install(fastify: FastifyInstance): void {
    fastify.addHook('onSend', (_request, reply, payload, done) => {
      if (this.isDraining) reply.header('connection', 'close');
      done(null, payload);
    });
  }

  beforeApplicationShutdown(): void {
    this.isDraining = true;
  }
}
