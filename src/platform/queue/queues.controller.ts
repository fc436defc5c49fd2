import { Controller, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '../database/transactions.js';
import { Acting } from '../http/parameters.js';
import { Route } from '../http/route.js';
import { QueueBoardPassResponse } from './queue.dto.js';
import { queueBoardPolicy } from './queue.policy.js';
import { QueueBoard } from './queue-board.js';

@ApiTags('jobs')
@Controller('queues')
export class QueuesController {
  constructor(private readonly board: QueueBoard) {}

  @Post('session')
  @Route({
    id: 'queues.openSession',
    summary: '打开队列看板 / Open the queue board in this browser',
    allow: queueBoardPolicy.open,
    answer: QueueBoardPassResponse,
    status: 201,
  })
  async open(
    @Acting() actor: Actor,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<QueueBoardPassResponse> {
    const { cookie, ...pass } = await this.board.openSession(actor, request.protocol === 'https');
    reply.header('set-cookie', cookie);
    return pass;
  }
}
