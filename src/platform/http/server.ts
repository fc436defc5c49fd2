import { randomUUID } from 'node:crypto';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Environment } from '../../config/environment.js';
import { setAuditAlgorithm } from '../audit/digest.js';
import { Tokens } from '../auth/tokens.js';
import { Log } from '../logging/log.js';
import { Metrics } from '../metrics/metrics.js';
import { QueueBoard } from '../queue/queue-board.js';
import { boundsOf, requireBoundedBody, USUAL_BODY } from './body-bounds.js';
import { Drain } from './drain.js';
import { httpErrors } from './http.errors.js';
import { languageOf, toProblem } from './problem.js';
import { writeReply } from './reply.js';
import { setSealingKey } from './sealing.js';
import { validationPipe } from './validation.js';

/** On every answer: nothing but our own scripts and styles, nobody frames us or guesses types, and HTTPS stays HTTPS. */
const SECURITY_HEADERS = {
  'content-security-policy':
    "default-src 'none';script-src 'self';style-src 'self';img-src 'self' data:;connect-src 'self';base-uri 'none';form-action 'none';frame-ancestors 'none'",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};
const REQUEST_ID = /^[\w-]{8,64}$/;

/** Handlers return what they know; here it becomes headers and text. */
class ReplyingAdapter extends FastifyAdapter {
  override reply(...[reply, answer, status]: Parameters<FastifyAdapter['reply']>): ReturnType<FastifyAdapter['reply']> {
    return super.reply(reply, writeReply(answer, reply as FastifyReply), status);
  }
}

/** The Fastify adapter with bounds on everything a stranger can send. */
export function createAdapter(trustedProxies: number): FastifyAdapter {
  return new ReplyingAdapter({
    bodyLimit: USUAL_BODY.maxBytes,
    trustProxy: trustedProxies === 0 ? false : trustedProxies,
    requestIdHeader: false,
    genReqId: (request: { headers: Record<string, unknown> }) => {
      const given = request.headers['x-request-id'];
      return typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
    },
    onProtoPoisoning: 'error',
    onConstructorPoisoning: 'error',
    routerOptions: { ignoreTrailingSlash: false, caseSensitive: true, maxParamLength: 200 },
    requestTimeout: 30_000,
    // Addresses that no router can read never reach Nest.
    frameworkErrors: refuseAddress,
  } as never);
}

function refuseAddress(_error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const language = languageOf(request.headers['accept-language']);
  const problem = toProblem(httpErrors.malformed({ reason: 'URL' }), language, request.id);
  void reply
    .status(problem.status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .send(JSON.stringify(problem));
}

/** The API is below /api/v1; pages, probes and the document are not. Whoever shares a name with a page names his whole address. */
export function prefixRoutes(app: NestFastifyApplication): void {
  app.setGlobalPrefix('api/v1', {
    exclude: [
      '/',
      'docs',
      'errors',
      'overview',
      'overview/{*path}',
      'assets/{*path}',
      'health/{*path}',
      'metrics',
      'api/{*path}',
    ],
  });
}

/** Everything between the socket and the controllers; the same in production and in tests. */
export async function configureServer(app: NestFastifyApplication): Promise<void> {
  const environment = app.get(Environment);
  setSealingKey(environment.signingKey);
  setAuditAlgorithm(environment.auditHash);
  prefixRoutes(app);
  app.useGlobalPipes(validationPipe());
  const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  const log = app.get(Log);
  const metrics = app.get(Metrics);
  app.get(Drain).install(fastify);
  await fastify.register(rateLimit, {
    max: environment.rateLimit,
    timeWindow: 60_000,
    enableDraftSpec: true,
    keyGenerator: clientKey(app.get(Tokens)),
    errorResponseBuilder: (_request, context) => httpErrors.tooMany({ seconds: Math.ceil(context.ttl / 1000) }),
  });
  await fastify.register(
    multipart as never,
    { limits: { fileSize: 10 * 1024 * 1024, files: 1, fields: 5, parts: 6 }, throwFileSizeLimit: true } as never,
  );
  fastify.addHook('onRequest', (request, reply, done) => {
    // Many clients send the JSON type with an empty body: an act without a body is not a malformed one.
    if (request.headers['content-length'] === '0') delete request.headers['content-type'];
    reply.headers(SECURITY_HEADERS).header('x-request-id', request.id);
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store');
    done();
  });
  fastify.addHook('onRoute', (route) => {
    route.bodyLimit = boundsOf(route.config).maxBytes;
  });
  fastify.addHook('preValidation', (request, _reply, done) => {
    requireBoundedBody(request.body, boundsOf(request.routeOptions.config));
    done();
  });
  fastify.addHook('onResponse', (request, reply, done) => {
    metrics.observe(request.method, request.routeOptions.url ?? 'unknown', reply.statusCode, reply.elapsedTime);
    if (reply.statusCode >= 500 || environment.logLevel === 'debug') {
      log.log('request', {
        requestId: request.id,
        method: request.method,
        path: request.url.slice(0, 500),
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
      });
    }
    done();
  });
  app.get(QueueBoard).install(fastify);
}

/** As the route says by Route({ body }); or as usual. */
/** One budget per account once its token is proved, else per address: a made-up header buys nothing. */
const clientKey =
  (tokens: Tokens) =>
  (request: FastifyRequest): string => {
    const { authorization = '' } = request.headers;
    const claims = authorization.startsWith('Bearer ey') ? tokens.verify(authorization.slice(7)) : null;
    return claims?.sub ?? request.ip;
  };
