import type { Queue } from 'bullmq';
import fastify, { type FastifyInstance } from 'fastify';

export const BOARD_PATH = '/api/queues';
const FOREIGN_FONTS = /<link[^>]+fonts\.googleapis\.com[^>]*>/;

/**
 * Bull Board on a Fastify of its own, without a socket: it is asked by injection. So it is loaded when somebody looks,
 * not at every start, and its views, error texts and static files stay apart from ours.
 */
export async function openBoard(queues: readonly Queue[]): Promise<FastifyInstance> {
  const { createBullBoard } = await import('@bull-board/api');
  const { BullMQAdapter } = await import('@bull-board/api/bullMQAdapter');
  const { FastifyAdapter } = await import('@bull-board/fastify');
  const serverAdapter = new FastifyAdapter();
  serverAdapter.setBasePath(BOARD_PATH);
  createBullBoard({
    queues: queues.map((queue) => new BullMQAdapter(queue as never, { readOnlyMode: true })),
    serverAdapter,
    options: { uiConfig: { boardTitle: '任务队列 Queues' } },
  });
  const server = fastify();
  // The page asks Google for its letters; a government network doesn't, and our policy would refuse it anyway.
  server.addHook('onSend', async (_request, _reply, payload) =>
    typeof payload === 'string' ? payload.replace(FOREIGN_FONTS, '') : payload,
  );
  await server.register(serverAdapter.registerPlugin() as never, { prefix: BOARD_PATH });
  await server.ready();
  return server;
}
